package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// The addresses of the operator's pages.
const (
	operatorPath   = "/operator"
	quarantinePath = operatorPath + "/quarantine"
	replayPath     = quarantinePath + "/replay"
	dropPath       = quarantinePath + "/drop"
	receivedPath   = operatorPath + "/received"
	checksPath     = operatorPath + "/checks"
)

// Quarantine is what the pages need of the quarantine; usage.Quarantine is it.
type Quarantine interface {
	// List returns a page of the events that are held.
	List(ctx context.Context, q usage.HeldQuery) ([]usage.HeldEvent, error)
	// Count counts them by cause.
	Count(ctx context.Context, f usage.HeldFilter) ([]usage.HeldCount, error)
	// Projects returns the projects with the most of them.
	Projects(ctx context.Context, f usage.HeldFilter, limit int) ([]usage.HeldProject, error)
	// Replay tries them again. When ctx ends it says what is done already.
	Replay(ctx context.Context, c account.Caller, f usage.HeldFilter, progress func(usage.Replayed)) (usage.Replayed, error)
	// Drop forgets them. When ctx ends it says what is done already.
	Drop(ctx context.Context, c account.Caller, f usage.HeldFilter, progress func(dropped int64)) (int64, error)
}

const (
	heldPage     = 50 // events on a page
	heldProjects = 8  // projects above the list
)

// actLimit is how long a visitor waits for a replay or a drop. What is left
// then is for the next time.
const actLimit = 40 * time.Second

// quarantineView is the page of events that are not counted.
type quarantineView struct {
	query        quarantineQuery
	counts       []usage.HeldCount // of every cause, of what else was asked for
	projects     []usage.HeldProject
	rows         []usage.HeldEvent
	newer, older bool // whether there are more
	asOf         time.Time
	failed       *failure // why there is no list; nil if there is one
}

// quarantine lists events that are not counted, and why. Where that fails,
// search and heads stay.
func (s *server) quarantine(w http.ResponseWriter, r *http.Request, v visitor) error {
	q := parseQuarantine(r.URL.Query())
	if err := q.filter.Check(); err != nil {
		return err
	}
	view, err := s.held(r.Context(), q)
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	status := http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list the quarantine: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, quarantinePage(v, view))
}

// held finds what the query asks for.
func (s *server) held(ctx context.Context, q quarantineQuery) (quarantineView, error) {
	view := quarantineView{query: q, asOf: s.Clock()}
	found, err := s.Quarantine.Count(ctx, q.of("").filter)
	view.counts = everyCause(found)
	if err != nil {
		return view, err
	}
	if view.projects, err = s.Quarantine.Projects(ctx, q.filter, heldProjects); err != nil {
		return view, err
	}
	return s.listHeld(ctx, view)
}

// listHeld finds the rows of the page. A page of newer events that is not full
// would be the first one: that is shown instead.
func (s *server) listHeld(ctx context.Context, view quarantineView) (quarantineView, error) {
	q := view.query
	query := usage.HeldQuery{HeldFilter: q.filter, After: q.at, Backward: !q.newer, Limit: heldPage + 1}
	rows, err := s.Quarantine.List(ctx, query)
	if err != nil {
		return view, err
	}
	more := len(rows) > heldPage
	if q.newer && !more {
		view.query = q.first()
		return s.listHeld(ctx, view)
	}
	view.rows = rows[:min(len(rows), heldPage)]
	if q.newer {
		slices.Reverse(view.rows)
	}
	view.newer, view.older = q.at != usage.LastCursor, more || q.newer
	return view, nil
}

// everyCause is the counts with those of which nothing is held. Refused is
// rare, and only there if it is.
func everyCause(found []usage.HeldCount) []usage.HeldCount {
	var all []usage.HeldCount
	for _, cause := range usage.Causes() {
		i := slices.IndexFunc(found, func(c usage.HeldCount) bool { return c.Cause == cause })
		switch {
		case i >= 0:
			all = append(all, found[i])
		case cause != usage.Refused:
			all = append(all, usage.HeldCount{Cause: cause})
		}
	}
	return all
}

// chosen counts what the filter chooses.
func (view quarantineView) chosen() (events int64) {
	for _, c := range view.counts {
		if view.query.filter.Cause == "" || c.Cause == view.query.filter.Cause {
			events += c.Events
		}
	}
	return events
}

// total counts all causes together.
func (view quarantineView) total() (events int64) {
	for _, c := range view.counts {
		events += c.Events
	}
	return events
}

// until is when the latest of the counted events came, in Unix milliseconds:
// what the visitor decides on ends there.
func (view quarantineView) until() (latest int64) {
	for _, c := range view.counts {
		latest = max(latest, c.Last)
	}
	return latest
}

// replay tries the chosen events again.
func (s *server) replay(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.act(w, r, func(ctx context.Context, q *quarantineQuery) error {
		done, err := s.Quarantine.Replay(ctx, v.caller(), q.filter, func(usage.Replayed) {})
		q.done = &heldNotice{replayed: done}
		return err
	})
}

// drop forgets the chosen events.
func (s *server) drop(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.act(w, r, func(ctx context.Context, q *quarantineQuery) error {
		dropped, err := s.Quarantine.Drop(ctx, v.caller(), q.filter, func(int64) {})
		q.done = &heldNotice{drop: true, dropped: dropped}
		return err
	})
}

// act does something with the events that the form names, and goes back to
// the list with what became of them. A form that does not say until when its
// events came is not one of ours.
func (s *server) act(w http.ResponseWriter, r *http.Request, do func(ctx context.Context, q *quarantineQuery) error) error {
	if err := parseForm(w, r); err != nil {
		return err
	}
	q := parseQuarantine(r.PostForm)
	if q.filter.Until <= 0 {
		return fault.New(fault.Invalid, "The form must say until when its events came.")
	}
	ctx, cancel := context.WithTimeout(r.Context(), actLimit)
	defer cancel()
	err := do(ctx, &q)
	if err != nil && !onlyLate(ctx, r.Context()) {
		return err
	}
	q.done.unfinished = err != nil
	return goTo(w, r, q.first().link())
}

// onlyLate reports whether an act was broken off by its own limit.
func onlyLate(act, visit context.Context) bool { return act.Err() != nil && visit.Err() == nil }
