package app

import (
	"context"
	"crypto/rand"
	"fmt"

	"reseller-console/internal/account"
)

type operatorCommand struct {
	Create operatorCreate `cmd:"" help:"Create an operator of the platform, and print the password."`
}

type operatorCreate struct {
	storage
	Email    string `required:"" help:"E-mail address to sign in with."`
	Name     string `required:"" help:"Name of the operator."`
	Language string `default:"en" enum:"en,zh-Hans" help:"Language of the operator's pages: en or zh-Hans."`
}

// Run is called by kong.
func (c *operatorCreate) Run(ctx context.Context, p Process) error {
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was created is on disk already
	var real clocked
	password := rand.Text()
	u, err := account.NewService(db.Accounts(), real.now).Create(ctx,
		account.User{Email: c.Email, Name: c.Name, Language: c.Language, Role: account.Operator}, password)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "operator %s\nsign in as %s with the password %s\nand set up two-factor sign-in then: operators need it\n", u.Name, u.Email, password)
	return err
}
