package app

import (
	"context"
	"fmt"

	"reseller-console/internal/account"
)

type sourceCommand struct {
	Create sourceCreate `cmd:"" help:"Create a token that lets a source send usage events, and print it."`
	List   sourceList   `cmd:"" help:"List the tokens of sources, without their secrets."`
	Rotate sourceRotate `cmd:"" help:"Give a source a new token and print it; the old one goes on for a while."`
	End    sourceEnd    `cmd:"" help:"End the token of a source at once (within 10 seconds on a running server)."`
}

type sourceCreate struct {
	storage
	Name  string   `arg:"" help:"Name of the source, for people."`
	Allow []string `help:"CloudEvents source that the token may send; any if not given." placeholder:"SOURCE"`
}

// Run is called by kong.
func (c *sourceCreate) Run(ctx context.Context, p Process) error {
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was created is on disk already
	var real clocked
	secret, err := account.NewTokens(db.Tokens(), real.now).CreateToken(ctx, c.Name, c.Allow)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Stdout, secret)
	return err
}
