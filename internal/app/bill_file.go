package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/invoice"
	"reseller-console/internal/locale"
)

// written is where a command's file goes.
type written struct {
	Out string `short:"o" default:"-" help:"File to write; standard output if not given." placeholder:"FILE"`
}

// to has a file written. One that was not written to its end is removed.
func (c written) to(p Process, write func(io.Writer) error) (err error) {
	if c.Out == "-" {
		return write(p.Stdout)
	}
	file, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("the file cannot be written: %w", err)
	}
	if err = errors.Join(write(file), file.Close()); err != nil {
		return errors.Join(err, os.Remove(c.Out))
	}
	return nil
}

type billFile struct {
	ofAccount
	written
	Month    string `arg:"" help:"Month, 2006-01."`
	Format   string `default:"pdf" enum:"pdf,csv,focus" help:"Format: pdf, csv or focus (FinOps Open Cost and Usage Specification 1.2)."`
	Language string `default:"en" enum:"en,zh-Hans" help:"Language of the file: en or zh-Hans."`
}

// Run is called by kong.
func (c *billFile) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("the month", c.Month)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		bill, err := bills.Detail(ctx, c.Company, month)
		if err != nil {
			return err
		}
		return c.to(p, func(w io.Writer) error {
			return invoice.Document{Detailed: bill}.Write(w, invoice.Format(c.Format), locale.For(c.Language))
		})
	})
}

type billFocus struct {
	storage
	clocked
	written
	Reseller int64  `arg:"" help:"Number of the reseller."`
	Month    string `arg:"" help:"Month, 2006-01."`
}

// Run is called by kong.
func (c *billFocus) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("the month", c.Month)
	if err != nil {
		return err
	}
	db, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // nothing was changed
	if _, err := db.Companies().Reseller(ctx, c.Reseller); err != nil {
		return err
	}
	reader := account.Caller{Name: clerk.Name, Reseller: c.Reseller, Role: account.ResellerFinance}
	return c.to(p, func(w io.Writer) error {
		file := invoice.NewFOCUS(w)
		err := newBilling(db, c.clocked).DetailsFor(ctx, reader, month, func(bill *billing.Detailed) error {
			return file.Add(invoice.Document{Detailed: bill})
		})
		if err != nil {
			return err
		}
		return file.Close()
	})
}
