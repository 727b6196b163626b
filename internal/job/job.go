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
// has done, if the program died before that was noted. Its context ends when
// the program stops, and when the job was cancelled or is somebody else's by
// now.
//
// A job whose handler fails is tried again after a pause that grows, or the one
// that the error says (Later), unless it is Final.
type Handler func(ctx context.Context, r *Run) error

// Final marks an error that trying again cannot mend.
func Final(err error) error { return final{err} }

type final struct{ error }

func (f final) Unwrap() error { return f.error }

// Later is the error of a handler that is to be called again in so long, and the
// two seconds that it takes to look.
type Later time.Duration

func (l Later) Error() string { return "it is to be tried again in " + time.Duration(l).String() }

// Work is how the jobs of one kind are done.
type Work struct {
	Do Handler
	// Failed tells what work follows when no other attempt is made, kept in the
	// transaction in which the job ends; nil: none.
	Failed     func(ctx context.Context, r *Run) ([]Job, error)
	AtOnce     int           // how many at the same time on this node, at least 1
	EachAtOnce int           // how many of them for one reseller; 0: all
	Attempts   int           // how often one is tried before it has failed, at least 1
	Timeout    time.Duration // of one attempt; 0: none
}
