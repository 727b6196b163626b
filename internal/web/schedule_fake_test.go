package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// fakePlans keeps templates and schedules in memory, and two users of
// reseller 7.
type fakePlans struct {
	mu        sync.Mutex
	templates []export.Template
	schedules []export.Schedule
	begun     []job.Job
	broken    error
}

func (f *fakePlans) Templates(_ context.Context, reseller, user int64) ([]export.Template, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := slices.DeleteFunc(slices.Clone(f.templates), func(t export.Template) bool {
		return t.Reseller != reseller || !t.Shared && t.User != user
	})
	slices.SortStableFunc(seen, func(a, b export.Template) int { return strings.Compare(a.Name, b.Name) })
	return seen, f.broken
}

func (f *fakePlans) AddTemplate(_ context.Context, _ account.Act, t export.Template, most int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.templates) >= most {
		return fault.New(fault.Conflict, "Too many.")
	}
	if slices.ContainsFunc(f.templates, func(o export.Template) bool { return o.Name == t.Name }) {
		return export.ErrNameTaken
	}
	t.ID = int64(len(f.templates) + 1)
	f.templates = append(f.templates, t)
	return nil
}

func (f *fakePlans) ChangeTemplate(_ context.Context, _ account.Act, t export.Template) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.templates {
		if f.templates[i].ID == t.ID {
			f.templates[i] = t
		}
	}
	return nil
}

func (f *fakePlans) RemoveTemplate(_ context.Context, _ account.Act, _, _, id int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.templates = slices.DeleteFunc(f.templates, func(t export.Template) bool { return t.ID == id })
	return nil
}

func (f *fakePlans) Schedules(_ context.Context, reseller int64) ([]export.Schedule, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.schedules), func(s export.Schedule) bool { return s.Reseller != reseller }), f.broken
}

func (f *fakePlans) AddSchedule(_ context.Context, _ account.Act, s export.Schedule, most int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.schedules) >= most {
		return fault.New(fault.Conflict, "Too many.")
	}
	s.ID = int64(len(f.schedules) + 1)
	f.schedules = append(f.schedules, s)
	return nil
}

func (f *fakePlans) ChangeSchedule(_ context.Context, _ account.Act, s export.Schedule) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.schedules {
		if f.schedules[i].ID == s.ID {
			f.schedules[i] = s
		}
	}
	return nil
}

func (f *fakePlans) RemoveSchedule(_ context.Context, _ account.Act, _, id int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.schedules = slices.DeleteFunc(f.schedules, func(s export.Schedule) bool { return s.ID == id })
	return nil
}

func (f *fakePlans) Due(context.Context, time.Time) ([]export.Schedule, error) { return nil, nil }

func (f *fakePlans) Begin(_ context.Context, _ account.Act, _ *export.Schedule, _, _ time.Time, j job.Job, check func(open, kept int) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := check(len(f.begun), len(f.begun)); err != nil {
		return err
	}
	f.begun = append(f.begun, j)
	return nil
}

func (f *fakePlans) Staff(_ context.Context, reseller int64) ([]account.User, error) {
	if reseller != 7 {
		return nil, nil
	}
	return []account.User{
		{ID: 9, Reseller: 7, Role: account.ResellerViewer, Name: "Ana <i>Ruiz</i>", Email: "ana@northgate.example"},
		{ID: 1, Reseller: 7, Role: account.ResellerOwner, Name: "Mara Lindqvist", Email: "mara@northgate.example"},
	}, f.broken
}
