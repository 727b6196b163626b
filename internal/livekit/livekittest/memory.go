// Package livekittest has what tests of LiveKit webhooks need: a reference
// store, a suite for all stores, a ledger in the place of the meter, signed
// requests from a recording and from random histories.
package livekittest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"reseller-console/internal/livekit"
)

// Memory is the reference livekit.Store. It returns all facts of a room, where
// an engine may return only those that matter.
type Memory struct {
	mu    sync.Mutex
	rooms map[string]*room
	known map[string]string // webhook ID → room
}

type room struct {
	livekit.Room
	participants map[string]livekit.Participant
	tracks       map[string]livekit.Track
	heard        []int64
	project      string
	revision     int64
	dirty        bool
}

// NewMemory returns an empty reference store.
func NewMemory() *Memory {
	return &Memory{rooms: map[string]*room{}, known: map[string]string{}}
}

// Save implements livekit.Store.
func (m *Memory) Save(_ context.Context, w *livekit.Webhook, project livekit.ProjectOf) (livekit.Work, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.rooms[w.Room.SID]
	if at, known := m.known[w.ID]; known {
		if r = m.rooms[at]; r.dirty {
			return r.work(livekit.Scope{All: true}), nil
		}
		return livekit.Work{}, nil
	}
	m.known[w.ID] = w.Room.SID
	if r == nil {
		r = &room{participants: map[string]livekit.Participant{}, tracks: map[string]livekit.Track{}}
		m.rooms[w.Room.SID] = r
	}
	scope := r.apply(w)
	moved := r.project != project(r.Room)
	r.project = project(r.Room)
	scope.All = scope.All || r.dirty || moved
	work := r.work(scope)
	r.dirty = len(work.Due) > 0
	return work, nil
}

func (r *room) apply(w *livekit.Webhook) livekit.Scope {
	after, scope := w.Apply(livekit.Touched{
		Room: r.Room, Participant: r.participants[w.Participant.SID], Track: r.tracks[w.Track.SID],
	})
	r.Room = after.Room
	if after.Participant.SID != "" {
		r.participants[after.Participant.SID] = after.Participant
	}
	if after.Track.SID != "" {
		r.tracks[after.Track.SID] = after.Track
	}
	r.revision++
	r.heard = append(r.heard, w.CreatedAt)
	return scope
}

func (r *room) work(scope livekit.Scope) livekit.Work {
	w := livekit.Work{Project: r.project, Revision: r.revision, Facts: livekit.Facts{Room: r.Room, Restarts: r.restarts()}}
	for _, sid := range slices.Sorted(maps.Keys(r.participants)) {
		p := r.participants[sid]
		w.Facts.Participants = append(w.Facts.Participants, p)
		if scope.Has(&p) {
			w.Due = append(w.Due, sid)
		}
	}
	for _, sid := range slices.Sorted(maps.Keys(r.tracks)) {
		w.Facts.Tracks = append(w.Facts.Tracks, r.tracks[sid])
	}
	return w
}

func (r *room) restarts() []livekit.Restart {
	var all []livekit.Restart
	for i, at := range r.Starts {
		if i == 0 {
			continue // the first start is no restart
		}
		restart := livekit.Restart{At: at}
		for _, heard := range r.heard {
			if heard < at {
				restart.Heard = max(restart.Heard, heard)
			}
		}
		all = append(all, restart)
	}
	return all
}

// Move implements livekit.Store.
func (m *Memory) Move(_ context.Context, project livekit.ProjectOf) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	moved := 0
	for _, r := range m.rooms {
		if now := project(r.Room); now != r.project {
			r.project, r.dirty = now, true
			r.revision++
			moved++
		}
	}
	return moved, nil
}

// Load implements livekit.Store.
func (m *Memory) Load(_ context.Context, sid string) (livekit.Work, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.rooms[sid]; r != nil {
		return r.work(livekit.Scope{All: true}), nil
	}
	return livekit.Work{}, nil
}

// Plan implements livekit.Store.
func (m *Memory) Plan(_ context.Context, sid string, revision int64, sent map[string]int) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.rooms[sid]
	if r == nil || r.revision != revision {
		return false, nil
	}
	for participant, n := range sent {
		p := r.participants[participant]
		p.Sent = max(p.Sent, n)
		r.participants[participant] = p
	}
	return true, nil
}

// Settle implements livekit.Store.
func (m *Memory) Settle(_ context.Context, sid string, revision int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.rooms[sid]; r != nil && r.revision == revision {
		r.dirty = false
	}
	return nil
}

// Dirty implements livekit.Store.
func (m *Memory) Dirty(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []string
	for _, sid := range slices.Sorted(maps.Keys(m.rooms)) {
		if m.rooms[sid].dirty {
			all = append(all, sid)
		}
	}
	return all, nil
}

// Prune implements livekit.Store.
func (m *Memory) Prune(_ context.Context, finished, quiet int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.rooms)
	maps.DeleteFunc(m.rooms, func(_ string, r *room) bool {
		over := r.FinishedAt > 0 && r.FinishedAt < finished && !strings.HasPrefix(r.project, livekit.Unmapped) || slices.Max(r.heard) < quiet
		return over && !r.dirty
	})
	maps.DeleteFunc(m.known, func(_, sid string) bool { return m.rooms[sid] == nil })
	return before - len(m.rooms), nil
}
