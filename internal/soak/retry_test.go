package soak

import (
	"fmt"
	"testing"
	"time"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// openFrom is how many days back the servers of these tests take usage in.
const openFrom = 30

// startAt runs a server with a clock that is ahead of the others' by so much.
func (s *site) startAt(t *testing.T, ahead time.Duration) *server {
	t.Helper()
	return s.start(t, fmt.Sprintf("--open-from=%d", openFrom), "--clock-offset="+(offset+ahead).String())
}

// TestARetryCountsOnceHoweverLate sends the same events again after restarts,
// each with a clock further ahead: no memory of ids ends before the days do in
// which they could count.
func TestARetryCountsOnceHoweverLate(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		p := projectID(0)
		counted := []usage.Event{
			seconds(p, "of-today", today, 60),
			seconds(p, "018f2b3c-0000-7000-8000-000000000001", today, 60),
			{Source: "soak", ID: "user", Type: usage.Active, Project: p, Product: product(catalog.RTM), User: "u", Start: today.Start().UnixMilli()},
			{Source: "soak", ID: "peak", Type: usage.Peak, Project: p, Product: product(catalog.Transcoding), Slot: 3, Value: 7, Start: today.Start().UnixMilli()},
		}
		first := s.startAt(t, 0)
		expectTally(t, "at first", s.tally(t, first.base, counted...), usage.Outcomes{Accepted: 4})
		first.kill()
		for _, ahead := range []time.Duration{0, 25 * time.Hour, 36 * 24 * time.Hour, 500 * 24 * time.Hour} {
			server := s.startAt(t, ahead)
			expectTally(t, "after "+ahead.String(), s.tally(t, server.base, counted...), usage.Outcomes{Duplicate: 4})
			other := counted[0]
			other.Value = 61
			expectTally(t, "other content after "+ahead.String(), s.tally(t, server.base, other), usage.Outcomes{Conflict: 1})
			server.kill()
		}
		s.expectShown(t, "afterwards", p, catalog.RTC, today, map[string]int64{"audioAll": 2})
		s.expectShown(t, "afterwards", p, catalog.RTM, today, map[string]int64{"dau": 1})
		s.expectShown(t, "afterwards", p, catalog.Transcoding, today, map[string]int64{"avcSd": 7})
		s.audit(t)
	})
}

// TestTheFirstOpenDayCountsAndTheDayBeforeDoesNot is about the one date that
// bounds what may count and what may still be changed.
func TestTheFirstOpenDayCountsAndTheDayBeforeDoesNot(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *site) {
		p, first := projectID(0), today.Add(-openFrom)
		midnight := first.Start().UnixMilli()
		span := func(id string, start, end int64) usage.Event {
			return usage.Event{Source: "soak", ID: id, Type: usage.Session, Project: p, Product: product(catalog.RTC), Channel: "c", User: "u",
				Start: start, End: end}
		}
		base := s.startAt(t, 0).base
		accepted, quarantined, rejected := usage.Outcomes{Accepted: 1}, usage.Outcomes{Quarantined: 1}, usage.Outcomes{Rejected: 1}
		for _, c := range []struct {
			what  string
			event usage.Event
			want  usage.Outcomes
		}{
			{"seconds of the first open day", seconds(p, "1", first, 60), accepted},
			{"seconds of the day before", seconds(p, "2", first.Add(-1), 60), quarantined},
			{"a minute from its first instant", span("3", midnight, midnight+60_000), accepted},
			{"a minute that begins a millisecond earlier", span("4", midnight-1, midnight+60_000), quarantined},
			{"a minute that ends at its first instant", span("5", midnight-60_000, midnight), quarantined},
			{"a sample at its first instant", usage.Event{Source: "soak", ID: "6", Type: usage.Peak, Project: p, Product: product(catalog.Transcoding),
				Slot: 3, Value: 5, Start: midnight}, accepted},
			{"a sample a millisecond earlier", usage.Event{Source: "soak", ID: "7", Type: usage.Peak, Project: p, Product: product(catalog.Transcoding),
				Slot: 3, Value: 9, Start: midnight - 1}, quarantined},
			{"the same seconds of the day before, again", seconds(p, "2", first.Add(-1), 60), quarantined},
			{"ten minutes from now", span("8", now().UnixMilli(), now().Add(9*time.Minute).UnixMilli()), accepted},
			{"eleven minutes from now", span("9", now().UnixMilli(), now().Add(11*time.Minute).UnixMilli()), rejected},
		} {
			expectTally(t, c.what, s.tally(t, base, c.event), c.want)
		}
		s.expectShown(t, "the first open day", p, catalog.RTC, first, map[string]int64{"audioAll": 2})
		s.expectShown(t, "the first open day", p, catalog.Transcoding, first, map[string]int64{"avcSd": 5})
		s.expectShown(t, "the day before", p, catalog.RTC, first.Add(-1), map[string]int64{})
		s.expectShown(t, "the day before", p, catalog.Transcoding, first.Add(-1), map[string]int64{})
		t.Run("a day later it is closed", func(t *testing.T) {
			base := s.startAt(t, 24*time.Hour).base
			correction, retraction := seconds(p, "1", first, 600), usage.Event{Source: "soak", ID: "10", Type: usage.Retract, Project: p, Target: "1"}
			correction.Revision = 1
			expectTally(t, "a correction", s.tally(t, base, correction), rejected)
			expectTally(t, "a retraction", s.tally(t, base, retraction), rejected)
			expectTally(t, "a repetition", s.tally(t, base, seconds(p, "1", first, 60)), usage.Outcomes{Duplicate: 1})
			expectTally(t, "something new", s.tally(t, base, seconds(p, "11", first, 60)), quarantined)
			s.expectShown(t, "closed", p, catalog.RTC, first, map[string]int64{"audioAll": 2})
		})
		s.audit(t)
	})
}
