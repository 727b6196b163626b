package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

type resellerCommand struct {
	Create resellerCreate `cmd:"" help:"Create a reseller and its owner, and print the owner's password."`
}

type resellerCreate struct {
	storage
	Name     string `required:"" help:"Name of the reseller."`
	Email    string `required:"" help:"E-mail address that its owner signs in with."`
	Owner    string `help:"Name of the owner; the reseller's name if not given."`
	Language string `default:"en" enum:"en,zh-Hans" help:"Language of the owner's pages: en or zh-Hans."`
}

// Run is called by kong.
func (c *resellerCreate) Run(ctx context.Context, p Process) error {
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was created is on disk already
	var real clocked
	password := rand.Text()
	hash, err := account.NewService(db.Accounts(), real.now).HashPassword(ctx, password)
	if err != nil {
		return err
	}
	owner := account.User{Email: c.Email, Name: cmp.Or(c.Owner, c.Name), Language: c.Language, PasswordHash: hash}
	reseller, err := company.NewService(db.Companies(), real.now).CreateReseller(ctx, company.Reseller{Name: c.Name}, owner)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "reseller %d, %s\nsign in as %s with the password %s\n", reseller, c.Name, c.Email, password)
	return err
}

type sourceCommand struct {
	Create sourceCreate `cmd:"" help:"Create a token that lets a source send usage events, and print it."`
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
