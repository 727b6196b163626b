package web

import (
	"context"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
)

// chartPanel is what the page shows of the figures: cards, chart and table.
type chartPanel struct {
	figures *figures
	cards   []card
	title   string
	rule    string
	data    chartData
	time    *figures       // of the product, if it has one; over the same periods
	latest  calendar.Month // with usage, where the interval has none; 0 if none
}

// chartData is what the chart's script reads. Its names are the script's.
type chartData struct {
	Product     string        `json:"product"`
	Monthly     bool          `json:"monthly"`
	Provisional bool          `json:"provisional"` // the last period still grows
	Empty       bool          `json:"empty"`
	Periods     []string      `json:"periods"`
	Series      []chartSeries `json:"series"`
	Words       chartWords    `json:"words"`
}

type chartSeries struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Class  catalog.Class `json:"class"`
	Role   catalog.Role  `json:"role"`
	Values []int64       `json:"values"`
}

type chartWords struct {
	Provisional     string `json:"provisional"`
	ProvisionalArea string `json:"provisionalArea"`
	Description     string `json:"description"`
}

func (s *server) chartPanel(ctx context.Context, v visitor, view *chartView) (*chartPanel, error) {
	q, owner := &view.query, view.owner.Owner
	now, err := s.chartFigures(ctx, owner, q, q.window)
	if err != nil {
		return nil, err
	}
	panel := newPanel(v.Words, q, now)
	view.fresh = view.fresh.Of(now.points)
	if err := s.readTime(ctx, view, panel); err != nil {
		return nil, err
	}
	if now.empty() {
		panel.latest, err = s.latestMonth(ctx, owner, q, view.today)
		return panel, err
	}
	past, err := s.figuresBefore(ctx, owner, q, view.today)
	if err != nil {
		return nil, err
	}
	maker := cardMaker{words: v.Words, now: now, before: past, monthly: q.window.Monthly, clock: inUTC(view.fresh.AsOf)}
	if !q.window.Monthly {
		maker.clock = view.fresh.AsOf.UTC().Format("15:04")
	}
	panel.cards = maker.cards()
	return panel, nil
}

// readTime reads what the product is billed by, if not by its own figures.
func (s *server) readTime(ctx context.Context, view *chartView, panel *chartPanel) (err error) {
	q := view.query
	if q.product = q.product.Time; q.product == nil {
		return nil
	}
	if panel.time, err = s.chartFigures(ctx, view.owner.Owner, &q, q.window); err == nil {
		view.fresh = view.fresh.Of(panel.time.points)
	}
	return err
}

func newPanel(w *locale.Words, q *chartQuery, f *figures) *chartPanel {
	p := &chartPanel{figures: f, title: w.T("chart.title." + q.product.ID + "." + typeOf(q.window.Monthly)), rule: w.T("rule." + q.product.ID)}
	p.data = chartData{Product: q.product.ID, Monthly: q.window.Monthly, Provisional: f.provisional != 0, Empty: f.empty()}
	for i := range f.points {
		p.data.Periods = append(p.data.Periods, f.points[i].Period.String())
	}
	for i := range q.product.Metrics {
		m := &q.product.Metrics[i]
		p.data.Series = append(p.data.Series, chartSeries{m.ID, metricName(w, q.product, m), m.Class, m.Role, f.values(m)})
	}
	p.data.Words = chartWords{w.T("chart.provisional"), w.T("chart.provisionalArea"), describe(w, q, p)}
	return p
}

// describe tells in words what the chart draws, for those who do not see it.
func describe(w *locale.Words, q *chartQuery, p *chartPanel) string {
	var names []string
	for i := range q.product.Metrics {
		if m := &q.product.Metrics[i]; q.drawn(m) {
			names = append(names, metricName(w, q.product, m))
		}
	}
	return w.T("chart.describe", "Title", p.title, "Series", strings.Join(names, w.T("chart.and")),
		"From", p.data.Periods[0], "To", p.data.Periods[len(p.data.Periods)-1])
}

// scope is the page's second line: whose figures, as of when.
func (view *chartView) scope(w *locale.Words) string {
	if view.panel == nil {
		return w.T("chart.asOf", "Time", inUTC(view.fresh.AsOf))
	}
	parts := []string{w.T("chart.allCompanies")}
	if c := view.owner.company; c != nil {
		parts = []string{w.T("chart.oneCompany", "Name", c.Name, "CID", cid(c.ID))}
	}
	if view.owner.project != "" {
		parts = append(parts, view.owner.project)
	}
	return strings.Join(append(parts, w.T("chart.asOf", "Time", inUTC(view.fresh.AsOf)), finality(w, view.fresh)), " · ")
}

// summary stands for the folded filters on a phone.
func (view *chartView) summary(w *locale.Words) string {
	q := &view.query
	parts := []string{w.T("chart.interval." + string(q.interval)), w.T("chart." + typeOf(q.window.Monthly))}
	if q.interval == custom {
		parts[0] = q.window.From.String() + " – " + q.window.To.String()
	}
	if q.company != "" {
		parts = append(parts, q.company)
	}
	return strings.Join(parts, " · ")
}

// tableRow is a line of the table.
type tableRow struct {
	period      string
	weekday     string
	month       calendar.Month // to lead to its days; 0 for a day
	provisional bool
	state       string  // in words, with the revision
	values      []int64 // in the order of the product's metrics
}

// rows are the table's lines in its order.
func (p *chartPanel) rows(w *locale.Words, q *chartQuery) []tableRow {
	var rows []tableRow
	for _, point := range p.figures.sorted(q.sort, q.up) {
		row := tableRow{period: point.Period.String(), weekday: weekday(w, point.Period), provisional: point.Period == p.figures.provisional}
		row.state = stateOf(w, &point, row.provisional)
		if point.Period.Monthly() {
			row.month = point.Period.First().Month()
		}
		for i := range q.product.Metrics {
			row.values = append(row.values, q.product.Metrics[i].Of(&point.Values))
		}
		rows = append(rows, row)
	}
	return rows
}

// totals are the sums of the table's columns; nil where adding is wrong.
func (p *chartPanel) totals() []int64 {
	product := p.figures.product
	if !product.Kind.Additive() {
		return nil
	}
	sums := make([]int64, 0, len(product.Metrics))
	for i := range product.Metrics {
		sums = append(sums, p.figures.total(&product.Metrics[i]))
	}
	return sums
}
