package billing

import (
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
)

// RuleEffect is what a month brought in and cost, and what it would have by
// prices that follow a markup.
type RuleEffect struct {
	Month      calendar.Month
	Currency   Currency
	Companies  []RuleEffectRow // all that would follow, by CID
	Was, Would Amounts
}

// RuleEffectRow is the effect on a company.
type RuleEffectRow struct {
	Company    int64
	Name       string
	Was, Would Amounts
}

// PreviewRule tells what the last whole month brought in and cost by those of
// the companies that would follow a version of a markup, and what it would have
// by the prices of the version's month: of a standard (no companies are named)
// all that would follow it, else those that are named. Who may is as with
// SetRule.
func (s *Service) PreviewRule(ctx context.Context, c account.Caller, v RuleVersion, companies []int64) (*RuleEffect, error) {
	chosen := make(map[int64]bool, len(companies))
	for _, id := range companies {
		chosen[id], v.Company = true, id
	}
	v, err := s.readyRule(ctx, c, v)
	if err != nil {
		return nil, err
	}
	e := &RuleEffect{Month: calendar.DayOf(s.clock()).Month().Add(-1), Currency: v.Currency}
	held, err := s.store.Held(ctx, v.Reseller, e.Month.Last().Add(1))
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h Held) bool {
		return !h.Now || CurrencyOf(h.Area) != v.Currency || v.Company != 0 && !chosen[h.Company]
	})
	terms, err := s.termsBy(ctx, &v, held)
	if err != nil {
		return nil, err
	}
	held = slices.DeleteFunc(held, func(h Held) bool { return terms[h.Company] == nil })
	buys, err := s.store.BuyPlans(ctx, v.Reseller)
	if err != nil {
		return nil, err
	}
	buy := buys.In(v.Currency).On(e.Month, ListIn(v.Currency))
	at := make(map[int64]*RuleEffectRow, len(held))
	e.Companies = make([]RuleEffectRow, len(held))
	for i := range held {
		e.Companies[i] = RuleEffectRow{Company: held[i].Company, Name: held[i].Name}
		at[held[i].Company] = &e.Companies[i]
	}
	err = s.eachPortion(ctx, held, e.Month, e.Month, func(p *portion) error {
		if p.before != nil {
			return nil // what earlier months cost more or less
		}
		return e.add(at[p.held.Company], p, terms[p.held.Company], &buy.Terms)
	})
	return e, err
}

// termsBy returns what companies would be billed by in the version's month, if
// it were set for each of them, or as the standard: those that would not follow
// that are left out.
func (s *Service) termsBy(ctx context.Context, v *RuleVersion, held []Held) (map[int64]*Terms, error) {
	ids := make([]int64, len(held))
	for i := range held {
		ids[i] = held[i].Company
	}
	followers, err := s.store.Followers(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[int64]*Terms, len(ids))
	var made *Terms // one for all: they buy and sell by the same
	for i := range followers {
		f := &followers[i]
		if v.Company != 0 {
			f.Own = append(slices.Clip(f.Own), *v)
		} else {
			f.Standard = append(slices.Clip(f.Standard), *v)
		}
		by, follows := f.rule(v.From)
		switch {
		case v.Company == 0 && by.Company != 0:
		case !follows:
			plan := f.Plans.On(v.From, List(f.Area))
			all[f.Company] = &plan.Terms
		default:
			if made == nil {
				t := by.On(f.Buys.On(v.From, List(f.Area)).Terms)
				made = &t
			}
			all[f.Company] = made
		}
	}
	return all, nil
}

func (e *RuleEffect) add(row *RuleEffectRow, p *portion, would, buy *Terms) error {
	points := p.points()
	was, err := p.sell.costOf(points)
	if err != nil {
		return err
	}
	then, err := would.costOf(points)
	if err != nil {
		return err
	}
	cost, err := buy.costOf(points)
	for _, sum := range []*Amounts{&row.Was, &e.Was} {
		sum.Revenue, sum.Cost = sum.Revenue+was, sum.Cost+cost
	}
	for _, sum := range []*Amounts{&row.Would, &e.Would} {
		sum.Revenue, sum.Cost = sum.Revenue+then, sum.Cost+cost
	}
	return err
}
