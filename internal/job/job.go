// Package job is work that is kept until it is done: mails, exports, bills.
//
// It owns when a job is tried, how often, and how it ended. It does not know
// what any job is about: that is its kind's handler, and its payload is JSON
// that only the handler reads.
package job

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"
)

// Kind says which handler does a job.
type Kind string

// Owner is whose job it is: who may see it.
type Owner struct {
	Reseller int64 // 0: nobody's
	User     int64 // who asked for it; 0: a program
}

// Job is work to be done. A transaction that changes something keeps the jobs
// that follow from it, so that neither is without the other.
type Job struct {
	Kind      Kind
	Payload   []byte // JSON, at most MaxPayload bytes
	Owner     Owner
	NotBefore time.Time // zero: at once
}

// MaxPayload is how many bytes of payload are kept.
const MaxPayload = 64 << 10

// New returns a job whose payload is v as JSON.
func New(kind Kind, owner Owner, v any) (Job, error) {
	payload, err := json.Marshal(v)
	return Job{Kind: kind, Payload: payload, Owner: owner}, err
}

// Handler does the jobs of one kind. It may be called again for a job that it
// has done, if the program died before that was noted.
type Handler func(ctx context.Context, r *Run) error

// Run is one attempt at a job.
type Run struct {
	ID int64
	Job
	follow []Job
}

// Follow adds work that is kept in the transaction in which the job ends well.
func (r *Run) Follow(j Job) { r.follow = append(r.follow, j) }
