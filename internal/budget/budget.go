// Package budget watches what companies use and cost in a month against limits
// that their reseller has set, and tells when thresholds are reached or will be.
//
// It owns limits, thresholds, forecasts and when each is told. It does not own
// figures (package usage), prices (package billing), nor how anybody is told:
// an alert is a line of the audit trail with mails.
//
// Source of the rules: docs/budgets.md.
package budget

import (
	"slices"
	"strconv"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
)

// Measure is what a budget limits.
type Measure string

// The measures.
const (
	Minutes Measure = "minutes"
	Money   Measure = "money"
)

// Budget is a limit of what one company, or all of a reseller, may use or cost
// in a calendar month (UTC).
type Budget struct {
	ID         int64
	Reseller   int64
	Name       string
	Company    int64 // 0: all that the reseller holds
	Measure    Measure
	Product    string           // of Minutes: id of the only one that counts; "" for all
	Currency   billing.Currency // of Money: of the companies that count
	Limit      int64            // minutes, or hundredths of the currency
	Thresholds []int            // in percent, rising
	Forecast   bool             // whether it is told that the limit will be exceeded
	Freeze     int              // the threshold at which the company is frozen; 0: never
	User       int64            // who made or changed it last: whose right the freeze needs
	Recipients []int64          // users of the reseller who are told by mail
	Paused     bool
	CreatedAt  time.Time
	Version    int64 // rises with each change
	Standing   Standing
	Told       []int // thresholds of Standing.Month that were told; 0: the forecast
	Frozen     bool  // whether the company was frozen because of it in that month
}

// Standing is how a budget stands.
type Standing struct {
	Month     calendar.Month
	Commit    int64        // of the figures by which it was found; -1: of none yet
	Day       calendar.Day // on which it was found
	Used      int64        // in the unit of the limit
	ExceedsOn calendar.Day // when the limit will be exceeded, as it looks; 0: not this month
}

// Alert is that a threshold was reached, or a forecast made.
type Alert struct {
	Budget    int64
	Name      string // of the budget, as it is now
	Company   int64
	Measure   Measure
	Currency  billing.Currency
	Month     calendar.Month
	Threshold int // in percent; 0: a forecast
	At        time.Time
	Used      int64
	Limit     int64
	ExceedsOn calendar.Day
	Froze     bool
}

// The limits of budgets.
const (
	MaxBudgets    = 1000 // of a reseller
	MaxName       = 80   // characters
	MaxThresholds = 10
	MaxThreshold  = 1000 // percent
	MaxRecipients = 50
	MaxLimit      = 100_000_000_000_000 // minutes or hundredths
	MaxAlerts     = 100                 // that are listed
)

// reached lists the thresholds that so much reaches.
func (b *Budget) reached(used int64) (all []int) {
	for _, percent := range b.Thresholds {
		if used*100 >= b.Limit*int64(percent) {
			all = append(all, percent)
		}
	}
	return all
}

// Percent is how much of the limit is used, rounded down.
func (b *Budget) Percent() int64 { return b.Standing.Used * 100 / b.Limit }

// Amount writes so much in the unit of the limit: "1200 minutes", "12.50 USD".
func (b *Budget) Amount(n int64) string {
	if b.Measure == Money {
		return billing.Money(n).In(b.Currency)
	}
	return strconv.FormatInt(n, 10) + " minutes"
}

// check says what is not right in a budget by itself.
func (b *Budget) check() *fault.Error {
	wrong := fault.New(fault.Invalid, "The budget is not complete.")
	switch {
	case b.Measure == Minutes && b.Product != "" && !slices.ContainsFunc(Products(), func(p *catalog.Product) bool { return p.ID == b.Product }):
		wrong.With("measure", "a product that is billed by minutes", b.Product)
	case b.Measure == Money && b.Currency != billing.CNY && b.Currency != billing.USD:
		wrong.With("measure", "CNY or USD", b.Currency)
	case b.Measure != Minutes && b.Measure != Money:
		wrong.With("measure", "minutes or money", b.Measure)
	}
	if b.Limit < 1 || b.Limit > MaxLimit {
		wrong.With("limit", "more than 0", b.Limit)
	}
	if n := len(b.Thresholds); n > MaxThresholds || n == 0 && !b.Forecast || n > 0 && (b.Thresholds[0] < 1 || b.Thresholds[n-1] > MaxThreshold) {
		wrong.With("thresholds", "1 to 10 whole percentages from 1 to 1000", b.Thresholds)
	}
	if b.Freeze != 0 && (b.Company == 0 || !slices.Contains(b.Thresholds, b.Freeze)) {
		wrong.With("freeze", "one of the thresholds, of a budget of one company", b.Freeze)
	}
	return wrong
}

// Products lists those that are billed by minutes.
func Products() (all []*catalog.Product) {
	for _, p := range catalog.Products() {
		if p.Unit == catalog.Minute || p.Time != nil {
			all = append(all, p)
		}
	}
	return all
}
