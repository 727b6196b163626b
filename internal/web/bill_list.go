package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// billOrders are what the list can be sorted by, the default first.
var billOrders = []billing.BillOrder{billing.OrderTotal, billing.OrderName, billing.OrderCompany}

// billsQuery is the whole state of the list of bills, as the address holds it.
type billsQuery struct {
	month      calendar.Month
	text       string
	order      billing.BillOrder
	descending bool
	wrong      string // what was said for a month and is none
}

// parseBills reads the state from an address. What it does not say, or says
// wrongly, is the default: the last whole month, the highest bills first.
func parseBills(values url.Values, today calendar.Day) billsQuery {
	order, descending := strings.CutPrefix(values.Get("sort"), "-")
	q := billsQuery{month: today.Month().Add(-1), text: searched(values), order: oneOf(billing.BillOrder(order), billOrders), descending: descending || !values.Has("sort")}
	said := strings.TrimSpace(values.Get("month"))
	if said == "" {
		return q
	}
	month, err := parseMonth(said)
	if err != nil {
		q.wrong = said
		return q
	}
	q.month = month
	return q
}

func (q billsQuery) values() url.Values {
	values := url.Values{"month": {q.month.String()}}
	if q.text != "" {
		values.Set("q", q.text)
	}
	if q.order != billOrders[0] || !q.descending {
		values.Set("sort", q.sort())
	}
	return values
}

// sort is the order as the address writes it: a minus means descending.
func (q billsQuery) sort() string {
	if q.descending {
		return "-" + string(q.order)
	}
	return string(q.order)
}

func (q billsQuery) link() string { return withQuery(billsPath, q.values()) }

func (q billsQuery) ofMonth(m calendar.Month) billsQuery { q.month = m; return q }

func (q billsQuery) withText(text string) billsQuery { q.text = text; return q }

// sortedBy is the list by another column, or the same one the other way round.
// Amounts begin with the highest.
func (q billsQuery) sortedBy(order billing.BillOrder) billsQuery {
	q.descending = q.order == order && !q.descending || q.order != order && order == billing.OrderTotal
	q.order = order
	return q
}

// aria and mark tell how a column is sorted, to a screen reader and by a class.
func (q billsQuery) aria(order billing.BillOrder) string {
	switch {
	case q.order != order:
		return "none"
	case q.descending:
		return "descending"
	}
	return "ascending"
}

func (q billsQuery) mark(order billing.BillOrder) string {
	return map[string]string{"descending": "desc", "ascending": "asc"}[q.aria(order)]
}

// billsView is the list of a month's bills.
type billsView struct {
	billsQuery
	billing.BillPage
	pages   deskPages
	present calendar.Month
	asOf    time.Time
	failed  *failure // why there is no list; nil if there is one
}

// bills lists the bills of a month of all of the reseller's companies. Where that
// fails, search and heads stay.
func (s *server) bills(w http.ResponseWriter, r *http.Request, v visitor) error {
	today := s.Usage.Today()
	q := parseBills(r.URL.Query(), today)
	view := billsView{billsQuery: q, present: today.Month(), asOf: s.Usage.Now(), pages: newDeskPages(billsPath, r.URL.Query())}
	view.pages.query = q.values()
	status := http.StatusOK
	var err error
	view.BillPage, err = s.Bills.BillsOf(r.Context(), v.caller(), billing.BillFilter{
		Month: q.month, Text: q.text, Order: q.order, Descending: q.descending, Offset: view.pages.offset(), Limit: view.pages.size,
	})
	switch {
	case r.Context().Err() != nil:
		return r.Context().Err()
	case err != nil:
		var failed failure
		status, failed = s.failure(w, r, v, err)
		view.failed = &failed
	case view.pages.page > 1 && len(view.Rows) == 0 && view.Count > 0:
		return goTo(w, r, view.pages.link((view.Count+view.pages.size-1)/view.pages.size))
	case q.wrong != "":
		status = http.StatusBadRequest
	}
	view.pages.count = view.Count
	return show(w, r, status, billsPage(v, view))
}

// sums are the totals of the list as key figures, a currency each.
func (view *billsView) sums(v visitor) []card {
	var all []card
	for _, t := range view.Totals {
		c := card{Title: v.N("bill.sum", t.Bills, "Currency", string(t.Currency)), Value: amountText(v, t.Total), Unit: string(t.Currency)}
		switch {
		case t.Open > 0:
			c.Note = v.N("bill.sumWithout", t.Open)
		case view.month == view.present:
			c.Note = v.T("bill.soFar")
		}
		all = append(all, c)
	}
	return all
}

// companyBillsView is all bills of a company.
type companyBillsView struct {
	company.Listed
	rows []billing.BillRow
	asOf time.Time
}

// companyBills lists the bills of a company.
func (s *server) companyBills(w http.ResponseWriter, r *http.Request, v visitor) error {
	found, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	view := companyBillsView{Listed: found, asOf: s.Usage.Now()}
	if view.rows, err = s.Bills.BillsFor(r.Context(), v.caller(), found.ID); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, companyBillsPage(v, view))
}
