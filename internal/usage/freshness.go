package usage

import (
	"context"
	"strconv"
	"time"

	"reseller-console/internal/calendar"
)

// Freshness says how new an answer is, and how much of it is final.
type Freshness struct {
	AsOf         time.Time    // everything acknowledged before is in it
	FinalThrough calendar.Day // the last UTC day that is over
	Revision     int64        // the highest of its figures'; 0 if there never were any
}

// Freshness is that of an answer that is read after this call. Its revision is
// raised by what is read: see Of.
func (r *Reader) Freshness() Freshness {
	now := r.clock()
	return Freshness{AsOf: now, FinalThrough: calendar.DayOf(now).Add(-1)}
}

// RowsFreshness is that of the rows of a sheet, read after this call. As long
// as its revision is the same, so are the rows.
func (r *Reader) RowsFreshness(ctx context.Context, q RowQuery) (Freshness, error) {
	f := r.Freshness()
	if err := q.Window.Check(); err != nil {
		return f, err
	}
	for _, p := range q.Products {
		points, err := r.store.Series(ctx, Query{q.Owner, p, q.Window})
		if err != nil {
			return f, err
		}
		f = f.Of(points)
	}
	return f, nil
}

// Of is the freshness with the highest revision of the points too.
func (f Freshness) Of(points []Point) Freshness {
	for i := range points {
		f.Revision = max(f.Revision, points[i].Revision)
	}
	return f
}

// Headers hands the headers of an HTTP answer to set.
func (f Freshness) Headers(set func(name, value string)) {
	set("Usage-As-Of", f.AsOf.UTC().Truncate(time.Second).Format(time.RFC3339))
	set("Usage-Final-Through", f.FinalThrough.String())
	set("Usage-Revision", strconv.FormatInt(f.Revision, 10))
}
