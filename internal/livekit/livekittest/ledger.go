package livekittest

import (
	"context"
	"errors"
	"sync"

	"reseller-console/internal/usage"
)

// Ledger stands in for the meter: of each event it keeps the highest revision.
type Ledger struct {
	mu     sync.Mutex
	events map[string]usage.Event
	next   mishap
	Sent   int // events handed to Record that did not fail
}

// NewLedger returns an empty ledger.
func NewLedger() *Ledger { return &Ledger{events: map[string]usage.Event{}} }

// ErrDown is what a ledger that is down returns.
var ErrDown = errors.New("the usage store is down")

// mishap is what happens to the next Record.
type mishap uint8

const (
	none mishap = iota
	refused
	lost
)

// Fail makes the next Record fail and keep nothing.
func (l *Ledger) Fail() { l.next = refused }

// Lose makes the next Record keep all and fail all the same, as if the power
// had gone before anybody could be told.
func (l *Ledger) Lose() { l.next = lost }

// Record implements livekit.Meter.
func (l *Ledger) Record(_ context.Context, batch *usage.Batch) (usage.Answer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mishap := l.next
	l.next = none
	if mishap == refused {
		return usage.Answer{}, ErrDown
	}
	results := make([]usage.Result, len(batch.Events))
	for i, e := range batch.Events {
		results[i] = l.record(e)
	}
	if mishap == lost {
		return usage.Answer{}, ErrDown
	}
	l.Sent += len(batch.Events)
	return batch.Answer("", 0, results), nil
}

func (l *Ledger) record(e usage.Event) usage.Result {
	old, known := l.events[e.ID]
	same := old
	same.Revision = e.Revision
	switch {
	case known && same == e:
		e.Revision = max(e.Revision, old.Revision)
		l.events[e.ID] = e
		return usage.Result{Outcome: usage.Duplicate}
	case known && e.Revision == old.Revision:
		return usage.Result{Outcome: usage.Conflict}
	case known && e.Revision < old.Revision:
		return usage.Result{Outcome: usage.Duplicate}
	}
	l.events[e.ID] = e
	return usage.Result{Outcome: usage.Accepted}
}

// Live returns the events that have a length, by id and without their
// revisions: what counts in the end.
func (l *Ledger) Live() map[string]usage.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	live := map[string]usage.Event{}
	for id, e := range l.events {
		if e.End > e.Start {
			e.Revision = 0
			live[id] = e
		}
	}
	return live
}

// Use is whose seconds they are.
type Use struct {
	Project, Product, Channel, User string
}

// Seconds of the classes audio, SD, HD and HDP.
type Seconds [4]int64

// Seconds adds up what counts, as the domain's rules say: floored ends, class
// by received pixels.
func (l *Ledger) Seconds() map[Use]Seconds {
	sums := map[Use]Seconds{}
	for _, e := range l.Live() {
		use := Use{e.Project, e.Product.ID, e.Channel, e.User}
		sum := sums[use]
		sum[class(e.Pixels)] += e.End/1000 - e.Start/1000
		sums[use] = sum
	}
	return sums
}

func class(pixels int64) int {
	switch {
	case pixels == 0:
		return 0
	case pixels < 230_400:
		return 1
	case pixels <= 921_600:
		return 2
	}
	return 3
}
