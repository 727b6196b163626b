package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// companiesPath is the company list.
const companiesPath = "/companies"

// sparkDays is how many days a line of the list draws, today included.
const sparkDays = 30

// companiesView is the company list.
type companiesView struct {
	query    companiesQuery
	rows     []companyRow
	count    int // companies that match
	byStatus company.StatusCounts
	month    calendar.Month // of the minutes
	asOf     time.Time
	register string   // the register link; empty if it cannot be read
	failed   *failure // why there is no list; nil if there is one
}

// companyRow is a line of the list.
type companyRow struct {
	company.Listed
	minutes int64   // of the month
	daily   []int64 // minutes of the last sparkDays days, today last; nil if none
}

// companies lists the reseller's companies. Where that fails, search and heads
// stay.
func (s *server) companies(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.listCompanies(r.Context(), v, parseCompanies(r.URL.Query()))
	if err == nil {
		view.register, err = s.registerLink(r.Context(), v)
	}
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	status := http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list companies: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, companiesPage(v, view))
}

// listCompanies finds the page of the list that the query asks for, or the
// last one if there are fewer.
func (s *server) listCompanies(ctx context.Context, v visitor, q companiesQuery) (companiesView, error) {
	q = q.forRole(v)
	view := companiesView{query: q, month: s.Usage.Today().Month(), asOf: s.Usage.Now()}
	found, err := s.Companies.List(ctx, v.caller(), q.filter(v.user.Reseller))
	if err != nil {
		return view, err
	}
	view.count, view.byStatus = found.Count, found.ByStatus
	if last := view.pages(); q.page > last {
		return s.listCompanies(ctx, v, q.onPage(last))
	}
	listed, minutes, err := s.ordered(ctx, v, q, found.Rows, view.month)
	if err != nil {
		return view, err
	}
	view.rows, err = s.rows(ctx, v, listed, minutes)
	return view, err
}

// listed finds what the query asks for, with the minutes of a month.
func (s *server) listed(ctx context.Context, v visitor, q companiesQuery, month calendar.Month) ([]company.Listed, map[int64]int64, error) {
	q = q.forRole(v)
	found, err := s.Companies.List(ctx, v.caller(), q.filter(v.user.Reseller))
	if err != nil {
		return nil, nil, err
	}
	return s.ordered(ctx, v, q, found.Rows, month)
}

// ordered adds the minutes of a month to a page of the list, which is another
// one if they decide the order. A role that may not read usage learns none.
func (s *server) ordered(ctx context.Context, v visitor, q companiesQuery, listed []company.Listed, month calendar.Month) ([]company.Listed, map[int64]int64, error) {
	if !v.may(account.ReadUsage) {
		return listed, nil, nil
	}
	minutes, err := s.Usage.CompanyMinutes(ctx, v.user.Reseller, q.shown(listed), month)
	if err != nil {
		return nil, nil, fmt.Errorf("minutes of %v: %w", month, err)
	}
	if q.order == orderMinutes {
		listed, err = s.byMinutes(ctx, v, q, minutes)
	}
	return listed, minutes, err
}

// byMinutes returns the page of the list sorted by minutes: who has used what
// is known to package usage, who matches to package company.
func (s *server) byMinutes(ctx context.Context, v visitor, q companiesQuery, minutes map[int64]int64) ([]company.Listed, error) {
	ids, err := s.Companies.Matching(ctx, v.caller(), q.filter(v.user.Reseller))
	if err != nil {
		return nil, fmt.Errorf("matching: %w", err)
	}
	slices.SortFunc(ids, func(a, b int64) int {
		if byMinutes := cmp.Compare(minutes[a], minutes[b]); byMinutes != 0 {
			if q.descending {
				return -byMinutes
			}
			return byMinutes
		}
		return cmp.Compare(a, b)
	})
	if q.size > 0 {
		from := min((q.page-1)*q.size, len(ids))
		ids = ids[from:min(from+q.size, len(ids))]
	}
	return s.Companies.ByID(ctx, v.caller(), ids)
}

// rows adds the figures to companies.
func (s *server) rows(ctx context.Context, v visitor, listed []company.Listed, minutes map[int64]int64) ([]companyRow, error) {
	ids := make([]int64, len(listed))
	for i := range listed {
		ids[i] = listed[i].ID
	}
	var daily map[int64][]int64
	if v.may(account.ReadUsage) {
		today := s.Usage.Today()
		var err error
		if daily, err = s.Usage.DailyMinutes(ctx, v.user.Reseller, ids, today.Add(1-sparkDays), today); err != nil {
			return nil, fmt.Errorf("daily minutes: %w", err)
		}
	}
	rows := make([]companyRow, len(listed))
	for i, c := range listed {
		rows[i] = companyRow{Listed: c, minutes: minutes[c.ID], daily: daily[c.ID]}
	}
	return rows, nil
}

// pages is how many pages the list has, at least 1.
func (l companiesView) pages() int { return max(1, (l.count+l.query.size-1)/l.query.size) }

// total is how many companies match in any status.
func (l companiesView) total() int {
	sum := 0
	for _, n := range l.byStatus {
		sum += n
	}
	return sum
}

// first and last are the numbers of the lines that are shown, from 1.
func (l companiesView) first() int { return (l.query.page-1)*l.query.size + 1 }
func (l companiesView) last() int  { return l.first() + len(l.rows) - 1 }

// near lists the pages that the pager links to: the first, the last, and
// those around the present one. A 0 stands for a gap.
func (l companiesView) near() []int {
	var all []int
	for page := 1; page <= l.pages(); page++ {
		if page == 1 || page == l.pages() || max(page-l.query.page, l.query.page-page) <= 1 {
			all = append(all, page)
		} else if all[len(all)-1] != 0 {
			all = append(all, 0)
		}
	}
	return all
}

// usageOf is the address of a company's usage chart.
func usageOf(cid int64) string { return "/usage/chart?company=" + strconv.FormatInt(cid, 10) }
