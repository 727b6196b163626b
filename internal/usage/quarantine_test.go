package usage

import (
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

func heldNow(t *testing.T, m *Memory) []HeldEvent {
	t.Helper()
	held, err := m.Held(t.Context(), HeldQuery{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return held
}

func replayed(t *testing.T, m *Meter, f HeldFilter) Replayed {
	t.Helper()
	done, err := NewQuarantine(m, new(diary)).Replay(t.Context(), account.Command(), f, func(Replayed) {})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestAReplayedEventCountsOrStaysWithThePresentReason(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t)
	places := fixedPlaces{}
	meter.places = places
	fresh, old := session("u", 0, 1, 0), session("u", 0, 1, 0)
	fresh.Source, fresh.ID, old.Source, old.ID = "s", "fresh", "s", "old"
	shift(&old, -500*24*time.Hour)
	if _, err := meter.Record(t.Context(), &Batch{Events: []Event{fresh, old}}); err != nil {
		t.Fatal(err)
	}
	received := heldNow(t, store)[0].ReceivedAt
	meter.clock = func() time.Time { return now.Add(time.Hour) }
	for _, step := range []struct {
		claim  string
		change func()
		filter HeldFilter
		want   Replayed
		cause  Cause // of the old event
	}{
		{"while the project is unknown, both stay", func() {}, HeldFilter{}, Replayed{Held: 2}, UnknownProject},
		{"a filter leaves the others alone", func() { places["p"] = onePlace["p"] }, HeldFilter{Source: "another"}, Replayed{}, UnknownProject},
		{"once it exists, one counts and the other is too old", func() {}, HeldFilter{}, Replayed{Accepted: 1, Held: 1}, TooOld},
		{"it stays too old", func() {}, HeldFilter{Cause: TooOld}, Replayed{Held: 1}, TooOld},
		{"with more days open it counts", func() { meter.openFrom = 600 }, HeldFilter{}, Replayed{Accepted: 1}, ""},
		{"then nothing is left", func() {}, HeldFilter{}, Replayed{}, ""},
	} {
		step.change()
		if done := replayed(t, meter, step.filter); done != step.want {
			t.Errorf("%s: %+v, want %+v", step.claim, done, step.want)
		}
		var cause Cause
		for _, h := range heldNow(t, store) {
			if h.ReceivedAt != received {
				t.Errorf("%s: %s seems to have come at %d", step.claim, h.ID, h.ReceivedAt)
			}
			if h.ID == "old" {
				cause = h.Cause
			}
		}
		if cause != step.cause {
			t.Errorf("%s: it is held for %q, want %q", step.claim, cause, step.cause)
		}
	}
}

func TestAQuarantineThatGrowsIsReplayedToItsPresentEnd(t *testing.T) {
	t.Parallel()
	meter, store := recorded(t)
	meter.places = fixedPlaces{}
	send := func(id string, at time.Time) {
		meter.clock = func() time.Time { return at }
		e := session("u", 0, 1, 0)
		e.Source, e.ID = "s", id
		if _, err := meter.Record(t.Context(), &Batch{Events: []Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	send("first", now)
	calls := 0
	done, err := NewQuarantine(meter, new(diary)).Replay(t.Context(), account.Command(), HeldFilter{}, func(Replayed) {
		calls++
		send("later", now.Add(time.Minute))
	})
	if err != nil || calls != 1 || done != (Replayed{Held: 1}) || len(heldNow(t, store)) != 2 {
		t.Errorf("%d chunks, %+v, %v", calls, done, err)
	}
}

func TestAFilterThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	meter, _ := recorded(t)
	q := NewQuarantine(meter, new(diary))
	for name, f := range map[string]HeldFilter{
		"a cause that is none": {Cause: "toold"}, "a project that is no text": {Project: "\xff"}, "a source with U+0000": {Source: "a\x00"},
	} {
		_, drop := q.Drop(t.Context(), account.Command(), f, func(int64) {})
		_, replay := q.Replay(t.Context(), account.Command(), f, func(Replayed) {})
		_, list := q.List(t.Context(), HeldQuery{HeldFilter: f, Limit: 1})
		for _, err := range []error{drop, replay, list} {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestACursorIsReadBackFromAnAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []HeldCursor{{}, LastCursor, {now.UnixMilli(), KeyOf("s", "e")}} {
		if got, ok := ParseHeldCursor(c.String()); !ok || got != c {
			t.Errorf("%v is read back as %v", c, got)
		}
	}
	for _, text := range []string{"", "x", "!", LastCursor.String() + "A"} {
		if _, ok := ParseHeldCursor(text); ok {
			t.Errorf("%q is taken for a cursor", text)
		}
	}
}

func TestOnlyWhatIsStillHeldIsTakenFromTheQuarantine(t *testing.T) {
	t.Parallel()
	first := session("u", 0, 1, 0)
	first.Source, first.ID = "s", "e"
	corrected := first
	corrected.User, corrected.Revision = "v", 1
	for name, c := range map[string]struct {
		meanwhile []Entry
		want      Outcome
	}{
		"it is still held":               {[]Entry{{Event: first, Cause: UnknownProject, Quarantine: "unknown"}}, Accepted},
		"it was dropped":                 {nil, Duplicate},
		"it was counted":                 {[]Entry{{Event: first}}, Duplicate},
		"a correction was held instead":  {[]Entry{{Event: first, Quarantine: "unknown"}, {Event: corrected, Quarantine: "unknown"}}, Duplicate},
		"it was retracted while held":    {[]Entry{{Event: first, Quarantine: "unknown"}, {Event: Event{Source: "s", ID: "r", Type: Retract, Target: "e"}}}, Duplicate},
		"its key has other content held": {[]Entry{{Event: Event{Source: "s", ID: "e", Type: Active, User: "w"}, Quarantine: "unknown"}}, Duplicate},
	} {
		store := NewMemory()
		for _, entry := range c.meanwhile {
			if _, err := store.Record(t.Context(), delivery(entry)); err != nil {
				t.Fatal(err)
			}
		}
		answer, err := store.Record(t.Context(), delivery(Entry{Event: first, Replayed: true}))
		if err != nil || answer.Results[0].Outcome != c.want {
			t.Errorf("%s: %v, %v, want %s", name, answer.Results, err, c.want)
		}
	}
}

// delivery hands one entry to a store.
func delivery(entry Entry) *Delivery {
	return newDelivery(&Batch{Events: []Event{entry.Event}}, []Entry{entry}, entry.ReceivedAt)
}
