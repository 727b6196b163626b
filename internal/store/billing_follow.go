package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Unfollowed implements billing.Store.
func (s Billing) Unfollowed(ctx context.Context, after int64, limit int) ([]int64, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) },
		"select company from unfollowed where company > $1 order by company limit $2", after, limit)
}

// Follow implements billing.Store. That a company has yet to follow is taken back
// before anything is read: who sets a markup meanwhile either waits, and notes it
// again, or was waited for, and is read.
func (s Billing) Follow(ctx context.Context, companies []int64, follow func(*billing.Follower) ([]billing.Plan, []account.Act, error)) error {
	return s.write(ctx, func(tx *transaction) error {
		from := map[int64]calendar.Month{}
		var taken []int64
		for _, id := range companies {
			month, there, err := takeUnfollowed(ctx, tx, id)
			if err != nil {
				return err
			}
			if there {
				taken, from[id] = append(taken, id), month
			}
		}
		all, err := followers(ctx, tx, tx.dialect, taken)
		if err != nil {
			return err
		}
		var acts []account.Act
		for i := range all {
			all[i].From = from[all[i].Company]
			plans, some, err := follow(&all[i])
			if err != nil {
				return err
			}
			for j := range plans {
				if err := insertPlan(ctx, tx, &plans[j]); err != nil {
					return err
				}
			}
			acts = append(acts, some...)
		}
		for i := range acts {
			if err := conclude(ctx, tx, &acts[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeUnfollowed takes a company, and back that its prices have yet to follow.
func takeUnfollowed(ctx context.Context, tx *transaction, id int64) (from calendar.Month, there bool, err error) {
	if _, err = tx.ExecContext(ctx, "update company set id = id where id = $1", id); err != nil {
		return 0, false, err
	}
	err = tx.QueryRowContext(ctx, "delete from unfollowed where company = $1 returning from_month", id).Scan(&from)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return from, err == nil, err
}

func insertPlan(ctx context.Context, tx *transaction, p *billing.Plan) error {
	terms, err := json.Marshal(p.Terms, json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "insert into price_plan (company, number, from_month, created_at, terms, markup) values ($1, $2, $3, $4, $5, $6)",
		p.Company, p.Number, int64(p.From), milli(p.CreatedAt), string(terms), p.Rule)
	if err == nil { // it may change the status at once
		_, err = tx.ExecContext(ctx, "update books set next_on = 0 where company = $1", p.Company)
	}
	return err
}

// Followers implements billing.Store.
func (s Billing) Followers(ctx context.Context, companies []int64) (all []billing.Follower, err error) {
	return followers(ctx, s.reader, s.dialect, companies)
}

func followers(ctx context.Context, q querier, d *dialect, companies []int64) (all []billing.Follower, err error) {
	plans, own := map[int64]billing.Plans{}, map[int64]billing.RuleVersions{}
	err = eachIn(d, companies, nil, func(in string, args []any) error {
		some, err := query(ctx, q, scanPlan, selectPlan+"where company "+in+" order by company, number", args...)
		for _, p := range some {
			plans[p.Company] = append(plans[p.Company], p)
		}
		if err != nil {
			return err
		}
		rules, err := query(ctx, q, scanRule, selectRule+"where company "+in+" order by id", args...)
		for _, v := range rules {
			own[v.Company] = append(own[v.Company], v)
		}
		if err != nil {
			return err
		}
		found, err := query(ctx, q, func(rows *sql.Rows, f *billing.Follower) error {
			return rows.Scan(&f.Company, &f.Reseller, &f.Area)
		}, "select id, coalesce(reseller, 0), area from company where id "+in+" order by id", args...)
		all = append(all, found...)
		return err
	})
	if err != nil {
		return nil, err
	}
	held, err := sellers(ctx, q, all)
	for i := range all {
		f := &all[i]
		f.Plans, f.Own = plans[f.Company], own[f.Company]
		if of := held[sellerIn{f.Reseller, billing.CurrencyOf(f.Area)}]; of != nil {
			f.Standard, f.Buys = of.Standard, of.Buys
		}
	}
	return all, err
}

// sellerIn is a reseller as far as it deals in a currency.
type sellerIn struct {
	reseller int64
	currency billing.Currency
}

// sellers reads what prices of the companies' resellers come from.
func sellers(ctx context.Context, q querier, of []billing.Follower) (map[sellerIn]*billing.Follower, error) {
	all := map[sellerIn]*billing.Follower{}
	for i := range of {
		at := sellerIn{of[i].Reseller, billing.CurrencyOf(of[i].Area)}
		if at.reseller == 0 || all[at] != nil {
			continue
		}
		standard, err := query(ctx, q, scanRule, selectRule+"where company = 0 and reseller = $1 and currency = $2 order by id", at.reseller, string(at.currency))
		if err != nil {
			return nil, err
		}
		buys, err := query(ctx, q, scanPlan, selectBuyPlan+"where reseller = $1 and currency = $2 order by number", at.reseller, string(at.currency))
		if err != nil {
			return nil, err
		}
		all[at] = &billing.Follower{Standard: standard, Buys: buys}
	}
	return all, nil
}

// comes notes that a company has come to a reseller on a day: what was set for it
// before is no longer its, and its prices have yet to follow.
func comes(ctx context.Context, tx *transaction, id, reseller int64, created, today calendar.Day, area company.Area) error {
	var versions int
	if err := tx.QueryRowContext(ctx, "select count(*) from price_plan where company = $1", id).Scan(&versions); err != nil {
		return err
	}
	v := billing.RuleVersion{
		Reseller: reseller, Company: id, Currency: billing.CurrencyOf(area), CreatedAt: today.Start(), Source: billing.Standard,
		From: billing.FollowsFrom(created, today, versions > 0),
	}
	if _, err := insertRule(ctx, tx, v); err != nil {
		return err
	}
	return markUnfollowed(ctx, tx, id, v.From)
}
