package store

import (
	"context"
	"errors"
	"slices"
	"sync"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// groupEvents is about how many events go into one transaction: more gain
// little, and let others wait.
const groupEvents = 20_000

// group joins batches that wait for the writer into one transaction, so that
// they share its commit to disk. Nobody waits for company: whoever comes while
// nothing is written begins at once, with all that is there.
type group struct {
	// record keeps batches in one transaction.
	record func(ctx context.Context, entries []usage.Entry) ([]usage.Result, error)
	turn   chan struct{} // full while somebody writes

	mu      sync.Mutex
	waiting []*waiter
}

// waiter is a batch and, once done is closed, what became of it.
type waiter struct {
	entries []usage.Entry
	done    chan struct{}
	results []usage.Result
	err     error
}

var errInterrupted = errors.New("the writing of events was interrupted")

func newGroup(record func(context.Context, []usage.Entry) ([]usage.Result, error)) *group {
	return &group{record: record, turn: make(chan struct{}, 1)}
}

// Record keeps a batch, alone or with others. If ctx ends while it waits,
// nothing is kept; once it is being written, its outcome is awaited.
func (g *group) Record(ctx context.Context, entries []usage.Entry) ([]usage.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w := &waiter{entries: entries, done: make(chan struct{}), err: errInterrupted}
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	g.mu.Unlock()
	for {
		select {
		case <-w.done:
			return w.results, w.err
		case <-ctx.Done():
			if g.withdraw(w) {
				return nil, ctx.Err()
			}
			<-w.done
			return w.results, w.err
		case g.turn <- struct{}{}:
			g.write(context.WithoutCancel(ctx))
		}
	}
}

// withdraw reports whether the batch was still waiting, and now is not.
func (g *group) withdraw(w *waiter) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, w)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	}
	return i >= 0
}

// take takes the batches that go into the next transaction.
func (g *group) take() []*waiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	n, events := 0, 0
	for n < len(g.waiting) && (n == 0 || events+len(g.waiting[n].entries) <= groupEvents) {
		events += len(g.waiting[n].entries)
		n++
	}
	taken := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	return taken
}

// write keeps what is waiting and gives the turn back.
func (g *group) write(ctx context.Context) {
	defer func() { <-g.turn }()
	taken := g.take()
	defer func() {
		for _, w := range taken {
			close(w.done)
		}
	}()
	if len(taken) > 1 && g.together(ctx, taken) {
		return
	}
	for _, w := range taken {
		w.results, w.err = g.record(ctx, w.entries)
	}
}

// together reports whether all batches have their outcome of one transaction.
// If not, one of them may be the cause, and each is tried by itself; not so if
// the database is down, which each would have to find out in turn.
func (g *group) together(ctx context.Context, taken []*waiter) bool {
	var all []usage.Entry
	for _, w := range taken {
		all = append(all, w.entries...)
	}
	results, err := g.record(ctx, all)
	if fault.KindOf(err) == fault.Unavailable {
		for _, w := range taken {
			w.err = err
		}
		return true
	}
	if err != nil {
		return false
	}
	for _, w := range taken {
		n := len(w.entries)
		w.results, w.err, results = results[:n:n], nil, results[n:]
	}
	return true
}
