package usage

import (
	"context"
	"errors"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
)

// Replayed is what became of events in quarantine that were tried again.
type Replayed struct {
	Accepted int64 // counted, and out of the quarantine
	Held     int64 // must still not be counted
	Gone     int64 // counted, retracted, replaced or dropped by somebody else meanwhile
}

// Sum is how many events were tried.
func (r Replayed) Sum() int64 { return r.Accepted + r.Held + r.Gone }

// Replay tries events in quarantine again, in the order in which they came:
// those that may be counted now are, once each, and leave the quarantine; the
// others stay, with the reason that holds now. What comes while it runs is left
// for the next time. It calls progress after each transaction.
//
// An event is counted and leaves the quarantine in one transaction, and only
// if it is still there with the same content: Replay may be broken off at any
// moment, run twice at once, and run while the same events are sent again.
// Who does not operate the platform is account.ErrNotOperator.
func (q *Quarantine) Replay(ctx context.Context, c account.Caller, f HeldFilter, progress func(Replayed)) (Replayed, error) {
	if !c.Operates() {
		return Replayed{}, account.ErrNotOperator
	}
	done, err := q.replay(ctx, f, progress)
	if done.Sum() == 0 {
		return done, err
	}
	return done, errors.Join(err, q.note(ctx, c, "quarantine.replay", f, became("accepted", done.Accepted), became("held", done.Held), became("gone", done.Gone)))
}

func (q *Quarantine) replay(ctx context.Context, f HeldFilter, progress func(Replayed)) (done Replayed, err error) {
	if f, err = q.bounded(ctx, f); err != nil {
		return done, err
	}
	query := HeldQuery{HeldFilter: f, Limit: heldChunk}
	for {
		held, err := q.store.Held(ctx, query)
		if err != nil || len(held) == 0 {
			return done, err
		}
		if err := q.meter.replay(ctx, held, &done); err != nil {
			return done, err
		}
		progress(done)
		query.After = held[len(held)-1].Cursor()
	}
}

// replaySender is who sent what is tried again, in the batch's receipt.
const replaySender = "quarantine replay"

// replay tries some of the held events again. Those that must stay for the
// same cause are not written.
func (m *Meter) replay(ctx context.Context, held []HeldEvent, done *Replayed) error {
	events := make([]Event, len(held))
	for i := range held {
		events[i] = held[i].Event
	}
	places, err := m.places.Places(ctx, projectsOf(events))
	if err != nil {
		return fmt.Errorf("find projects: %w", err)
	}
	now := m.clock()
	open := calendar.DayOf(now).Add(-m.openFrom)
	batch := &Batch{Sender: Sender{Name: replaySender}}
	var entries []Entry
	for i := range held {
		h := &held[i]
		place, known := places[h.Project]
		cause, reason := quarantine(&h.Event, known, open)
		if cause != "" && cause == h.Cause || h.ahead(now) {
			done.Held++
			continue
		}
		batch.Events = append(batch.Events, h.Event)
		entries = append(entries, Entry{Event: h.Event, Place: place, Cause: cause, Quarantine: reason, ReceivedAt: h.ReceivedAt, OpenFrom: open, Replayed: true})
	}
	if len(entries) == 0 {
		return nil
	}
	answer, err := m.store.Record(ctx, newDelivery(batch, entries, now.UnixMilli()))
	if err != nil {
		return fmt.Errorf("replay %d events: %w", len(entries), err)
	}
	for _, r := range answer.Results {
		done.add(r.Outcome)
	}
	return nil
}

func (r *Replayed) add(o Outcome) {
	switch o {
	case Accepted:
		r.Accepted++
	case Quarantined:
		r.Held++
	default:
		r.Gone++
	}
}
