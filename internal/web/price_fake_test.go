package web

import (
	"context"
	"sync"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// fakePrices are those of every company: the list of an area, and what has been
// set. All have used the same.
type fakePrices struct {
	mu     sync.Mutex
	area   company.Area
	plans  billing.Plans
	used   billing.Quantities
	ledger []billing.Posting // the oldest first
	broken error
}

func newFakePrices() *fakePrices {
	f := &fakePrices{area: company.Outside, used: make(billing.Quantities, len(billing.Items()))}
	f.used[0], f.used[1], f.used[2], f.used[len(f.used)-1] = 72_000_030, 151_234_567, 30_000, 1_234
	return f
}

// graduated is the list with tiers of HD, Transcoding by packages, and nothing
// free of RTM.
func graduated(a company.Area) billing.Terms {
	t := billing.List(a)
	price := decimal.RequireFromString
	t.Rates["rtc.hd"] = billing.Rate{Model: billing.Graduated, Per: 1000, Tiers: []billing.Tier{{UpTo: 1_000_000, Price: price("3.99")}, {UpTo: 2_000_000, Price: price("3.49")}, {Price: price("2.9875")}}}
	t.Rates["transcoding.avcHd"] = billing.Rate{Model: billing.Package, Per: 5000, Tiers: []billing.Tier{{Price: price("30")}}}
	t.Free, t.Minimum, t.GraceDays = t.Free[:1], -12_050, 1
	return t
}

// version adds one.
func (f *fakePrices) version(from calendar.Month, t billing.Terms) {
	f.plans = append(f.plans, billing.Plan{Company: 200001, Number: len(f.plans) + 1, From: from, CreatedAt: testNow, Terms: t})
}

// history is one version that applied, one that applies, one that never will, and
// one that is to.
func (f *fakePrices) history() {
	f.version(202602, billing.List(f.area))
	f.version(202606, graduated(f.area))
	f.version(202611, billing.List(f.area))
	f.version(202611, billing.Terms{Currency: billing.CurrencyOf(f.area)})
}

func (f *fakePrices) Plans(_ context.Context, c account.Caller, _ int64) (billing.Pricing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := billing.List(f.area)
	p := billing.Pricing{Plans: f.plans, List: list, Base: list, Currency: list.Currency}
	switch {
	case f.broken != nil:
		return p, f.broken
	case c.Operates():
		p.Earliest = 202608
	case c.May(account.SetPrices):
		p.Earliest = 202609
	default:
		return p, c.Must(account.ReadBills)
	}
	return p, nil
}

func (f *fakePrices) Preview(ctx context.Context, c account.Caller, id int64, t billing.Terms) (billing.Effect, error) {
	p, err := f.Plans(ctx, c, id)
	if err != nil {
		return billing.Effect{}, err
	}
	was := p.On(202607)
	return billing.Compare(202607, &was.Terms, &t, f.used)
}

func (f *fakePrices) SetPlan(_ context.Context, _ account.Caller, _ int64, from calendar.Month, t billing.Terms) (billing.Plan, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return billing.Plan{}, fault.New(fault.Internal, "It is broken.")
	}
	f.version(from, t)
	return f.plans[len(f.plans)-1], nil
}

func (f *fakePrices) BuyPlans(context.Context, account.Caller, int64) (billing.Plans, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.plans, f.broken
}

func (f *fakePrices) PreviewBuy(ctx context.Context, c account.Caller, _ int64, t billing.Terms) (was, would billing.Money, err error) {
	e, err := f.Preview(ctx, c, 0, t)
	return 10 * e.WasTotal, 10 * e.WouldTotal, err
}

func (f *fakePrices) SetBuyPlan(ctx context.Context, c account.Caller, _ int64, from calendar.Month, t billing.Terms) (billing.Plan, error) {
	return f.SetPlan(ctx, c, 0, from, t)
}

func (f *fakePrices) Post(_ context.Context, _ account.Caller, _ int64, p billing.Posting) (billing.Posting, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	wrong := fault.New(fault.Invalid, "Nothing was posted.")
	if p.Amount <= 0 {
		wrong.With("amount", "more than 0", p.Amount.String())
	}
	if p.Reference == "" {
		wrong.With("reference", "1 to 100 characters", "")
	}
	if len(wrong.Fields) > 0 {
		return p, false, wrong
	}
	for _, before := range f.ledger {
		if before.Kind != p.Kind || before.Reference != p.Reference {
			continue
		}
		if before.Amount != p.Amount || before.Note != p.Note {
			return before, true, fault.New(fault.Conflict, "The reference was used.")
		}
		return before, true, nil
	}
	p.At = testNow
	f.ledger = append(f.ledger, p)
	return p, false, nil
}
