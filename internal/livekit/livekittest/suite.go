package livekittest

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/livekit"
)

// Clock returns a clock that stands still.
func Clock(at time.Time) func() time.Time { return func() time.Time { return at } }

// NewReceiver returns a receiver that knows Key and no mapping.
func NewReceiver(s livekit.Store, m livekit.Meter, clock func() time.Time) *livekit.Receiver {
	return NewMapped(s, m, nil, clock)
}

// NewMapped returns a receiver that knows Key and this mapping.
func NewMapped(s livekit.Store, m livekit.Meter, mapping livekit.Mapping, clock func() time.Time) *livekit.Receiver {
	return livekit.NewReceiver(livekit.NewVerifier(map[string]string{Key: Secret}), s, m, mapping, clock)
}

// to gives all rooms to one project.
func to(project string) livekit.ProjectOf { return func(livekit.Room) string { return project } }

// Shuffle drops some bodies for good and returns the rest twice: in the order
// given, and as a bad network and a slow sender might deliver it, repeated and
// out of order.
func Shuffle(seed uint64, bodies [][]byte) (ordered, mixed [][]byte) {
	random := rand.New(rand.NewPCG(seed, 2))
	for _, body := range bodies {
		if random.IntN(100) < 10 {
			continue
		}
		ordered = append(ordered, body)
		for mixed = append(mixed, body); random.IntN(100) < 20; {
			mixed = append(mixed, body)
		}
	}
	random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return ordered, mixed
}

