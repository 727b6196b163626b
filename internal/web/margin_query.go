package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// The addresses of what a reseller earns, and of that as a file.
const (
	marginPath     = "/billing/margin"
	marginFilePath = marginPath + "/file"
)

// The columns that the table can be sorted by. Not sorted, the highest revenue
// comes first, products as in the catalogue, and the newest month.
const (
	byName    = "name"
	byRevenue = "revenue"
	byCost    = "cost"
	byMargin  = "margin"
	byPercent = "percent"
)

// marginKinds are what rows can be of, the default first.
var marginKinds = []billing.By{billing.ByCompany, billing.ByProduct, billing.ByMonth}

const (
	marginMonths  = 6  // that are shown unless others are chosen
	marginChoices = 36 // months that can be chosen without typing an address
)

// marginQuery is the whole state of the page, as its address holds it.
type marginQuery struct {
	from, to calendar.Month
	by       billing.By
	text     string           // part of a company's name, or its CID
	currency billing.Currency // "": that of most companies
	sort     string           // a column; "": as said there
	up       bool             // ascending
	mark     string           // "line" or "bar"
	series   []string         // that are drawn; nil: all
	today    calendar.Day
}

// parseMargin reads the page's address. With a notice the query is still usable:
// what cannot be read has its default.
func parseMargin(v url.Values, today calendar.Day) (marginQuery, *notice) {
	present := today.Month()
	q := marginQuery{from: present.Add(1 - marginMonths), to: present, by: oneOf(billing.By(v.Get("by")), marginKinds), text: searched(v), mark: lineMark, today: today}
	if v.Get("mark") == barMark {
		q.mark = barMark
	}
	column, down := strings.CutPrefix(v.Get("sort"), "-")
	if slices.Contains([]string{byName, byRevenue, byCost, byMargin, byPercent}, column) {
		q.sort, q.up = column, !down
	}
	if v.Has("series") {
		q.series = v["series"]
	}
	if c := billing.Currency(v.Get("currency")); c == billing.USD || c == billing.CNY {
		q.currency = c
	}
	return q, q.parseMonths(v, present)
}

func (q *marginQuery) parseMonths(v url.Values, present calendar.Month) *notice {
	from, to := q.from, q.to
	for name, month := range map[string]*calendar.Month{"from": &from, "to": &to} {
		text := v.Get(name)
		day, err := calendar.ParseDay(text + "-01")
		switch {
		case text == "":
		case err != nil:
			return badInput("margin.notice.month", "Value", text)
		default:
			*month = day.Month()
		}
	}
	switch {
	case to > present:
		return badInput("margin.notice.future", "Month", to.String())
	case from > to:
		return badInput("margin.notice.order", "From", from.String(), "To", to.String())
	case from < to.Add(1-billing.MarginMonths):
		return badInput("margin.notice.months", "Limit", billing.MarginMonths)
	}
	q.from, q.to = from, to
	return nil
}

func (q *marginQuery) values() url.Values {
	v := url.Values{"from": {q.from.String()}, "to": {q.to.String()}, "by": {string(q.by)}}
	if q.text != "" {
		v.Set("q", q.text)
	}
	if q.currency != "" {
		v.Set("currency", string(q.currency))
	}
	if q.sort != "" {
		v.Set("sort", q.order())
	}
	if q.mark != lineMark {
		v.Set("mark", q.mark)
	}
	if q.series != nil {
		v["series"] = q.series
	}
	return v
}

// order is the value of the sort parameter.
func (q *marginQuery) order() string {
	if q.up {
		return q.sort
	}
	return "-" + q.sort
}

func (q marginQuery) link() string { return withQuery(marginPath, q.values()) }

// of leads to the same months by something else.
func (q marginQuery) of(by billing.By) string {
	q.by, q.sort = by, ""
	return q.link()
}

func (q marginQuery) in(c billing.Currency) string {
	q.currency = c
	return q.link()
}

func (q marginQuery) everything() string {
	q.text = ""
	return q.link()
}

// ofCompany leads to the months of one company, ofMonth to the companies of one
// month.
func (q marginQuery) ofCompany(id int64) string {
	q.text = strconv.FormatInt(id, 10)
	return q.of(billing.ByMonth)
}

func (q marginQuery) ofMonth(m calendar.Month) string {
	q.from, q.to = m, m
	return q.of(billing.ByCompany)
}

// sortedBy leads to the table sorted by a column: amounts begin with the highest,
// names with the first; the other way round when it already is.
func (q marginQuery) sortedBy(column string) string {
	q.up = q.sort == column && !q.up || q.sort != column && column == byName
	q.sort = column
	return q.link()
}

func (q marginQuery) file(format string) string {
	v := q.values()
	v.Set("file", format)
	v.Del("mark")
	v.Del("series")
	return withQuery(marginFilePath, v)
}

// ariaSort tells a screen reader how a column is sorted, sortMark is its class.
func (q *marginQuery) ariaSort(column string) string {
	switch {
	case q.sort != column:
		return "none"
	case q.up:
		return "ascending"
	}
	return "descending"
}

func (q *marginQuery) sortMark(column string) string {
	return map[string]string{"ascending": "asc", "descending": "desc"}[q.ariaSort(column)]
}

// months are those that can be chosen, the newest first.
func (q *marginQuery) months() []calendar.Month {
	var all []calendar.Month
	for i := range marginChoices {
		all = append(all, q.today.Month().Add(-i))
	}
	for _, m := range []calendar.Month{q.to, q.from} {
		if m < all[len(all)-1] {
			all = append(all, m)
		}
	}
	return slices.Compact(all)
}
