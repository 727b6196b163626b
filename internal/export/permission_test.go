package export

import (
	"context"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// one is a store with one thing of each kind, which nobody changes.
type one struct {
	ScheduleStore
	TemplateStore
	job.Desk
	user int64 // whose it is
}

func (o one) Schedules(context.Context, int64) ([]Schedule, error) { return []Schedule{{ID: 1}}, nil }

func (o one) Templates(context.Context, int64, int64) ([]Template, error) {
	return []Template{{ID: 1, Name: "Billing", User: o.user}}, nil
}

func (o one) Job(context.Context, int64, job.Kind, int64) (job.Status, error) {
	j, err := job.New(Kind, job.Owner{Reseller: 7, User: o.user}, orderOf(&Export{}))
	return job.Status{ID: 1, Job: j}, err
}

func TestWhoOnlyReadsUsageChangesNothingThatStaffShares(t *testing.T) {
	t.Parallel()
	const viewer = 3
	c, ctx := account.Caller{User: viewer, Role: account.ResellerViewer, Reseller: 7}, t.Context()
	schedules, templates := NewSchedules(one{}, time.Now), NewTemplates(one{}, time.Now)
	for what, do := range map[string]func() error{
		"add a schedule":    func() error { return schedules.Add(ctx, c, Schedule{}, "en") },
		"change a schedule": func() error { return schedules.Change(ctx, c, 1, Schedule{}) },
		"pause a schedule":  func() error { return schedules.Pause(ctx, c, 1, true) },
		"run a schedule":    func() error { return schedules.Run(ctx, c, 1) },
		"remove a schedule": func() error { return schedules.Remove(ctx, c, 1) },
		"save a template":   func() error { return templates.Save(ctx, c, "x", true, Query{}) },
		"rename a template": func() error { return templates.Change(ctx, c, 1, "x", true) },
		"remove a template": func() error { return templates.Remove(ctx, c, 1) },
		"remove another one's export": func() error {
			return NewService(nil, nil, job.NewService(one{user: 9}), nil, time.Now, "").Remove(ctx, c, 1)
		},
		"remove a key's export": func() error { return NewService(nil, nil, job.NewService(one{}), nil, time.Now, "").Remove(ctx, c, 1) },
	} {
		if err := do(); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("to %s is answered by %v", what, err)
		}
	}
	if e := (Export{User: viewer}); !e.MayRemove(c) {
		t.Error("it does not remove its own export")
	}
}
