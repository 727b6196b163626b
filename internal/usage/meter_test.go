package usage

import (
	"testing"
	"time"

	"reseller-console/internal/catalog"
)

func TestSameIdIsDuplicateConflictRevisionOrRetracted(t *testing.T) {
	t.Parallel()
	event := func(id string, value, revision int64) Event {
		return Event{Source: "s", ID: id, Type: Seconds, Project: "p", Product: product(catalog.RTC), Start: day.Start().UnixMilli(), Value: value, Revision: revision}
	}
	retract := func(id, target string) Event {
		return Event{Source: "s", ID: id, Type: Retract, Project: "p", Target: target}
	}
	meter, store := recorded(t)
	for _, step := range []struct {
		claim   string
		event   Event
		outcome Outcome
		minutes int64
	}{
		{"a new id counts", event("a", 60, 0), Accepted, 1},
		{"the same again is a duplicate", event("a", 60, 0), Duplicate, 1},
		{"other content is a conflict", event("a", 120, 0), Conflict, 1},
		{"a higher revision replaces", event("a", 300, 2), Accepted, 5},
		{"what is between comes too late", event("a", 600, 1), Duplicate, 5},
		{"the same content with a higher revision changes nothing", event("a", 300, 4), Duplicate, 5},
		{"but is remembered", event("a", 600, 3), Duplicate, 5},
		{"a retraction undoes", retract("r", "a"), Accepted, 0},
		{"a retraction again is a duplicate", retract("r", "a"), Duplicate, 0},
		{"a retracted event stays dead", event("a", 300, 4), Duplicate, 0},
		{"even in a higher revision", event("a", 900, 9), Conflict, 0},
		{"a retraction may come first", retract("r2", "b"), Accepted, 0},
		{"then its event is dead on arrival", event("b", 60, 0), Duplicate, 0},
		{"a retraction cannot be retracted", retract("r3", "r2"), Rejected, 0},
		{"another source has its own ids", Event{Source: "s2", ID: "a", Type: Seconds, Project: "p", Product: product(catalog.RTC), Start: day.Start().UnixMilli(), Value: 60}, Accepted, 1},
	} {
		answer, err := meter.Record(t.Context(), &Batch{Events: []Event{step.event}})
		if err != nil {
			t.Fatal(err)
		}
		if got := answer.Results[0]; got.Outcome != step.outcome {
			t.Errorf("%s: %v, want %s", step.claim, got, step.outcome)
		}
		if got := shownOn(t, store, catalog.RTC, day)["audioAll"]; got != step.minutes {
			t.Errorf("%s: %d min, want %d", step.claim, got, step.minutes)
		}
	}
}

func TestWhatMustNotBeCountedNow(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t)
	base := session("u", 0, 1, 0)
	base.Source = "s"
	for name, c := range map[string]struct {
		change func(e *Event)
		want   Outcome
	}{
		"an unknown project is held":                 {func(e *Event) { e.Project = "nobody" }, Quarantined},
		"the first open day counts":                  {func(e *Event) { shift(e, -400*24*time.Hour) }, Accepted},
		"the day before the first open day is held":  {func(e *Event) { shift(e, -401*24*time.Hour) }, Quarantined},
		"ten minutes ahead counts":                   {func(e *Event) { e.End = now.Add(10 * time.Minute).UnixMilli() }, Accepted},
		"more than ten minutes ahead is turned away": {func(e *Event) { e.End = now.Add(10*time.Minute + time.Millisecond).UnixMilli() }, Rejected},
	} {
		e := base
		e.ID = name
		c.change(&e)
		for range 2 { // sent again, what does not count gets the same answer
			answer, err := meter.Record(t.Context(), &Batch{Events: []Event{e}})
			if err != nil {
				t.Fatal(err)
			}
			if got := answer.Results[0]; got.Outcome != c.want && (c.want != Accepted || got.Outcome != Duplicate) || (c.want != Accepted) != (got.Reason != "") {
				t.Errorf("%s: %v, want %s", name, got, c.want)
			}
		}
	}
	if store.records[KeyOf("s", "an unknown project is held")].State != Held {
		t.Error("an event in quarantine is not kept")
	}
}

func TestWhatCountsForAClosedDayStays(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t, session("u", 0, 1, 0))
	meter.clock = func() time.Time { return now.AddDate(2, 0, 0) }
	revision := session("u", 0, 30, 0)
	revision.Source, revision.ID, revision.Revision = "test", "e0", 1
	answer, err := meter.Record(t.Context(), &Batch{Events: []Event{{Source: "test", ID: "r", Type: Retract, Project: "p", Target: "e0"}, revision}})
	if err != nil || answer.Receipt.Outcomes != (Outcomes{Rejected: 2}) {
		t.Errorf("two years later, its retraction and its revision are %v, %v", answer.Results, err)
	}
	if got := shownOn(t, store, catalog.RTC, day)["audioAll"]; got != 1 {
		t.Errorf("%d min, want 1", got)
	}
}

func TestAnEventInQuarantineCountsWhenItsProjectExists(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t)
	places := fixedPlaces{}
	meter.places = places
	e := session("u", 0, 1, 0)
	e.Source, e.ID = "s", "early"
	for _, want := range []Outcome{Quarantined, Accepted, Duplicate} {
		answer, err := meter.Record(t.Context(), &Batch{Events: []Event{e}})
		if err != nil || answer.Results[0].Outcome != want {
			t.Fatalf("%v, %v, want %s", answer.Results, err, want)
		}
		places["p"] = onePlace["p"]
	}
	if got := shownOn(t, store, catalog.RTC, day)["audioAll"]; got != 1 {
		t.Errorf("%d min, want 1", got)
	}
}

func shift(e *Event, by time.Duration) {
	e.Start += by.Milliseconds()
	e.End += by.Milliseconds()
}
