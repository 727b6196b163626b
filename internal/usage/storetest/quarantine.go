package storetest

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

var heldFilters = []usage.HeldFilter{
	{}, {Cause: usage.TooOld}, {Project: "beta"}, {Source: "source-1"}, {Until: firstDay.Start().UnixMilli() + 20},
	{Cause: usage.UnknownProject, Project: "alpha", Source: "source-0", Until: firstDay.Start().UnixMilli() + 30}, {Project: "nobody"},
}

// replayed tries some of what the reference holds again, as package usage
// does; some of it twice.
func (h history) replayed(t *testing.T, reference usage.Store) []usage.Entry {
	t.Helper()
	var entries []usage.Entry
	for _, held := range must(reference.Held(t.Context(), usage.HeldQuery{HeldFilter: heldFilters[h.IntN(4)], Limit: 30}))(t) {
		entry := usage.Entry{Event: held.Event, Place: places[held.Project], ReceivedAt: held.ReceivedAt, Replayed: true}
		if h.IntN(4) == 0 {
			entry.Quarantine, entry.Cause, entry.Place = "still held", usage.TooOld, company.Place{}
		}
		for range 1 + h.IntN(2) {
			entries = append(entries, entry)
		}
	}
	return entries
}

// dropSome forgets some of what is held, in both stores.
func dropSome(t *testing.T, h history, store, reference usage.Store) {
	t.Helper()
	filter, limit := heldFilters[h.IntN(len(heldFilters))], 1+h.IntN(4)
	want := must(reference.DropHeld(t.Context(), filter, limit))(t)
	if got := must(store.DropHeld(t.Context(), filter, limit))(t); got != want {
		t.Fatalf("%d events are dropped from the quarantine, want %d", got, want)
	}
}

func runQuarantine(t *testing.T, open func(t *testing.T) usage.Store) {
	for name, law := range map[string]func(*testing.T, usage.Store){
		"a replay counts what would have counted if the projects had been there": replayCatchesUp,
		"an event counts once, replayed twice at once and sent meanwhile":        replayWhileSending,
		"a replay that was broken off goes on where it was":                      replayGoesOn,
		"what is dropped may come again":                                         dropAndSendAgain,
		"a retraction that is refused stays with its reason":                     refusedStays,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			law(t, open(t))
		})
	}
}

// registry is a company.Store's Places that projects may be added to.
type registry struct {
	mu    sync.Mutex
	known map[string]company.Place
}

func (r *registry) Places(context.Context, []string) (map[string]company.Place, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.known), nil
}

func (r *registry) add(projects ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range projects {
		r.known[p] = places[p]
	}
}

func newRegistry(projects ...string) *registry {
	r := &registry{known: map[string]company.Place{}}
	r.add(projects...)
	return r
}

func clock() time.Time { return firstDay.Add(days + 2).Start() }

func meterOf(store usage.Store, r *registry) *usage.Meter {
	return usage.NewMeter(store, r, clock, usage.DefaultOpenFrom)
}

// untold is a trail that nobody reads.
type untold struct{}

func (untold) Note(context.Context, account.Act) error { return nil }

func quarantineOf(m *usage.Meter) *usage.Quarantine { return usage.NewQuarantine(m, untold{}) }

func replay(t *testing.T, m *usage.Meter, filter usage.HeldFilter) usage.Replayed {
	t.Helper()
	return must(quarantineOf(m).Replay(t.Context(), account.Command(), filter, func(usage.Replayed) {}))(t)
}

func replayCatchesUp(t *testing.T, store usage.Store) {
	h := history{rand.New(rand.NewPCG(11, 3))}
	known := newRegistry("alpha", "orphan")
	late, reference := meterOf(store, known), usage.NewMemory()
	whole := meterOf(reference, newRegistry(projects...))
	for step := range 25 {
		batch := h.settled()
		must(late.Record(t.Context(), batchOf(batch)))(t)
		must(whole.Record(t.Context(), batchOf(batch)))(t)
		if step == 12 {
			known.add("beta", "Beta")
			if done := replay(t, late, usage.HeldFilter{Project: "beta"}); done.Accepted == 0 || done.Held+done.Gone > 0 {
				t.Errorf("beta came to exist, and its replay is %+v", done)
			}
		}
	}
	before := must(store.CountHeld(t.Context(), usage.HeldFilter{}))(t)
	known.add(projects...)
	if done := replay(t, late, usage.HeldFilter{}); len(before) != 1 || done != (usage.Replayed{Accepted: before[0].Events}) {
		t.Errorf("%+v are replayed as %+v", before, done)
	}
	compareValues(t, store, reference)
	if done := replay(t, late, usage.HeldFilter{}); done != (usage.Replayed{}) {
		t.Errorf("a second replay does %+v", done)
	}
}

// settled is a batch in which all that has an id is of one project, and
// retractions have ids of their own: what a replay brings late then comes to
// the same as what came in time.
func (h history) settled() []usage.Event {
	var events []usage.Event
	for _, entry := range h.batch() {
		e := entry.Event
		number := len(e.ID) + int(e.ID[len(e.ID)-1])
		e.Project = projects[number%len(projects)]
		if e.Type == usage.Retract {
			e.ID, e.Revision = "undo-"+e.ID, 0
		}
		events = append(events, e)
	}
	return events
}

