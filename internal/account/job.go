package account

import (
	"context"
	"fmt"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// JobCount is how many jobs of a kind are in a state.
type JobCount struct {
	Kind  job.Kind
	State job.State
	Count int64
	First time.Time // when the oldest of them was made
}

// JobQuery chooses jobs of everybody, the newest first.
type JobQuery struct {
	Kind   job.Kind  // "" for all
	State  job.State // "" for all
	Before int64     // only those with a lower number; 0: all
	Limit  int
}

// JobStore shows the jobs of everybody.
type JobStore interface {
	// JobCounts counts those that are kept, by kind and state.
	JobCounts(ctx context.Context) ([]JobCount, error)
	// AnyJobs lists those that are chosen.
	AnyJobs(ctx context.Context, q JobQuery) ([]job.Status, error)
	// RetryJob puts one that has failed or was cancelled among those that wait,
	// as if it had never been tried; else ErrNoJob.
	RetryJob(ctx context.Context, act Act, id int64) error
	// CancelJob ends one that has not ended, else ErrNoJob. One under way of a
	// kind that stops by itself is asked to, and keeps what it has made.
	CancelJob(ctx context.Context, act Act, id int64, stops []job.Kind) error
}

// ErrNoJob is the answer to a job that is not there, or not in the state that
// an act needs.
var ErrNoJob = fault.New(fault.Conflict, "There is no such job any more, or it has gone on meanwhile.")

// Jobs is what operators can do about jobs. Others are ErrNotOperator.
type Jobs struct {
	store JobStore
	clock func() time.Time
	stops []job.Kind
}

// NewJobs returns the service over its store; stops are the kinds whose handlers
// ask job.Run.Stopping.
func NewJobs(store JobStore, clock func() time.Time, stops ...job.Kind) *Jobs {
	return &Jobs{store, clock, stops}
}

// Counts counts the jobs that are kept, by kind and state.
func (s *Jobs) Counts(ctx context.Context, c Caller) ([]JobCount, error) {
	if !c.Operates() {
		return nil, ErrNotOperator
	}
	return s.store.JobCounts(ctx)
}

// List lists the jobs that are chosen, the newest first.
func (s *Jobs) List(ctx context.Context, c Caller, q JobQuery) ([]job.Status, error) {
	if !c.Operates() {
		return nil, ErrNotOperator
	}
	return s.store.AnyJobs(ctx, q)
}

// Retry lets a job that has failed or was cancelled be done once more, else
// ErrNoJob.
func (s *Jobs) Retry(ctx context.Context, c Caller, id int64) error {
	if !c.Operates() {
		return ErrNotOperator
	}
	return s.store.RetryJob(ctx, s.did(c, "job.retry", id), id)
}

// Cancel ends a job that has not ended, else ErrNoJob. Whoever works on it
// learns of that within about 15 seconds, or, if it stops by itself, after its
// present step.
func (s *Jobs) Cancel(ctx context.Context, c Caller, id int64) error {
	if !c.Operates() {
		return ErrNotOperator
	}
	return s.store.CancelJob(ctx, s.did(c, "job.cancel", id), id, s.stops)
}

func (s *Jobs) did(c Caller, action Action, id int64) Act {
	act := c.Did(action, s.clock())
	act.Entry.Target = fmt.Sprintf("job %d", id)
	return act
}
