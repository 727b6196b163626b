package account

// Step is what comes after the right password.
type Step uint8

// The steps.
const (
	Enter      Step = iota // the user is let in
	AskCode                // Factors.Check, then SignedIn
	AskPasskey             // the password is not enough: Passkeys.SignIn, from the beginning
	AskConfirm             // the user has yet to follow the link in its first mail
	Refuse                 // nobody of the user's company is let in
)

// HasFactor reports whether the user has what a reseller may require of
// everybody: codes, or a passkey, which is both factors in one.
func (u *User) HasFactor() bool { return u.HasCodes || u.HasPasskey }

// AfterPassword says what the right password leads to.
//
// Who has turned codes on is asked for one, passkey or not. A passkey by itself
// is one more door and does not change the one of the password: it is tied to
// devices, and its user may be at another one. But where the reseller requires
// a second factor, a password alone must not be a way around it, so a user
// whose only factor is a passkey signs in by that. Who must have a factor and
// has none is let in, to set one up and for nothing else.
func (u *User) AfterPassword() Step {
	switch {
	case u.Unconfirmed:
		return AskConfirm
	case u.Blocked:
		return Refuse
	case u.HasCodes:
		return AskCode
	case u.MustHave && u.HasPasskey:
		return AskPasskey
	}
	return Enter
}
