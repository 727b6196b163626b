package intake

import (
	"context"
	"iter"

	"reseller-console/internal/usage"
)

// Batch holds the events that are taken in together, and of those that could
// not be read no more than their reason.
type Batch struct {
	events  []usage.Event
	places  []place // of events
	refused []refusal
	reasons map[string]string // each kept once
}

// place is where an event was among those sent.
type place struct{ index, line int32 }

type refusal struct {
	place
	id, reason string
}

// maxReasons is how many different reasons are looked for again.
const maxReasons = 1_000

// Add takes an item in. Items come in the order sent.
func (b *Batch) Add(item *Item) {
	at := place{int32(item.Index), int32(item.Line)} // #nosec G115 -- a batch is limited
	if item.Err == nil {
		b.events = append(b.events, item.Event)
		b.places = append(b.places, at)
		return
	}
	b.refused = append(b.refused, refusal{at, item.Event.ID, b.once(item.Err.Detail)})
}

// once returns the reason as it was kept before, so that many events with the
// same mistake cost one text.
func (b *Batch) once(reason string) string {
	if known, ok := b.reasons[reason]; ok {
		return known
	}
	if b.reasons == nil {
		b.reasons = map[string]string{}
	}
	if len(b.reasons) < maxReasons {
		b.reasons[reason] = reason
	}
	return reason
}

// Len is how many items were added.
func (b *Batch) Len() int { return len(b.events) + len(b.refused) }

// Readable is how many of the items are events.
func (b *Batch) Readable() int { return len(b.events) }

// Reset empties the batch, to be filled again.
func (b *Batch) Reset() {
	clear(b.reasons)
	b.events, b.places, b.refused = b.events[:0], b.places[:0], b.refused[:0]
}

// Recorder takes readable events in, in order, with a result for each; see
// usage.Meter.
type Recorder interface {
	Record(ctx context.Context, events []usage.Event) ([]usage.Result, error)
}

// Record hands the readable events to the meter and returns what became of
// all: the unreadable ones are rejected. After an error nothing was kept. The
// answer is good until the batch is changed.
func (b *Batch) Record(ctx context.Context, meter Recorder) (Answer, error) {
	a := Answer{batch: b}
	if len(b.events) > 0 {
		var err error
		if a.results, err = meter.Record(ctx, b.events); err != nil {
			return Answer{}, err
		}
	}
	a.Rejected = int64(len(b.refused))
	for i := range a.results {
		a.Add(a.results[i].Outcome)
	}
	return a, nil
}

// Answer is what became of a batch.
type Answer struct {
	Tally
	batch   *Batch
	results []usage.Result // of the batch's events
}

// Verdict is what became of one event.
type Verdict struct {
	Index   int    // 0-based place among the events as sent
	Line    int    // 1-based line of NDJSON or CSV; 0 otherwise
	ID      string // empty if it could not be read
	Outcome usage.Outcome
	Reason  string
}

// Others lists the events that were not accepted, in the order sent.
func (a *Answer) Others() iter.Seq[Verdict] {
	return func(yield func(Verdict) bool) {
		refused := a.batch.refused
		for i := range a.results {
			at := a.batch.places[i]
			for len(refused) > 0 && refused[0].index < at.index {
				if !yield(refused[0].verdict()) {
					return
				}
				refused = refused[1:]
			}
			if r := a.results[i]; r.Outcome != usage.Accepted && !yield(Verdict{int(at.index), int(at.line), a.batch.events[i].ID, r.Outcome, r.Reason}) {
				return
			}
		}
		for i := range refused {
			if !yield(refused[i].verdict()) {
				return
			}
		}
	}
}

func (r *refusal) verdict() Verdict {
	return Verdict{int(r.index), int(r.line), r.id, usage.Rejected, r.reason}
}
