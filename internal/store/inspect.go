package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// LogFaults implements usage.Books: whether the month's segments are listed
// under their days, and whether each content is under its key.
func (b books) LogFaults(ctx context.Context, yield func(usage.Difference)) error {
	i, err := b.inspect(ctx, yield)
	if err != nil {
		return err
	}
	for _, f := range i.unlisted {
		yield(f.difference())
	}
	return nil
}

// inspection is a walk through the contents of a month.
type inspection struct {
	books
	yield    func(usage.Difference)
	listed   map[int64]spans // what segment_day says of segments that were not met yet
	unlisted []listingFix
}

// listingFix is a row of segment_day that is not what its segment says; nil is
// no row.
type listingFix struct {
	day           calendar.Day
	segment       int64
	stored, right *span
}

func (f listingFix) difference() usage.Difference {
	name := func(s *span) string {
		if s == nil {
			return "nothing"
		}
		return fmt.Sprintf("projects %s to %s", s.first, s.last)
	}
	return usage.Difference{Where: fmt.Sprintf("list of %s, segment %d", f.day, f.segment), Stored: name(f.stored), True: name(f.right)}
}

// inspect yields what is wrong, but for rows of segment_day.
func (b books) inspect(ctx context.Context, yield func(usage.Difference)) (*inspection, error) {
	i := &inspection{books: b, yield: yield, listed: map[int64]spans{}}
	if err := i.readListed(ctx); err != nil {
		return nil, fmt.Errorf("read which segments are listed: %w", err)
	}
	if err := i.segments(ctx); err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(i.listed)) {
		yield(usage.Difference{Where: fmt.Sprintf("segment %d", id), Stored: "nothing", True: "events, because it is listed"})
	}
	return i, i.gauges(ctx)
}

func (i *inspection) readListed(ctx context.Context) error {
	first, last := monthPlaces(i.month)
	return i.tx.each(ctx, func(rows *sql.Rows) error {
		var day calendar.Day
		var id int64
		var s span
		err := rows.Scan(&day, &id, &s.first, &s.last)
		if i.listed[id] == nil {
			i.listed[id] = spans{}
		}
		i.listed[id][day] = s
		return err
	}, "select day, segment, first_project, last_project from segment_day where segment between $1 and $2", first, last)
}

// segmentPage is how many segments are read at a time, up to about 100 kB each.
const segmentPage = 20

// body is a stored segment.
type body struct {
	id, events int64
	bytes      []byte
}

func (i *inspection) segments(ctx context.Context) error {
	after, last := monthPlaces(i.month)
	for {
		page, err := query(ctx, i.tx, func(rows *sql.Rows, s *body) error { return rows.Scan(&s.id, &s.events, &s.bytes) },
			fmt.Sprintf("select id, events, body from segment where id > $1 and id <= $2 order by id limit %d", segmentPage), after, last)
		if err != nil {
			return fmt.Errorf("read segments: %w", err)
		}
		for _, s := range page {
			if err := i.segment(ctx, s); err != nil {
				return fmt.Errorf("inspect segment %d: %w", s.id, err)
			}
		}
		if len(page) < segmentPage {
			return nil
		}
		after = page[len(page)-1].id
	}
}

func (i *inspection) segment(ctx context.Context, s body) error {
	events, err := i.log.packer.unpack(s.bytes)
	if err != nil {
		return err
	}
	dead, err := deadOf(ctx, i.tx, s.id)
	if err != nil {
		return err
	}
	if int64(len(events)) != s.events {
		i.yield(usage.Difference{Where: fmt.Sprintf("segment %d", s.id), Stored: fmt.Sprintf("%d events", s.events), True: fmt.Sprintf("%d events", len(events))})
	}
	days, live := spans{}, make(map[usage.Key]usage.Hash, len(events))
	for k := range events {
		e, err := events[k].event()
		if err != nil {
			return err
		}
		days.add(e.Project, e.FirstDay(), e.LastDay())
		if key := events[k].key(); !dead[key] {
			live[key] = usage.HashOf(events[k].content)
		}
	}
	i.compareDays(s.id, days)
	if err := i.compareKeys(ctx, live, func(row *stored) bool { return row.place == s.id }); err != nil {
		return err
	}
	return i.compareDead(ctx, s.id, dead)
}

// compareDays compares the days of a segment with its rows of segment_day.
func (i *inspection) compareDays(id int64, right spans) {
	listed := i.listed[id]
	delete(i.listed, id)
	for _, day := range slices.Sorted(maps.Keys(right)) {
		want := right[day]
		if s, is := listed[day]; !is {
			i.unlisted = append(i.unlisted, listingFix{day, id, nil, &want})
		} else if s != want {
			i.unlisted = append(i.unlisted, listingFix{day, id, &s, &want})
		}
	}
	for _, day := range slices.Sorted(maps.Keys(listed)) {
		if s := listed[day]; right[day] == (span{}) {
			i.unlisted = append(i.unlisted, listingFix{day, id, &s, nil})
		}
	}
}
