package usage

import (
	"context"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// window is the interval of the spot's one period.
func (s *Spot) window() Window {
	return Window{From: s.Period.First(), To: s.Period.Last(), Monthly: s.Period.Monthly()}
}

// pager puts parts on a page while all of them are gone through in order.
type pager struct {
	query *ExplainQuery
	after Mark
	last  Mark // of the parts on the page
	page  Explanation
}

// add takes the next part, as long as the page has room and it is after the
// mark. Parts of 0 are none.
func (p *pager) add(at Mark, spot Spot, value int64) {
	if value == 0 || p.page.Next != "" || at.Compare(p.after) <= 0 {
		return
	}
	if len(p.page.Parts) == p.query.Limit {
		p.page.Next = p.last.token(p.query.By)
		return
	}
	p.last = at
	p.page.Parts = append(p.page.Parts, Part{spot, value})
}

func (q *ExplainQuery) pager(after Mark) *pager {
	return &pager{query: q, after: after, page: Explanation{By: q.By}}
}

// explainReseller takes a reseller's figure apart by companies.
func (r *Reader) explainReseller(ctx context.Context, q *ExplainQuery, after Mark) (Explanation, error) {
	all, some, err := r.store.Shares(ctx, ShareQuery{Reseller: q.Owner.Reseller, Product: q.Product, Metric: q.Metric, Period: q.Period,
		After: after.Place, Limit: q.Limit + 1})
	p := q.pager(after)
	p.page.Value = all
	for _, s := range some {
		spot := q.Spot
		spot.Owner.Company = s.Company
		p.add(Mark{Place: s.Company}, spot, s.Value)
	}
	return p.page, err
}

// explainCompany takes a company's figure apart by projects. All are read at
// once, so that they make up the figure as it is at that moment.
func (r *Reader) explainCompany(ctx context.Context, q *ExplainQuery, after Mark) (Explanation, error) {
	p := q.pager(after)
	rows := RowQuery{Owner: q.Owner, Window: q.window(), Products: []*catalog.Product{q.Product}, ByProject: true}
	err := r.store.Rows(ctx, rows, func(row Row) error {
		value, spot := q.Metric.Of(&row.Values[0]), q.Spot
		spot.Owner.Project = row.Project
		p.page.Value += value
		p.add(Mark{Text: row.Project}, spot, value)
		return nil
	})
	return p.page, err
}

// explainDays takes a month apart by its days: the sum of them, or the highest.
func (r *Reader) explainDays(ctx context.Context, q *ExplainQuery, after Mark) (Explanation, error) {
	window := q.window()
	window.Monthly = false
	points, err := r.store.Series(ctx, Query{Owner: q.Owner, Product: q.Product, Window: window})
	p := q.pager(after)
	for i := range points {
		value, spot := q.Metric.Of(&points[i].Values), q.Spot
		spot.Period = points[i].Period
		if q.Product.Kind.Additive() {
			p.page.Value += value
		} else {
			p.page.Value = max(p.page.Value, value)
		}
		p.add(Mark{Place: int64(spot.Period)}, spot, value)
	}
	return p.page, err
}

// explainTotal takes the total of a project's day apart by the metrics that it
// adds, each of which is rounded up by itself.
func (r *Reader) explainTotal(ctx context.Context, q *ExplainQuery, after Mark) (Explanation, error) {
	points, err := r.store.Series(ctx, Query{Owner: q.Owner, Product: q.Product, Window: q.window()})
	p := q.pager(after)
	for i := range points { // one at most
		for _, slot := range q.Metric.Totals {
			value, spot := points[i].Values[slot], q.Spot
			spot.Metric = q.Product.AtSlot(slot)
			p.page.Value += value
			p.add(Mark{Place: int64(slot) + 1}, spot, value)
		}
	}
	return p.page, err
}

// explainProjectDay takes a project's day apart by events or users.
func (r *Reader) explainProjectDay(ctx context.Context, q *ExplainQuery, after Mark) (Explanation, error) {
	day := DayQuery{Owner: q.Owner, Day: calendar.Day(q.Period), Product: q.Product, Slot: q.Metric.Slot, After: after, Limit: q.Limit}
	behind, err := r.store.Behind(ctx, day)
	if err != nil {
		return Explanation{}, err
	}
	x := Explanation{By: q.By, Behind: behind, Next: behind.Next.token(q.By)}
	var stored catalog.Values
	stored[day.Slot] = behind.Stored
	shown := q.Product.Show(stored)
	x.Value = shown[day.Slot]
	x.Gone = after == Mark{} && behind.Next == Mark{} && !behind.complete(q.Product.Kind)
	return x, nil
}
