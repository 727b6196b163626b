package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/route"
)

// Markups is what the pages need of markups that companies' prices follow;
// billing.Service is it.
type Markups interface {
	// Rules returns the standard markups of the caller's reseller, and the month
	// from which on the caller may set one.
	Rules(ctx context.Context, c account.Caller, reseller int64) (billing.RuleVersions, calendar.Month, error)
	// Sources returns where the prices of companies come from.
	Sources(ctx context.Context, c account.Caller, companies []int64) (map[int64]billing.Sourced, error)
	// PreviewRule tells what a markup would have changed in the last whole month.
	PreviewRule(ctx context.Context, c account.Caller, v billing.RuleVersion, companies []int64) (*billing.RuleEffect, error)
	// SetRule adds a version of a markup.
	SetRule(ctx context.Context, c account.Caller, v billing.RuleVersion) (billing.RuleVersion, error)
}

// The pages of prices and markups.
const (
	markupsPath   = "/billing/prices"
	standardPath  = markupsPath + "/standard"
	endMarkupPath = markupsPath + "/end"
	followPath    = markupsPath + "/follow"
	ownMarkupPath = markupsPath + "/own"
)

func (s *server) markupRoutes(m *route.Mux) {
	m.Handle("GET "+markupsPath, s.staff(s.markups))
	m.Handle("GET "+standardPath, s.staff(s.askMarkup(false)))
	m.Handle("POST "+standardPath, s.staff(s.setMarkup(false)))
	m.Handle("GET "+ownMarkupPath, s.staff(s.askMarkup(true)))
	m.Handle("POST "+ownMarkupPath, s.staff(s.setMarkup(true)))
	m.Handle("GET "+followPath, s.staff(s.askFollow(false)))
	m.Handle("POST "+followPath, s.staff(s.follow(false)))
	m.Handle("GET "+endMarkupPath, s.staff(s.askFollow(true)))
	m.Handle("POST "+endMarkupPath, s.staff(s.follow(true)))
}

// markupQuery is the whole state of the list, as the address holds it.
type markupQuery struct {
	companiesQuery
	currency billing.Currency
}

func parseMarkups(values url.Values) markupQuery {
	q := parseCompanies(values)
	q.status = nil
	return markupQuery{q, oneOf(billing.Currency(values.Get("currency")), currencies)}
}

func (q markupQuery) values() url.Values {
	values := url.Values{"currency": {string(q.currency)}}
	if q.text != "" {
		values.Set("type", string(q.by))
		values.Set("q", q.text)
	}
	return values
}

// linkTo is the address of a page in this state.
func (q markupQuery) linkTo(path string) string { return withQuery(path, q.values()) }

// in is the list of a currency.
func (q markupQuery) in(c billing.Currency) markupQuery {
	q.currency = c
	return q
}

// filter is what package company is asked for: by name.
func (q markupQuery) filter(reseller int64) company.Filter {
	return company.Filter{Reseller: reseller, By: q.by, Text: q.text, Area: billing.AreaOf(q.currency), Order: company.OrderName}
}

// markupsView is the list of companies with where their prices come from, in one
// currency.
type markupsView struct {
	query    markupQuery
	present  calendar.Month
	counts   map[billing.Currency]int // of companies that match
	rows     []markupRow
	pages    deskPages
	standard billing.RuleVersions // of the currency
	earliest calendar.Month       // from which on the visitor may set markups; 0: the visitor may not
	failed   *failure             // why there is no list; nil if there is one
}

// markupRow is a line of the list.
type markupRow struct {
	company.Listed
	billing.Sourced
}

// markups lists companies with where their prices come from. Where that fails,
// the search stays.
func (s *server) markups(w http.ResponseWriter, r *http.Request, v visitor) error {
	values := r.URL.Query()
	view := markupsView{query: parseMarkups(values), present: calendar.DayOf(s.Clock()).Month(), counts: map[billing.Currency]int{}, pages: newDeskPages(markupsPath, values)}
	err := s.listMarkups(r.Context(), v, &view)
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	status := http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list prices: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, markupsPage(v, view))
}

func (s *server) listMarkups(ctx context.Context, v visitor, view *markupsView) error {
	all, earliest, err := s.Markups.Rules(ctx, v.caller(), v.user.Reseller)
	if err != nil {
		return err
	}
	view.earliest = earliest
	pages := map[billing.Currency]company.Page{}
	for _, c := range currencies {
		f := view.query.in(c).filter(v.user.Reseller)
		f.Offset, f.Limit = view.pages.offset(), view.pages.size
		if pages[c], err = s.Companies.List(ctx, v.caller(), f); err != nil {
			return err
		}
		view.counts[c] = pages[c].Count
	}
	if view.counts[view.query.currency] == 0 && view.counts[billing.CNY] > 0 {
		view.query.currency = billing.CNY
	}
	view.standard = all.Of(0, view.query.currency)
	view.pages.query, view.pages.count = view.query.values(), view.counts[view.query.currency]
	found := pages[view.query.currency].Rows
	sources, err := s.Markups.Sources(ctx, v.caller(), idsOf(found))
	for _, l := range found {
		view.rows = append(view.rows, markupRow{l, sources[l.ID]})
	}
	return err
}

func idsOf(all []company.Listed) []int64 {
	ids := make([]int64, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
}

// both reports whether there are companies of several currencies.
func (view *markupsView) both() bool {
	return view.counts[billing.USD] > 0 && view.counts[billing.CNY] > 0
}

// chosenMarkup is which companies an act on prices is about.
type chosenMarkup struct {
	all   bool
	ids   []int64
	query markupQuery
	there []company.Listed // those of them that the visitor reaches
}

// chooseMarkup finds the companies of one currency that a form or an address
// names.
func (s *server) chooseMarkup(ctx context.Context, v visitor, values url.Values) (chosenMarkup, error) {
	b := parseBulk(values)
	c := chosenMarkup{all: b.all, ids: b.ids, query: parseMarkups(values)}
	ids := c.ids
	if c.all {
		var err error
		if ids, err = s.Companies.Matching(ctx, v.caller(), c.query.filter(v.user.Reseller)); err != nil {
			return c, err
		}
	}
	found, err := s.Companies.ByID(ctx, v.caller(), ids)
	if len(found) > 0 && !values.Has("currency") {
		c.query.currency = billing.CurrencyOf(found[0].Area)
	}
	c.there = slices.DeleteFunc(found, func(l company.Listed) bool { return billing.CurrencyOf(l.Area) != c.query.currency })
	return c, err
}

// back is the list that the companies were chosen in.
func (c *chosenMarkup) back() string { return c.query.linkTo(markupsPath) }

// named are the companies that a question names, and how many more there are.
func (c *chosenMarkup) named() (some []company.Listed, more int) {
	n := min(len(c.there), bulkNames)
	return c.there[:n], len(c.there) - n
}
