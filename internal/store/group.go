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
	record func(ctx context.Context, deliveries []*usage.Delivery) ([]usage.Answer, error)
	turn   chan struct{} // full while somebody writes

	mu      sync.Mutex
	waiting []*waiter
}

// waiter is a batch and, once done is closed, what became of it.
type waiter struct {
	*usage.Delivery
	done   chan struct{}
	answer usage.Answer
	err    error
}

var errInterrupted = errors.New("the writing of events was interrupted")

func newGroup(record func(context.Context, []*usage.Delivery) ([]usage.Answer, error)) *group {
	return &group{record: record, turn: make(chan struct{}, 1)}
}

// Record keeps a batch, alone or with others. If ctx ends while it waits,
// nothing is kept; once it is being written, its outcome is awaited.
func (g *group) Record(ctx context.Context, d *usage.Delivery) (usage.Answer, error) {
	if err := ctx.Err(); err != nil {
		return usage.Answer{}, err
	}
	w := &waiter{Delivery: d, done: make(chan struct{}), err: errInterrupted}
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	g.mu.Unlock()
	for {
		select {
		case <-w.done:
			return w.answer, w.err
		case <-ctx.Done():
			if g.withdraw(w) {
				return usage.Answer{}, ctx.Err()
			}
			<-w.done
			return w.answer, w.err
		case g.turn <- struct{}{}:
			g.write(context.WithoutCancel(ctx))
		}
	}
}

// alone calls act while no batch is written, in its turn.
func (g *group) alone(ctx context.Context, act func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case g.turn <- struct{}{}:
		defer func() { <-g.turn }()
		return act()
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
	for n < len(g.waiting) && (n == 0 || events+len(g.waiting[n].Entries) <= groupEvents) {
		events += len(g.waiting[n].Entries)
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
	if len(taken) == 0 || g.together(ctx, taken) || len(taken) == 1 {
		return
	}
	for i := range taken {
		g.together(ctx, taken[i:i+1])
	}
}

// together reports whether all batches have their outcome of one transaction.
// If not, one of them may be the cause, and each is tried by itself; not so if
// the database is down, which each would have to find out in turn.
func (g *group) together(ctx context.Context, taken []*waiter) bool {
	deliveries := make([]*usage.Delivery, len(taken))
	for i, w := range taken {
		deliveries[i] = w.Delivery
	}
	answers, err := g.record(ctx, deliveries)
	for i, w := range taken {
		if w.err = err; err == nil {
			w.answer = answers[i]
		}
	}
	return err == nil || fault.KindOf(err) == fault.Unavailable
}
