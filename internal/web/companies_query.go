package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

// maxSearch is the longest text in bytes that is searched for.
const maxSearch = 200

// maxPage keeps the number of a page far from where offsets overflow.
const maxPage = 1_000_000

// orderMinutes sorts by this month's minutes, which package company does not
// know.
const orderMinutes company.Order = "minutes"

// The choices of the company list, each the default first.
var (
	searches  = []company.SearchBy{company.ByCID, company.ByUser, company.ByEmail, company.ByName}
	orders    = []company.Order{orderMinutes, company.OrderID, company.OrderName, company.OrderCreated}
	pageSizes = []int{20, 50, 100}
	statuses  = []company.FinancialStatus{company.Normal, company.InsufficientBalance, company.SuspendedAutomatically, company.SuspendedManually}
)

// companiesQuery is the whole state of the company list, as the address holds
// it. What an address does not say, or says wrongly, is the default.
type companiesQuery struct {
	by         company.SearchBy
	text       string
	status     *company.FinancialStatus // nil: all
	order      company.Order
	descending bool
	size       int // companies on a page; 0: all of them
	page       int // from 1
}

// parseCompanies reads the state from an address.
func parseCompanies(v url.Values) companiesQuery {
	order, descending := strings.CutPrefix(v.Get("sort"), "-")
	q := companiesQuery{
		by:         oneOf(company.SearchBy(v.Get("type")), searches),
		text:       strings.TrimSpace(v.Get("q")),
		order:      oneOf(company.Order(order), orders),
		descending: descending,
		page:       1,
	}
	if !v.Has("sort") {
		q.descending = true
	}
	if len(q.text) > maxSearch {
		q.text = strings.ToValidUTF8(q.text[:maxSearch], "")
	}
	size, _ := strconv.Atoi(v.Get("size"))
	q.size = oneOf(size, pageSizes)
	if page, err := strconv.Atoi(v.Get("page")); err == nil && page > 0 {
		q.page = min(page, maxPage)
	}
	if status, err := strconv.Atoi(v.Get("status")); err == nil && slices.Contains(statuses, company.FinancialStatus(status)) {
		q.status = new(company.FinancialStatus(status))
	}
	return q
}

// oneOf is got if it is a choice, else the first choice.
func oneOf[T comparable](got T, choices []T) T {
	if slices.Contains(choices, got) {
		return got
	}
	return choices[0]
}

// link is the address of the list in this state.
func (q companiesQuery) link() string { return q.linkTo(companiesPath) }

// linkTo is the address of the list's page or file in this state. Defaults are
// left out.
func (q companiesQuery) linkTo(path string) string {
	v := url.Values{}
	if q.text != "" {
		v.Set("type", string(q.by))
		v.Set("q", q.text)
	}
	if q.status != nil {
		v.Set("status", strconv.Itoa(int(*q.status)))
	}
	if q.order != orders[0] || !q.descending {
		v.Set("sort", q.sort())
	}
	if q.size != pageSizes[0] {
		v.Set("size", strconv.Itoa(q.size))
	}
	if q.page != 1 {
		v.Set("page", strconv.Itoa(q.page))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// sort is the order as the address writes it: a minus means descending.
func (q companiesQuery) sort() string {
	if q.descending {
		return "-" + string(q.order)
	}
	return string(q.order)
}

// ofStatus is the list of one status, nil for all of them.
func (q companiesQuery) ofStatus(status *company.FinancialStatus) companiesQuery {
	q.status, q.page = status, 1
	return q
}

// sortedBy is the list by another column, or the same one the other way
// round. Minutes and dates begin with the highest.
func (q companiesQuery) sortedBy(order company.Order) companiesQuery {
	if q.order == order {
		q.descending = !q.descending
	} else {
		q.descending = order == orderMinutes || order == company.OrderCreated
	}
	q.order, q.page = order, 1
	return q
}

// forRole is the list as the visitor's role may see it: the order by minutes
// tells of usage.
func (q companiesQuery) forRole(v visitor) companiesQuery {
	if q.order == orderMinutes && !v.may(account.ReadUsage) {
		q.order, q.descending = company.OrderCreated, true
	}
	return q
}

// onPage is another page of the list.
func (q companiesQuery) onPage(page int) companiesQuery {
	q.page = page
	return q
}

// withoutText is the list without the search.
func (q companiesQuery) withoutText() companiesQuery {
	q.by, q.text, q.page = searches[0], "", 1
	return q
}

// filter is what package company is asked for. Sorted by minutes the rows come
// otherwise, and only the counts are of use.
func (q companiesQuery) filter(reseller int64) company.Filter {
	f := company.Filter{Reseller: reseller, By: q.by, Text: q.text, Status: q.status, Limit: 1}
	if q.order != orderMinutes {
		f.Order, f.Descending = q.order, q.descending
		f.Limit, f.Offset = q.size, (q.page-1)*q.size
	}
	return f
}

// shown is the companies whose minutes the page needs: all of them, if they
// decide which are shown.
func (q companiesQuery) shown(listed []company.Listed) []int64 {
	if q.order == orderMinutes {
		return nil
	}
	ids := make([]int64, len(listed))
	for i := range listed {
		ids[i] = listed[i].ID
	}
	return ids
}
