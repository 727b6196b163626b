package web

import (
	"context"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/locale"
)

// chartPanel is what the page shows of the figures: cards, chart and table.
type chartPanel struct {
	*grid
	cards  []card
	title  string
	rule   string
	data   chartData
	events []annotation   // what happened in the interval, by day
	time   *figures       // of the product, if it has one; over the same periods
	latest calendar.Month // with usage, where the interval has none; 0 if none
}

func (s *server) chartPanel(ctx context.Context, v visitor, view *chartView) (*chartPanel, error) {
	q, owner := &view.query, view.owner.Owner
	now, err := s.chartGrid(ctx, v, &view.owner, q)
	if err != nil {
		return nil, err
	}
	view.fresh = view.fresh.Of(now.points)
	panel := view.newPanel(v.Words, now)
	if err := s.annotate(ctx, v, view, panel); err != nil {
		return nil, err
	}
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
	maker := cardMaker{words: v.Words, now: now.figures, before: past, monthly: q.window.Monthly, clock: inUTC(view.fresh.AsOf)}
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
	chosen, from, to := q.asked()
	parts := []string{w.T("chart.interval." + string(chosen)), w.T("chart." + typeOf(q.window.Monthly))}
	if chosen == custom {
		parts[0] = from + " – " + to
	}
	if q.company != "" {
		parts = append(parts, q.company)
	}
	return strings.Join(parts, " · ")
}
