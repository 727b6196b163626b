package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/route"
)

// Margins is what the pages need of what resellers earn; billing.Service is it.
type Margins interface {
	// Margins returns what the caller's reseller has earned in some months.
	Margins(ctx context.Context, c account.Caller, q billing.MarginQuery) (*billing.Margins, error)
}

// marginView is the page of what is earned, in one currency.
type marginView struct {
	query      marginQuery
	asOf       time.Time
	currencies []billing.MarginRow // totals of each
	companies  map[billing.Currency]int64
	currency   billing.Currency    // that is shown
	total      billing.MarginRow   // in it
	rows       []billing.MarginRow // in it, in the page's order
	months     []billing.MarginRow // in it, by time
	pages      deskPages
	notice     *noticeView // why there is nothing, in the user's hands
	failed     *failure    // why there is nothing, in ours
}

func (s *server) marginRoutes(m *route.Mux) {
	m.Handle("GET "+marginPath, s.staff(s.margin))
	m.Handle("GET "+marginFilePath, s.staff(s.marginFile))
}

// margin shows what the visitor's reseller earns. After an error the filters
// stay.
func (s *server) margin(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.viewMargin(r, v)
	return s.showMargin(w, r, v, view, err)
}

func (s *server) showMargin(w http.ResponseWriter, r *http.Request, v visitor, view marginView, err error) error {
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	if err == nil {
		return show(w, r, http.StatusOK, marginPage(v, view))
	}
	if wrong, ours := errors.AsType[*notice](err); ours {
		view.notice = newNoticeView(v.Words, wrong)
		return show(w, r, wrong.status, marginPage(v, view))
	}
	status, failed := s.failure(w, r, v, fmt.Errorf("margins: %w", err))
	view.failed = &failed
	return show(w, r, status, marginPage(v, view))
}

// viewMargin makes the page as far as it can; the error is a *notice if the user
// can mend it.
func (s *server) viewMargin(r *http.Request, v visitor) (marginView, error) {
	values := r.URL.Query()
	q, wrong := parseMargin(values, s.Usage.Today())
	view := marginView{query: q, asOf: s.Usage.Freshness().AsOf, currency: q.currency, pages: newDeskPages(marginPath, values)}
	if wrong != nil {
		return view, wrong
	}
	m, err := s.Margins.Margins(r.Context(), v.caller(), billing.MarginQuery{From: q.from, To: q.to, Text: q.text})
	if err != nil {
		return view, err
	}
	view.take(m)
	view.pages.query = view.query.values()
	view.pages.count = len(view.rows)
	return view, nil
}

// take chooses what is shown in one currency: the one that was asked for, else
// that of most companies.
func (view *marginView) take(m *billing.Margins) {
	view.currencies, view.companies = m.Totals, map[billing.Currency]int64{}
	for _, row := range m.Rows[billing.ByCompany] {
		view.companies[row.Currency]++
	}
	if len(m.Totals) == 0 {
		return
	}
	view.total = slices.MaxFunc(m.Totals, func(a, b billing.MarginRow) int {
		return cmp.Or(compareTrue(a.Currency == view.currency, b.Currency == view.currency), cmp.Compare(view.companies[a.Currency], view.companies[b.Currency]))
	})
	view.currency = view.total.Currency
	other := func(row billing.MarginRow) bool { return row.Currency != view.currency }
	view.rows = slices.DeleteFunc(slices.Clone(m.Rows[view.query.by]), other)
	view.months = slices.DeleteFunc(slices.Clone(m.Rows[billing.ByMonth]), other)
	slices.SortStableFunc(view.rows, view.query.compare)
}

func compareTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compare puts rows in the order of the page. What is no longer the reseller's,
// and of earlier months, is last in every order.
func (q *marginQuery) compare(a, b billing.MarginRow) int {
	if last := compareTrue(nameless(&a), nameless(&b)); last != 0 {
		return last
	}
	column, up := q.sort, q.up
	switch {
	case column != "":
	case q.by == billing.ByProduct:
		return 0
	case q.by == billing.ByMonth:
		column = byName
	default:
		column = byRevenue
	}
	if up {
		return compareMargins(&a, &b, column)
	}
	return compareMargins(&b, &a, column)
}

func compareMargins(a, b *billing.MarginRow, column string) int {
	switch column {
	case byRevenue:
		return cmp.Compare(a.Revenue, b.Revenue)
	case byCost:
		return cmp.Compare(a.Cost, b.Cost)
	case byMargin:
		return cmp.Compare(a.Margin(), b.Margin())
	case byPercent:
		one, there := a.Percent()
		other, too := b.Percent()
		return cmp.Or(compareTrue(there, too), one.Cmp(other))
	}
	return cmp.Or(cmp.Compare(a.Month, b.Month), strings.Compare(account.Fold(a.Name), account.Fold(b.Name)), strings.Compare(a.Product, b.Product))
}

// nameless reports whether a row is of what has no name: neither a company, a
// product nor a month.
func nameless(row *billing.MarginRow) bool {
	return row.Company == 0 && row.Product == "" && row.Month == 0
}

// onPage is the part of the rows that the page shows.
func (view *marginView) onPage() []billing.MarginRow {
	from := min(view.pages.offset(), len(view.rows))
	return view.rows[from:min(from+view.pages.size, len(view.rows))]
}

// empty reports whether nothing was earned or spent in any month.
func (view *marginView) empty() bool {
	return !slices.ContainsFunc(view.months, func(m billing.MarginRow) bool { return m.Amounts != billing.Amounts{} })
}
