package account

import (
	"context"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// MailFactorReset is the mail about that, as Notice.Text.
const MailFactorReset = "factor.reset"

// Reset takes away what a user has besides a password and may have lost: codes,
// recovery codes and passkeys. All of the user's sessions end, and the user is
// told by mail. It is for operators; others are ErrNotOperator. A user who is
// not there is fault.NotFound.
func (s *Factors) Reset(ctx context.Context, c Caller, u *User) error {
	if !c.Operates() {
		return ErrNotOperator
	}
	act := c.Did("factor.reset", s.clock())
	act.Entry.Target, act.Entry.Reseller, act.Entry.Company = userTarget(u.ID), u.Reseller, u.Company
	tell, err := Notice{User: u.ID, Text: MailFactorReset, Data: map[string]string{"time": act.Entry.At.UTC().Format("2006-01-02 15:04")}}.Job()
	if err != nil {
		return err
	}
	act.Jobs = []job.Job{tell}
	return s.store.ResetFactor(ctx, act, u.ID)
}

// Give gives a user a second factor without a code of it, and returns its
// secret: for users whom a program makes.
func (s *Factors) Give(ctx context.Context, c Caller, u *User) (secret string, err error) {
	if !c.Operates() {
		return "", ErrNotOperator
	}
	key, err := s.Begin("Reseller Console", u.Email)
	if err != nil {
		return "", fault.Wrap(fault.Internal, err, "No secret can be made.")
	}
	act := c.Did("factor.create", s.clock())
	act.Entry.Target = userTarget(u.ID)
	_, recovery := newRecovery()
	return key.Secret(), s.store.SetFactor(ctx, act, u.ID, Factor{Sealed: s.sealer.Seal(key.Secret(), FactorName(u.ID)), Since: act.Entry.At}, recovery)
}
