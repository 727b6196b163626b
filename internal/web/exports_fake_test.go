package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// fakeJobs keeps jobs and does none; tests say what became of them.
type fakeJobs struct {
	mu   sync.Mutex
	all  []job.Status
	file []byte
}

func exportsOver(companies Companies, figures *usage.Reader, jobs *fakeJobs, clock func() time.Time) *export.Service {
	return export.NewService(companies, figures, job.NewService(jobs), jobs, clock, "v1.2.3")
}

// Staff implements export.People: nobody's jobs are done here.
func (f *fakeJobs) Staff(context.Context, int64) ([]account.User, error) { return nil, nil }

// Start implements export.Store.
func (f *fakeJobs) Start(_ context.Context, act account.Act, j job.Job, check func(open, kept int) error) (int64, time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	open := 0
	for i := range f.all {
		if !f.all[i].State.Ended() {
			open++
		}
	}
	if err := check(open, len(f.all)); err != nil {
		return 0, time.Time{}, err
	}
	f.all = append(f.all, job.Status{ID: int64(len(f.all) + 1), Job: j, State: job.Queued, CreatedAt: act.Entry.At})
	return int64(len(f.all)), act.Entry.At, nil
}

func (f *fakeJobs) find(reseller, id int64) (*job.Status, error) {
	for i := range f.all {
		if f.all[i].ID == id && f.all[i].Owner.Reseller == reseller {
			return &f.all[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "There is no such job.")
}

// Jobs implements job.Desk.
func (f *fakeJobs) Jobs(_ context.Context, reseller int64, _ job.Kind, _ int) ([]job.Status, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	own := slices.DeleteFunc(slices.Clone(f.all), func(s job.Status) bool { return s.Owner.Reseller != reseller })
	slices.Reverse(own)
	return own, nil
}

// Job implements job.Desk.
func (f *fakeJobs) Job(_ context.Context, reseller int64, _ job.Kind, id int64) (job.Status, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, err := f.find(reseller, id)
	if err != nil {
		return job.Status{}, err
	}
	return *s, nil
}

// Remove implements export.Store.
func (f *fakeJobs) Remove(_ context.Context, act account.Act, _ job.Kind, id int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, err := f.find(act.Entry.Reseller, id)
	switch {
	case err != nil:
		return err
	case !s.State.Ended():
		s.State, s.EndedAt = job.Cancelled, act.Entry.At
	default:
		f.all = slices.DeleteFunc(f.all, func(s job.Status) bool { return s.ID == id })
	}
	return nil
}

// Part implements job.Desk.
func (f *fakeJobs) Part(_ context.Context, _ int64, _ job.Kind, _ int64, seq int) ([]byte, error) {
	if seq > 0 {
		return nil, nil
	}
	return f.file, nil
}

// become says what became of a job.
func (f *fakeJobs) become(id int64, change func(*job.Status)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.all[id-1])
}
