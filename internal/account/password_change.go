package account

import (
	"context"
	"net/netip"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// ErrPresentPassword is the answer to a change by somebody who does not know
// the password that is to be changed.
var ErrPresentPassword = fault.New(fault.Invalid, "The present password is wrong.").With("old", "the present password", nil)

// ChangePassword replaces the caller's password, ends all of the caller's
// sessions and links, and tells the caller by mail. It returns the user, whose
// new Epoch a session needs to go on.
//
// A wrong present password is ErrPresentPassword, after too many of them
// fault.TooMany; one that cannot be the new one is an error of CheckPassword.
func (s *Service) ChangePassword(ctx context.Context, c Caller, present, fresh string) (User, error) {
	u, err := s.store.User(ctx, c.User)
	if err != nil {
		return User{}, err
	}
	if err := CheckPassword(&u, fresh); err != nil {
		return User{}, err
	}
	err = s.verify(ctx, newAttempt(u.Email, c.Addr.String()), u.PasswordHash, present)
	if fault.KindOf(err) == fault.Unauthenticated {
		err = ErrPresentPassword
	}
	if err != nil {
		return User{}, err
	}
	act, hash, err := s.passwordAct(ctx, c, "password.change", &u, fresh)
	if err != nil {
		return User{}, err
	}
	if err := s.store.SetPassword(ctx, act, u.ID, u.PasswordHash, hash); err != nil {
		return User{}, err
	}
	return s.store.User(ctx, u.ID)
}

// ResetPassword sets the password of the user to whom a link was sent, and
// uses the link up; otherwise it does what ChangePassword does. Whoever has the
// link reads the mail, so the address is confirmed, too. from tells the address
// and the request. A link that cannot be used is ErrLink; a password
// that cannot be the new one leaves the link as it is.
func (s *Service) ResetPassword(ctx context.Context, from Caller, token, fresh string) error {
	u, err := s.LinkUser(ctx, token)
	if err != nil {
		return err
	}
	c := u.Caller()
	c.Addr, c.Request = from.Addr, from.Request
	act, hash, err := s.passwordAct(ctx, c, "password.reset", &u, fresh)
	if err != nil {
		return err
	}
	err = s.store.UseLink(ctx, act, u.ID, hashLink(token), hash)
	if fault.KindOf(err) == fault.NotFound {
		err = ErrLink
	}
	return err
}

// passwordAct is the act of giving a user a new password, with the mail about
// it, and the password's hash.
func (s *Service) passwordAct(ctx context.Context, c Caller, action Action, u *User, fresh string) (Act, string, error) {
	hash, err := s.newHash(ctx, u, fresh)
	if err != nil {
		return Act{}, "", err
	}
	act := c.Did(action, s.clock())
	act.Entry.Target = userTarget(u.ID)
	tell, err := passwordChanged(u.ID, act.Entry.At, c.Addr)
	act.Jobs = []job.Job{tell}
	return act, hash, err
}

func (s *Service) newHash(ctx context.Context, u *User, password string) (string, error) {
	if err := CheckPassword(u, password); err != nil {
		return "", err
	}
	return s.HashPassword(ctx, password)
}

// passwordChanged is the mail by which a user learns of a change that somebody
// else has made.
func passwordChanged(user int64, at time.Time, from netip.Addr) (job.Job, error) {
	data := map[string]string{"time": at.UTC().Format("2006-01-02 15:04")}
	if from.IsValid() {
		data["address"] = from.Unmap().String()
	}
	return Notice{User: user, Text: MailChanged, Data: data}.Job()
}
