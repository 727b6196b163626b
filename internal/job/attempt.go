package job

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// attempt does a job once and keeps what became of it.
func (r *Runner) attempt(ctx context.Context, w *Work, c *Claimed) {
	run := newRun(r.store, c)
	log := r.log.With("job", run.ID, "kind", run.Kind, "attempt", run.Attempt)
	err := r.do(ctx, w, run)
	ending := w.ending(run, err, ctx.Err() != nil, r.clock())
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	if ending.State == Failed && w.Failed != nil {
		follow, untold := w.Failed(last, run)
		if ending.Follow = follow; untold != nil {
			log.ErrorContext(ctx, "what follows from the failure is not known", "error", untold)
		}
	}
	lost := r.store.End(last, run.lease, ending)
	switch {
	case errors.Is(lost, ErrLost):
		log.InfoContext(ctx, "the job was cancelled or is done elsewhere")
	case lost != nil:
		log.ErrorContext(ctx, "how the job ended is not kept; it is tried again", "ended", ending.State, "error", lost)
	case ending.State == Failed:
		log.ErrorContext(ctx, "the job failed", "error", err)
	case ending.Error != "":
		log.WarnContext(ctx, "the job is tried again", "at", ending.At, "error", err)
	}
}

// ErrDied is why a job has failed that nobody lived to end.
var ErrDied = errors.New("the program died each time that it was tried")

// do calls the handler, and renews the lease meanwhile.
func (r *Runner) do(ctx context.Context, w *Work, run *Run) (err error) {
	if run.Attempt > w.Attempts {
		return ErrDied
	}
	held, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() { r.renew(held, cancel, run) })
	defer renewing.Wait()
	defer cancel()
	working := held
	if w.Timeout > 0 {
		var done context.CancelFunc
		working, done = context.WithTimeout(held, w.Timeout)
		defer done()
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return w.Do(working, run)
}

// renew keeps progress and lease until ctx ends. It ends it when the lease is
// lost or, because the store does not answer, may be.
func (r *Runner) renew(ctx context.Context, lost context.CancelFunc, run *Run) {
	ticks := time.NewTicker(beat)
	defer ticks.Stop()
	var kept Progress
	for renewed := r.clock(); ; {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		now, reached := r.clock(), run.reached()
		if reached == kept && now.Sub(renewed) < renewEvery {
			continue
		}
		asking, answered := context.WithTimeout(ctx, storeTimeout)
		err := r.store.Renew(asking, run.lease, now.Add(LeaseFor), reached)
		answered()
		switch {
		case err == nil:
			renewed, kept = now, reached
		case errors.Is(err, ErrLost), now.Sub(renewed) >= LeaseFor-renewEvery:
			lost()
			return
		}
	}
}

// ending says what becomes of a job.
func (w *Work) ending(run *Run, err error, stopped bool, now time.Time) Ending {
	e := Ending{State: Queued, At: now, Now: now, Progress: run.reached()}
	_, hopeless := errors.AsType[final](err)
	switch {
	case err == nil:
		e.State, e.Result, e.Follow = Done, run.result, run.follow
		if run.early {
			e.State = Cancelled
		}
		return e
	case stopped:
		e.Uncount = true
		return e
	case hopeless || run.Attempt >= w.Attempts:
		e.State = Failed
	default:
		e.At = now.Add(pauseAfter(run.Attempt, err))
	}
	e.Error = shortened(err.Error())
	return e
}

// The pause after the first attempt doubles with each.
const (
	firstPause   = 10 * time.Second
	longestPause = time.Hour
)

// pauseAfter is what the handler says, else between half and one and a half of
// the pause, so that what failed together is not tried again together.
func pauseAfter(attempt int, err error) time.Duration {
	if said, ok := errors.AsType[Later](err); ok {
		return time.Duration(said)
	}
	pause := longestPause
	if attempt < 10 {
		pause = min(firstPause<<(attempt-1), longestPause)
	}
	return pause/2 + rand.N(pause)
}

const maxError = 4_000 // bytes that are kept

// shortened is a text that every engine can store.
func shortened(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text[:min(len(text), maxError)], ""), "\x00", "")
}
