package job

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// LeaseFor is how long a node has a job without saying that it lives: so long
// a job waits if its node died. The clocks of nodes may differ by half of it.
const LeaseFor = time.Minute

const (
	renewEvery   = LeaseFor / 4
	beat         = time.Second     // between two writings of progress
	lookEvery    = time.Second     // for jobs of other nodes and for those whose time has come; up to twice that
	storeTimeout = 5 * time.Second // of what a lease hangs on
)

// Runner does jobs: those of this process at once, all others within about two
// seconds. Each kind has a number of places of its own, so that none waits for
// another.
type Runner struct {
	store Store
	teams map[Kind]*team
	clock func() time.Time
	log   *slog.Logger
	freed chan struct{} // receives after a place became free
}

// team is a kind's places.
type team struct {
	Work
	mu   sync.Mutex
	busy int
	of   map[int64]int // of them, by the reseller whose jobs they do
}

// room is how many places are free, and the resellers that have all that they may.
func (t *team) room() (free int, full []int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for reseller, n := range t.of {
		if t.EachAtOnce > 0 && n >= t.EachAtOnce {
			full = append(full, reseller)
		}
	}
	return t.AtOnce - t.busy, full
}

// take takes a place, or gives one back if by is -1.
func (t *team) take(o Owner, by int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy += by
	if t.of[o.Reseller] += by; t.of[o.Reseller] == 0 {
		delete(t.of, o.Reseller)
	}
}

// NewRunner returns a runner of these kinds of work. Jobs of other kinds are
// left alone.
func NewRunner(store Store, kinds map[Kind]Work, clock func() time.Time, log *slog.Logger) *Runner {
	r := &Runner{store: store, teams: map[Kind]*team{}, clock: clock, log: log, freed: make(chan struct{}, 1)}
	for kind, w := range kinds {
		r.teams[kind] = &team{Work: w, of: map[int64]int{}}
	}
	return r
}

// Run works until ctx ends; then the jobs under way go back to the queue.
func (r *Runner) Run(ctx context.Context) {
	var working sync.WaitGroup
	defer working.Wait()
	for ctx.Err() == nil {
		for kind, t := range r.teams {
			if err := r.start(ctx, kind, t, &working); err != nil && ctx.Err() == nil {
				r.log.ErrorContext(ctx, "look for jobs", "kind", kind, "error", err)
			}
		}
		r.wait(ctx)
	}
}

// start takes up as many jobs as the team has free places: one by one, if each
// reseller may have only some of them.
func (r *Runner) start(ctx context.Context, kind Kind, t *team, working *sync.WaitGroup) error {
	free, full := t.room()
	times, n := min(free, 1), free
	if t.EachAtOnce > 0 {
		times, n = free, 1
	}
	for range times {
		now := r.clock()
		claimed, err := r.store.Claim(ctx, kind, n, now, now.Add(LeaseFor), full...)
		if err != nil || len(claimed) == 0 {
			return err
		}
		for i := range claimed {
			t.take(claimed[i].Owner, 1)
			working.Go(func() { r.work(ctx, t, &claimed[i]) })
		}
		_, full = t.room()
	}
	return nil
}

// work does a job, and frees its place.
func (r *Runner) work(ctx context.Context, t *team, c *Claimed) {
	r.attempt(ctx, &t.Work, c)
	t.take(c.Owner, -1)
	select {
	case r.freed <- struct{}{}:
	default:
	}
}

// wait returns when there may be something to do.
func (r *Runner) wait(ctx context.Context) {
	timer := time.NewTimer(lookEvery + rand.N(lookEvery))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-r.store.Enqueued():
	case <-r.freed:
	case <-timer.C:
	}
}
