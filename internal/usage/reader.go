package usage

import (
	"context"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// The longest windows that are answered (reseller API, 2019, and its pages).
const (
	MaxDays   = 400
	MaxMonths = 60
)

// Reader answers what was used. Pages, sheet and API read the same figures
// through it.
type Reader struct {
	store Store
	clock func() time.Time
}

// NewReader returns a reader of the store's figures.
func NewReader(store Store, clock func() time.Time) *Reader {
	return &Reader{store: store, clock: clock}
}

// Today is the current UTC day, whose figures are provisional.
func (r *Reader) Today() calendar.Day { return calendar.DayOf(r.clock()) }

// Now is the time that an answer given now is as of.
func (r *Reader) Now() time.Time { return r.clock() }

// Provisional reports whether the period's figures may still grow by usage
// that has not happened yet: it holds the current UTC day or a later one.
func (r *Reader) Provisional(p Period) bool { return p.Last() >= r.Today() }

// Series returns a point for every period of the window, oldest first, zeros
// included. A window that ends before it begins, or is longer than MaxDays or
// MaxMonths, is fault.Invalid.
func (r *Reader) Series(ctx context.Context, q Query) ([]Point, error) {
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	some, err := r.store.Series(ctx, q)
	if err != nil {
		return nil, err
	}
	return fill(q.Window.Periods(), some), nil
}

// Commits tells whether figures are the same as before; see Store.Commits.
func (r *Reader) Commits(ctx context.Context) (int64, error) { return r.store.Commits(ctx) }

// Rows streams the rows of a sheet; see Store.Rows.
func (r *Reader) Rows(ctx context.Context, q RowQuery, yield func(Row) error) error {
	if err := q.Window.Check(); err != nil {
		return err
	}
	return r.store.Rows(ctx, q, yield)
}

// Page returns the next rows of a reseller's sheet; see Store.Page.
func (r *Reader) Page(ctx context.Context, q PageQuery) ([]Row, error) {
	if err := q.Window.Check(); err != nil {
		return nil, err
	}
	return r.store.Page(ctx, q)
}

// CompanyMinutes returns companies' minutes of a month; see
// Store.CompanyMinutes.
func (r *Reader) CompanyMinutes(ctx context.Context, reseller int64, companies []int64, month calendar.Month) (map[int64]int64, error) {
	return r.store.CompanyMinutes(ctx, reseller, companies, month)
}

// DailyMinutes returns minutes by company and day; see Store.DailyMinutes.
func (r *Reader) DailyMinutes(ctx context.Context, reseller int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error) {
	return r.store.DailyMinutes(ctx, reseller, companies, from, to)
}

// Check refuses windows that end before they begin or are too long.
func (w Window) Check() error {
	if w.From == 0 || w.To == 0 || w.To < w.From {
		return fault.New(fault.Invalid, "The interval must begin on or before the day it ends.").
			With("from", "a day on or before the last one", w.From.String())
	}
	if w.Monthly && w.From.Month().Add(MaxMonths) <= w.To.Month() {
		return fault.New(fault.Invalid, "The interval spans more than %d months.", MaxMonths).
			With("to", "a day at most 60 months after the first", w.To.String())
	}
	if !w.Monthly && w.From.DaysTo(w.To) > MaxDays {
		return fault.New(fault.Invalid, "The interval spans more than %d days.", MaxDays).
			With("to", "a day at most 400 days after the first", w.To.String())
	}
	return nil
}

func fill(periods []Period, some []Point) []Point {
	all := make([]Point, len(periods))
	next := 0
	for i, p := range periods {
		all[i].Period = p
		if next < len(some) && some[next].Period == p {
			all[i] = some[next]
			next++
		}
	}
	return all
}
