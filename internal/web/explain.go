package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// explainView is the breakdown of a figure: what it is made of, by one level.
type explainView struct {
	query  explainQuery
	spot   usage.Spot
	owner  chartOwner
	asOf   time.Time
	grows  func(usage.Period) bool // whether a period's figures are provisional
	names  map[int64]string        // of the companies on the page; one that has left has none
	notice *noticeView             // why there is no breakdown, in the user's hands
	failed *failure                // why there is none, in ours
	usage.Explanation
}

// explain shows what a figure is made of.
func (s *server) explain(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.viewExplain(r, v)
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	if err == nil {
		return show(w, r, http.StatusOK, explainPage(v, view))
	}
	if wrong, ours := errors.AsType[*notice](err); ours {
		view.notice = newNoticeView(v.Words, wrong)
		return show(w, r, wrong.status, explainPage(v, view))
	}
	status, failed := s.failure(w, r, v, fmt.Errorf("usage breakdown: %w", err))
	view.failed = &failed
	return show(w, r, status, explainPage(v, view))
}

// viewExplain reads the breakdown that the address asks for; the error is a
// *notice if the user can mend it.
func (s *server) viewExplain(r *http.Request, v visitor) (explainView, error) {
	view := explainView{asOf: s.Usage.Now(), grows: s.Usage.Provisional}
	q, wrong := parseExplain(r.URL.Query())
	if wrong != nil {
		return view, wrong
	}
	q.chartBase = v.chartBase()
	var err error
	if view.owner, err = s.explainOwner(r.Context(), v, &q); err != nil {
		return view, err
	}
	view.spot = usage.Spot{Owner: view.owner.Owner, Product: q.product, Metric: q.metric, Period: q.period}
	view.Explanation, err = s.Usage.Explain(r.Context(), usage.ExplainQuery{Spot: view.spot, By: q.by, After: q.after, Limit: q.limit})
	if fault.KindOf(err) == fault.Invalid {
		return view, badExplanation(&q, err)
	}
	if err != nil {
		return view, err
	}
	view.query = q
	view.names, err = s.companyNames(r.Context(), v, view.Parts)
	return view, err
}

// badExplanation says in the user's language which parameter is wrong.
func badExplanation(q *explainQuery, err error) error {
	for _, field := range fault.Readable(err).Fields {
		if value := q.values().Get(field.Location); value != "" {
			return badValue(field.Location, value)
		}
	}
	return err
}

// explainOwner finds whose figure the query asks for: always the caller's
// reseller's. A company or project that is not there, or not the caller's, is
// a notice with status 404.
func (s *server) explainOwner(ctx context.Context, v visitor, q *explainQuery) (chartOwner, error) {
	if v.company != nil {
		q.company = v.company.ID
		return s.ownerOf(ctx, v, *v.company, q.project)
	}
	if q.company == 0 && q.project == "" {
		return chartOwner{Owner: usage.Owner{Reseller: v.user.Reseller}}, nil
	}
	var found company.Listed
	var err error
	absent := notice{status: http.StatusNotFound}
	if q.company != 0 {
		found, err = s.Companies.Find(ctx, v.caller(), q.company)
		absent.id, absent.pairs = "usage.notice.noCompany", []any{"Text", cid(q.company)}
	} else {
		found, err = s.Companies.CompanyOf(ctx, v.caller(), q.project)
		absent.id, absent.pairs = "usage.notice.foreignProject", []any{"Text", q.project}
	}
	if fault.KindOf(err) == fault.NotFound {
		return chartOwner{}, &absent
	}
	if err != nil {
		return chartOwner{}, err
	}
	q.company = found.ID
	return s.ownerOf(ctx, v, found, q.project)
}

// companyNames are the names of those companies on the page that the caller
// still has.
func (s *server) companyNames(ctx context.Context, v visitor, parts []usage.Part) (map[int64]string, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(parts))
	for i := range parts {
		ids[i] = parts[i].Owner.Company
	}
	listed, err := s.Companies.ByID(ctx, v.caller(), ids)
	names := make(map[int64]string, len(listed))
	for _, l := range listed {
		names[l.ID] = l.Name
	}
	return names, err
}
