package livekit_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

func talk() *scene {
	return (&scene{}).start(0).join("alice", 1).publish("alice", "a", 2, large).leave("bob", 1, 5)
}

// setup returns a receiver with its store and ledger.
func setup() (*livekit.Receiver, *livekittest.Memory, *livekittest.Ledger) {
	store, ledger := livekittest.NewMemory(), livekittest.NewLedger()
	return livekittest.NewReceiver(store, ledger, livekittest.Clock(livekittest.Ended)), store, ledger
}

func TestUsageThatWasNotRecordedIsRecordedOnTheRetry(t *testing.T) {
	t.Parallel()
	for name, mishap := range map[string]func(*livekittest.Ledger){"refused": (*livekittest.Ledger).Fail, "lost": (*livekittest.Ledger).Lose} {
		r, store, ledger := setup()
		mishap(ledger)
		last := livekittest.New(livekittest.Ended, talk().bodies[3])
		first := &scene{bodies: talk().bodies[:3]}
		first.deliver(t, r)
		if err := r.Receive(t.Context(), last.Authorization, last.Body); !errors.Is(err, livekittest.ErrDown) {
			t.Errorf("%s: %v", name, err)
		}
		for range 2 {
			if err := r.Receive(t.Context(), last.Authorization, last.Body); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		dirty, _ := store.Dirty(t.Context())
		if got := lines(ledger); !slices.Equal(got, []string{"bob/1 1–2 0", "bob/2 2–5 230400"}) || len(dirty) > 0 || ledger.Sent != 2 {
			t.Errorf("%s: %q, dirty %v, %d sent", name, got, dirty, ledger.Sent)
		}
	}
}

func TestARestartedServerRecordsWhatACrashKeptBack(t *testing.T) {
	t.Parallel()
	r, store, ledger := setup()
	first := &scene{bodies: talk().bodies[:3]}
	first.deliver(t, r)
	ledger.Lose()
	last := livekittest.New(livekittest.Ended, talk().bodies[3])
	if err := r.Receive(t.Context(), last.Authorization, last.Body); err == nil {
		t.Error("no error")
	}
	restarted := livekittest.NewReceiver(store, ledger, livekittest.Clock(livekittest.Ended))
	for range 2 {
		if err := restarted.Resume(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if got := lines(ledger); !slices.Equal(got, []string{"bob/1 1–2 0", "bob/2 2–5 230400"}) || ledger.Sent != 2 {
		t.Errorf("%q, %d sent", got, ledger.Sent)
	}
}

func TestSegmentsThatAreNoMoreCountNothing(t *testing.T) {
	t.Parallel()
	r, _, ledger := setup()
	talk().deliver(t, r)
	if err := receive(t, r, `{"event":"track_unpublished","id":"EV_9","createdAt":"1795478340","room":{"sid":"RM_1","name":"prj_b.room"},
		"participant":{"sid":"PA_alice","identity":"alice"},"track":{"sid":"TR_a","version":{"unixMicro":"1795478341000000"}}}`); err != nil {
		t.Error(err)
	}
	// The track turns out to have ended before bob came.
	if got := lines(ledger); !slices.Equal(got, []string{"bob/1 1–5 0"}) {
		t.Errorf("%q", got)
	}
	if ledger.Sent != 4 {
		t.Errorf("%d events sent, want the second one taken back", ledger.Sent)
	}
}

func receive(t *testing.T, r *livekit.Receiver, body string) error {
	t.Helper()
	request := livekittest.New(livekittest.Ended, []byte(body))
	return r.Receive(t.Context(), request.Authorization, request.Body)
}

func TestAProjectThatIsLearntLaterTakesTheUsage(t *testing.T) {
	t.Parallel()
	r, _, ledger := setup()
	s := talk()
	s.deliver(t, r)
	if got := projects(ledger); !maps.Equal(got, map[string]int{"livekit:prj_b": 2}) {
		t.Errorf("usage of %v", got)
	}
	s.room = `,"metadata":"{\"project_id\":\"prj_x\"}"`
	s.leave("alice", 1, 8)
	s.room = `,"metadata":"{\"project_id\":\"prj_y\"}"`
	s.finish(9).deliver(t, r)
	if got := projects(ledger); !maps.Equal(got, map[string]int{"prj_x": 3}) {
		t.Errorf("usage of %v", got)
	}
}

// Whether the mapping comes with a restart, with a later webhook, or changes
// twice: what counts is where it says that the room belongs.
func TestUsageFollowsTheMapping(t *testing.T) {
	t.Parallel()
	store, ledger := livekittest.NewMemory(), livekittest.NewLedger()
	with := func(project string) *livekit.Receiver {
		return livekittest.NewMapped(store, ledger, livekit.Mapping{"prj_b": project}, livekittest.Clock(livekittest.Ended))
	}
	talk().deliver(t, livekittest.NewReceiver(store, ledger, livekittest.Clock(livekittest.Ended)))
	for _, project := range []string{"prj_a", "prj_c", "prj_c", "prj_a"} {
		if err := with(project).Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := projects(ledger); !maps.Equal(got, map[string]int{project: 2}) {
			t.Errorf("mapped to %s: usage of %v", project, got)
		}
	}
	if ledger.Sent != 2+3*2 {
		t.Errorf("%d events sent, want nothing again for the same mapping", ledger.Sent)
	}
	(&scene{bodies: talk().leave("alice", 1, 8).bodies[4:]}).deliver(t, with("prj_d"))
	if got := projects(ledger); !maps.Equal(got, map[string]int{"prj_d": 3}) {
		t.Errorf("after a later webhook: usage of %v", got)
	}
	ledger.Lose()
	if err := with("prj_e").Resume(t.Context()); !errors.Is(err, livekittest.ErrDown) {
		t.Error(err)
	}
	if err := with("prj_f").Resume(t.Context()); err != nil {
		t.Error(err)
	}
	if got := projects(ledger); !maps.Equal(got, map[string]int{"prj_f": 3}) {
		t.Errorf("after a crash between two mappings: usage of %v", got)
	}
}

func projects(l *livekittest.Ledger) map[string]int {
	counts := map[string]int{}
	for _, e := range l.Live() {
		counts[e.Project]++
	}
	return counts
}

func TestWhatIsNotLiveKitsLeavesNoTrace(t *testing.T) {
	t.Parallel()
	r, store, _ := setup()
	body := talk().bodies[3]
	if err := r.Receive(t.Context(), "Bearer x", body); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("error %v", err)
	}
	if err := receive(t, r, `{"event":"room_started"}`); fault.KindOf(err) != fault.Invalid {
		t.Errorf("error %v", err)
	}
	if err := receive(t, r, `{"event":"ingress_started"}`); err != nil {
		t.Errorf("error %v", err)
	}
	if work, _ := store.Load(t.Context(), "RM_1"); work.Revision != 0 {
		t.Errorf("stored %+v", work)
	}
}

func TestRoomsAreForgottenTwoDaysAfterTheirEndOrAMonthIfNobodyMappedThem(t *testing.T) {
	t.Parallel()
	end := livekittest.Began.Add(time.Minute)
	for _, c := range []struct {
		mapping livekit.Mapping
		keep    time.Duration
	}{{livekit.Mapping{"prj_b": "prj_a"}, livekit.KeepFinished}, {nil, livekit.KeepQuiet}} {
		now := livekittest.Ended
		store, ledger := livekittest.NewMemory(), livekittest.NewLedger()
		r := livekittest.NewMapped(store, ledger, c.mapping, func() time.Time { return now })
		talk().finish(60).deliver(t, r)
		for _, late := range []time.Duration{0, time.Millisecond} {
			now = end.Add(c.keep + late)
			if err := r.Prune(t.Context()); err != nil {
				t.Error(err)
			}
			if work, _ := store.Load(t.Context(), "RM_1"); (work.Revision > 0) != (late == 0) {
				t.Errorf("%v, %s: %+v", c.mapping, now, work)
			}
		}
	}
}
