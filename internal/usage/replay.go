package usage

import (
	"context"
	"fmt"

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
func (q *Quarantine) Replay(ctx context.Context, f HeldFilter, progress func(Replayed)) (done Replayed, err error) {
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
	entries := make([]Entry, 0, len(held))
	for i := range held {
		h := &held[i]
		place, known := places[h.Project]
		cause, reason := quarantine(&h.Event, known, open)
		if cause != "" && cause == h.Cause || h.ahead(now) {
			done.Held++
			continue
		}
		entries = append(entries, Entry{Event: h.Event, Place: place, Cause: cause, Quarantine: reason, ReceivedAt: h.ReceivedAt, OpenFrom: open, Replayed: true})
	}
	if len(entries) == 0 {
		return nil
	}
	results, err := m.store.Record(ctx, entries)
	if err != nil {
		return fmt.Errorf("replay %d events: %w", len(entries), err)
	}
	for _, r := range results {
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
