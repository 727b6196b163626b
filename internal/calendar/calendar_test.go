package calendar

import (
	"testing"
	"time"
)

func TestADayBelongsToUTC(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("CST", 8*60*60)
	for at, want := range map[time.Time]Day{
		time.Date(2026, 9, 1, 7, 59, 59, 0, shanghai):        20260831,
		time.Date(2026, 9, 1, 8, 0, 0, 0, shanghai):          20260901,
		time.Date(2026, 8, 31, 23, 59, 59, 999e6, time.UTC):  20260831,
		time.Date(1969, 12, 31, 23, 59, 59, 999e6, time.UTC): 19691231,
	} {
		if got := DayOf(at); got != want {
			t.Errorf("%s is on %d, want %d", at, got, want)
		}
		if got := DayOfMilli(at.UnixMilli()); got != want {
			t.Errorf("%s in milliseconds is on %d, want %d", at, got, want)
		}
	}
}

func TestDaysAndMonthsFollowTheCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want any }{
		{Day(20240228).Add(1), Day(20240229)},
		{Day(20260228).Add(1), Day(20260301)},
		{Day(20270101).Add(-1), Day(20261231)},
		{Day(20260831).Month(), Month(202608)},
		{Month(202602).Last(), Day(20260228)},
		{Month(202402).Last(), Day(20240229)},
		{Month(202612).Add(1), Month(202701)},
		{Month(202601).Add(-13), Month(202412)},
		{Day(20260827).DaysTo(20260827), 1},
		{Day(20260227).DaysTo(20260302), 4},
		{Day(20260827).DaysTo(20260826), 0},
		{Day(20260801).String(), "2026-08-01"},
		{Month(202608).String(), "2026-08"},
	} {
		if c.got != c.want {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
}

func TestOnlyRealDaysAreRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026-02-30", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00:00Z", " 2026-01-01"} {
		if day, err := ParseDay(text); err == nil {
			t.Errorf("%q is read as %s", text, day)
		}
	}
	if day, err := ParseDay("2024-02-29"); err != nil || day != 20240229 {
		t.Errorf("2024-02-29 is read as %d, %v", day, err)
	}
}
