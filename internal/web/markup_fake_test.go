package web

import (
	"context"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// fakeMarkups keeps what was set; prices never follow.
type fakeMarkups struct {
	set     billing.RuleVersions // the standard ones, and those of companies
	sources map[int64]billing.Sourced
	broken  error
}

// marked is a rule of so many percent, with two items otherwise.
func marked(percent int64) billing.Rule {
	price := decimal.RequireFromString
	return billing.Rule{Markup: billing.Markup{Percent: decimal.NewFromInt(percent), Places: 3}, Free: true, Minimum: -12_050, GraceDays: 30, Items: map[string]billing.ItemRule{
		"rtc.hd":            {Percent: new(price("12.5"))},
		"rtm.dau":           {Rate: &billing.Rate{Model: billing.Flat, Per: 1000, Tiers: []billing.Tier{{Price: price("15")}}}},
		"transcoding.avcHd": {Rate: &billing.Rate{Model: billing.Graduated, Per: 1000, Tiers: []billing.Tier{{UpTo: 1_000_000, Price: price("6")}, {Price: price("5.4321")}}}},
	}}
}

func (f *fakeMarkups) add(v billing.RuleVersion) billing.RuleVersion {
	v.ID, v.Reseller, v.CreatedAt = int64(len(f.set)+1), 7, testNow
	v.Number = 1 + len(f.set.Of(v.Company, v.Currency))
	f.set = append(f.set, v)
	return v
}

// history is a standard markup that applies in each currency, and one that is to;
// companies of each kind.
func (f *fakeMarkups) history() {
	now := f.add(billing.RuleVersion{Currency: billing.USD, From: 202606, Source: billing.Marked, Rule: marked(20)})
	f.add(billing.RuleVersion{Currency: billing.USD, From: 202612, Source: billing.Marked, Rule: marked(30)})
	next := f.add(billing.RuleVersion{Currency: billing.USD, From: 202610, Source: billing.Marked, Rule: marked(25)})
	f.add(billing.RuleVersion{Currency: billing.CNY, From: 202607, Source: billing.Marked, Rule: marked(-5)})
	own := f.add(billing.RuleVersion{Company: 200003, Currency: billing.USD, From: 202607, Source: billing.Marked, Rule: marked(100)})
	f.sources = map[int64]billing.Sourced{
		200001: {Company: 200001, Now: billing.Origin{Source: billing.Standard, Since: 202606, Rule: now}, Next: &billing.Origin{Source: billing.Standard, Since: 202610, Rule: next}},
		200002: {Company: 200002, Now: billing.Origin{Source: billing.ByHand, Since: 202602}, Next: &billing.Origin{Source: billing.Standard, Since: 202609, Rule: now}},
		200003: {Company: 200003, Now: billing.Origin{Source: billing.Marked, Since: 202607, Rule: own}, Own: billing.RuleVersions{own}},
		200004: {Company: 200004, Now: billing.Origin{Source: billing.Kept, Since: 202601}},
	}
}

// Rules implements Markups.
func (f *fakeMarkups) Rules(_ context.Context, c account.Caller, _ int64) (billing.RuleVersions, calendar.Month, error) {
	earliest := calendar.Month(0)
	if c.May(account.SetPrices) {
		earliest = 202609
	}
	return f.set, earliest, f.broken
}

// Sources implements Markups.
func (f *fakeMarkups) Sources(_ context.Context, _ account.Caller, companies []int64) (map[int64]billing.Sourced, error) {
	all := map[int64]billing.Sourced{}
	for _, id := range companies {
		s, there := f.sources[id]
		if !there {
			s = billing.Sourced{Company: id, Now: billing.Origin{Source: billing.Listed}}
		}
		all[id] = s
	}
	return all, f.broken
}

// PreviewRule implements Markups.
func (f *fakeMarkups) PreviewRule(_ context.Context, _ account.Caller, v billing.RuleVersion, companies []int64) (*billing.RuleEffect, error) {
	e := &billing.RuleEffect{Month: 202607, Currency: v.Currency}
	if len(companies) == 0 {
		companies = []int64{200001, 200002, 200003, 200004}
	}
	for i, id := range companies {
		row := billing.RuleEffectRow{Company: id, Name: "Company <" + cid(id) + "> & Söhne 影像科技"}
		if i%4 != 3 {
			row.Was = billing.Amounts{Revenue: 1_234_567, Cost: 987_653}
			row.Would = billing.Amounts{Revenue: billing.Money(987_653 + 9_876*v.Percent.IntPart()*int64(1-i)), Cost: 987_653}
		}
		e.Companies = append(e.Companies, row)
		e.Was = billing.Amounts{Revenue: e.Was.Revenue + row.Was.Revenue, Cost: e.Was.Cost + row.Was.Cost}
		e.Would = billing.Amounts{Revenue: e.Would.Revenue + row.Would.Revenue, Cost: e.Would.Cost + row.Would.Cost}
	}
	return e, f.broken
}

// SetRule implements Markups.
func (f *fakeMarkups) SetRule(_ context.Context, c account.Caller, v billing.RuleVersion) (billing.RuleVersion, error) {
	if !c.May(account.SetPrices) {
		return v, fault.New(fault.Forbidden, "No.")
	}
	if v.Company != 0 {
		v.Currency = billing.USD
	}
	return f.add(v), f.broken
}
