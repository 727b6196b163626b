package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

type billCommand struct {
	List      billList      `cmd:"" help:"List the bills of a company."`
	Show      billShow      `cmd:"" help:"Print the bill of a month; before it is issued, what it would be by now."`
	File      billFile      `cmd:"" help:"Write the bill of a month as a file: PDF, CSV or FOCUS."`
	Focus     billFocus     `cmd:"" help:"Write what all companies of a reseller are charged for a month as one file of FOCUS 1.2."`
	Recompute billRecompute `cmd:"" help:"Make an issued bill again from what it was made of, and compare it with the figures of now."`
}

type billList struct {
	ofAccount
	shown
}

// shownBill is a bill as it is printed.
type shownBill struct {
	Company     int64            `json:"company"`
	Month       string           `json:"month"`
	Currency    billing.Currency `json:"currency"`
	Total       billing.Money    `json:"total"`
	Used        billing.Money    `json:"used"`
	Plan        int              `json:"plan"` // 0: the list
	Revision    int64            `json:"revision"`
	Issued      time.Time        `json:"issued,omitzero"`
	Deducted    time.Time        `json:"deducted,omitzero"`
	Lines       []billing.Line   `json:"lines,omitzero"` // in a list there are none
	Adjustments []shownAdjusted  `json:"adjustments,omitempty"`
}

type shownAdjusted struct {
	Month  string        `json:"month"`
	Days   []string      `json:"days"`
	Amount billing.Money `json:"amount"`
}

func shownOf(b *billing.Bill) shownBill {
	s := shownBill{Company: b.Company, Month: b.Month.String(), Currency: b.Terms.Currency, Total: b.Total, Used: b.Used, Plan: b.Plan,
		Revision: b.Revision, Issued: b.IssuedAt, Deducted: b.DeductedAt, Lines: b.Lines}
	for _, a := range b.Adjustments {
		s.Adjustments = append(s.Adjustments, shownAdjusted{a.Month.String(), dayTexts(a.Days), a.Amount})
	}
	return s
}

func dayTexts(days []calendar.Day) []string {
	texts := make([]string, len(days))
	for i, d := range days {
		texts[i] = d.String()
	}
	return texts
}

// Run is called by kong.
func (c *billList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, func(bills *billing.Service) error {
		found, err := bills.Bills(ctx, c.Company)
		if err != nil {
			return err
		}
		all := make([]shownBill, len(found))
		for i := range found {
			all[i] = shownOf(&found[i])
			all[i].Lines = nil
		}
		return show(p, c.shown, all, "MONTH TOTAL CURRENCY ISSUED DEDUCTED", func(b shownBill) []any {
			return []any{b.Month, b.Total, b.Currency, dateOr(b.Issued, "not yet"), dateOr(b.Deducted, "not yet")}
		})
	})
}

func dateOr(t time.Time, other string) string {
	if t.IsZero() {
		return other
	}
	return t.Format(time.RFC3339)
}

type billShow struct {
	ofAccount
	shown
	Month string `arg:"" help:"Month, 2006-01."`
}

// Run is called by kong.
func (c *billShow) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("the month", c.Month)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		b, err := bills.Bill(ctx, c.Company, month)
		if err != nil {
			return err
		}
		if c.Output == "json" {
			return showJSON(p, shownOf(&b))
		}
		return printBill(p, &b)
	})
}

// printBill prints a bill's lines, adjustments and total.
func printBill(p Process, b *billing.Bill) error {
	var rows [][]any
	for _, l := range b.Lines {
		note := ""
		if l.Unpriced {
			note = "no price"
		}
		rows = append(rows, []any{l.Item, l.Quantity, l.Units, l.Free, l.Billed, l.Amount, note})
	}
	if err := showTable(p, []string{"ITEM", "QUANTITY", "UNITS", "FREE", "BILLED", "AMOUNT", "NOTE"}, rows); err != nil {
		return err
	}
	for _, a := range b.Adjustments {
		if _, err := fmt.Fprintf(p.Stdout, "adjustment of %s for %v: %s\n", a.Month, dayTexts(a.Days), a.Amount); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(p.Stdout, "total %s, issued %s, deducted %s\n", b.Total.In(b.Terms.Currency), dateOr(b.IssuedAt, "not yet"), dateOr(b.DeductedAt, "not yet"))
	return err
}

type billRecompute struct {
	ofAccount
	Month string `arg:"" help:"Month, 2006-01."`
}

// Run is called by kong.
func (c *billRecompute) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("the month", c.Month)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		remade, err := bills.Recompute(ctx, c.Company, month)
		if err != nil {
			return err
		}
		return concludeBill(p.Stdout, &remade)
	})
}

// concludeBill tells what making a bill again has found. A bill that comes out
// otherwise makes the command fail.
func concludeBill(w io.Writer, r *billing.Remade) error {
	if !r.Same {
		return errors.New("made again from what it was made of, the bill says something else")
	}
	currency := r.Bill.Terms.Currency
	_, err := fmt.Fprintf(w, "total %s, the same when made again\n", r.Bill.Total.In(currency))
	if len(r.Moved) > 0 {
		_, more := fmt.Fprintf(w, "figures of %v have moved since: the next bill adjusts %s\n", dayTexts(r.Moved), r.Owed.In(currency))
		err = errors.Join(err, more)
	}
	return err
}
