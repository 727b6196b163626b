package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// EachEvent calls yield with each live event of a project (of all projects, if
// it is empty) that touches a day from first to last: day by day, and once for
// each day that it touches. All is read as of one moment; in memory is one
// segment, or one page of samples, at a time. Events have no revision. It stops
// at the first error of yield and returns it.
func (u *Usage) EachEvent(ctx context.Context, project string, first, last calendar.Day, yield func(calendar.Day, *usage.Event) error) error {
	return u.db.view(ctx, func(tx *transaction) error {
		days, err := eventDays(ctx, tx, first, last)
		if err != nil {
			return fmt.Errorf("find the days of events: %w", err)
		}
		for _, day := range days {
			r := dayReader{log: u.log, tx: tx, day: day, project: project, yield: func(e *usage.Event) error { return yield(day, e) }}
			if err := r.read(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// eventDays lists the days that may have events, in order. Samples and outputs
// begin on one of them, or reach over from at most usage.MaxSpanDays before.
func eventDays(ctx context.Context, tx *transaction, first, last calendar.Day) ([]calendar.Day, error) {
	var lowest, highest sql.NullInt64
	err := tx.QueryRowContext(ctx, `select min(low), max(high) from (
		select min(day) as low, max(day) as high from segment_day
		union all select min(id) / $1, max(id) / $1 from gauge
		union all select min(first_day), max(last_day) from gauge where `+apart+`) as bounds`, int64(placesOfDay)).Scan(&lowest, &highest)
	if err != nil || !lowest.Valid {
		return nil, err
	}
	var days []calendar.Day
	for day := max(first, calendar.Day(lowest.Int64)); day <= min(last, calendar.Day(highest.Int64)); day = day.Add(1) {
		days = append(days, day)
	}
	return days, nil
}

// dayReader reads the live events of a day, of one project or of all.
type dayReader struct {
	log     *eventLog
	tx      *transaction
	day     calendar.Day
	project string
	yield   func(*usage.Event) error
}

func (r *dayReader) read(ctx context.Context) error {
	segments, err := r.segments(ctx, 0, math.MaxInt32)
	if err != nil {
		return err
	}
	for _, id := range segments {
		if err := r.live(ctx, id, func(_ int, _ *packed, e *usage.Event) error { return r.yield(e) }); err != nil {
			return err
		}
	}
	return r.readGauges(ctx)
}

// segments lists the segments from one on, limit at most, that may have events
// of the day: those of its month, or of a later one.
func (r *dayReader) segments(ctx context.Context, from int64, limit int) (ids []int64, err error) {
	first, _ := monthPlaces(r.day.Month())
	text, args := "select segment from segment_day where day = $1 and segment >= $2", []any{int64(r.day), max(from, first), int64(limit)}
	if r.project != "" {
		text, args = text+" and first_project <= $4 and last_project >= $4", append(args, r.project)
	}
	err = r.tx.each(ctx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, text+" order by segment limit $3", args...)
	if err != nil {
		return nil, fmt.Errorf("find the segments of %s: %w", r.day, err)
	}
	return ids, nil
}

// live calls yield with each event of a segment that is not dead and touches
// the day, in order, with its place in the segment.
func (r *dayReader) live(ctx context.Context, id int64, yield func(position int, p *packed, e *usage.Event) error) error {
	events, err := r.log.segment(ctx, r.tx, id)
	if err != nil {
		return fmt.Errorf("read segment %d: %w", id, err)
	}
	dead, err := deadOf(ctx, r.tx, id)
	if err != nil {
		return fmt.Errorf("read what is dead in segment %d: %w", id, err)
	}
	for i := range events {
		p := &events[i]
		if r.project != "" && !usage.IsOf(p.content, r.project) || len(dead) > 0 && dead[p.key()] {
			continue
		}
		e, err := p.event()
		if err != nil {
			return err
		}
		if e.FirstDay() > r.day || e.LastDay() < r.day {
			continue
		}
		if err := yield(i, p, &e); err != nil {
			return err
		}
	}
	return nil
}

// deadOf returns the events of a segment that were replaced or retracted. An
// event that is not among them is in the place that its key names: both change
// in one transaction.
func deadOf(ctx context.Context, tx *transaction, segment int64) (map[usage.Key]bool, error) {
	dead := map[usage.Key]bool{}
	err := tx.each(ctx, func(rows *sql.Rows) error {
		var key sql.RawBytes
		if err := rows.Scan(&key); err != nil {
			return err
		}
		dead[usage.Key(key)] = true
		return nil
	}, "select key from segment_dead where segment = $1", segment)
	return dead, err
}

// gaugePage is how many samples are in memory at a time.
const gaugePage = 1_000

// apart are the gauge rows that touch other days than the one they are
// numbered by; they have an index.
const apart = "(first_day < last_day or id / 100000000000 <> last_day)"

// readGauges reads the samples and outputs that touch the day: of a project by
// its index, of all projects those with the day's numbers, and then those apart
// that end on it or on a later day.
func (r *dayReader) readGauges(ctx context.Context) error {
	day, first, end := int64(r.day), gaugePlace(r.day, 0), gaugePlace(r.day.Add(1), 0)
	begin := int64(r.day.Add(-usage.MaxSpanDays))
	if r.project != "" {
		return r.readPages(ctx, "(last_day, id) > ($1, $2) and id > $3 and project = $4 and first_day between $5 and $6",
			day, int64(0), first, r.project, begin, day)
	}
	if err := r.readPages(ctx, "last_day = $1 and id > $2 and id < $3 and not "+apart, day, first, end); err != nil {
		return err
	}
	return r.readPages(ctx, "(last_day, id) > ($1, $2) and id > $3 and last_day <= $4 and first_day <= $5 and "+apart,
		day, int64(0), first, int64(r.day.Add(usage.MaxSpanDays)), day)
}

// readPages reads gauge rows in the order of their last days and numbers, which
// the first two arguments come before.
func (r *dayReader) readPages(ctx context.Context, where string, args ...any) error {
	for {
		page, err := gaugesOf(ctx, r.tx, where, args)
		if err != nil {
			return fmt.Errorf("read the gauge samples of %s: %w", r.day, err)
		}
		for i := range page {
			if err := r.yield(&page[i].event); err != nil {
				return err
			}
		}
		if len(page) < gaugePage {
			return nil
		}
		last := &page[len(page)-1]
		args[0], args[1] = int64(last.day), last.id
	}
}

// sample is a gauge row's event.
type sample struct {
	id    int64
	day   calendar.Day // its last
	event usage.Event
}

func gaugesOf(ctx context.Context, tx *transaction, where string, args []any) (page []sample, err error) {
	err = tx.each(ctx, func(rows *sql.Rows) error {
		var one sample
		var source, id string
		var content sql.RawBytes
		if err := rows.Scan(&one.id, &one.day, &source, &id, &content); err != nil {
			return err
		}
		e, err := usage.ParseContent(content)
		e.Source, e.ID = source, id
		one.event = e
		page = append(page, one)
		return err
	}, fmt.Sprintf("select id, last_day, source, event, content from gauge where %s order by last_day, id limit %d", where, gaugePage), args...)
	return page, err
}
