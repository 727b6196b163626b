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
	event *usage.Event
	day   calendar.Day // its first
	last  calendar.Day
	row   *stored
}

// span is the projects of a segment's events that touch a day.
type span struct{ first, last string }

// putSegments keeps contents in new segments, each of one month, the first of
// which has the number that follows after, and gives each key its place. It
// returns the highest number given.
func putSegments(ctx context.Context, tx *transaction, p *packer, contents []*kept, after int64) (int64, error) {
	slices.SortFunc(contents, func(a, b *kept) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.day, b.day), strings.Compare(a.event.Project, b.event.Project))
	})
	var bodies, days []any
	for len(contents) > 0 {
		n := segmentEnd(contents)
		after++
		place := segmentPlace(contents[0].Month, after)
		bodies = append(bodies, place, int64(n), p.pack(recordsOf(contents[:n])))
		days = appendDays(days, place, contents[:n])
		for i := range contents[:n] {
			contents[i].row.place = place
		}
		contents = contents[n:]
	}
	if _, err := bulkInsert(ctx, tx, "insert into segment (id, events, body)", "", 3, bodies); err != nil {
		return 0, fmt.Errorf("keep segments: %w", err)
	}
	if _, err := bulkInsert(ctx, tx, insertDays, "", 4, days); err != nil {
		return 0, fmt.Errorf("list segments by day: %w", err)
	}
	return after, nil
}

// segmentEnd returns how many of the sorted contents go into the next segment.
func segmentEnd(contents []*kept) int {
	most := min(segmentEvents, len(contents))
	for n := 1; n < most; n++ {
		if contents[n].Month != contents[0].Month || n >= segmentLeast && contents[n].day != contents[n-1].day {
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

// spans are the days of a segment.
type spans map[calendar.Day]span

// add lists an event under each of its days.
func (all spans) add(project string, first, last calendar.Day) {
	for day := first; day <= last; day = day.Add(1) {
		s, ok := all[day]
		if !ok {
			s = span{project, project}
		}
		all[day] = span{min(s.first, project), max(s.last, project)}
	}
}

// appendDays appends the rows of segment_day.
func appendDays(flat []any, segment int64, contents []*kept) []any {
	days := spans{}
	for _, k := range contents {
		days.add(k.event.Project, k.day, k.last)
	}
	for day, s := range days {
		flat = append(flat, int64(day), segment, s.first, s.last)
	}
	return flat
}

const insertDays = "insert into segment_day (day, segment, first_project, last_project)"
