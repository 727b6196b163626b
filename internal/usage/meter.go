package usage

import (
	"context"
	"fmt"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Places finds where projects belong. A project that does not exist is absent
// from the answer.
type Places interface {
	Places(ctx context.Context, projects []string) (map[string]company.Place, error)
}

// DefaultOpenFrom is how many days back a day can still be written.
const DefaultOpenFrom = 400

// MaxAhead is how far an event may lie in the future of the server's clock.
const MaxAhead = 10 * time.Minute

// Meter takes usage in. It decides what may be counted and hands batches to
// the store, which counts each event once.
type Meter struct {
	store    Store
	places   Places
	clock    func() time.Time
	openFrom int
}

// NewMeter returns a meter that writes to store. Events of days more than
// openFrom days back are quarantined.
func NewMeter(store Store, places Places, clock func() time.Time, openFrom int) *Meter {
	return &Meter{store: store, places: newPlaceCache(places), clock: clock, openFrom: openFrom}
}

// Record takes a batch in, in order, and returns a result for each event.
// After a nil error all that is accepted or quarantined is on disk; after any
// other nothing was kept, and the same batch can be sent again.
func (m *Meter) Record(ctx context.Context, events []Event) ([]Result, error) {
	places, err := m.places.Places(ctx, projectsOf(events))
	if err != nil {
		return nil, fmt.Errorf("find projects: %w", err)
	}
	now := m.clock()
	open := calendar.DayOf(now).Add(-m.openFrom)
	results := make([]Result, len(events))
	entries := make([]Entry, 0, len(events))
	index := make([]int, 0, len(events))
	for i := range events {
		e := &events[i]
		if e.ahead(now) {
			results[i] = Result{Rejected, fmt.Sprintf("%s lies more than %d minutes in the future", e.lastMember(), MaxAhead/time.Minute)}
			continue
		}
		place, known := places[e.Project]
		cause, reason := quarantine(e, known, open)
		entries = append(entries, Entry{Event: *e, Place: place, Cause: cause, Quarantine: reason, ReceivedAt: now.UnixMilli(), OpenFrom: open})
		index = append(index, i)
	}
	if len(entries) == 0 {
		return results, nil
	}
	recorded, err := m.store.Record(ctx, entries)
	if err != nil {
		return nil, fmt.Errorf("record %d events: %w", len(entries), err)
	}
	for k, r := range recorded {
		results[index[k]] = r
	}
	return results, nil
}

// quarantine says why an event must not be counted now.
func quarantine(e *Event, known bool, open calendar.Day) (Cause, string) {
	if !known {
		return UnknownProject, fmt.Sprintf("unknown project %q", e.Project)
	}
	if e.Type != Retract && e.FirstDay() < open {
		return TooOld, fmt.Sprintf("older than %s, the first day that is still open", open)
	}
	return "", ""
}

// lastMember names the part of the event that says until when it counts.
func (e *Event) lastMember() string {
	switch e.Type {
	case Session, Transcoding:
		return "data.end"
	case Seconds:
		return "data.day"
	}
	return "data.at"
}

func (e *Event) ahead(now time.Time) bool {
	return max(e.Start, e.End) > now.Add(MaxAhead).UnixMilli()
}

func projectsOf(events []Event) []string {
	seen := map[string]bool{}
	var all []string
	for i := range events {
		if p := events[i].Project; !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	return all
}
