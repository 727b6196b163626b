package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/budget"
	"reseller-console/internal/bulk"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// jobsPath lists the jobs of everybody.
const jobsPath = operatorPath + "/jobs"

// System tells of the running program.
type System interface {
	// Engines tells of the databases.
	Engines(ctx context.Context) ([]Engine, error)
	// Version is the program's, and Since when it began.
	Version() string
	Since() time.Time
}

// Engine is what a database is.
type Engine struct {
	Name, Kind, Version string
	Bytes, Schema       int64
}

// stateView is the page of the system's state.
type stateView struct {
	now       time.Time
	hour, day usage.Flow // of all tokens together
	held      []usage.HeldCount
	jobs      []account.JobCount
	engines   []Engine
	version   string
	since     time.Time
	lastCheck *usage.CheckRun // nil: none has run
}

// state shows how the system does, each figure from one question.
func (s *server) state(w http.ResponseWriter, r *http.Request, v visitor) error {
	view := stateView{now: s.Clock(), version: s.Desk.System.Version(), since: s.Desk.System.Since()}
	if err := s.fillState(r.Context(), v, &view); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, statePage(v, view))
}

func (s *server) fillState(ctx context.Context, v visitor, view *stateView) (err error) {
	for span, flow := range map[time.Duration]*usage.Flow{time.Hour: &view.hour, 24 * time.Hour: &view.day} {
		flows, err := s.Desk.Flows.Flows(ctx, view.now.Add(-span).UnixMilli())
		if err != nil {
			return err
		}
		for _, f := range flows {
			flow.Batches += f.Batches
			flow.Sent += f.Sent
			flow.Plus(f.Outcomes)
			flow.Last = max(flow.Last, f.Last)
		}
	}
	if view.held, err = s.Quarantine.Count(ctx, usage.HeldFilter{}); err != nil {
		return err
	}
	view.held = everyCause(view.held)
	if view.jobs, err = s.Desk.Jobs.Counts(ctx, v.caller()); err != nil {
		return err
	}
	if view.engines, err = s.Desk.System.Engines(ctx); err != nil {
		return err
	}
	runs, err := s.Checks.CheckRuns(ctx, 1)
	if len(runs) > 0 {
		view.lastCheck = &runs[0]
	}
	return err
}

// rate is how many events a second came in a time.
func rate(v visitor, events int64, span time.Duration) string {
	return v.T("state.rate", "Rate", strconv.FormatFloat(float64(events)/span.Seconds(), 'f', 1, 64))
}

// sinceText is for how long the program has run, in days, hours and minutes.
func sinceText(v visitor, d time.Duration) string {
	minutes := int(d / time.Minute)
	return v.T("state.uptime", "Days", minutes/(24*60), "Hours", minutes/60%24, "Minutes", minutes%60)
}

// sizeText is a size in a unit that suits it.
func sizeText(bytes int64) string {
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	size, unit := float64(bytes), 0
	for size >= 1024 && unit < len(units)-1 {
		size, unit = size/1024, unit+1
	}
	return strconv.FormatFloat(size, 'f', min(unit, 1), 64) + " " + units[unit]
}

// flowCells are what became of the events of a time.
func flowCells(v visitor, f *usage.Flow, span time.Duration) []deskCell {
	cells := []deskCell{{text: rate(v, f.Sent, span)}}
	for _, n := range []int64{f.Batches, f.Sent, f.Accepted, f.Duplicate, f.Conflict, f.Quarantined, f.Rejected} {
		cells = append(cells, deskCell{text: v.Number(n)})
	}
	return cells
}

// jobCountRows are the counts of jobs, each a link to these.
func jobCountRows(v visitor, all []account.JobCount) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, c := range all {
		link := withQuery(jobsPath, url.Values{"kind": {string(c.Kind)}, "state": {string(c.State)}})
		rows[i] = []deskCell{{text: jobKind(v, c.Kind), link: link}, jobState(v, c.State), {text: v.Number(c.Count)}, {text: inUTC(c.First)}}
	}
	return rows
}

// jobKinds are those that have a name in every language.
var jobKinds = []job.Kind{account.NoticeKind, account.LinkKind, export.Kind, bulk.Kind, hook.Kind, budget.FreezeKind}

func jobKind(v visitor, k job.Kind) string {
	if !slices.Contains(jobKinds, k) {
		return string(k)
	}
	return v.T("job.kind." + string(k))
}

// jobStates are the states, as the filter lists them.
var jobStates = []job.State{job.Queued, job.Running, job.Stopping, job.Done, job.Failed, job.Cancelled}

func jobState(v visitor, s job.State) deskCell {
	c := deskCell{text: v.T("job.state." + string(s))}
	switch s {
	case job.Failed:
		c.mark, c.class = "alert-triangle", "text-red"
	case job.Done:
		c.mark, c.class = "circle-check", "text-green"
	}
	return c
}

// jobsView is the list of jobs.
type jobsView struct {
	query account.JobQuery
	rows  []job.Status
	older bool
}

func (view jobsView) link(before int64) string {
	q := url.Values{}
	if view.query.Kind != "" {
		q.Set("kind", string(view.query.Kind))
	}
	if view.query.State != "" {
		q.Set("state", string(view.query.State))
	}
	if before != 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return withQuery(jobsPath, q)
}

// allJobs lists jobs.
func (s *server) allJobs(w http.ResponseWriter, r *http.Request, v visitor) error {
	q := r.URL.Query()
	view := jobsView{query: account.JobQuery{Kind: job.Kind(q.Get("kind")), State: job.State(q.Get("state")), Before: number(q, "before"), Limit: deskRows + 1}}
	rows, err := s.Desk.Jobs.List(r.Context(), v.caller(), view.query)
	if err != nil {
		return err
	}
	view.older, view.rows = len(rows) > deskRows, rows[:min(len(rows), deskRows)]
	return show(w, r, http.StatusOK, jobsPage(v, view))
}

// changeJob cancels a job or has it tried again, and goes back to the list.
func (s *server) changeJob(w http.ResponseWriter, r *http.Request, v visitor) error {
	id, err := pathNumber(r, "job")
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	act, done := s.Desk.Jobs.Cancel, "job.done.cancel"
	switch f.Get("act") {
	case "cancel":
	case "retry":
		act, done = s.Desk.Jobs.Retry, "job.done.retry"
	default:
		return fault.New(fault.Invalid, "The form is not one of this page.")
	}
	if err := act(r.Context(), v.caller(), id); fault.KindOf(err) == fault.Conflict {
		done = "job.gone"
	} else if err != nil {
		return err
	}
	return s.say(w, r, local(f.Get("back"), jobsPath), v.T(done, "Number", id))
}
