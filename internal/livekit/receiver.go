package livekit

import (
	"context"
	"fmt"
	"hash/maphash"
	"log/slog"
	"sync"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Meter takes usage in; usage.Meter is one.
type Meter interface {
	Record(ctx context.Context, batch *usage.Batch) (usage.Answer, error)
}

// How long facts are kept. LiveKit drops webhooks after 30 seconds, so nothing
// is heard of a room that long after it finished; for two days a wrong mapping
// can still be corrected. A room that never reports its end is given up as soon
// as a session could not be longer either, and so is one that nobody mapped.
const (
	KeepFinished = 2 * 24 * time.Hour
	KeepQuiet    = usage.MaxSpan * time.Millisecond
)

// Receiver makes usage of webhooks. It may be used by many goroutines, and by
// several servers on one store.
type Receiver struct {
	verifier *Verifier
	store    Store
	meter    Meter
	mapping  Mapping
	clock    func() time.Time
	seed     maphash.Seed
	locks    [64]sync.Mutex
}

// NewReceiver returns a receiver that keeps facts in store and records usage
// with meter.
func NewReceiver(v *Verifier, s Store, m Meter, mapping Mapping, clock func() time.Time) *Receiver {
	return &Receiver{verifier: v, store: s, meter: m, mapping: mapping, clock: clock, seed: maphash.MakeSeed()}
}

// Receive takes in one webhook: its Authorization header and raw body. After a
// nil error its facts and the usage that follows from them are on disk; after
// any other LiveKit should send it again.
//
// Errors: fault.Unauthenticated if it is not signed by LiveKit, fault.TooLarge
// and fault.Invalid if it is not readable, fault.Unavailable if others changed
// the room all the time.
func (r *Receiver) Receive(ctx context.Context, authorization string, body []byte) error {
	now := r.clock()
	if err := r.verifier.Verify(authorization, body, now); err != nil {
		return err
	}
	w, err := Parse(body, now)
	if err != nil || w == nil {
		return err
	}
	defer r.lock(w.Room.SID)()
	work, err := r.store.Save(ctx, w, r.mapping.project)
	if err != nil {
		return fmt.Errorf("save webhook %s: %w", w.ID, err)
	}
	return r.settle(ctx, work)
}

// Resume records what a crash or an error kept from being recorded, and what
// belongs to other projects since the mapping was changed. The server calls it
// before it takes webhooks.
func (r *Receiver) Resume(ctx context.Context) error {
	moved, err := r.store.Move(ctx, r.mapping.project)
	if err != nil {
		return fmt.Errorf("give rooms to their projects: %w", err)
	}
	if moved > 0 {
		slog.InfoContext(ctx, "LiveKit rooms belong to other projects now", "rooms", moved)
	}
	rooms, err := r.store.Dirty(ctx)
	if err != nil {
		return fmt.Errorf("find dirty rooms: %w", err)
	}
	for _, room := range rooms {
		if err := r.resume(ctx, room); err != nil {
			return fmt.Errorf("resume room %s: %w", room, err)
		}
	}
	return nil
}

func (r *Receiver) resume(ctx context.Context, room string) error {
	defer r.lock(room)()
	work, err := r.store.Load(ctx, room)
	if err != nil {
		return err
	}
	return r.settle(ctx, work)
}

// Prune forgets the rooms that are over; see KeepFinished and KeepQuiet. Call
// it now and then, for example every hour.
func (r *Receiver) Prune(ctx context.Context) error {
	now := r.clock()
	n, err := r.store.Prune(ctx, now.Add(-KeepFinished).UnixMilli(), now.Add(-KeepQuiet).UnixMilli())
	if n > 0 {
		slog.InfoContext(ctx, "forgot LiveKit rooms that are over", "rooms", n)
	}
	return err
}

// lock keeps webhooks of one room from being derived at the same time, which
// would only cost repetitions. It returns the way to unlock.
func (r *Receiver) lock(room string) func() {
	l := &r.locks[maphash.String(r.seed, room)%uint64(len(r.locks))]
	l.Lock()
	return l.Unlock
}

// maxTries is how often a room is derived that another server keeps changing.
const maxTries = 5

// settle records the work's usage and ends the room's being dirty.
func (r *Receiver) settle(ctx context.Context, work Work) error {
	if len(work.Due) == 0 {
		return nil
	}
	room := work.Facts.Room.SID
	for range maxTries {
		done, err := r.record(ctx, &work)
		if err != nil {
			return err
		}
		if done {
			return r.store.Settle(ctx, room, work.Revision)
		}
		if work, err = r.store.Load(ctx, room); err != nil {
			return err
		}
	}
	return fault.New(fault.Unavailable, "The room changes too fast; send the webhook again.")
}

// batch is about how many events are derived before they are recorded.
const batch = 5000

// record derives the sessions that are due and records their usage, a batch
// after the other. It reports false if the room has changed meanwhile.
func (r *Receiver) record(ctx context.Context, work *Work) (bool, error) {
	d := derive(work)
	var events []usage.Event
	sent := map[string]int{}
	for i, sid := range work.Due {
		p := d.publishers[sid]
		more, segments := d.events(p)
		events = append(events, more...)
		if segments > p.Sent {
			sent[sid] = segments
		}
		if len(events) < batch && i < len(work.Due)-1 {
			continue
		}
		if done, err := r.send(ctx, work, sent, events); err != nil || !done {
			return false, err
		}
		events = nil
		clear(sent)
	}
	return true, nil
}

// send records events after noting how many segments there are now.
func (r *Receiver) send(ctx context.Context, work *Work, sent map[string]int, events []usage.Event) (bool, error) {
	if len(sent) > 0 {
		current, err := r.store.Plan(ctx, work.Facts.Room.SID, work.Revision, sent)
		if err != nil || !current {
			return false, err
		}
	}
	if len(events) == 0 {
		return true, nil
	}
	answer, err := r.meter.Record(ctx, &usage.Batch{Sender: usage.Sender{Name: Source}, Events: events})
	if err != nil {
		return false, err
	}
	for v := range answer.Others() {
		if v.Outcome == usage.Rejected || v.Outcome == usage.Conflict {
			slog.WarnContext(ctx, "usage derived from LiveKit was not counted", "id", v.ID, "outcome", v.Outcome, "reason", v.Reason)
		}
	}
	return true, nil
}
