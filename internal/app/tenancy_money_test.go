package app

import (
	"fmt"
	"net/url"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/hook"
)

// addMoney makes what the paths about bills, budgets and webhooks name.
func (w *world) addMoney(t *testing.T, a account.Caller) {
	t.Helper()
	ctx, today := t.Context(), w.figures.Today()
	w.things["{month}"], w.things["{day}"], w.things["{currency}"] = today.Month().String(), today.String(), string(billing.USD)
	for i, name := range []string{"aaa", "zzz"} {
		must(t, w.budgets.Add(ctx, a, budget.Budget{Name: ofStaff + " " + name, Measure: budget.Minutes, Limit: 1000, Thresholds: []int{80}}))
		id := get[[]budget.Budget](t)(w.budgets.List(ctx, a))[i].ID
		e, _, err := w.hooks.Create(ctx, a, hook.Endpoint{Name: ofStaff + " " + name, URL: "https://hooks.example/" + name, Events: []hook.Event{hook.BillIssued}})
		must(t, err)
		if i == 0 {
			w.things["/billing/budgets/{id}"], w.things["{webhook}"] = fmt.Sprint(id), e.ID
			continue
		}
		must(t, w.budgets.Pause(ctx, a, id, true))
		must(t, w.hooks.SwitchTo(ctx, a, e.ID, hook.Off))
		w.others["POST /billing/budgets/{id}/resume"] = fmt.Sprintf("/billing/budgets/%d/resume", id)
		w.others["POST /settings/webhooks/{webhook}/enable"] = "/settings/webhooks/" + e.ID + "/enable"
	}
	get[int](t)(w.bills.Run(ctx)) // begins billing, so that no page has to
	must(t, w.hooks.Test(ctx, a, w.things["{webhook}"]))
	w.things["{message}"] = fmt.Sprint(get[[]hook.Delivery](t)(w.hooks.Log(ctx, a, hook.Filter{Limit: 1}))[0].ID)
}

// moneyForms are what is sent to them.
func (w *world) moneyForms() map[string]url.Values {
	today := w.figures.Today()
	limit := url.Values{"budgetName": {"Fresh"}, "measure": {"minutes"}, "limit": {"500"}, "thresholds": {"80"}}
	endpoint := url.Values{"name": {"Fresh"}, "url": {"https://hooks.example/fresh"}, "event": {string(hook.BillIssued)}}
	posting := url.Values{"amount": {"2.00"}, "reference": {"4711"}, "note": {"by bank"}}
	prices := url.Values{"do": {"save"}, "from": {today.Month().Add(1).String()}, "percent": {"0"}, "places": {"4"}, "minimum": {"0"}, "graceDays": {"5"}}
	markup := url.Values{"do": {"save"}, "from": {today.Month().Add(1).String()}, "percent": {"7"}, "places": {"4"}, "minimum": {"0"}, "graceDays": {"5"}, "cid": {w.things["{cid}"]}, "currency": {"USD"}}
	return map[string]url.Values{
		"POST /billing/prices/standard":                           markup,
		"POST /billing/prices/own":                                markup,
		"POST /billing/prices/follow":                             markup,
		"POST /billing/prices/end":                                markup,
		"POST /billing/budgets":                                   limit,
		"POST /billing/budgets/{id}/edit":                         limit,
		"POST /settings/webhooks":                                 endpoint,
		"POST /settings/webhooks/{webhook}/edit":                  endpoint,
		"POST /settings/webhooks/{webhook}/replay":                {"since": {today.String()}},
		"POST /operator/companies/{cid}/balance/top-up":           posting,
		"POST /operator/companies/{cid}/balance/adjust":           posting,
		"POST /operator/companies/{cid}/plan/new":                 prices,
		"POST /operator/resellers/{reseller}/plan/{currency}/new": prices,
		"POST /companies/{cid}/plan/new":                          prices,
	}
}
