// Package intake reads usage events as their senders write them (CloudEvents
// as JSON, batches, NDJSON, CSV) into usage.Event, writes them again, and
// imports files of them.
//
// It owns the wire formats and the rules that one event can be judged by
// alone. It does not own what needs the clock or other data (the future,
// unknown projects, duplicates: package usage), nor HTTP (package api).
//
// One bad event never spoils a batch: it becomes an Item with an error. Only
// what cannot be taken apart at all is an error of the whole.
package intake

import (
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Item is one event of a batch or file, or why it could not be read.
type Item struct {
	Index int         // 0-based place among the events as sent
	Line  int         // 1-based line of NDJSON or CSV; 0 otherwise
	Event usage.Event // if Err is set: only Source and ID, as far as they could be read
	Err   *fault.Error
}

// Tally counts outcomes. The five add up to the events sent.
type Tally struct {
	Accepted    int64 `json:"accepted"`
	Duplicate   int64 `json:"duplicate"`
	Conflict    int64 `json:"conflict"`
	Quarantined int64 `json:"quarantined"`
	Rejected    int64 `json:"rejected"`
}

// Add counts one outcome.
func (t *Tally) Add(o usage.Outcome) {
	switch o {
	case usage.Accepted:
		t.Accepted++
	case usage.Duplicate:
		t.Duplicate++
	case usage.Conflict:
		t.Conflict++
	case usage.Quarantined:
		t.Quarantined++
	case usage.Rejected:
		t.Rejected++
	}
}

// Plus adds other counts.
func (t *Tally) Plus(o Tally) {
	t.Accepted += o.Accepted
	t.Duplicate += o.Duplicate
	t.Conflict += o.Conflict
	t.Quarantined += o.Quarantined
	t.Rejected += o.Rejected
}

// Sum is the number of events counted.
func (t Tally) Sum() int64 {
	return t.Accepted + t.Duplicate + t.Conflict + t.Quarantined + t.Rejected
}
