package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/demo"
	"reseller-console/internal/store"
)

// billEvery is about how often a server looks whether bills, deductions or
// suspensions are due.
const billEvery = time.Minute

// newBilling returns what makes bills.
func newBilling(db *store.DB, c clocked) *billing.Service {
	return billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: c.now, OpenFrom: c.OpenFrom})
}

// pastBooks are the books of companies at another time; nobody is told by mail.
func (s *server) pastBooks(clock func() time.Time) demo.Books {
	return billing.NewService(billing.Config{Store: s.db.Billing(), Figures: s.db.Usage(), Clock: clock, OpenFrom: s.settings.OpenFrom, Quiet: true})
}

// bill takes all steps that are due, whichever server is first.
func (s *server) bill(ctx context.Context) {
	for {
		if n, err := s.bills.Run(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "bills", "error", err)
		} else if n > 0 {
			s.log.InfoContext(ctx, "bills are up to date", "companies", n)
		}
		timer := time.NewTimer(billEvery/2 + rand.N(billEvery))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// ofAccount are the settings of commands about the money of one company.
type ofAccount struct {
	storage
	clocked
	Company int64 `arg:"" name:"cid" help:"CID of the company."`
}

// clerk is who commands about money act as.
var clerk = account.Command()

// with runs act with what makes bills.
func (c ofAccount) with(ctx context.Context, act func(*billing.Service) error) error {
	return c.withBilling(ctx, c.clocked, act)
}

// withBilling runs act with what makes bills.
func (s storage) withBilling(ctx context.Context, c clocked, act func(*billing.Service) error) error {
	db, err := s.openExisting(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // what was changed is on disk already
	return act(newBilling(db, c))
}

// parseMonth reads 2006-01.
func parseMonth(name, text string) (calendar.Month, error) {
	first, err := calendar.ParseDay(text + "-01")
	if err != nil {
		return 0, fmt.Errorf("%s must be a month like 2026-11, not %q", name, text)
	}
	return first.Month(), nil
}
