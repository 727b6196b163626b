package app

import (
	"context"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

type resellerSuspend struct {
	storage
	Reseller int64  `arg:"" help:"Number of the reseller."`
	Reason   string `required:"" help:"Why, in one line of at most 500 characters; operators read it."`
}

// Run is called by kong.
func (c *resellerSuspend) Run(ctx context.Context, p Process) error {
	return withResellers(ctx, c.storage, func(s *company.Resellers) error {
		r, err := s.Suspend(ctx, account.Command(), c.Reseller, c.Reason)
		if err == nil {
			_, err = fmt.Fprintf(p.Stdout, "reseller %d, %s, is suspended\n", r.ID, r.Name)
		}
		return err
	})
}

type resellerUnsuspend struct {
	storage
	Reseller int64 `arg:"" help:"Number of the reseller."`
}

// Run is called by kong.
func (c *resellerUnsuspend) Run(ctx context.Context, p Process) error {
	return withResellers(ctx, c.storage, func(s *company.Resellers) error {
		r, err := s.Unsuspend(ctx, account.Command(), c.Reseller)
		if err == nil {
			_, err = fmt.Fprintf(p.Stdout, "reseller %d, %s, is not suspended\n", r.ID, r.Name)
		}
		return err
	})
}

func withResellers(ctx context.Context, s storage, act func(*company.Resellers) error) error {
	db, err := s.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what changed is on disk already
	var real clocked
	return act(company.NewResellers(db.Companies(), real.now))
}
