package account

import (
	"context"

	"reseller-console/internal/fault"
)

// ConfirmStore notes that an address is its user's.
type ConfirmStore interface {
	// Confirm uses a user's link up and notes that the address is confirmed. A
	// link that cannot be used at the act's time is fault.NotFound.
	Confirm(ctx context.Context, act Act, user int64, hash LinkHash) error
}

// AllowSignUp counts that somebody wants to become a user. Too many from one
// network are fault.TooMany.
func (s *Service) AllowSignUp(remoteAddr string) error {
	return s.joined.begin(newSignUp(remoteAddr), s.clock())
}

// NewPassword returns the hash of what is to be the password of a user who
// signs up, or an error of CheckPassword.
func (s *Service) NewPassword(ctx context.Context, u *User, password string) (string, error) {
	return s.newHash(ctx, u, password)
}

// RequestConfirm has another link sent to the user of an address that has yet
// to be confirmed. Whoever has confirmed it is told that there is an account
// already. It does the same whether or not there is such a user, and refuses
// too many as Forgot.
func (s *Service) RequestConfirm(ctx context.Context, email, remoteAddr string) error {
	return s.requestLink(ctx, email, remoteAddr, MailConfirm)
}

// Confirm notes that whoever has the link reads the mail of its user, and uses
// the link up. from tells the address and the request. A link that cannot be
// used is ErrLink.
func (s *Service) Confirm(ctx context.Context, from Caller, token string) error {
	u, err := s.LinkUser(ctx, token)
	if err != nil {
		return err
	}
	c := u.Caller()
	c.Addr, c.Request = from.Addr, from.Request
	act := c.Did("user.confirm", s.clock())
	act.Entry.Target = userTarget(u.ID)
	err = s.store.Confirm(ctx, act, u.ID, hashLink(token))
	if fault.KindOf(err) == fault.NotFound {
		err = ErrLink
	}
	return err
}
