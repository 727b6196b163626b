package billing

import (
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// SetBuyPlan adds a version of what a reseller buys by in the currency of the
// terms, which applies from a month on that is not over: the present one or a
// later one. Companies that follow a markup follow it from the next month on, at
// the earliest. Terms that cannot be bought by and earlier months are
// fault.Invalid, an unknown reseller is fault.NotFound.
//
// It is for operators; others are account.ErrNotOperator.
func (s *Service) SetBuyPlan(ctx context.Context, c account.Caller, reseller int64, from calendar.Month, t Terms) (Plan, error) {
	if !c.Operates() {
		return Plan{}, account.ErrNotOperator
	}
	if err := checkBuy(&t); err != nil {
		return Plan{}, err
	}
	if err := s.checkFrom(c, from); err != nil {
		return Plan{}, err
	}
	p := Plan{Reseller: reseller, From: from, CreatedAt: s.clock(), Terms: t}
	act := c.Did("buyplan.create", p.CreatedAt)
	act.Entry.Reseller, act.Entry.Target = reseller, "plan "+from.String()+" "+string(t.Currency)
	var err error
	p.Number, err = s.store.AddBuyPlan(ctx, act, p, max(from, calendar.DayOf(p.CreatedAt).Month().Add(1)))
	if err == nil {
		err = s.followSome(ctx)
	}
	return p, err
}

// checkBuy refuses terms that a reseller cannot buy by.
func checkBuy(t *Terms) error {
	if t.Currency != CNY && t.Currency != USD {
		return fault.New(fault.Invalid, "The price plan cannot be used.").With("currency", "USD or CNY", string(t.Currency))
	}
	return t.Check(t.Currency)
}

// BuyPlans returns all that a reseller buys by, by currency and number; before
// them ListIn applies. It is for operators; others are account.ErrNotOperator.
func (s *Service) BuyPlans(ctx context.Context, c account.Caller, reseller int64) (Plans, error) {
	if !c.Operates() {
		return nil, account.ErrNotOperator
	}
	return s.store.BuyPlans(ctx, reseller)
}

// PreviewBuy is what the last whole month cost a reseller in the currency of
// the terms, and what it would have cost by them. It is for operators; others
// are account.ErrNotOperator.
func (s *Service) PreviewBuy(ctx context.Context, c account.Caller, reseller int64, t Terms) (was, would Money, err error) {
	if !c.Operates() {
		return 0, 0, account.ErrNotOperator
	}
	if err := checkBuy(&t); err != nil {
		return 0, 0, err
	}
	plans, err := s.store.BuyPlans(ctx, reseller)
	if err != nil {
		return 0, 0, err
	}
	last := calendar.DayOf(s.clock()).Month().Add(-1)
	plan := plans.In(t.Currency).On(last, ListIn(t.Currency))
	held, err := s.store.Held(ctx, reseller, last.Last())
	if err != nil {
		return 0, 0, err
	}
	held = slices.DeleteFunc(held, func(h Held) bool { return CurrencyOf(h.Area) != t.Currency })
	err = s.eachPortion(ctx, held, last, last, func(p *portion) error {
		if p.before != nil {
			return nil // what earlier months cost more or less
		}
		points := p.points()
		old, err := plan.costOf(points)
		if err != nil {
			return err
		}
		other, err := t.costOf(points)
		was, would = was+old, would+other
		return err
	})
	return was, would, err
}
