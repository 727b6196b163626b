package export

import (
	"testing"
	"time"

	"reseller-console/internal/calendar"
)

func TestAScheduleIsDueAtItsHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		timing             Timing
		now, before, after string
	}{
		{Timing{Every: Daily, Hour: 6}, "2026-08-27T14:32", "2026-08-27T06:00", "2026-08-28T06:00"},
		{Timing{Every: Daily, Hour: 6}, "2026-08-27T06:00", "2026-08-26T06:00", "2026-08-28T06:00"},
		{Timing{Every: Daily, Hour: 23}, "2026-12-31T14:32", "2026-12-30T23:00", "2026-12-31T23:00"},
		{Timing{Every: Weekly, Weekday: 0, Hour: 6}, "2026-08-27T14:32", "2026-08-24T06:00", "2026-08-31T06:00"},
		{Timing{Every: Weekly, Weekday: 3, Hour: 14}, "2026-08-27T14:32", "2026-08-27T14:00", "2026-09-03T14:00"},
		{Timing{Every: Weekly, Weekday: 6, Hour: 0}, "2026-08-30T00:00", "2026-08-23T00:00", "2026-09-06T00:00"},
		{Timing{Every: Monthly, Day: 1, Hour: 0}, "2026-08-27T14:32", "2026-08-01T00:00", "2026-09-01T00:00"},
		{Timing{Every: Monthly, Day: 28, Hour: 5}, "2026-02-28T04:59", "2026-01-28T05:00", "2026-02-28T05:00"},
		{Timing{Every: Monthly, Day: 28, Hour: 5}, "2026-12-29T00:00", "2026-12-28T05:00", "2027-01-28T05:00"},
	} {
		const form = "2006-01-02T15:04"
		now, err := time.Parse(form, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if before, after := c.timing.Before(now).Format(form), c.timing.After(now).Format(form); before != c.before || after != c.after {
			t.Errorf("%+v around %s: %s and %s, want %s and %s", c.timing, c.now, before, after, c.before, c.after)
		}
	}
}

func TestSpansAreToldByTheDayOfTheirSchedule(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		span          Span
		due, from, to calendar.Day
	}{
		{Yesterday, 20260301, 20260228, 20260228},
		{LastDays, 20260827, 20260820, 20260826},
		{LastWeek, 20260827, 20260817, 20260823}, // a Thursday
		{LastWeek, 20260824, 20260817, 20260823}, // a Monday
		{LastWeek, 20260830, 20260817, 20260823}, // a Sunday
		{LastMonth, 20260101, 20251201, 20251231},
		{LastMonth, 20260331, 20260201, 20260228},
		{MonthToDate, 20260827, 20260801, 20260827},
		{MonthToDate, 20260801, 20260801, 20260801},
	} {
		if from, to := c.span.Days(c.due); from != c.from || to != c.to {
			t.Errorf("%s on %s is %s to %s, want %s to %s", c.span, c.due, from, to, c.from, c.to)
		}
	}
}
