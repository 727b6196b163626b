package app

import (
	"context"
	"fmt"

	"reseller-console/internal/account"
)

type userCommand struct {
	ResetFactor userResetFactor `cmd:"" help:"Take a lost second factor (codes and passkeys) from a user, who is told by mail and sets up another one."`
}

type userResetFactor struct {
	storage
	sealing
	Email string `arg:"" help:"E-mail address of the user."`
}

// Run is called by kong.
func (c *userResetFactor) Run(ctx context.Context, p Process) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what changed is on disk already
	u, err := db.Accounts().UserByEmail(ctx, c.Email)
	if err != nil {
		return err
	}
	sealer, err := c.sealer(ctx, c.storage, db)
	if err != nil {
		return err
	}
	var real clocked
	if err := account.NewFactors(db.Factors(), sealer, real.now).Reset(ctx, account.Command(), &u); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "%s signs in by password alone now; all sessions have ended\n", u.Email)
	return err
}
