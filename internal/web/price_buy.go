package web

import (
	"context"
	"net/http"
	"slices"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// currencies are those that resellers buy in.
var currencies = []billing.Currency{billing.USD, billing.CNY}

// buyPath is where an operator sets what a reseller buys by in a currency.
func buyPath(reseller int64, c billing.Currency) string {
	return resellerPath(reseller) + "/plan/" + string(c)
}

// buyPrices are what a reseller buys by, for operators.
func (s *server) buyPrices(r *http.Request, v visitor) (*priced, error) {
	found, _, err := s.findReseller(r, v)
	if err != nil {
		return nil, err
	}
	c := billing.Currency(r.PathValue("currency"))
	if !slices.Contains(currencies, c) {
		return nil, fault.New(fault.NotFound, "Nobody buys in %q.", c)
	}
	plans, err := s.Prices.BuyPlans(r.Context(), v.caller(), found.ID)
	if err != nil {
		return nil, err
	}
	title, present := v.T("price.buyTitle", "Currency", string(c)), calendar.DayOf(s.Clock()).Month()
	return &priced{
		Pricing: billing.Pricing{Plans: plans.In(c), List: billing.ListIn(c), Base: billing.ListIn(c), Currency: c, Earliest: present},
		line:    "price.buyLine", start: "price.markupList", name: found.Name, buys: true, root: buyPath(found.ID, c), present: present,
		page: page{title: title, full: titleOf(v, title, found.Name), address: resellersPath, crumbs: under(v, resellersPath), within: []link{{v.T("reseller.title"), resellersPath}, {found.Name, resellerPath(found.ID)}}},
		preview: func(ctx context.Context, t billing.Terms) (e billing.Effect, err error) {
			e.Month, e.Currency = present.Add(-1), c
			e.WasTotal, e.WouldTotal, err = s.Prices.PreviewBuy(ctx, v.caller(), found.ID, t)
			return e, err
		},
		save: func(ctx context.Context, from calendar.Month, t billing.Terms) (billing.Plan, error) {
			return s.Prices.SetBuyPlan(ctx, v.caller(), found.ID, from, t)
		},
	}, nil
}
