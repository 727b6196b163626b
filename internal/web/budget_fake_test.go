package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
)

// fakeBudgets keeps budgets of any reseller in memory.
type fakeBudgets struct {
	budget.Store // acts that pages do not use

	mu     sync.Mutex
	all    []budget.Budget
	alerts []budget.Alert
	broken error
}

func (f *fakeBudgets) Budgets(_ context.Context, reseller int64) ([]budget.Budget, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.all), func(b budget.Budget) bool { return b.Reseller != reseller }), f.broken
}

func (f *fakeBudgets) AddBudget(_ context.Context, _ account.Act, b budget.Budget, most int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.all) >= most {
		return fault.New(fault.Conflict, "Too many.")
	}
	b.ID = int64(len(f.all) + 1)
	f.all = append(f.all, b)
	return nil
}

func (f *fakeBudgets) ChangeBudget(_ context.Context, _ account.Act, b budget.Budget, _ []int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.all {
		if f.all[i].ID == b.ID {
			f.all[i] = b
		}
	}
	return nil
}

func (f *fakeBudgets) RemoveBudget(_ context.Context, _ account.Act, _, id int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = slices.DeleteFunc(f.all, func(b budget.Budget) bool { return b.ID == id })
	return nil
}

func (f *fakeBudgets) Alerts(_ context.Context, reseller int64, _ int) ([]budget.Alert, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if reseller != 7 {
		return nil, nil
	}
	return f.alerts, nil
}

func (f *fakeBudgets) Staff(ctx context.Context, reseller int64) ([]account.User, error) {
	return (&fakePlans{}).Staff(ctx, reseller)
}

// budgetsOver is the service over fakes.
func budgetsOver(f *fakeBudgets, c budget.Companies, clock func() time.Time) *budget.Service {
	return budget.NewService(budget.Config{Store: f, Companies: c, Clock: clock})
}

// stand gives a budget a standing of the present month.
func (f *fakeBudgets) stand(id, used int64, exceedsOn calendar.Day, told ...int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all[id-1].Standing = budget.Standing{Month: 202608, Day: 20260827, Used: used, ExceedsOn: exceedsOn}
	f.all[id-1].Told = told
}

// fakeHooks keeps webhooks and messages of any reseller in memory.
type fakeHooks struct {
	mu       sync.Mutex
	all      []hook.Endpoint
	log      []hook.Delivery
	attempts []hook.Attempt
	made     map[string]bool
	replayed []int64
}

func (f *fakeHooks) Endpoints(_ context.Context, reseller int64) ([]hook.Endpoint, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.all), func(e hook.Endpoint) bool { return e.Reseller != reseller }), nil
}

func (f *fakeHooks) AddEndpoint(_ context.Context, act account.Act, e hook.Endpoint, most int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.all) >= most {
		return fault.New(fault.Conflict, "Too many.")
	}
	if f.again(act) {
		return hook.ErrMade
	}
	f.all = append(f.all, e)
	return nil
}

// again reports whether the request has come before.
func (f *fakeHooks) again(act account.Act) bool {
	if act.Once == nil {
		return false
	}
	if f.made == nil {
		f.made = map[string]bool{}
	}
	before := f.made[act.Once.Key]
	f.made[act.Once.Key] = true
	return before
}

func (f *fakeHooks) ChangeEndpoint(_ context.Context, act account.Act, e hook.Endpoint) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.again(act) {
		return hook.ErrMade
	}
	for i := range f.all {
		if f.all[i].ID == e.ID {
			f.all[i] = e
		}
	}
	return nil
}

func (f *fakeHooks) RemoveEndpoint(_ context.Context, _ account.Act, _ int64, id string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = slices.DeleteFunc(f.all, func(e hook.Endpoint) bool { return e.ID == id })
	return nil
}

func (f *fakeHooks) Send(_ context.Context, _ account.Act, d hook.Delivery) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	d.ID = int64(len(f.log) + 1)
	f.log = append(f.log, d)
	return nil
}

func (f *fakeHooks) Deliveries(_ context.Context, reseller int64, q hook.Filter) (some []hook.Delivery, _ error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.log) - 1; i >= 0 && len(some) < q.Limit; i-- {
		d := f.log[i]
		if d.Reseller == reseller && (q.Endpoint == "" || d.Endpoint == q.Endpoint) && (q.State == "" || d.State == q.State) &&
			(q.Event == "" || d.Event == q.Event) && (q.Before == 0 || d.ID < q.Before) {
			some = append(some, d)
		}
	}
	return some, nil
}

func (f *fakeHooks) Delivery(_ context.Context, reseller, id int64) (hook.Delivery, []hook.Attempt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.log {
		if d.ID == id && d.Reseller == reseller {
			return d, f.attempts, nil
		}
	}
	return hook.Delivery{}, nil, hook.ErrNoDelivery
}

func (f *fakeHooks) Replay(_ context.Context, _ account.Act, endpoint string, id int64, _ time.Time, _ int) (n int, _ error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.log {
		if d.Endpoint == endpoint && (d.ID == id || id == 0 && d.State == hook.Failed) {
			f.replayed = append(f.replayed, d.ID)
			n++
		}
	}
	return n, nil
}
