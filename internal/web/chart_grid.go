package web

import (
	"cmp"
	"context"
	"slices"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// grid is what chart, table and file of a view show: lines over periods. All
// three read one value of it, so they cannot differ.
type grid struct {
	*figures                // the product's, over the same periods
	lines    []line         // at least one
	past     []usage.Period // what each period is compared with, 0 for nothing; nil without comparison
}

// line is a series of the chart and a column of the table: a metric, or what a
// company or project adds to one.
type line struct {
	id     string
	name   string
	metric *catalog.Metric
	owner  usage.Owner // whose figures are behind it
	rank   int         // of a member, from 1; 0 for a metric and for what is no member's
	shown  bool        // before anyone touches the legend
	values []int64     // a value for each period
	past   []int64     // what each is compared with
}

// chartGrid reads what a view shows.
func (s *server) chartGrid(ctx context.Context, v visitor, owner *chartOwner, q *chartQuery) (*grid, error) {
	now, err := s.chartFigures(ctx, owner.Owner, q, q.window)
	if err != nil {
		return nil, err
	}
	g := &grid{figures: now}
	past, wrong := q.pastWindow()
	if wrong != nil {
		return nil, wrong
	}
	if q.group == "" {
		return g, s.readMetrics(ctx, v.Words, owner, q, g, past)
	}
	return g, s.readGroups(ctx, v, owner, q, g, past)
}

// readMetrics makes a line of each metric of the product.
func (s *server) readMetrics(ctx context.Context, w *locale.Words, owner *chartOwner, q *chartQuery, g *grid, past usage.Window) error {
	for i := range q.product.Metrics {
		m := &q.product.Metrics[i]
		g.lines = append(g.lines, line{id: m.ID, name: metricName(w, q.product, m), metric: m, owner: owner.Owner, shown: m.Shown, values: g.values(m)})
	}
	if q.compare == "" {
		return nil
	}
	before, err := s.chartFigures(ctx, owner.Owner, q, past)
	if err != nil {
		return err
	}
	g.past = q.counterparts()
	for i := range g.lines {
		g.lines[i].past = align(g.past, past, before.values(g.lines[i].metric))
	}
	return nil
}

// order lists the periods' places in the table's order. Equal values stay
// newest first; a column that is not there sorts by time.
func (g *grid) order(column string, up bool) []int {
	all := make([]int, len(g.points))
	for i := range all {
		all[i] = len(all) - 1 - i
	}
	value := func(i int) int64 { return int64(g.points[i].Period) }
	if k := slices.IndexFunc(g.lines, func(l line) bool { return l.id == column }); k >= 0 {
		value = func(i int) int64 { return g.lines[k].values[i] }
	}
	slices.SortStableFunc(all, func(a, b int) int {
		if up {
			return cmp.Compare(value(a), value(b))
		}
		return cmp.Compare(value(b), value(a))
	})
	return all
}
