package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// chartView is the usage chart page.
type chartView struct {
	query     chartQuery
	today     calendar.Day
	fresh     usage.Freshness
	companies []companyOption // to complete what is typed
	more      bool            // there are more: they come while typing
	owner     chartOwner
	notice    *noticeView // why there are no figures, in the user's hands
	failed    *failure    // why there are no figures, in ours
	panel     *chartPanel // nil with a notice or a failure
}

// chart shows the usage of one product.
func (s *server) chart(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.viewChart(r, v)
	return s.showChart(w, r, v, view, err)
}

// showChart shows the page. After an error, the filters stay and the page says
// why there are no figures.
func (s *server) showChart(w http.ResponseWriter, r *http.Request, v visitor, view chartView, err error) error {
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	if err == nil {
		return show(w, r, http.StatusOK, chartPage(v, view))
	}
	view.panel = nil
	if wrong, ours := errors.AsType[*notice](err); ours {
		view.notice = newNoticeView(v.Words, wrong)
		return show(w, r, wrong.status, chartPage(v, view))
	}
	status, failed := s.failure(w, r, v, fmt.Errorf("usage chart: %w", err))
	view.failed = &failed
	return show(w, r, status, chartPage(v, view))
}

// viewChart makes the page as far as it can; the error is a *notice if the
// user can mend it.
func (s *server) viewChart(r *http.Request, v visitor) (chartView, error) {
	view := chartView{today: s.Usage.Today(), fresh: s.Usage.Freshness()}
	var wrong *notice
	view.query, wrong = parseChart(r.URL.Query(), view.today)
	view.query.base = v.chartBase()
	var err error
	if view.companies, view.more, err = s.companyOptions(r.Context(), v, ""); err != nil {
		return view, err
	}
	if wrong != nil {
		return view, wrong
	}
	if view.owner, err = s.chartOwner(r.Context(), v, &view.query); err != nil {
		return view, err
	}
	view.query.settle(&view.owner)
	view.panel, err = s.chartPanel(r.Context(), v, &view)
	return view, err
}

// chartFigures reads the figures of a view: what chart, table and file show.
func (s *server) chartFigures(ctx context.Context, owner usage.Owner, q *chartQuery, w usage.Window) (*figures, error) {
	points, err := s.Usage.Series(ctx, usage.Query{Owner: owner, Product: q.product, Window: w})
	if err != nil {
		return nil, err
	}
	return newFigures(q.product, points, s.Usage.Provisional), nil
}

// figuresBefore reads what totals are compared with: the interval of equal
// length before. Of the month that corresponds to the present one, only the
// days that the present one has had are counted.
func (s *server) figuresBefore(ctx context.Context, owner usage.Owner, q *chartQuery, today calendar.Day) (*figures, error) {
	if !q.product.Kind.Additive() {
		return nil, nil
	}
	window := before(q.window)
	past, err := s.chartFigures(ctx, owner, q, window)
	if err != nil || !q.window.Monthly || q.window.To.Month() != today.Month() {
		return past, err
	}
	tail := usage.Window{From: window.To.Month().First().Add(int(today % 100)), To: window.To}
	if tail.From > tail.To {
		return past, nil
	}
	rest, err := s.chartFigures(ctx, owner, q, tail)
	if err != nil {
		return nil, err
	}
	past.subtract(rest)
	return past, nil
}

// latestMonth finds the latest month with usage, to lead there from an empty
// interval; 0 if there is none.
func (s *server) latestMonth(ctx context.Context, owner usage.Owner, q *chartQuery, today calendar.Day) (calendar.Month, error) {
	window := usage.Window{From: today.Month().Add(1 - usage.MaxMonths).First(), To: today, Monthly: true}
	f, err := s.chartFigures(ctx, owner, q, window)
	if err != nil || f.empty() {
		return 0, err
	}
	last := len(f.points) - 1
	for f.points[last].Values == (catalog.Values{}) {
		last--
	}
	return f.points[last].Period.First().Month(), nil
}

// chartOwner is whose figures are shown, with its names.
type chartOwner struct {
	usage.Owner
	company  *company.Listed // nil for all
	projects []company.Project
	project  string // the chosen project's name
}
