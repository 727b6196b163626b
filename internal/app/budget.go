package app

import (
	"context"
	"math/rand/v2"
	"time"

	"reseller-console/internal/budget"
)

// watchEvery is about how often a server looks how budgets stand.
const watchEvery = time.Minute

// newBudgets returns what watches budgets.
func (s *server) newBudgets() *budget.Service {
	return budget.NewService(budget.Config{
		Store: s.db.Budgets(), Companies: s.companies, Figures: s.db.Usage(), Spender: s.bills, Users: s.accounts, Clock: s.settings.now,
	})
}

// watchBudgets tells of thresholds that are reached, whichever server is first.
func (s *server) watchBudgets(ctx context.Context) {
	for {
		if _, err := s.budgets.Run(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "budgets", "error", err)
		}
		timer := time.NewTimer(watchEvery/2 + rand.N(watchEvery))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}
