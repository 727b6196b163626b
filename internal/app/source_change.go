package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"reseller-console/internal/account"
)

// withTokens runs act with the tokens of a database that is there.
func (s storage) withTokens(ctx context.Context, act func(*account.Tokens) error) error {
	db, err := s.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what changed is on disk already
	var real clocked
	return act(account.NewTokens(db.Tokens(), real.now))
}

type sourceList struct{ storage }

// Run is called by kong.
func (c *sourceList) Run(ctx context.Context, p Process) error {
	return c.withTokens(ctx, func(tokens *account.Tokens) error {
		all, err := tokens.List(ctx, account.Command())
		for _, t := range all {
			_, printErr := fmt.Fprintln(p.Stdout, sourceLine(&t, time.Now()))
			err = errors.Join(err, printErr)
		}
		return err
	})
}

// sourceLine describes a token in columns that are separated by tabs.
func sourceLine(t *account.IngestToken, now time.Time) string {
	state, sources := "active", "any source"
	switch {
	case t.Ended(now):
		state = "ended " + t.EndsAt.Format(time.RFC3339)
	case t.Overlaps(now):
		state = "active, the token before until " + t.BeforeEndsAt.Format(time.RFC3339)
	}
	if len(t.Sources) > 0 {
		sources = strings.Join(t.Sources, ", ")
	}
	return fmt.Sprintf("%d\t%s\t%s\t%s\t%s", t.ID, t.CreatedAt.Format(time.DateOnly), t.Name, sources, state)
}

type sourceRotate struct {
	storage
	ID      int64         `arg:"" help:"Number of the source, as source list prints it."`
	Overlap time.Duration `default:"24h" help:"How long the old token goes on, at most 720h; default ${default}." placeholder:"DURATION"`
}

// Run is called by kong.
func (c *sourceRotate) Run(ctx context.Context, p Process) error {
	return c.withTokens(ctx, func(tokens *account.Tokens) error {
		secret, err := tokens.Rotate(ctx, account.Command(), c.ID, 0, c.Overlap)
		if err == nil {
			_, err = fmt.Fprintln(p.Stdout, secret)
		}
		return err
	})
}

type sourceEnd struct {
	storage
	ID int64 `arg:"" help:"Number of the source, as source list prints it."`
}

// Run is called by kong.
func (c *sourceEnd) Run(ctx context.Context) error {
	return c.withTokens(ctx, func(tokens *account.Tokens) error { return tokens.End(ctx, account.Command(), c.ID) })
}
