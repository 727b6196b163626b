package billing

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Pricing is by what a company is billed, as a caller may see and change it.
type Pricing struct {
	Plans    Plans
	List     Terms          // what applies before the first of them
	Base     Terms          // what its reseller buys by in the Earliest month
	Currency Currency       // of all of them
	Earliest calendar.Month // from which on the caller may add a version; 0: the caller may not
}

// On returns the plan that a month is billed by.
func (p *Pricing) On(month calendar.Month) Plan { return p.Plans.On(month, p.List) }

// reach finds a company whose money the caller may deal with: operators any, a
// reseller's staff those that it holds now, members their own, as their role
// permits. Another is fault.NotFound.
func (s *Service) reach(ctx context.Context, c account.Caller, id int64, needs account.Permission) (*Subject, error) {
	if c.Operates() {
		return s.subject(ctx, id)
	}
	reseller, err := company.Reach(c, id, needs)
	if err != nil {
		return nil, err
	}
	of, err := s.subject(ctx, id)
	if err == nil && reseller != 0 && of.Reseller != reseller {
		err = noCompany(id)
	}
	return of, err
}

// earliest is the first month from which on a version of the caller's applies:
// a reseller's companies were told the prices of the running month.
func (s *Service) earliest(c account.Caller) calendar.Month {
	present := calendar.DayOf(s.clock()).Month()
	switch {
	case c.Operates():
		return present
	case c.May(account.SetPrices):
		return present.Add(1)
	}
	return 0
}

// checkFrom refuses months from which on the caller may add no version.
func (s *Service) checkFrom(c account.Caller, from calendar.Month) error {
	if earliest := s.earliest(c); from < earliest {
		return fault.New(fault.Invalid, "A plan applies from the 1st of %s on, or of a later month.", earliest).With("from", earliest.String()+" or later", from.String())
	}
	return nil
}

// Plans returns all versions of a company's plan, by number, the list that
// applies before them and, for who may add one, what its reseller buys by then.
func (s *Service) Plans(ctx context.Context, c account.Caller, id int64) (Pricing, error) {
	subject, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return Pricing{}, err
	}
	p := Pricing{Plans: subject.Plans, List: List(subject.Area), Currency: CurrencyOf(subject.Area), Earliest: s.earliest(c)}
	if p.Earliest != 0 {
		p.Base, err = s.base(ctx, subject, p.Earliest)
	}
	return p, err
}

// base is what a company's reseller buys by in a month: the list, if it has none.
func (s *Service) base(ctx context.Context, of *Subject, month calendar.Month) (Terms, error) {
	list := List(of.Area)
	if of.Reseller == 0 {
		return list, nil
	}
	plans, err := s.store.BuyPlans(ctx, of.Reseller)
	return plans.In(list.Currency).On(month, list).Terms, err
}

// SetPlan adds a version of a company's price plan, which applies from a month
// on that is not over: for the operator the present one or a later one, for the
// owner of a reseller, who sells by it, one that has not begun. From then on the
// company follows no markup. A version that says what the newest says is none. Terms that cannot be billed by and earlier
// months are fault.Invalid.
func (s *Service) SetPlan(ctx context.Context, c account.Caller, id int64, from calendar.Month, t Terms) (Plan, error) {
	subject, err := s.reach(ctx, c, id, account.SetPrices)
	if err != nil {
		return Plan{}, err
	}
	if err := t.Check(CurrencyOf(subject.Area)); err != nil {
		return Plan{}, err
	}
	if err := s.checkFrom(c, from); err != nil {
		return Plan{}, err
	}
	now := s.clock()
	act := c.Did("plan.create", now)
	act.Entry.Company, act.Entry.Target = id, "plan "+from.String()
	p := Plan{Company: id, From: from, CreatedAt: now, Terms: t}
	if p.Number, err = s.store.AddPlan(ctx, act, p); err == nil {
		err = s.follow(ctx, []int64{id})
	}
	return p, err
}

// Effect is what a month costs by two plans.
type Effect struct {
	Month      calendar.Month
	Currency   Currency
	Was, Would []Line // of the same items, in the same order
	WasTotal   Money
	WouldTotal Money
}

// Preview tells what the last whole month cost, as figures are now, and what it
// would have cost by other terms.
func (s *Service) Preview(ctx context.Context, c account.Caller, id int64, t Terms) (Effect, error) {
	subject, err := s.reach(ctx, c, id, account.SetPrices)
	if err != nil {
		return Effect{}, err
	}
	month := calendar.DayOf(s.clock()).Month().Add(-1)
	used, err := s.read(ctx, []int64{id}, month)
	if err != nil {
		return Effect{}, err
	}
	plan := subject.Plans.On(month, List(subject.Area))
	return Compare(month, &plan.Terms, &t, used.of(id, month).through(month.Last()))
}

// Compare prices what was used in a month by two plans of one currency. Terms
// that cannot be billed by are fault.Invalid.
func Compare(month calendar.Month, was, would *Terms, used Quantities) (e Effect, err error) {
	e.Month, e.Currency = month, was.Currency
	if err := would.Check(was.Currency); err != nil {
		return e, err
	}
	if e.Was, e.WasTotal, err = was.Cost(used); err != nil {
		return e, err
	}
	e.Would, e.WouldTotal, err = would.Cost(used)
	return e, err
}
