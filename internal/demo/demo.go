package demo

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// Accounts creates users and hashes passwords; account.Service does.
type Accounts interface {
	HashPassword(ctx context.Context, password string) (string, error)
	Create(ctx context.Context, u account.User, password string) (account.User, error)
}

// Tokens creates ingest tokens; account.Tokens does.
type Tokens interface {
	CreateToken(ctx context.Context, name string, sources []string) (secret string, err error)
}

// Keys creates API keys; account.Keys does.
type Keys interface {
	Create(ctx context.Context, c account.Caller, k account.AccessKey) (account.AccessKey, string, error)
}

// Factors gives users second factors; account.Factors does.
type Factors interface {
	Give(ctx context.Context, c account.Caller, u *account.User) (secret string, err error)
}

// Companies creates resellers, companies and projects; company.Service does.
type Companies interface {
	CreateReseller(ctx context.Context, r company.Reseller, owner account.User) (int64, error)
	CreateCompany(ctx context.Context, c company.Company, admin account.User) (int64, error)
	CreateProject(ctx context.Context, p company.Project) (company.Project, error)
	SetStatus(ctx context.Context, cid int64, financial company.FinancialStatus, reason string, acc company.AccountStatus) error
}

// Meter takes usage in; usage.Meter does.
type Meter interface {
	Record(ctx context.Context, batch *usage.Batch) (usage.Answer, error)
}

// Config says what to fill and with what.
type Config struct {
	Accounts  Accounts
	Tokens    Tokens
	Keys      Keys
	Factors   Factors
	Companies Companies
	Meter     Meter
	// Books opens the books of companies at a clock of the past.
	Books   func(clock func() time.Time) Books
	Budgets Budgets
	Clock   func() time.Time // read once: the data ends then
	Seed    uint64
	BaseURL string // goes into the credentials as it is
	// Progress is told how much of the work is done; nil if nobody listens.
	// It is called from Fill's own goroutine, some 500 times.
	Progress func(done, total int)
}

// Fill puts the demo's data into empty stores and returns the secrets to sign
// in with. It stops at the first error, with the stores half filled; stores
// that hold a demo already are fault.Conflict.
func Fill(ctx context.Context, c Config) (Credentials, error) {
	now := c.Clock().UTC()
	w := newWorld(c.Seed, calendar.DayOf(now))
	steps := newSteps(w, c.Progress)
	st, err := settle(ctx, c, w, steps)
	if err != nil {
		return Credentials{}, err
	}
	if err := generate(w, now, steps.add, recorder(ctx, c.Meter, usage.Accepted)); err != nil {
		return Credentials{}, err
	}
	if err := recorder(ctx, c.Meter, usage.Quarantined)(strays(w, now)); err != nil {
		return Credentials{}, err
	}
	if err := bill(ctx, w, c.Books); err != nil {
		return Credentials{}, err
	}
	return st.credentials, st.addBudgets(ctx, now)
}

// steps counts what is done of the work. A step is about what creating one
// company takes.
type steps struct {
	done, total int
	tell        func(done, total int)
}

const (
	stepsPerDay     = 1 // a day of aggregates
	stepsPerBusyDay = 10
)

func newSteps(w *world, tell func(done, total int)) *steps {
	if tell == nil {
		tell = func(int, int) {}
	}
	days := len(w.dates) - busyDays
	return &steps{total: len(w.companies) + days*stepsPerDay + busyDays*stepsPerBusyDay, tell: tell}
}

func (s *steps) add(n int) {
	s.done += n
	s.tell(s.done, s.total)
}
