package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// chartQuery is the whole state of the chart page, as its URL holds it.
type chartQuery struct {
	interval interval
	window   usage.Window
	typed    []string // first and last day, if they make no interval; else nil
	product  *catalog.Product
	company  string // as typed: a name or a CID; empty for all
	project  string // an id; of the company, or else naming its own
	mark     string // "line" or "bar"
	group    grouping
	metric   *catalog.Metric // that is grouped; nil if none is
	compare  comparison
	sort     string   // a line's id, or byPeriod
	up       bool     // ascending
	series   []string // ids of the lines that are drawn; nil for the catalogue's
	base     string   // the page's address; empty for chartPath
}

// byPeriod sorts the table by time.
const byPeriod = "period"

// The marks of the chart.
const (
	lineMark = "line"
	barMark  = "bar"
)

// parseChart reads the page's URL. With a notice the query is still usable:
// what cannot be read has its default.
func parseChart(v url.Values, today calendar.Day) (chartQuery, *notice) {
	var q chartQuery
	badWindow := q.parseWindow(v, today)
	badProduct := q.parseProduct(v.Get("product"))
	badGroup := q.parseGroup(v.Get("group"), v.Get("metric"))
	badCompare := q.parseCompare(v.Get("compare"))
	q.parseView(v)
	q.company = strings.TrimSpace(v.Get("company"))
	q.project = v.Get("project")
	return q, firstNotice(badWindow, badProduct, badGroup, badCompare)
}

func (q *chartQuery) parseWindow(v url.Values, today calendar.Day) *notice {
	monthly, badType := parseMonthly(v.Get("type"))
	var bad *notice
	q.interval, bad = parseInterval(v.Get("interval"), v.Has("from") || v.Has("to"))
	if q.interval == custom {
		w, badDays := parseWindow(v.Get("from"), v.Get("to"), monthly, today)
		if badDays == nil {
			q.window = w
			return badType
		}
		q.typed = []string{v.Get("from"), v.Get("to")}
		q.interval, bad = last30Days, badDays
	}
	from, to := q.interval.days(today)
	q.window = usage.Window{From: from, To: to, Monthly: monthly}
	return firstNotice(badType, bad)
}

func (q *chartQuery) parseProduct(id string) *notice {
	known := false
	if q.product, known = catalog.ByID(id); known {
		return nil
	}
	q.product = catalog.Products()[0]
	if id == "" {
		return nil
	}
	return badValue("product", id)
}

// parseGroup reads what is grouped. A metric that the product does not have, as
// after a change of product, is its first one.
func (q *chartQuery) parseGroup(group, metric string) *notice {
	switch q.group = grouping(group); q.group {
	case "":
		return nil
	case byCompany, byProject:
		q.metric = shownMetrics(q.product)[0]
		if m, known := q.product.Metric(metric); known {
			q.metric = m
		}
		return nil
	}
	q.group = ""
	return badValue("group", group)
}

func (q *chartQuery) parseCompare(text string) *notice {
	if text == "" || slices.Contains(comparisons(), comparison(text)) {
		q.compare = comparison(text)
		return nil
	}
	return badValue("compare", text)
}

func (q *chartQuery) parseView(v url.Values) {
	q.mark = lineMark
	if v.Get("mark") == barMark {
		q.mark = barMark
	}
	column, down := strings.CutPrefix(v.Get("sort"), "-")
	if column == "" || q.unknown(column) {
		down = down || column != byPeriod
		column = byPeriod
	}
	q.sort, q.up = column, !down
	said := slices.DeleteFunc(slices.Clone(v["series"]), func(id string) bool { return id == "" })
	if known := slices.DeleteFunc(slices.Clone(said), q.unknown); v.Has("series") && (len(known) > 0 || len(said) == 0) {
		q.series = known // those of another grouping say nothing
	}
}

// unknown reports whether no line has the id. Which members there are is only
// known when they are read.
func (q *chartQuery) unknown(id string) bool {
	if q.group != "" {
		member := strings.HasPrefix(id, "c:") || strings.HasPrefix(id, "p:")
		return !member && id != otherLine && id != formerLine
	}
	_, known := q.product.Metric(id)
	return !known
}

// drawn reports whether the chart shows a line.
func (q *chartQuery) drawn(l *line) bool {
	if q.series == nil {
		return l.shown
	}
	return slices.Contains(q.series, l.id)
}

// values writes the query as parseChart reads it. A preset stands without its
// days, so that a bookmark of "last 30 days" moves with time.
func (q *chartQuery) values() url.Values {
	v := url.Values{"interval": {string(q.interval)}, "type": {typeOf(q.window.Monthly)}, "product": {q.product.ID}}
	if q.interval == custom {
		v.Set("from", q.window.From.String())
		v.Set("to", q.window.To.String())
	}
	if q.company != "" {
		v.Set("company", q.company)
	}
	if q.project != "" {
		v.Set("project", q.project)
	}
	if q.group != "" {
		v.Set("group", string(q.group))
		v.Set("metric", q.metric.ID)
	}
	if q.compare != "" {
		v.Set("compare", string(q.compare))
	}
	if q.mark != lineMark {
		v.Set("mark", q.mark)
	}
	if q.sort != byPeriod || q.up {
		v.Set("sort", q.order())
	}
	if q.series != nil {
		v["series"] = append([]string{""}, q.series...)
	}
	return v
}

// order is the value of the sort parameter.
func (q *chartQuery) order() string {
	if q.up {
		return q.sort
	}
	return "-" + q.sort
}

// The addresses of the chart page, of its export, and of what completes a
// company's name.
const (
	chartPath          = "/usage/chart"
	chartFilePath      = "/usage/chart/file"
	chartCompaniesPath = "/usage/chart/companies"
)

// page is the address of the page in its first state.
func (q *chartQuery) page() string { return cmp.Or(q.base, chartPath) }

func (q chartQuery) link() string { return q.page() + "?" + q.values().Encode() }

// ofProduct leads to the same view of another product, whose metrics are
// others.
func (q chartQuery) ofProduct(p *catalog.Product) string {
	q.product, q.series, q.sort, q.up = p, nil, byPeriod, false
	if q.group != "" {
		q.metric = shownMetrics(p)[0]
	}
	return q.link()
}

// sortedBy leads to the table sorted by a column: highest or newest first, and
// the other way round when it already is.
func (q chartQuery) sortedBy(column string) string {
	q.up = q.sort == column && !q.up
	q.sort = column
	return q.link()
}

// ofMonth leads to the days of a month.
func (q chartQuery) ofMonth(m calendar.Month, today calendar.Day) string {
	q.interval = custom
	q.window = usage.Window{From: m.First(), To: min(m.Last(), today)}
	return q.link()
}

// ofCompany leads to one company's figures.
func (q chartQuery) ofCompany(cid string) string {
	q.company, q.project = cid, ""
	return q.link()
}

// file leads to the table as a file.
func (q chartQuery) file(format string) string {
	v := q.values()
	v.Set("file", format)
	v.Del("mark")
	v.Del("series")
	return q.page() + "/file?" + v.Encode()
}
