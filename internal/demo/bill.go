package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// Books makes bills and takes payments; billing.Service does.
type Books interface {
	Begin(ctx context.Context, month calendar.Month) error
	Run(ctx context.Context) (int, error)
	SetPlan(ctx context.Context, c account.Caller, company int64, from calendar.Month, t billing.Terms) (billing.Plan, error)
	Bill(ctx context.Context, company int64, month calendar.Month) (billing.Bill, error)
	Account(ctx context.Context, company int64, limit int) (billing.Account, error)
	SetBuyPlan(ctx context.Context, c account.Caller, reseller int64, from calendar.Month, t billing.Terms) (billing.Plan, error)
	Post(ctx context.Context, c account.Caller, company int64, p billing.Posting) (billing.Posting, bool, error)
}

// When in a month the demo's companies pay what they owe, and who writes it down.
const payDay = 3

var clerk = account.Command()

// cashier lives through the months again, for the books.
type cashier struct {
	Books
	world *world
	now   time.Time
}

// bill has the world's usage billed month by month, as if the demo had run all
// the time: companies pay in time, but for those whose fate it is not to.
func bill(ctx context.Context, w *world, open func(clock func() time.Time) Books) error {
	c := &cashier{world: w}
	c.Books = open(func() time.Time { return c.now })
	first := w.dates[0].day.Month()
	if err := c.Begin(ctx, first); err != nil {
		return err
	}
	c.now = first.First().Start()
	for _, reseller := range w.resellers {
		if err := c.buy(ctx, reseller, first); err != nil {
			return err
		}
	}
	for month := first.Add(1); month <= w.today.Month(); month = month.Add(1) {
		if err := c.live(ctx, month); err != nil {
			return fmt.Errorf("bills of %s: %w", month.Add(-1), err)
		}
	}
	return nil
}

// What resellers buy by in the demo, against the list: so many percent of its
// prices, and one in so many of its free units. Companies that use little cost
// more than they bring.
const (
	buyPercent = 80
	buyFree    = 2
)

// buy gives a reseller its own prices in both currencies.
func (c *cashier) buy(ctx context.Context, reseller int64, from calendar.Month) error {
	for _, currency := range []billing.Currency{billing.USD, billing.CNY} {
		terms := billing.ListIn(currency)
		for id, rate := range terms.Rates {
			tiers := slices.Clone(rate.Tiers)
			for i := range tiers {
				tiers[i].Price = tiers[i].Price.Mul(decimal.New(buyPercent, -2))
			}
			rate.Tiers = tiers
			terms.Rates[id] = rate
		}
		for i := range terms.Free {
			terms.Free[i].Units /= buyFree
		}
		if _, err := c.SetBuyPlan(ctx, account.Command(), reseller, from, terms); err != nil {
			return fmt.Errorf("what reseller %d buys by: %w", reseller, err)
		}
	}
	return nil
}

// live issues the bills of the month before, has them paid, and deducts them.
func (c *cashier) live(ctx context.Context, month calendar.Month) error {
	if err := c.run(ctx, month.First()); err != nil {
		return err
	}
	if pays := month.First().Add(payDay - 1); pays <= c.world.today {
		c.now = pays.Start().Add(9 * time.Hour)
		for _, m := range c.world.companies {
			if calendar.DayOf(m.created) < month.First() {
				if err := c.settle(ctx, m, month); err != nil {
					return err
				}
			}
		}
	}
	if err := c.run(ctx, min(month.First().Add(5), c.world.today)); err != nil {
		return err
	}
	return c.run(ctx, min(month.Last(), c.world.today))
}

func (c *cashier) run(ctx context.Context, day calendar.Day) error {
	c.now = day.Start().Add(time.Hour)
	_, err := c.Run(ctx)
	return err
}

// settle pays for the next months when the balance does not suffice, or begins
// not to pay any more.
func (c *cashier) settle(ctx context.Context, m *made, month calendar.Month) error {
	if kind := m.fate.kind; kind == short || kind == cutOff {
		stops := c.stops(kind)
		if month == stops {
			return c.tighten(ctx, m, month)
		}
		if month > stops {
			return nil
		}
	}
	due, err := c.Bill(ctx, m.cid, month.Add(-1))
	if err != nil {
		return err
	}
	has, err := c.Account(ctx, m.cid, 0)
	if err != nil || has.Balance >= due.Total {
		return err
	}
	const hundred = 100_00
	amount := (3*due.Total/hundred + 1) * hundred
	_, _, err = c.Post(ctx, clerk, m.cid, billing.Posting{Kind: billing.TopUp, Reference: "transfer " + month.String(), Amount: amount})
	return err
}

// stops is the month in which a company begins not to pay: its bill was the last
// one that was deducted by now, or, of one that is suspended already, the one
// before.
func (c *cashier) stops(kind fateKind) calendar.Month {
	last := c.world.today.Add(-5).Month() // the last one with a 6th
	if kind == cutOff {
		return last.Add(-1)
	}
	return last
}

// Of companies that do not pay: what their balance must be, and how long those
// that are still served may wait.
const (
	deposit   = 2000_00
	longGrace = 60
	cutFor    = 3 // days that the others have been suspended
)

// tighten gives a company a plan by which it is short from the 6th on.
func (c *cashier) tighten(ctx context.Context, m *made, month calendar.Month) error {
	has, err := c.Account(ctx, m.cid, 0)
	if err != nil {
		return err
	}
	terms := billing.List(m.area())
	terms.Minimum, terms.GraceDays = max(has.Balance, 0)+deposit, longGrace
	if m.fate.kind == cutOff {
		terms.GraceDays = month.First().Add(5).DaysTo(c.world.today) - 1 - cutFor
	}
	_, err = c.SetPlan(ctx, clerk, m.cid, month, terms)
	return err
}
