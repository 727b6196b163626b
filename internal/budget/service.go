package budget

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Companies is what budgets need of companies; company.Service is it.
type Companies interface {
	Find(ctx context.Context, c account.Caller, cid int64) (company.Listed, error)
	Freeze(ctx context.Context, c account.Caller, cid int64, f company.Freeze) (company.Company, error)
}

// Config is what budgets are kept and watched with.
type Config struct {
	Store     Store
	Companies Companies
	Figures   Figures
	Spender   Spender
	Users     Users
	Clock     func() time.Time
}

// Service is what can be done with budgets.
type Service struct {
	c     Config
	known memory
}

// NewService returns the service.
func NewService(c Config) *Service { return &Service{c: c} }

// List returns the budgets of the caller's reseller, by name. Who may not read
// bills is fault.Forbidden.
func (s *Service) List(ctx context.Context, c account.Caller) ([]Budget, error) {
	if err := c.Must(account.ReadBills); err != nil {
		return nil, err
	}
	return s.c.Store.Budgets(ctx, c.Reseller)
}

// Alerts returns the latest MaxAlerts of the caller's reseller, the newest
// first.
func (s *Service) Alerts(ctx context.Context, c account.Caller) ([]Alert, error) {
	if err := c.Must(account.ReadBills); err != nil {
		return nil, err
	}
	return s.c.Store.Alerts(ctx, c.Reseller, MaxAlerts)
}

// Find returns one of List, else ErrNoBudget.
func (s *Service) Find(ctx context.Context, c account.Caller, id int64) (Budget, error) {
	all, err := s.List(ctx, c)
	if err != nil {
		return Budget{}, err
	}
	i := slices.IndexFunc(all, func(b Budget) bool { return b.ID == id })
	if i < 0 {
		return Budget{}, ErrNoBudget
	}
	return all[i], nil
}

// Staff lists who can be a recipient: the users of the caller's reseller.
func (s *Service) Staff(ctx context.Context, c account.Caller) ([]account.User, error) {
	if err := c.Must(account.ReadBills); err != nil {
		return nil, err
	}
	return s.c.Store.Staff(ctx, c.Reseller)
}

// Add keeps a new budget. What is not right is fault.Invalid, one too many
// fault.Conflict, and a company of another reseller fault.NotFound.
func (s *Service) Add(ctx context.Context, c account.Caller, b Budget) error {
	if err := s.prepare(ctx, c, &b); err != nil {
		return err
	}
	b.Paused, b.CreatedAt = false, s.c.Clock()
	b.Standing = Standing{Month: calendar.DayOf(b.CreatedAt).Month(), Commit: -1}
	return s.c.Store.AddBudget(ctx, s.did(c, "budget.create", &b), b, MaxBudgets)
}

// Change replaces what one of List limits, and who is told. Thresholds that
// were told this month and that it still reaches are not told again; those that
// it no longer reaches are, once it does.
func (s *Service) Change(ctx context.Context, c account.Caller, id int64, by Budget) error {
	b, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	was := b
	by.ID, by.Paused, by.CreatedAt, by.Standing = b.ID, b.Paused, b.CreatedAt, b.Standing
	if err := s.prepare(ctx, c, &by); err != nil {
		return err
	}
	act := s.did(c, "budget.update", &by)
	act.Entry.Changes = append(act.Entry.Changes, account.Change{Field: "limit", Before: was.Amount(was.Limit), After: by.Amount(by.Limit)})
	if was.measures() != by.measures() {
		return s.c.Store.ChangeBudget(ctx, act, by, nil)
	}
	return s.c.Store.ChangeBudget(ctx, act, by, by.reached(by.Standing.Used))
}

// measures is what a budget adds up.
func (b *Budget) measures() string {
	return strings.Join([]string{string(b.Measure), b.Product, string(b.Currency), strconv.FormatInt(b.Company, 10)}, " ")
}

// Pause ends that one of List is watched, or begins it anew: a month that ended
// meanwhile is not told.
func (s *Service) Pause(ctx context.Context, c account.Caller, id int64, paused bool) error {
	if err := c.Must(account.ManageBudgets); err != nil {
		return err
	}
	b, err := s.Find(ctx, c, id)
	if err != nil || b.Paused == paused {
		return err
	}
	act := s.did(c, "budget.resume", &b)
	if paused {
		act = s.did(c, "budget.pause", &b)
	} else {
		b.Standing.Month = calendar.DayOf(s.c.Clock()).Month()
	}
	b.Paused = paused
	return s.c.Store.ChangeBudget(ctx, act, b, b.Told)
}

// Remove forgets one of List, with its alerts.
func (s *Service) Remove(ctx context.Context, c account.Caller, id int64) error {
	if err := c.Must(account.ManageBudgets); err != nil {
		return err
	}
	b, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	return s.c.Store.RemoveBudget(ctx, s.did(c, "budget.delete", &b), c.Reseller, id)
}

// did is an act about a budget.
func (s *Service) did(c account.Caller, verb account.Action, b *Budget) account.Act {
	act := c.Did(verb, s.c.Clock())
	act.Entry.Target = target(b.ID) // a budget is no act on the company, in whose own trail it would be seen
	act.Entry.Changes = []account.Change{{Field: "name", After: b.Name}}
	if b.Company != 0 {
		act.Entry.Changes = append(act.Entry.Changes, account.Change{Field: "cid", After: strconv.FormatInt(b.Company, 10)})
	}
	return act
}

func target(id int64) string { return "budget " + strconv.FormatInt(id, 10) }

// prepare makes a budget of the caller ready to be kept.
func (s *Service) prepare(ctx context.Context, c account.Caller, b *Budget) error {
	if err := c.Must(account.ManageBudgets); err != nil {
		return err
	}
	b.Reseller, b.User, b.Name = c.Reseller, c.User, strings.TrimSpace(b.Name)
	slices.Sort(b.Thresholds)
	b.Thresholds = slices.Compact(b.Thresholds)
	if b.Measure == Money {
		b.Product = ""
	} else {
		b.Currency = ""
	}
	wrong := b.check()
	if b.Company != 0 {
		found, err := s.c.Companies.Find(ctx, c, b.Company)
		if err != nil {
			return err
		}
		if pays := billing.CurrencyOf(found.Area); b.Measure == Money && pays != b.Currency {
			wrong.With("measure", "money in "+string(pays)+", in which the company pays", b.Currency)
		}
	}
	if !account.IsName(b.Name, MaxName) {
		wrong.With("budgetName", "1 to 80 characters", b.Name)
	}
	if b.Freeze != 0 && !c.May(account.ManageCompanies) {
		wrong.With("freeze", "nothing: your role may not freeze companies", b.Freeze)
	}
	if err := s.prepareRecipients(ctx, b, wrong); err != nil {
		return err
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

func (s *Service) prepareRecipients(ctx context.Context, b *Budget, wrong *fault.Error) error {
	ours, err := s.c.Store.Staff(ctx, b.Reseller)
	if err != nil {
		return err
	}
	slices.Sort(b.Recipients)
	b.Recipients = slices.Compact(b.Recipients)
	stranger := func(id int64) bool {
		return !slices.ContainsFunc(ours, func(u account.User) bool { return u.ID == id })
	}
	if len(b.Recipients) > MaxRecipients || slices.ContainsFunc(b.Recipients, stranger) {
		wrong.With("recipients", "users of your account", nil)
	}
	return nil
}
