package web

import (
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
)

// chartData is what the chart's script reads. Its names are the script's.
type chartData struct {
	Product     string        `json:"product"`
	Name        string        `json:"name,omitempty"` // of a picture; that of the product's usage if empty
	Monthly     bool          `json:"monthly"`
	Provisional bool          `json:"provisional"` // the last period still grows
	Empty       bool          `json:"empty"`
	Stacked     bool          `json:"stacked"`          // the series make up a whole
	Places      int           `json:"places,omitempty"` // decimal places that are in the values
	Periods     []string      `json:"periods"`
	Past        []string      `json:"past,omitempty"`  // what each period is compared with
	Links       []string      `json:"links,omitempty"` // where a period leads
	Series      []chartSeries `json:"series"`
	Marks       []chartMark   `json:"marks,omitempty"`
	Words       chartWords    `json:"words"`
}

type chartSeries struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Class  catalog.Class `json:"class,omitempty"` // of a metric
	Role   catalog.Role  `json:"role,omitempty"`
	Rank   int           `json:"rank,omitempty"` // of a member, from 1
	Values []int64       `json:"values"`
	Past   []*int64      `json:"past,omitempty"`
	Link   string        `json:"link,omitempty"` // to which a day is appended
}

// chartMark is where something happened.
type chartMark struct {
	At    int    `json:"at"`    // of the periods
	Label string `json:"label"` // the number it has in the list
	Text  string `json:"text"`
}

type chartWords struct {
	Title           string `json:"title"`
	Scope           string `json:"scope"`
	Provisional     string `json:"provisional"`
	ProvisionalArea string `json:"provisionalArea"`
	Description     string `json:"description"`
	Past            string `json:"past,omitempty"`
}

// newPanel tells the script what to draw.
func (view *chartView) newPanel(w *locale.Words, g *grid) *chartPanel {
	q := &view.query
	p := &chartPanel{grid: g, rule: w.T("rule." + q.product.ID), title: w.T("chart.title." + q.product.ID + "." + typeOf(q.window.Monthly))}
	view.panel = p
	if q.group != "" {
		p.title = w.T("chart.grouped."+string(q.group), "Title", p.title, "Metric", metricName(w, q.product, q.metric))
	}
	p.data = chartData{Product: q.product.ID, Monthly: q.window.Monthly, Provisional: g.provisional != 0, Empty: g.empty(), Stacked: q.group != "", Series: []chartSeries{}}
	for i := range g.points {
		period := g.points[i].Period
		p.data.Periods = append(p.data.Periods, period.String())
		if g.past != nil {
			p.data.Past = append(p.data.Past, pastName(g.past[i]))
		}
		if period.Monthly() {
			link, _ := view.drill(w, period)
			p.data.Links = append(p.data.Links, link)
		}
	}
	for k := range g.lines {
		p.data.Series = append(p.data.Series, view.series(&g.lines[k]))
	}
	p.data.Words = chartWords{Title: p.title, Scope: view.scope(w), Provisional: w.T("chart.provisional"), ProvisionalArea: w.T("chart.provisionalArea"), Description: view.describe(w)}
	if g.past != nil {
		p.data.Words.Past = w.T("chart.past." + string(q.compare))
	}
	return p
}

func (view *chartView) series(l *line) chartSeries {
	g := view.panel.grid
	s := chartSeries{ID: l.id, Name: l.name, Rank: l.rank, Values: l.values, Link: view.breakdown(l)}
	if l.id == l.metric.ID {
		s.Class, s.Role = l.metric.Class, l.metric.Role
	}
	for i := range g.past {
		var value *int64
		if g.past[i] != 0 {
			value = &l.past[i]
		}
		s.Past = append(s.Past, value)
	}
	return s
}

// breakdown leads to what makes up a line's figure of the period that is
// appended.
func (view *chartView) breakdown(l *line) string {
	q := explainQuery{product: view.query.product, metric: l.metric, company: l.owner.Company, project: l.owner.Project, chartBase: view.query.base}
	v := q.values()
	v.Del("period")
	return explainBelow(view.query.base) + "?" + v.Encode() + "&period="
}

// describe tells in words what the chart draws, for those who do not see it.
func (view *chartView) describe(w *locale.Words) string {
	p := view.panel
	var names []string
	for k := range p.lines {
		if view.query.drawn(&p.lines[k]) {
			names = append(names, p.lines[k].name)
		}
	}
	return w.T("chart.describe", "Title", p.title, "Series", strings.Join(names, w.T("chart.and")),
		"From", p.data.Periods[0], "To", p.data.Periods[len(p.data.Periods)-1])
}