func replayWhileSending(t *testing.T, store usage.Store) {
	const n = 3_000
	m, known, events := holdMinutes(t, store, n)
	known.add("alpha")
	var accepted atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			done, err := quarantineOf(m).Replay(t.Context(), account.Command(), usage.HeldFilter{}, func(usage.Replayed) {})
			if err != nil {
				t.Error(err)
			}
			accepted.Add(done.Accepted)
		})
	}
	for i := 0; i < n; i += 100 {
		answer, err := m.Record(t.Context(), batchOf(events[i:i+100]))
		if err != nil {
			t.Error(err)
		}
		for _, r := range answer.Results {
			if r.Outcome == usage.Accepted {
				accepted.Add(1)
			}
		}
	}
	group.Wait()
	if got := accepted.Load(); got != n {
		t.Errorf("%d events were accepted %d times", n, got)
	}
	reference := usage.NewMemory()
	must(meterOf(reference, known).Record(t.Context(), batchOf(events)))(t)
	compareValues(t, store, reference)
}

func batchOf(events []usage.Event) *usage.Batch { return &usage.Batch{Events: events} }

// holdMinutes sends n events of a project that does not exist yet.
func holdMinutes(t *testing.T, store usage.Store, n int) (*usage.Meter, *registry, []usage.Event) {
	t.Helper()
	known, events := newRegistry(), make([]usage.Event, n)
	m := meterOf(store, known)
	for i := range events {
		h := history{rand.New(rand.NewPCG(5, uint64(i)))}
		events[i] = usage.Event{Source: "s", ID: fmt.Sprint(i), Type: usage.Seconds, Project: "alpha", Product: h.product(catalog.Sum), Start: firstDay.Start().UnixMilli(), Value: 60}
	}
	must(m.Record(t.Context(), batchOf(events)))(t)
	return m, known, events
}

func replayGoesOn(t *testing.T, store usage.Store) {
	const n = 10_500 // more than one transaction
	m, known, events := holdMinutes(t, store, n)
	known.add("alpha")
	ctx, stop := context.WithCancel(t.Context())
	begun, err := quarantineOf(m).Replay(ctx, account.Command(), usage.HeldFilter{}, func(usage.Replayed) { stop() })
	if err == nil || begun.Accepted == 0 || begun.Accepted == n {
		t.Fatalf("broken off in its midst, the replay did %+v, %v", begun, err)
	}
	if left := count(t, quarantineOf(m), usage.HeldFilter{}); left != n-begun.Accepted {
		t.Errorf("%d events are left after %+v", left, begun)
	}
	if rest := replay(t, m, usage.HeldFilter{}); rest != (usage.Replayed{Accepted: n - begun.Accepted}) {
		t.Errorf("%+v and then %+v", begun, rest)
	}
	reference := usage.NewMemory()
	must(meterOf(reference, known).Record(t.Context(), batchOf(events)))(t)
	compareValues(t, store, reference)
}

func dropAndSendAgain(t *testing.T, store usage.Store) {
	h := history{rand.New(rand.NewPCG(8, 1))}
	known := newRegistry()
	m := meterOf(store, known)
	var events []usage.Event
	for range 10 {
		events = append(events, h.settled()...)
	}
	must(m.Record(t.Context(), batchOf(events)))(t)
	q := quarantineOf(m)
	alphas := count(t, q, usage.HeldFilter{Project: "alpha"})
	all := count(t, q, usage.HeldFilter{})
	if n := must(q.Drop(t.Context(), account.Command(), usage.HeldFilter{Project: "alpha"}, func(int64) {}))(t); n != alphas || n == 0 {
		t.Errorf("%d events are dropped, want %d", n, alphas)
	}
	if left := count(t, q, usage.HeldFilter{}); left != all-alphas {
		t.Errorf("%d events are left, want %d", left, all-alphas)
	}
	must(q.Drop(t.Context(), account.Command(), usage.HeldFilter{}, func(int64) {}))(t)
	known.add(projects...)
	if done := replay(t, m, usage.HeldFilter{}); done != (usage.Replayed{}) {
		t.Errorf("what was dropped is replayed: %+v", done)
	}
	reference := usage.NewMemory()
	want := must(meterOf(reference, known).Record(t.Context(), batchOf(events)))(t).Results
	for i, got := range must(m.Record(t.Context(), batchOf(events)))(t).Results {
		if got != want[i] {
			t.Fatalf("event %d, sent again after it was dropped: %v, want %v", i, got, want[i])
		}
	}
	compareValues(t, store, reference)
}

func count(t *testing.T, q *usage.Quarantine, filter usage.HeldFilter) (sum int64) {
	t.Helper()
	for _, c := range must(q.Count(t.Context(), filter))(t) {
		sum += c.Events
	}
	return sum
}

func refusedStays(t *testing.T, store usage.Store) {
	known := newRegistry("alpha")
	m := meterOf(store, known)
	undo := func(id, project, target string) usage.Event {
		return usage.Event{Source: "s", ID: id, Type: usage.Retract, Project: project, Target: target}
	}
	must(m.Record(t.Context(), batchOf([]usage.Event{undo("first", "alpha", "x"), undo("second", "beta", "first")})))(t)
	known.add("beta")
	for range 2 {
		if done := replay(t, m, usage.HeldFilter{}); done != (usage.Replayed{Held: 1}) {
			t.Fatalf("the retraction of a retraction is replayed as %+v", done)
		}
		held := must(store.Held(t.Context(), usage.HeldQuery{Limit: 9}))(t)
		if len(held) != 1 || held[0].Cause != usage.Refused || held[0].Reason == "" || held[0].ID != "second" {
			t.Errorf("held is %+v", held)
		}
	}
}
