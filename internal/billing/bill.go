package billing

import (
	"fmt"
	"slices"
	"time"

	"reseller-console/internal/calendar"
)

// When a month's bill is issued and deducted: days of the month after it.
const (
	issueDay  = 1
	deductDay = 6
)

func issuedOn(m calendar.Month) calendar.Day   { return m.Add(1).First().Add(issueDay - 1) }
func deductedOn(m calendar.Month) calendar.Day { return m.Add(1).First().Add(deductDay - 1) }

// Bill is a month's bill of a company. Once issued it never changes but for
// when it was deducted.
type Bill struct {
	Company     int64
	Month       calendar.Month
	Plan        int    // number of the plan; 0 is the list
	Terms       Terms  // of the plan, as they were
	Lines       []Line // what the month's use costs
	Used        Money  // their sum
	Adjustments []Adjusted
	Total       Money // Used with the adjustments; below 0, it is given back
	Revision    int64 // of the figures that it was made from
	IssuedAt    time.Time
	DeductedAt  time.Time // zero: not yet
}

// Number names the bill: no two have the same.
func (b *Bill) Number() string { return billNumber(b.Company, b.Month) }

func billNumber(company int64, month calendar.Month) string {
	return fmt.Sprintf("%d-%s", company, month)
}

// State says how far the bill is.
func (b *Bill) State() State { return stateOf(b.IssuedAt, b.DeductedAt) }

// State is how far a bill is.
type State string

// The states.
const (
	StateRunning  State = "running"  // of a month that has no bill yet: it moves with the figures
	StateIssued   State = "issued"   // final
	StateDeducted State = "deducted" // final, and taken from the balance
)

func stateOf(issued, deducted time.Time) State {
	switch {
	case issued.IsZero():
		return StateRunning
	case deducted.IsZero():
		return StateIssued
	}
	return StateDeducted
}

// Adjusted is what an earlier month costs more or less than was billed,
// because figures of its days have moved since.
type Adjusted struct {
	Month  calendar.Month `json:"month"`
	Days   []calendar.Day `json:"days"` // whose figures have moved
	Amount Money          `json:"amount"`
}

// Input is what a bill was made of: what was used in its own month, or in an
// earlier one that it adjusts.
type Input struct {
	Company  int64
	Month    calendar.Month // when it was used
	BilledIn calendar.Month // on whose bill
	Revision int64
	Use      Use
}

// newBill prices what was used in a month.
func newBill(company int64, month calendar.Month, plan Plan, use *Use) (*Bill, error) {
	b := &Bill{Company: company, Month: month, Plan: plan.Number, Terms: plan.Terms}
	var err error
	b.Lines, b.Used, err = b.Terms.Cost(use.through(month.Last()))
	if err != nil {
		return nil, fmt.Errorf("bill %s of company %d: %w", month, company, err)
	}
	b.Total = b.Used
	return b, nil
}

// adjust adds what an earlier month costs more or less by now, if anything.
func (b *Bill) adjust(month calendar.Month, terms *Terms, billed, now *Use) error {
	before, err := terms.CostThrough(billed, month.Last())
	if err != nil {
		return err
	}
	after, err := terms.CostThrough(now, month.Last())
	if err != nil || after == before {
		return err
	}
	b.Adjustments = append(b.Adjustments, Adjusted{month, billed.differs(now), after - before})
	b.Total += after - before
	return nil
}

// same reports whether another bill says the same.
func (b *Bill) same(other *Bill) bool {
	return b.Used == other.Used && b.Total == other.Total &&
		slices.EqualFunc(b.Lines, other.Lines, func(a, b Line) bool {
			exact := a.Amount.Equal(b.Amount)
			a.Amount = b.Amount
			return exact && a == b
		}) &&
		slices.EqualFunc(b.Adjustments, other.Adjustments, func(a, b Adjusted) bool {
			return a.Month == b.Month && a.Amount == b.Amount && slices.Equal(a.Days, b.Days)
		})
}

// remake makes a bill again from its own inputs and those that each month it
// adjusts was billed by before. terms are what those months were billed by.
func (b *Bill) remake(inputs []Input, terms map[calendar.Month]*Terms) (*Bill, error) {
	own := at(inputs, b.Month, b.Month)
	if own == nil {
		return nil, lost(b)
	}
	again, err := newBill(b.Company, b.Month, Plan{Number: b.Plan, Terms: b.Terms}, &own.Use)
	if err != nil {
		return nil, err
	}
	for _, a := range b.Adjustments {
		now, billed := at(inputs, a.Month, b.Month), at(inputs, a.Month, b.Month.Add(-1))
		if now == nil || now.BilledIn != b.Month || billed == nil || terms[a.Month] == nil {
			return nil, fmt.Errorf("bill %s of company %d has lost what %s was billed by", b.Month, b.Company, a.Month)
		}
		if err := again.adjust(a.Month, terms[a.Month], &billed.Use, &now.Use); err != nil {
			return nil, err
		}
	}
	return again, nil
}

func lost(b *Bill) error {
	return fmt.Errorf("bill %s of company %d has lost what it was made of", b.Month, b.Company)
}

// at is what a month was billed by last, on bills until the one of a month.
func at(inputs []Input, month, billedIn calendar.Month) *Input {
	var last *Input
	for i := range inputs {
		in := &inputs[i]
		if in.Month == month && in.BilledIn <= billedIn && (last == nil || in.BilledIn > last.BilledIn) {
			last = in
		}
	}
	return last
}
