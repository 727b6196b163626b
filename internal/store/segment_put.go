package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// kept is a new content with its event, on the way to its place.
type kept struct {
	*usage.Record
	event usage.Event
	day   calendar.Day // its first
	row   *stored
}

// span is the projects of a segment's events that touch a day.
type span struct{ first, last string }

// putSegments keeps contents in new segments, the first of which has the
// number that follows after, and gives each key its place. It returns the
// highest number given.
func putSegments(ctx context.Context, tx *transaction, p *packer, contents []*kept, after int64) (int64, error) {
	slices.SortFunc(contents, func(a, b *kept) int {
		return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.event.Project, b.event.Project))
	})
	var bodies, days []any
	for len(contents) > 0 {
		n := segmentEnd(contents)
		after++
		bodies = append(bodies, after, int64(n), p.pack(recordsOf(contents[:n])))
		days = appendDays(days, after, contents[:n])
		for i := range contents[:n] {
			contents[i].row.place = after
		}
		contents = contents[n:]
	}
	if _, err := bulkInsert(ctx, tx, "insert into segment (id, events, body)", "", 3, bodies); err != nil {
		return 0, fmt.Errorf("keep segments: %w", err)
	}
	if _, err := bulkInsert(ctx, tx, "insert into segment_day (day, segment, first_project, last_project)", "", 4, days); err != nil {
		return 0, fmt.Errorf("list segments by day: %w", err)
	}
	return after, nil
}

// segmentEnd returns how many of the sorted contents go into the next segment.
func segmentEnd(contents []*kept) int {
	most := min(segmentEvents, len(contents))
	for n := segmentLeast; n < most; n++ {
		if contents[n].day != contents[n-1].day {
			return n
		}
	}
	return most
}

func recordsOf(contents []*kept) []*usage.Record {
	all := make([]*usage.Record, len(contents))
	for i := range contents {
		all[i] = contents[i].Record
	}
	return all
}

// appendDays appends the rows of segment_day.
func appendDays(flat []any, segment int64, contents []*kept) []any {
	spans := map[calendar.Day]span{}
	for i := range contents {
		e := &contents[i].event
		for day, last := contents[i].day, e.LastDay(); day <= last; day = day.Add(1) {
			s, ok := spans[day]
			if !ok {
				s = span{e.Project, e.Project}
			}
			spans[day] = span{min(s.first, e.Project), max(s.last, e.Project)}
		}
	}
	for day, s := range spans {
		flat = append(flat, int64(day), segment, s.first, s.last)
	}
	return flat
}
