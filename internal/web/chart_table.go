package web

import (
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// tableRow is a row of the table.
type tableRow struct {
	period      string
	weekday     string
	link        string // to what a day is made of, or to the days of a month
	linkTitle   string
	provisional bool
	state       string // in words, with the revision
	past        string // what it is compared with
	cells       []tableCell
}

// tableCell is what a line has in a period.
type tableCell struct {
	value, past int64
	compared    bool   // there is a past
	link, title string // to what makes the value up
}

// rows are the table's rows in its order.
func (view *chartView) rows(w *locale.Words) []tableRow {
	g, q := view.panel.grid, &view.query
	var rows []tableRow
	for _, i := range g.order(q.sort, q.up) {
		point := &g.points[i]
		row := tableRow{period: point.Period.String(), weekday: weekday(w, point.Period), provisional: point.Period == g.provisional}
		row.state = stateOf(w, point, row.provisional)
		row.link, row.linkTitle = view.drill(w, point.Period)
		if g.past != nil {
			row.past = pastName(g.past[i])
		}
		for k := range g.lines {
			row.cells = append(row.cells, view.cell(w, &g.lines[k], i))
		}
		rows = append(rows, row)
	}
	return rows
}

func (view *chartView) cell(w *locale.Words, l *line, i int) tableCell {
	g := view.panel.grid
	c := tableCell{value: l.values[i], title: w.T("explain.link", "Metric", l.name)}
	if link := view.breakdown(l); c.value != 0 && link != "" {
		c.link = link + g.points[i].Period.String()
	}
	if g.past != nil && g.past[i] != 0 {
		c.past, c.compared = l.past[i], true
	}
	return c
}

// drill leads from a month to its days, and from a day to what the first line
// that is drawn is made of; "" where that is not shown.
func (view *chartView) drill(w *locale.Words, p usage.Period) (link, title string) {
	if p.Monthly() {
		m := p.First().Month()
		return view.query.ofMonth(m, view.today), w.T("chart.daysOf", "Month", m.String())
	}
	l := &view.panel.lines[0]
	for k := range view.panel.lines {
		if view.query.group == "" && view.query.drawn(&view.panel.lines[k]) {
			l = &view.panel.lines[k]
			break
		}
	}
	whole := *l
	whole.owner = view.owner.Owner
	link = view.breakdown(&whole)
	if link == "" {
		return "", ""
	}
	return link + p.String(), w.T("chart.dayOf", "Day", p.String())
}

// pastName names what a period is compared with.
func pastName(p usage.Period) string {
	if p == 0 {
		return "–"
	}
	return p.String()
}

// sum is what a line's cells add up to.
func (g *grid) sum(l *line) tableCell {
	c := tableCell{compared: g.past != nil}
	for i, value := range l.values {
		c.value += value
		if c.compared {
			c.past += l.past[i]
		}
	}
	return c
}

// totals are the sums of the table's columns; nil where adding is wrong.
func (g *grid) totals() []tableCell {
	if !g.product.Kind.Additive() {
		return nil
	}
	sums := make([]tableCell, len(g.lines))
	for k := range g.lines {
		sums[k] = g.sum(&g.lines[k])
	}
	return sums
}

// width is how many columns the table has.
func (g *grid) width() int {
	if g.past != nil {
		return 2 + 4*len(g.lines)
	}
	return 1 + len(g.lines)
}
