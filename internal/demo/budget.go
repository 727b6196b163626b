package demo

import (
	"context"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
	"reseller-console/internal/calendar"
)

// Budgets keeps budgets; budget.Service does.
type Budgets interface {
	Add(ctx context.Context, c account.Caller, b budget.Budget) error
	Staff(ctx context.Context, c account.Caller) ([]account.User, error)
}

// addBudgets gives each reseller a budget of what all of its companies cost in
// its own currency, and the first one another of its largest company: by what
// last month cost.
func (st *settler) addBudgets(ctx context.Context, now time.Time) error {
	books := st.Books(func() time.Time { return now })
	last := calendar.DayOf(now).Month().Add(-1)
	costs := make([]map[billing.Currency]billing.Money, len(st.world.resellers))
	for _, m := range st.world.companies {
		bill, err := books.Bill(ctx, m.cid, last)
		if err != nil {
			return fmt.Errorf("what %s cost: %w", m.name, err)
		}
		if costs[m.dealer] == nil {
			costs[m.dealer] = map[billing.Currency]billing.Money{}
		}
		costs[m.dealer][billing.CurrencyOf(m.area())] += bill.Total
		if m == st.world.showcase() {
			if err := st.addBudget(ctx, m.dealer, budget.Budget{Name: m.name, Company: m.cid, Limit: roomy(bill.Total)}, billing.CurrencyOf(m.area())); err != nil {
				return err
			}
		}
	}
	for i, cost := range costs {
		name, currency := "All companies", billing.USD
		if st.world.dealers[i].language == "zh-Hans" {
			name, currency = "全部公司", billing.CNY
		}
		if err := st.addBudget(ctx, i, budget.Budget{Name: name, Limit: roomy(cost[currency])}, currency); err != nil {
			return err
		}
	}
	return nil
}

// roomy is a limit a little above what last month cost: the tenth of it more,
// in whole hundreds.
func roomy(cost billing.Money) int64 { return (int64(cost)*11/10/10_000 + 1) * 10_000 }

func (st *settler) addBudget(ctx context.Context, dealer int, b budget.Budget, currency billing.Currency) error {
	c := account.Caller{Name: "reseller-console", Role: account.ResellerOwner, Reseller: st.world.resellers[dealer]}
	staff, err := st.Budgets.Staff(ctx, c)
	if err != nil {
		return err
	}
	for i := range staff {
		b.Recipients = append(b.Recipients, staff[i].ID)
	}
	b.Measure, b.Currency, b.Thresholds, b.Forecast = budget.Money, currency, []int{50, 80, 100}, true
	if err := st.Budgets.Add(ctx, c, b); err != nil {
		return fmt.Errorf("budget %s: %w", b.Name, err)
	}
	return nil
}
