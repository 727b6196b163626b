package job

import (
	"context"
	"time"

	"reseller-console/internal/fault"
)

// State is how far a job has come.
type State string

// The states of jobs.
const (
	Queued    State = "queued" // also between two attempts
	Running   State = "running"
	Stopping  State = "stopping" // it is to end early, with what it has made; see Run.Stopping
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Ended reports whether nothing more becomes of the job.
func (s State) Ended() bool { return s != Queued && s != Running && s != Stopping }

// Status is a job as it is kept.
type Status struct {
	ID int64
	Job
	State     State
	Progress  Progress
	Result    []byte    // JSON; nil unless Done, or Cancelled after Stopping
	Attempts  int       // that were made
	Next      time.Time // of the next attempt, while it is Queued
	Error     string    // of the last attempt; for the log and the operator
	CreatedAt time.Time
	EndedAt   time.Time // zero until State.Ended
}

// Lease is a node's right to work on a job, and to write what comes of it. It
// ends with its time, unless it is renewed before, and with the job.
type Lease struct {
	ID    int64 // of the job
	Claim int64 // no two leases of a job have the same
}

// Claimed is a job that a node has taken up.
type Claimed struct {
	Lease
	Job
	Attempt int // from 1
}

// Ending is what became of an attempt.
type Ending struct {
	State    State     // Done, Cancelled, Failed or, to be tried again, Queued
	At       time.Time // of the end, or of the next attempt
	Uncount  bool      // the attempt does not count
	Error    string
	Progress Progress
	Result   []byte
	Follow   []Job // kept in the same transaction
	Now      time.Time
}

// ErrLost says that a lease is over: the job was cancelled, or another node has
// taken it up.
var ErrLost = fault.New(fault.Conflict, "The job is another one's, or was cancelled.")

// Store keeps jobs. They get there with the acts of other stores.
type Store interface {
	// Enqueued receives after this process has kept jobs.
	Enqueued() <-chan struct{}
	// Claim takes up at most n jobs of a kind that wait, and those whose lease
	// has ended, the ones that are due longest first. Their lease lasts until
	// then. When there are none it costs one look at an index. Those of some
	// resellers may be left alone.
	Claim(ctx context.Context, kind Kind, n int, now, until time.Time, except ...int64) ([]Claimed, error)
	// Renew prolongs a lease and keeps the progress, or is ErrLost.
	Renew(ctx context.Context, l Lease, until time.Time, p Progress) error
	// Stopping reports whether the job is to end early, or is ErrLost.
	Stopping(ctx context.Context, l Lease) (bool, error)
	// PutPart keeps a part of the job's file, and forgets the one that was
	// there and all that come after it; or it is ErrLost. Parts are counted from
	// 0.
	PutPart(ctx context.Context, l Lease, seq int, data []byte) error
	// End ends a lease and keeps what became of the job, or is ErrLost.
	End(ctx context.Context, l Lease, e Ending) error
}
