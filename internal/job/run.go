package job

import (
	"context"
	"sync"

	"github.com/go-json-experiment/json"
)

// Run is one attempt at a job.
type Run struct {
	ID int64
	Job
	Attempt int // from 1

	store  Store
	lease  Lease
	follow []Job
	result []byte
	early  bool // it ends early, because that was asked for

	mu       sync.Mutex
	progress Progress
}

// Progress is how far a job is, in units of its kind.
type Progress struct {
	Done  int64
	Total int64 // 0: unknown
}

func newRun(s Store, c *Claimed) *Run {
	return &Run{ID: c.ID, Job: c.Job, Attempt: c.Attempt, store: s, lease: c.Lease}
}

// Read reads the payload into v. One that cannot be read is Final.
func (r *Run) Read(v any) error {
	if err := json.Unmarshal(r.Payload, v); err != nil {
		return Final(err)
	}
	return nil
}

// Follow adds work that is kept in the transaction in which the job ends well.
func (r *Run) Follow(all ...Job) { r.follow = append(r.follow, all...) }

// Result sets what came of the job, as JSON that its kind reads. It is kept
// when the job ends well.
func (r *Run) Result(v any) (err error) {
	r.result, err = json.Marshal(v)
	return err
}

// Stopping reports whether somebody has asked that the job ends early. A handler
// that was told so ends well, with what it has made: the job is then Cancelled,
// with its result.
func (r *Run) Stopping(ctx context.Context) (early bool, err error) {
	r.early, err = r.store.Stopping(ctx, r.lease)
	return r.early, err
}

// Progress tells how far the job is. It may be called as often as one likes:
// it is kept about once a second.
func (r *Run) Progress(p Progress) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress = p
}

func (r *Run) reached() Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.progress
}
