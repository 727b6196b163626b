package demo_test

import (
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/company"
	"reseller-console/internal/demo"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// BenchmarkFill measures all of it: people, companies, usage through the meter
// and bills into SQLite, flushed to disk.
func BenchmarkFill(b *testing.B) {
	clock := func() time.Time { return time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC) }
	for b.Loop() {
		db, err := store.Open(b.Context(), store.Config{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		sealer, err := account.NewSealer(account.NewSealKey())
		if err != nil {
			b.Fatal(err)
		}
		_, err = demo.Fill(b.Context(), demo.Config{
			Accounts:  account.NewService(db.Accounts(), clock),
			Tokens:    account.NewTokens(db.Tokens(), clock),
			Keys:      account.NewKeys(db.AccessKeys(), db.Nonces(), sealer, clock),
			Factors:   account.NewFactors(db.Factors(), sealer, clock),
			Companies: company.NewService(db.Companies(), clock),
			Meter:     usage.NewMeter(db.Usage(), db.Companies(), clock, usage.DefaultOpenFrom),
			Books: func(clock func() time.Time) demo.Books {
				return billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: clock, OpenFrom: usage.DefaultOpenFrom, Quiet: true})
			},
			Budgets: budget.NewService(budget.Config{Store: db.Budgets(), Companies: company.NewService(db.Companies(), clock), Clock: clock}),
			Clock:   clock,
			Seed:    1,
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
