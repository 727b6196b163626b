package usage

import "iter"

// Batch is what a sender sends at once.
type Batch struct {
	Sender    Sender
	RequestID string  // by which the sender knows it; may be empty
	Events    []Event // those that could be read, in the order sent
	// Positions are where the events were among all that was sent. It may be
	// empty if nothing was refused.
	Positions []Position
	Refused   []Refusal // those that could not be read, in the order sent
	// Bookmark is kept together with the batch, if it is a part of a file.
	Bookmark *Bookmark
}

// Position is where an event was among those sent.
type Position struct {
	Index int32 // 0-based
	Line  int32 // 1-based line of NDJSON or CSV; 0 otherwise
}

// Refusal is an event that could not be read, and why.
type Refusal struct {
	Position
	ID     string // empty if it could not be read
	Reason string
}

// Len is how many events were sent.
func (b *Batch) Len() int { return len(b.Events) + len(b.Refused) }

// Answer is what became of a batch.
type Answer struct {
	Receipt Receipt
	Results []Result // of the batch's events
	batch   *Batch
}

// Answer makes the answer of the results of the batch's events: those that
// could not be read are rejected. The receipt has that id, and the batch was
// received at that time, Unix milliseconds. The answer is good until the batch
// is changed.
func (b *Batch) Answer(id string, receivedAt int64, results []Result) Answer {
	a := Answer{Results: results, batch: b,
		Receipt: Receipt{ID: id, ReceivedAt: receivedAt, Sender: b.Sender, RequestID: b.RequestID, Sent: int64(b.Len())}}
	a.Receipt.Rejected = int64(len(b.Refused))
	for i := range results {
		a.Receipt.Add(results[i].Outcome)
	}
	a.Receipt.Verdicts = firstVerdicts(a.Others())
	return a
}

// Verdict is what became of one event.
type Verdict struct {
	Index   int    // 0-based place among the events as sent
	Line    int    // 1-based line of NDJSON or CSV; 0 otherwise
	ID      string // empty if it could not be read
	Outcome Outcome
	Reason  string
}

// Others lists the events that were not accepted, in the order sent.
func (a *Answer) Others() iter.Seq[Verdict] {
	return func(yield func(Verdict) bool) {
		refused := a.batch.Refused
		for i, r := range a.Results {
			at := a.batch.position(i)
			for len(refused) > 0 && refused[0].Index < at.Index {
				if !yield(refused[0].verdict()) {
					return
				}
				refused = refused[1:]
			}
			if r.Outcome != Accepted && !yield(Verdict{int(at.Index), int(at.Line), a.batch.Events[i].ID, r.Outcome, r.Reason}) {
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

func (b *Batch) position(i int) Position {
	if len(b.Positions) == 0 {
		return Position{Index: int32(i)} // #nosec G115 -- a batch is limited
	}
	return b.Positions[i]
}

func (r *Refusal) verdict() Verdict {
	return Verdict{int(r.Index), int(r.Line), r.ID, Rejected, r.Reason}
}
