package store

import (
	"fmt"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// BenchmarkBudgets measures a look at a budget of 10,000 companies with three
// projects each that use two products every day, and at 500 of single ones: the
// first time, when one figure has moved, and when nothing has.
func BenchmarkBudgets(b *testing.B) {
	db, err := Open(b.Context(), Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() // the directory goes away
	reseller, projects := fillCompanies(b, db, 10_000)
	const month = calendar.Month(202610)
	fillFigures(b, db, projects, month)
	shift(b, db, "update event_log set commits = commits + 1")
	clock := func() time.Time { return month.Last().Start().Add(9 * time.Hour) }
	bills := billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: clock, OpenFrom: 400})
	budgets := budget.NewService(budget.Config{Store: db.Budgets(), Companies: company.NewService(db.Companies(), clock), Figures: db.Usage(), Spender: bills, Clock: clock})
	owner := account.Caller{Role: account.ResellerOwner, Reseller: reseller}
	for i := range int64(501) {
		one := budget.Budget{Name: fmt.Sprint(i), Measure: budget.Minutes, Limit: 1000 + i, Thresholds: []int{50, 80}}
		if i > 0 {
			one.Company = 200_000 + i
		}
		if err := budgets.Add(b.Context(), owner, one); err != nil {
			b.Fatal(err)
		}
	}
	look := func(name string, before func()) {
		b.Run(name, func(b *testing.B) {
			before()
			began := processorTime(b)
			if _, err := budgets.Run(b.Context()); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric((processorTime(b) - began).Seconds(), "cpu-s")
		})
	}
	look("first", func() {})
	look("one figure has moved", func() { moveFigure(b, db, projects) })
	look("nothing has moved", func() {})
}
