package usage

import (
	"bytes"
	"cmp"
	"context"
	"slices"
)

// held returns the events in quarantine that match, in the order of cursors.
// The caller holds the lock.
func (m *Memory) held(f HeldFilter) ([]HeldEvent, error) {
	var all []HeldEvent
	for _, r := range m.records {
		if r.State != Held {
			continue
		}
		e, err := r.Event()
		if err != nil {
			return nil, err
		}
		if h := (HeldEvent{e, r.Key, r.Cause, r.Reason, r.ReceivedAt}); f.has(&h) {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(a, b HeldEvent) int { return compareCursors(a.Cursor(), b.Cursor()) })
	return all, nil
}

func (f HeldFilter) has(h *HeldEvent) bool {
	return (f.Cause == "" || f.Cause == h.Cause) && (f.Project == "" || f.Project == h.Project) &&
		(f.Source == "" || f.Source == h.Source) && (f.Until == 0 || h.ReceivedAt <= f.Until)
}

func compareCursors(a, b HeldCursor) int {
	return cmp.Or(cmp.Compare(a.ReceivedAt, b.ReceivedAt), bytes.Compare(a.Key[:], b.Key[:]))
}

// Held implements QuarantineStore.
func (m *Memory) Held(_ context.Context, q HeldQuery) ([]HeldEvent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, err := m.held(q.HeldFilter)
	all = slices.DeleteFunc(all, func(h HeldEvent) bool {
		order := compareCursors(h.Cursor(), q.After)
		return order == 0 || order < 0 != q.Backward
	})
	if q.Backward {
		slices.Reverse(all)
	}
	return all[:min(q.Limit, len(all))], err
}

// CountHeld implements QuarantineStore.
func (m *Memory) CountHeld(_ context.Context, f HeldFilter) ([]HeldCount, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, err := m.held(f)
	by := map[Cause]HeldCount{}
	for _, h := range all {
		by[h.Cause] = HeldCount{h.Cause, by[h.Cause].Events + 1, max(by[h.Cause].Last, h.ReceivedAt)}
	}
	var counts []HeldCount
	for _, c := range by {
		counts = append(counts, c)
	}
	slices.SortFunc(counts, func(a, b HeldCount) int { return cmp.Compare(a.Cause, b.Cause) })
	return counts, err
}

// HeldProjects implements QuarantineStore.
func (m *Memory) HeldProjects(_ context.Context, f HeldFilter, limit int) ([]HeldProject, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, err := m.held(f)
	by := map[HeldProject]HeldProject{}
	for _, h := range all { // those that came first at the beginning
		name := HeldProject{Project: h.Project, Cause: h.Cause}
		p, known := by[name]
		if !known {
			p = name
			p.First = h.ReceivedAt
		}
		p.Events, p.Last = p.Events+1, h.ReceivedAt
		by[name] = p
	}
	var projects []HeldProject
	for _, p := range by {
		projects = append(projects, p)
	}
	slices.SortFunc(projects, func(a, b HeldProject) int {
		return cmp.Or(-cmp.Compare(a.Events, b.Events), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Cause, b.Cause))
	})
	return projects[:min(limit, len(projects))], err
}

// DropHeld implements QuarantineStore.
func (m *Memory) DropHeld(_ context.Context, f HeldFilter, limit int) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, err := m.held(f)
	all = all[:min(limit, len(all))]
	for _, h := range all {
		delete(m.records, h.Key)
	}
	return int64(len(all)), err
}
