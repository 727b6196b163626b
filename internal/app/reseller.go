package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

type resellerCommand struct {
	Create resellerCreate `cmd:"" help:"Create a reseller and its owner, and print the owner's password."`
	List   resellerList   `cmd:"" help:"List the resellers."`
	Attach resellerAttach `cmd:"" help:"Give a company that nobody holds to a reseller."`

	Suspend   resellerSuspend   `cmd:"" help:"Keep everybody of a reseller out; its companies are served and metered as before."`
	Unsuspend resellerUnsuspend `cmd:"" help:"End the suspension of a reseller."`

	Detach resellerDetach `cmd:"" help:"Take a company from its reseller."`
	Plan   buyPlanCommand `cmd:"" help:"Manage the prices that resellers buy by."`
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

type resellerList struct {
	storage
}

// Run is called by kong.
func (c *resellerList) Run(ctx context.Context, p Process) error {
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read from
	all, err := db.Companies().Resellers(ctx)
	for _, r := range all {
		state := "active"
		if r.Suspended() {
			state = "suspended: " + r.Reason
		}
		_, printErr := fmt.Fprintf(p.Stdout, "%d\t%s\t%s\t%d companies\t%s\n", r.ID, r.CreatedAt.Format(time.DateOnly), r.Name, r.Companies, state)
		err = errors.Join(err, printErr)
	}
	return err
}

type resellerAttach struct {
	storage
	clocked
	From     string `help:"First day, 2006-01-02, that belongs to the reseller; today if not given." placeholder:"DAY"`
	Reseller int64  `arg:"" help:"Number of the reseller."`
	Company  int64  `arg:"" name:"cid" help:"CID of the company."`
}

// Run is called by kong.
func (c *resellerAttach) Run(ctx context.Context) error {
	return changeHands(ctx, c.storage, c.clocked, c.From, func(m *company.Membership, from calendar.Day) error {
		return m.Attach(ctx, account.Command(), c.Company, c.Reseller, from)
	})
}

type resellerDetach struct {
	storage
	clocked
	From    string `help:"First day, 2006-01-02, that does not belong to the reseller any more; today if not given." placeholder:"DAY"`
	Company int64  `arg:"" name:"cid" help:"CID of the company."`
}

// Run is called by kong.
func (c *resellerDetach) Run(ctx context.Context) error {
	return changeHands(ctx, c.storage, c.clocked, c.From, func(m *company.Membership, from calendar.Day) error {
		return m.Detach(ctx, account.Command(), c.Company, from)
	})
}

func changeHands(ctx context.Context, s storage, clock clocked, from string, act func(*company.Membership, calendar.Day) error) error {
	var day calendar.Day
	if from != "" {
		var err error
		if day, err = calendar.ParseDay(from); err != nil {
			return fmt.Errorf("--from: %w", err)
		}
	}
	db, err := s.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what changed is on disk already
	return act(company.NewMembership(db.Companies(), db.Usage(), clock.now), day)
}
