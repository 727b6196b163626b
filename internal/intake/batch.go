package intake

import (
	"context"

	"reseller-console/internal/usage"
)

// Batch collects the events that are taken in together, and of those that
// could not be read no more than their reason.
type Batch struct {
	usage.Batch
	reasons map[string]string // each kept once
}

// maxReasons is how many different reasons are looked for again.
const maxReasons = 1_000

// Add takes an item in. Items come in the order sent.
func (b *Batch) Add(item *Item) {
	at := usage.Position{Index: int32(b.Len()), Line: int32(item.Line)} // #nosec G115 -- a batch is limited
	if item.Err == nil {
		b.Events = append(b.Events, item.Event)
		b.Positions = append(b.Positions, at)
		return
	}
	b.Refused = append(b.Refused, usage.Refusal{Position: at, ID: item.Event.ID, Reason: b.once(item.Err.Detail)})
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

// Append takes in what another batch holds, after all that is there.
func (b *Batch) Append(more *Batch) {
	after := int32(b.Len()) // #nosec G115 -- a batch is limited
	b.Events = append(b.Events, more.Events...)
	for _, at := range more.Positions {
		b.Positions = append(b.Positions, usage.Position{Index: after + at.Index, Line: at.Line})
	}
	for _, r := range more.Refused {
		r.Index += after
		b.Refused = append(b.Refused, r)
	}
}

// Reset empties the batch, to be filled again.
func (b *Batch) Reset() {
	clear(b.reasons)
	b.Events, b.Positions, b.Refused = b.Events[:0], b.Positions[:0], b.Refused[:0]
}

// Recorder takes batches in; see usage.Meter.
type Recorder interface {
	Record(ctx context.Context, batch *usage.Batch) (usage.Answer, error)
}
