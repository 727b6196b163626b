package store

import (
	"context"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// AddBuyPlan implements billing.Store.
func (s Billing) AddBuyPlan(ctx context.Context, act account.Act, p billing.Plan, follow calendar.Month) (number int, err error) {
	terms, err := json.Marshal(p.Terms, json.Deterministic(true))
	if err != nil {
		return 0, err
	}
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if err := updateOne(ctx, tx, noReseller(p.Reseller), "update reseller set id = id where id = $1", p.Reseller); err != nil {
			return made, err
		}
		newest, err := query(ctx, tx, scanPlan, selectBuyPlan+"where reseller = $1 and currency = $2 order by number desc limit 1", p.Reseller, string(p.Currency))
		if err != nil {
			return made, err
		}
		if number, err = nextVersion(newest, &p, terms); err != nil {
			return made, err
		}
		_, err = tx.ExecContext(ctx, "insert into buy_plan (reseller, currency, number, from_month, created_at, terms) values ($1, $2, $3, $4, $5, $6)",
			p.Reseller, string(p.Currency), number, int64(p.From), milli(p.CreatedAt), string(terms))
		if err != nil {
			return made, err
		}
		return made, markAllUnfollowed(ctx, tx, p.Reseller, p.Currency, follow)
	})
	return number, err
}

const selectBuyPlan = "select 0, reseller, number, from_month, created_at, terms, 0 from buy_plan "

// BuyPlans implements billing.Store.
func (s Billing) BuyPlans(ctx context.Context, reseller int64) (billing.Plans, error) {
	if _, err := findReseller(ctx, s.reader, reseller); err != nil {
		return nil, err
	}
	return query(ctx, s.reader, scanPlan, selectBuyPlan+"where reseller = $1 order by currency, number", reseller)
}