// Deliver hands the bodies to a receiver on store and returns what it counted.
// Now and then the ledger has a mishap; LiveKit may then send the body again,
// or the server may have crashed and resumes in the end.
func Deliver(t *testing.T, store livekit.Store, seed uint64, bodies [][]byte) *Ledger {
	t.Helper()
	ledger := NewLedger()
	receiver := NewReceiver(store, ledger, Clock(Ended))
	random := rand.New(rand.NewPCG(seed, 3))
	for _, body := range bodies {
		switch random.IntN(20) {
		case 0:
			ledger.Fail()
		case 1:
			ledger.Lose()
		}
		r := New(Ended, body)
		err := receiver.Receive(t.Context(), r.Authorization, r.Body)
		if errors.Is(err, ErrDown) && random.IntN(2) == 0 {
			err = receiver.Receive(t.Context(), r.Authorization, r.Body)
		}
		if err != nil && !errors.Is(err, ErrDown) {
			t.Fatal(err)
		}
	}
	err := receiver.Resume(t.Context())
	if errors.Is(err, ErrDown) { // of a mishap that had waited
		err = receiver.Resume(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	if dirty, err := store.Dirty(t.Context()); len(dirty) > 0 || err != nil {
		t.Fatalf("dirty %v, %v", dirty, err)
	}
	return ledger
}

// Suite checks a store against its contract and the reference.
func Suite(t *testing.T, open func(t *testing.T) livekit.Store) {
	t.Run("random histories are derived as from the reference", func(t *testing.T) {
		t.Parallel()
		store := open(t)
		for seed := range uint64(12) {
			_, mixed := Shuffle(seed, History(seed))
			want := Deliver(t, NewMemory(), seed, mixed)
			got := Deliver(t, store, seed, mixed)
			if !maps.Equal(got.Live(), want.Live()) || got.Sent != want.Sent {
				t.Errorf("seed %d: %d events sent, %d live; want %d and %d", seed, got.Sent, len(got.Live()), want.Sent, len(want.Live()))
			}
		}
	})
	t.Run("two servers that take webhooks at once count as one", func(t *testing.T) {
		t.Parallel()
		together(t, open(t))
	})
	t.Run("a dirty room is resumed until its revision is settled", func(t *testing.T) {
		t.Parallel()
		dirtyRoom(t, open(t))
	})
	t.Run("rooms of another project than before are dirty with a higher revision", func(t *testing.T) {
		t.Parallel()
		moved(t, open(t))
	})
	t.Run("rooms that are over are forgotten", func(t *testing.T) {
		t.Parallel()
		prune(t, open(t))
	})
}

func together(t *testing.T, store livekit.Store) {
	for seed := range uint64(6) {
		ordered, mixed := Shuffle(seed, History(seed))
		ledger := NewLedger()
		var servers sync.WaitGroup
		for range 2 {
			receiver := NewReceiver(store, ledger, Clock(Ended))
			servers.Go(func() {
				for _, body := range mixed {
					r := New(Ended, body)
					if err := receiver.Receive(t.Context(), r.Authorization, r.Body); err != nil {
						t.Error(err)
					}
				}
			})
		}
		servers.Wait()
		if err := NewReceiver(store, ledger, Clock(Ended)).Resume(t.Context()); err != nil {
			t.Error(err)
		}
		if want := Deliver(t, NewMemory(), seed, ordered).Live(); !maps.Equal(ledger.Live(), want) {
			t.Errorf("seed %d: %v, want %v", seed, ledger.Live(), want)
		}
	}
}

func dirtyRoom(t *testing.T, s livekit.Store) {
	ctx := t.Context()
	left := &livekit.Webhook{ID: "EV_1", Event: livekit.ParticipantLeft, CreatedAt: 9000, Touched: livekit.Touched{
		Room:        livekit.Room{SID: "RM_1", Name: "prj_a.room"},
		Participant: livekit.Participant{SID: "PA_1", Identity: "alice", JoinedAt: 4000, LeftAt: 9000},
	}}
	for range 2 {
		work, err := s.Save(ctx, left, to("prj_a"))
		if err != nil || !slices.Equal(work.Due, []string{"PA_1"}) || work.Revision != 1 || work.Facts.Participants[0].LeftAt != 9000 {
			t.Fatalf("work %+v, %v", work, err)
		}
	}
	if ok, err := s.Plan(ctx, "RM_1", 2, map[string]int{"PA_1": 7}); ok || err != nil {
		t.Errorf("a plan for another revision was taken, %v", err)
	}
	for _, n := range []int{3, 2} {
		if ok, err := s.Plan(ctx, "RM_1", 1, map[string]int{"PA_1": n}); !ok || err != nil {
			t.Errorf("plan refused, %v", err)
		}
	}
	if work, err := s.Load(ctx, "RM_1"); err != nil || len(work.Due) != 1 || work.Facts.Participants[0].Sent != 3 {
		t.Errorf("work %+v, %v", work, err)
	}
	for _, c := range []struct {
		revision int64
		dirty    int
	}{{2, 1}, {1, 0}} {
		err := s.Settle(ctx, "RM_1", c.revision)
		if dirty, err2 := s.Dirty(ctx); len(dirty) != c.dirty || errors.Join(err, err2) != nil {
			t.Errorf("revision %d settled: dirty %v, %v, %v", c.revision, dirty, err, err2)
		}
	}
	if work, err := s.Save(ctx, left, to("prj_a")); err != nil || len(work.Due) != 0 {
		t.Errorf("a webhook known before makes work %+v, %v", work, err)
	}
	if work, err := s.Load(ctx, "RM_unknown"); err != nil || len(work.Due) != 0 {
		t.Errorf("an unknown room makes work %+v, %v", work, err)
	}
}

func moved(t *testing.T, s livekit.Store) {
	ctx := t.Context()
	for i, sid := range []string{"RM_1", "RM_2"} {
		left := &livekit.Webhook{ID: "EV_" + sid, Event: livekit.ParticipantLeft, CreatedAt: 9000, Touched: livekit.Touched{
			Room:        livekit.Room{SID: sid, Name: "room"},
			Participant: livekit.Participant{SID: "PA_1", Identity: "alice", JoinedAt: 4000, LeftAt: 9000},
		}}
		work, err := s.Save(ctx, left, to("prj_a"))
		if err = errors.Join(err, s.Settle(ctx, sid, 1)); err != nil || work.Project != "prj_a" || work.Revision != 1 {
			t.Fatalf("room %d: %+v, %v", i, work, err)
		}
	}
	project := func(r livekit.Room) string { return map[string]string{"RM_1": "prj_a", "RM_2": "prj_b"}[r.SID] }
	for _, want := range []int{1, 0} {
		if n, err := s.Move(ctx, project); n != want || err != nil {
			t.Errorf("%d rooms moved, %v", n, err)
		}
		dirty, err := s.Dirty(ctx)
		work, err2 := s.Load(ctx, "RM_2")
		if !slices.Equal(dirty, []string{"RM_2"}) || work.Project != "prj_b" || work.Revision != 2 || errors.Join(err, err2) != nil {
			t.Errorf("dirty %v, work %+v, %v, %v", dirty, work, err, err2)
		}
	}
	later := &livekit.Webhook{ID: "EV_3", Event: livekit.TrackPublished, CreatedAt: 9500, Touched: livekit.Touched{Room: livekit.Room{SID: "RM_1", Name: "room"}}}
	if work, err := s.Save(ctx, later, to("prj_c")); err != nil || work.Project != "prj_c" || work.Revision != 2 || !slices.Equal(work.Due, []string{"PA_1"}) {
		t.Errorf("a webhook after the move: %+v, %v", work, err)
	}
}

func prune(t *testing.T, s livekit.Store) {
	ctx := t.Context()
	project := func(r livekit.Room) string {
		if r.SID == "RM_whose" {
			return livekit.Unmapped + "room"
		}
		return "prj_a"
	}
	for sid, w := range map[string]*livekit.Webhook{
		"RM_whose": {ID: "EV_0", Event: livekit.RoomFinished, CreatedAt: 5000},
		"RM_old":   {ID: "EV_1", Event: livekit.RoomFinished, CreatedAt: 5000},
		"RM_new":   {ID: "EV_2", Event: livekit.RoomFinished, CreatedAt: 8000},
		"RM_quiet": {ID: "EV_3", Event: livekit.RoomStarted, CreatedAt: 1000},
		"RM_dirty": {ID: "EV_4", Event: livekit.ParticipantLeft, CreatedAt: 1000},
	} {
		w.Room = livekit.Room{SID: sid, Name: "room"}
		switch w.Event {
		case livekit.RoomFinished:
			w.Room.FinishedAt = w.CreatedAt
		case livekit.ParticipantLeft:
			w.Participant = livekit.Participant{SID: "PA_1", Identity: "alice", JoinedAt: 1, LeftAt: 1000}
		}
		if _, err := s.Save(ctx, w, project); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Prune(ctx, 6000, 2000); n != 2 || err != nil {
		t.Errorf("%d rooms forgotten, %v", n, err)
	}
	for sid, known := range map[string]bool{"RM_whose": true, "RM_old": false, "RM_new": true, "RM_quiet": false, "RM_dirty": true} {
		if work, err := s.Load(ctx, sid); err != nil || (work.Revision > 0) != known {
			t.Errorf("%s: %+v, %v", sid, work, err)
		}
	}
}
