package account

import "reseller-console/internal/fault"

// Step is what comes after the right password.
type Step uint8

// The steps.
const (
	Enter      Step = iota // the user is let in
	AskCode                // Factors.Check, then SignedIn
	AskPasskey             // the password is not enough: Passkeys.SignIn, from the beginning
	AskConfirm             // the user has yet to follow the link in its first mail
	Barred                 // nobody of the user's reseller or company is let in
)

// ErrBarred is the answer to a user whose reseller is suspended.
var ErrBarred = fault.New(fault.Forbidden, "The reseller's account is suspended. Ask the platform's operator why.")

// ErrBlocked is the answer to a member of a company whose account is blocked.
var ErrBlocked = fault.New(fault.Forbidden, "The company's account is blocked. Ask its reseller why.")

// barred says why nobody of the user's reseller or company is let in; nil if
// they are.
func (u *User) barred() error {
	switch {
	case u.Suspended:
		return ErrBarred
	case u.Blocked:
		return ErrBlocked
	}
	return nil
}

// HasFactor reports whether the user has what a reseller may require of
// everybody: codes, or a passkey, which is both factors in one.
func (u *User) HasFactor() bool { return u.HasCodes || u.HasPasskey }

// NeedsFactor reports whether the user must have one: every operator, and
// everybody of a reseller that wants it.
func (u *User) NeedsFactor() bool { return u.MustHave || u.Role == Operator }

// AfterPassword says what the right password leads to.
//
// Who has turned codes on is asked for one, passkey or not. A passkey by itself
// is one more door and does not change the one of the password: it is tied to
// devices, and its user may be at another one. But where a second factor is
// required, a password alone must not be a way around it, so a user
// whose only factor is a passkey signs in by that. Who must have a factor and
// has none is let in, to set one up and for nothing else.
func (u *User) AfterPassword() Step {
	switch {
	case u.Unconfirmed:
		return AskConfirm
	case u.barred() != nil:
		return Barred
	case u.HasCodes:
		return AskCode
	case u.NeedsFactor() && u.HasPasskey:
		return AskPasskey
	}
	return Enter
}
