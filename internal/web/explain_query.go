package web

import (
	"net/url"
	"strconv"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// The addresses of the breakdown of a figure, for people and for programs.
const (
	explainPath     = "/usage/explain"
	explainJSONPath = "/usage/explain.json"
)

// explainQuery is the whole state of the breakdown, as its address holds it.
type explainQuery struct {
	product *catalog.Product
	metric  *catalog.Metric
	period  usage.Period
	company int64  // a CID; 0 for all
	project string // an id; of the company, or else naming its own
	by      usage.Level
	after   string
	limit   int // 0 for the default

	chartBase string // see visitor.chartBase: the breakdown is below it
}

// parseExplain reads the address. With a notice the query is no figure's.
func parseExplain(v url.Values) (q explainQuery, wrong *notice) {
	known := false
	if q.product, known = catalog.MeteredByID(v.Get("product")); !known {
		return q, badValue("product", v.Get("product"))
	}
	if q.metric, known = q.product.Metric(v.Get("metric")); !known {
		return q, badValue("metric", v.Get("metric"))
	}
	var err error
	if q.period, err = usage.ParsePeriod(v.Get("period")); err != nil {
		return q, badValue("period", v.Get("period"))
	}
	if q.company, wrong = positive(v, "company"); wrong != nil {
		return q, wrong
	}
	limit, wrong := positive(v, "limit")
	if wrong != nil || limit > usage.MaxParts {
		return q, badValue("limit", v.Get("limit"))
	}
	q.project, q.by, q.after, q.limit = v.Get("project"), usage.Level(v.Get("by")), v.Get("after"), int(limit)
	return q, nil
}

// positive reads a number that may be absent, which is 0.
func positive(v url.Values, field string) (int64, *notice) {
	text := v.Get(field)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, badValue(field, text)
	}
	return n, nil
}

// of is the query of a figure's first page, with pages of the same size.
func (q explainQuery) of(s usage.Spot) explainQuery {
	return explainQuery{product: s.Product, metric: s.Metric, period: s.Period, company: s.Owner.Company, project: s.Owner.Project, limit: q.limit, chartBase: q.chartBase}
}

// dividedBy leads to the same figure, taken apart by something else.
func (q explainQuery) dividedBy(by usage.Level) explainQuery {
	q.by, q.after = by, ""
	return q
}

// page leads to the page after a mark; the first if it is empty.
func (q explainQuery) page(after string) explainQuery {
	q.after = after
	return q
}

// link writes the query as parseExplain reads it.
func (q explainQuery) link() string { return explainBelow(q.chartBase) + "?" + q.values().Encode() }

// explainBelow is the address of the breakdown that belongs to a chart; see
// visitor.chartBase.
func explainBelow(chartBase string) string {
	if chartBase == "" {
		return explainPath
	}
	return chartBase + "/explain"
}

func (q explainQuery) values() url.Values {
	v := url.Values{"product": {q.product.ID}, "metric": {q.metric.ID}, "period": {q.period.String()}}
	if q.company != 0 && q.chartBase == "" {
		v.Set("company", cid(q.company))
	}
	for field, value := range map[string]string{"project": q.project, "by": string(q.by), "after": q.after} {
		if value != "" {
			v.Set(field, value)
		}
	}
	if q.limit != 0 {
		v.Set("limit", strconv.Itoa(q.limit))
	}
	return v
}

// chart leads to the chart of the month that the figure is of.
func (q explainQuery) chart() string {
	c := chartQuery{base: q.chartBase, interval: custom, product: q.product, project: q.project, mark: lineMark, sort: byPeriod}
	c.window = usage.Window{From: q.period.First().Month().First(), To: q.period.First().Month().Last()}
	if q.company != 0 && q.chartBase == "" {
		c.company = cid(q.company)
	}
	return c.link()
}
