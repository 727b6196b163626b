package demo

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/catalog"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

func TestTheSameSeedAndDayGiveTheSameEvents(t *testing.T) {
	t.Parallel()
	history := func(seed uint64, now time.Time) digest {
		var d digest
		drawn(t, worldAt(seed, now), now, d.add)
		return d
	}
	one := history(1, afternoon)
	if again := history(1, afternoon); again != one {
		t.Errorf("second time %v, first time %v", again, one)
	}
	if other := history(2, afternoon); other.hash == one.hash {
		t.Error("another seed gives the same events")
	}
	if other := history(1, afternoon.AddDate(0, 0, 1)); other.hash == one.hash {
		t.Error("another day gives the same events")
	}
}

func TestALaterHourOnlyAddsEvents(t *testing.T) {
	t.Parallel()
	var early, late, common digest
	drawn(t, worldAt(1, afternoon), afternoon, early.add)
	evening := afternoon.Add(6 * time.Hour)
	drawn(t, worldAt(1, evening), evening, func(e *usage.Event) {
		if late.add(e); late.count <= early.count {
			common = late
		}
	})
	if common != early {
		t.Error("the events of the afternoon are not the first of the evening's")
	}
	if late.count < early.count+500 {
		t.Errorf("only %d events in six hours", late.count-early.count)
	}
}

func TestAProjectDoesNotDependOnOthers(t *testing.T) {
	t.Parallel()
	watched := worldAt(1, afternoon).companies[50].projects[0].id
	history := func(w *world) digest {
		var d digest
		drawn(t, w, afternoon, func(e *usage.Event) {
			if e.Project == watched {
				d.add(e)
			}
		})
		return d
	}
	whole := history(worldAt(1, afternoon))
	fewer := worldAt(1, afternoon)
	fewer.companies = fewer.companies[40:60]
	if part := history(fewer); part != whole || part.count == 0 {
		t.Errorf("among fewer %v, among all %v", part, whole)
	}
}

func TestEventsArePastInOrderAndNotTooMany(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{
		afternoon,
		time.Date(2026, 8, 27, 0, 0, 30, 0, time.UTC),
		time.Date(2026, 8, 31, 23, 59, 59, 0, time.UTC),
		time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC),
	} {
		t.Run(now.Format(time.RFC3339), func(t *testing.T) {
			t.Parallel()
			checkHistory(t, now)
		})
	}
}

func checkHistory(t *testing.T, now time.Time) {
	const most, fewest = 450_000, 300_000 // the contract allows 700,000
	open := now.AddDate(0, 0, -usage.DefaultOpenFrom).UnixMilli()
	count, last, today := 0, "", 0
	w := worldAt(uint64(now.Unix()), now)
	drawn(t, w, now, func(e *usage.Event) {
		count++
		if max(e.Start, e.End) > now.UnixMilli() || e.Start < open {
			t.Fatalf("event %s lies outside the open past: %d to %d", e.ID, e.Start, e.End)
		}
		if id, err := uuid.Parse(e.ID); err != nil || id.Version() != 7 || e.ID <= last {
			t.Fatalf("id %s after %s: %v", e.ID, last, err)
		}
		if max(e.Start, e.End-1) >= w.dates[w.last()].start {
			today++
		}
		last = e.ID
	})
	if count < fewest || count > most {
		t.Errorf("%d events", count)
	}
	if hour := now.Hour(); hour >= 12 && today < 1_000 {
		t.Errorf("only %d events today", today)
	}
}

func TestTheIntakeReadsEveryKindOfEvent(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	drawn(t, worldAt(1, afternoon), afternoon, func(e *usage.Event) {
		kind := string(e.Type)
		if e.Product != nil {
			kind = fmt.Sprint(kind, e.Product.ID, e.Slot)
		}
		if seen[kind]++; seen[kind] > 20 {
			return
		}
		read, err := intake.Decode(intake.Encode(*e))
		if err != nil || read != *e {
			t.Fatalf("sent %+v, read %+v: %v", *e, read, err)
		}
	})
	if len(seen) < 20 {
		t.Errorf("only %d kinds of events", len(seen))
	}
}

func TestWeekdaysAndYearsHaveAShape(t *testing.T) {
	t.Parallel()
	w := worldAt(1, afternoon)
	offices, all := map[time.Weekday]int64{}, map[int]int64{}
	trades := map[string]*trade{}
	for _, m := range w.companies {
		for _, p := range m.projects {
			trades[p.id] = m.trade
		}
	}
	drawn(t, w, afternoon, func(e *usage.Event) {
		if e.Type != usage.Seconds || e.Product.ID != catalog.RTC {
			return
		}
		if trades[e.Project] == meeting {
			offices[time.UnixMilli(e.Start).UTC().Weekday()] += e.Value
		}
		all[int(time.UnixMilli(e.Start).UTC().Month())] += e.Value
	})
	if offices[time.Sunday]*4 > offices[time.Tuesday] {
		t.Errorf("offices: Sunday %d, Tuesday %d", offices[time.Sunday], offices[time.Tuesday])
	}
	if all[int(time.June)]*10 < all[int(time.October)]*11 {
		t.Errorf("no growth: October %d, June %d", all[int(time.October)], all[int(time.June)])
	}
}

func TestALiveEventStandsOut(t *testing.T) {
	t.Parallel()
	w := worldAt(1, afternoon)
	i := slices.IndexFunc(w.companies, func(m *made) bool { return m.name == "Kairos Live Events" })
	stage, days := w.companies[i].projects[0], map[int64]int64{}
	drawn(t, w, afternoon, func(e *usage.Event) {
		if e.Project == stage.id && e.Type == usage.Seconds && e.Product.ID == catalog.RTC {
			days[e.Start] += e.Value
		}
	})
	last := stage.shows[len(stage.shows)-1].index
	if spike, usual := days[w.dates[last].start], days[w.dates[last-7].start]; spike < 3*usual || usual == 0 {
		t.Errorf("%d seconds on the day, %d a week before", spike, usual)
	}
}

func BenchmarkGenerate(b *testing.B) {
	events := 0
	for b.Loop() {
		drawn(b, worldAt(1, afternoon), afternoon, func(*usage.Event) { events++ })
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(events)/float64(b.N), "events")
}
