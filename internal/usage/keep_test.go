package usage

import (
	"fmt"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

func TestAMonthGoesWhenItsLastDayIsFurtherBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today calendar.Day
		days  int
		want  calendar.Month
	}{
		{20260827, 0, 202608}, {20260827, 26, 202608}, {20260827, 27, 202607}, {20260301, 1, 202602}, {20260301, 28, 202602}, {20260301, 29, 202601}, {20260827, 400, 202507},
	} {
		if got := KeptFrom(c.today, c.days); got != c.want {
			t.Errorf("on %s, %d days: %s, want %s", c.today, c.days, got, c.want)
		}
	}
}

// on is an event of an hour at 10:00 of a day.
func on(d calendar.Day, id string, revision int64) Entry {
	start := d.Start().UnixMilli() + 36_000_000
	return Entry{Place: onePlace["p"], ReceivedAt: start, Event: Event{Source: "s", ID: id, Revision: revision, Type: Session, Project: "p",
		Product: product(catalog.RTC), Channel: "c", User: "u", Start: start, End: start + 3_600_000}}
}

func retraction(d calendar.Day, id, target string) Entry {
	e := Event{Source: "s", ID: id, Type: Retract, Project: "p", Target: target}
	return Entry{Place: onePlace["p"], ReceivedAt: d.Start().UnixMilli(), Event: e}
}

const (
	july = calendar.Day(20260715)
	june = calendar.Day(20260615)
)

func TestAKeyIsKnownAsLongAsAnyOfItsDaysCanBeWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		history []Entry
		again   Entry
		want    Outcome
	}{
		"an event of a kept month":                                      {[]Entry{on(july, "e", 0)}, on(july, "e", 0), Duplicate},
		"an event of a forgotten month":                                 {[]Entry{on(june, "e", 0)}, on(june, "e", 0), Quarantined},
		"an event that was moved to an earlier month":                   {[]Entry{on(july, "e", 0), on(june, "e", 1)}, on(july, "e", 0), Duplicate},
		"an event that was moved to a later month":                      {[]Entry{on(june, "e", 0), on(july, "e", 1)}, on(june, "e", 0), Duplicate},
		"an event that was moved and retracted":                         {[]Entry{on(july, "e", 0), on(june, "e", 1), retraction(july, "r", "e")}, on(july, "e", 0), Duplicate},
		"an event that was retracted before it came":                    {[]Entry{retraction(july, "r", "e")}, on(july, "e", 0), Duplicate},
		"an event of the month before one that is kept":                 {[]Entry{on(june, "e", 0), on(july, "f", 0)}, on(june, "g", 0), Quarantined},
		"a retraction that came again":                                  {[]Entry{on(july, "e", 0), retraction(july, "r", "e")}, retraction(july, "r", "e"), Duplicate},
		"a higher revision of a forgotten event":                        {[]Entry{on(june, "e", 0)}, on(june, "e", 1), Quarantined},
		"a forgotten event that is moved to an open day is another one": {[]Entry{on(june, "e", 0)}, on(july, "e", 1), Accepted},
	} {
		store := NewMemory()
		for _, e := range c.history {
			if got := recordOne(t, store, e); got.Outcome != Accepted {
				t.Fatalf("%s: %v", name, got)
			}
		}
		if err := store.Prune(t.Context(), july.Month()); err != nil {
			t.Fatal(err)
		}
		if got := recordOne(t, store, c.again); got.Outcome != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func recordOne(t *testing.T, store Store, e Entry) Result {
	t.Helper()
	answer, err := store.Record(t.Context(), delivery(e))
	if err != nil {
		t.Fatal(err)
	}
	return answer.Results[0]
}

func TestAStoreRefusesDaysWhoseEventsItForgotWhateverTheMeterSays(t *testing.T) {
	t.Parallel()
	store := NewMemory()
	midnight := on(june.Month().Last(), "over midnight", 0)
	midnight.End += 24 * 3_600_000
	recordOne(t, store, midnight)
	if err := store.Prune(t.Context(), july.Month()); err != nil {
		t.Fatal(err)
	}
	late := on(june, "late", 0)
	for _, open := range []calendar.Day{0, 20260101, 20260630} {
		late.OpenFrom, late.ID = open, fmt.Sprint(open)
		got := recordOne(t, store, late)
		if want := "older than 2026-07-01, the first day whose events are kept"; got.Outcome != Quarantined || got.Reason != want {
			t.Errorf("open from %s: %v, want %q", open, got, want)
		}
	}
	if got := recordOne(t, store, retraction(july, "r", "over midnight")); got.Outcome != Rejected {
		t.Errorf("a retraction of what counts for a forgotten day: %v", got)
	}
}
