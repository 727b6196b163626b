package budget

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"

	"reseller-console/internal/billing"
)

// Store keeps budgets and alerts. One of another reseller is ErrNoBudget.
type Store interface {
	// Budgets lists a reseller's, by name.
	Budgets(ctx context.Context, reseller int64) ([]Budget, error)
	// AddBudget keeps a new one, unless its reseller has most already: then it
	// is fault.Conflict.
	AddBudget(ctx context.Context, act account.Act, b Budget, most int) error
	// ChangeBudget replaces all of one but its creation and, of its standing, all
	// but the month, as its next version. What was told of its month may be told again, but for the
	// thresholds to be kept.
	ChangeBudget(ctx context.Context, act account.Act, b Budget, keep []int) error
	// RemoveBudget forgets one with its alerts.
	RemoveBudget(ctx context.Context, act account.Act, reseller, id int64) error
	// Alerts lists the latest of a reseller's, the newest first.
	Alerts(ctx context.Context, reseller int64, limit int) ([]Alert, error)
	// Unsettled lists the budgets of all resellers that are not paused, and whose
	// standing is not that of the commit and the day.
	Unsettled(ctx context.Context, commit int64, day calendar.Day) ([]Budget, error)
	// Held lists the companies that a reseller holds.
	Held(ctx context.Context, reseller int64) ([]int64, error)
	// Settle keeps the standings of budgets, and which of their thresholds are
	// reached, 0 for a forecast. Of those that were told for the month nobody is
	// told again; tell makes the act of those that were not. Of a budget that was
	// changed or removed since it was read nothing is kept.
	Settle(ctx context.Context, found []Finding, tell func(f *Finding, fresh []int) ([]account.Act, error)) error
	// Staff lists the users of a reseller.
	Staff(ctx context.Context, reseller int64) ([]account.User, error)
}

// Finding is a budget with the standing that was found.
type Finding struct {
	Budget
	Now     Standing
	Reached []int
	Late    bool // whether its month is over
}

// Figures tells whether anything has to be added up anew; usage.Store is it.
type Figures interface {
	Commits(ctx context.Context) (int64, error)
	LastChanges(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]int64, error)
}

// Spender adds up what companies have cost and used; billing.Service is it.
type Spender interface {
	Spend(ctx context.Context, reseller int64, companies []int64, days []calendar.Day, yield func(company int64, spent *billing.Spend)) error
}

// ErrNoBudget is the answer to a budget that is not there.
var ErrNoBudget = fault.New(fault.NotFound, "There is no such budget.")
