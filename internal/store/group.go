package store

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"reseller-console/internal/fault"
)

// group joins calls that wait for the same act into one, for example batches
// of events into one transaction, so that they share its commit to disk. Nobody
// waits for company: whoever comes while nothing is done begins at once, with
// all that is there. The act begins after the calls that it is for.
type group[In, Out any] struct {
	// act does what all calls of a turn ask for, and returns an outcome for
	// each. If it fails, nothing must have changed.
	act   func(ctx context.Context, all []In) ([]Out, error)
	weigh func(In) int
	most  int           // weight of a turn, unless one call alone has more
	turn  chan struct{} // full while somebody acts

	mu      sync.Mutex
	waiting []*waiter[In, Out]
}

// waiter is a call and, once done is closed, what became of it.
type waiter[In, Out any] struct {
	in   In
	done chan struct{}
	out  Out
	err  error
}

var errInterrupted = errors.New("the work for several calls was interrupted")

func newGroup[In, Out any](most int, weigh func(In) int, act func(context.Context, []In) ([]Out, error)) *group[In, Out] {
	return &group[In, Out]{act: act, weigh: weigh, most: most, turn: make(chan struct{}, 1)}
}

func newWaiter[In, Out any](in In) *waiter[In, Out] {
	return &waiter[In, Out]{in: in, done: make(chan struct{}), err: errInterrupted}
}

// Do acts for a call, alone or with others. If ctx ends while it waits, nothing
// is done; once it is being acted for, its outcome is awaited.
func (g *group[In, Out]) Do(ctx context.Context, in In) (none Out, err error) {
	if err := ctx.Err(); err != nil {
		return none, err
	}
	w := newWaiter[In, Out](in)
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	g.mu.Unlock()
	for {
		select {
		case <-w.done:
			return w.out, w.err
		case <-ctx.Done():
			if g.withdraw(w) {
				return none, ctx.Err()
			}
			<-w.done
			return w.out, w.err
		case g.turn <- struct{}{}:
			g.work(context.WithoutCancel(ctx))
		}
	}
}

// alone calls act while nothing is done, in its turn.
func (g *group[In, Out]) alone(ctx context.Context, act func() error) error {
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

// withdraw reports whether the call was still waiting, and now is not.
func (g *group[In, Out]) withdraw(w *waiter[In, Out]) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, w)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	}
	return i >= 0
}

// take takes the calls of the next turn.
func (g *group[In, Out]) take() []*waiter[In, Out] {
	g.mu.Lock()
	defer g.mu.Unlock()
	n, weight := 0, 0
	for n < len(g.waiting) && (n == 0 || weight+g.weigh(g.waiting[n].in) <= g.most) {
		weight += g.weigh(g.waiting[n].in)
		n++
	}
	taken := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	return taken
}

// work acts for those who wait and gives the turn back. Those who are about to
// come, and only lack a processor, come along.
func (g *group[In, Out]) work(ctx context.Context) {
	defer func() { <-g.turn }()
	runtime.Gosched()
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

// together reports whether all calls have their outcome of one act. If not, one
// of them may be the cause, and each is tried by itself; not so if the database
// is down, which each would have to find out in turn.
func (g *group[In, Out]) together(ctx context.Context, taken []*waiter[In, Out]) bool {
	all := make([]In, len(taken))
	for i, w := range taken {
		all[i] = w.in
	}
	outs, err := g.act(ctx, all)
	for i, w := range taken {
		if w.err = err; err == nil {
			w.out = outs[i]
		}
	}
	return err == nil || fault.KindOf(err) == fault.Unavailable
}
