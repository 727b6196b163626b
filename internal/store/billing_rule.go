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

const selectRule = "select id, reseller, company, currency, number, from_month, created_at, source, rule from markup "

func scanRule(rows *sql.Rows, v *billing.RuleVersion) error {
	var created int64
	var rule string
	if err := rows.Scan(&v.ID, &v.Reseller, &v.Company, &v.Currency, &v.Number, &v.From, &created, &v.Source, &rule); err != nil {
		return err
	}
	v.CreatedAt = fromMilli(created)
	return json.Unmarshal([]byte(rule), &v.Rule)
}

// AddRule implements billing.Store. The row of the company, or of the reseller, is
// taken first, so that ids rise in the order in which versions are set.
func (s Billing) AddRule(ctx context.Context, act account.Act, v billing.RuleVersion) (kept billing.RuleVersion, err error) {
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		if v.Company != 0 {
			err = updateOne(ctx, tx, noCompany(v.Company), "update company set id = id where id = $1 and reseller = $2", v.Company, v.Reseller)
		} else {
			err = updateOne(ctx, tx, noReseller(v.Reseller), "update reseller set id = id where id = $1", v.Reseller)
		}
		if err != nil {
			return made, err
		}
		if kept, err = putRule(ctx, tx, v); err != nil {
			return made, err
		}
		if v.Company != 0 {
			return made, markUnfollowed(ctx, tx, v.Company, v.From)
		}
		return made, markAllUnfollowed(ctx, tx, v.Reseller, v.Currency, v.From)
	})
	return kept, err
}

// putRule adds a version after the newest one of its scope; if it changes nothing,
// it is that one, and errUnchanged.
func putRule(ctx context.Context, tx *transaction, v billing.RuleVersion) (billing.RuleVersion, error) {
	q := chosen{where: "company = $1", args: []any{v.Company}}
	if v.Company == 0 {
		q.and("reseller = ?", v.Reseller)
		q.and("currency = ?", string(v.Currency))
	}
	before, err := query(ctx, tx, scanRule, selectRule+"where "+q.where+" order by id desc limit 1", q.args...)
	if err != nil {
		return v, err
	}
	newest := billing.RuleVersion{}
	if len(before) > 0 {
		newest = before[0]
	}
	if changes, err := newest.Changes(&v); err != nil || !changes {
		return newest, errors.Join(err, errUnchanged)
	}
	return insertRule(ctx, tx, v)
}

func insertRule(ctx context.Context, tx *transaction, v billing.RuleVersion) (billing.RuleVersion, error) {
	rule, err := json.Marshal(v.Rule, json.Deterministic(true))
	if err != nil {
		return v, err
	}
	err = tx.QueryRowContext(ctx, `
		insert into markup (reseller, company, currency, number, from_month, created_at, source, rule)
		values ($1, $2, $3, (select coalesce(max(number), 0) + 1 from markup where company = $2 and reseller = $1 and currency = $3), $4, $5, $6, $7)
		returning id, number`,
		v.Reseller, v.Company, string(v.Currency), int64(v.From), milli(v.CreatedAt), string(v.Source), string(rule)).Scan(&v.ID, &v.Number)
	return v, err
}

// markUnfollowed notes that a company's prices have yet to follow from a month
// on, or from an earlier one that was noted before.
func markUnfollowed(ctx context.Context, tx *transaction, id int64, from calendar.Month) error {
	_, err := tx.ExecContext(ctx, "insert into unfollowed (company, from_month) values ($1, $2) "+earlier, id, int64(from))
	return err
}

// markAllUnfollowed notes that of all companies of a reseller in a currency.
func markAllUnfollowed(ctx context.Context, tx *transaction, reseller int64, c billing.Currency, from calendar.Month) error {
	_, err := tx.ExecContext(ctx, `
		insert into unfollowed (company, from_month)
		select c.id, $1 from company c where c.reseller = $2 and (c.area = $3) = ($4 = 'CNY') order by c.id `+earlier,
		int64(from), reseller, string(company.China), string(c))
	return err
}

const earlier = `on conflict (company) do update set from_month =
	case when excluded.from_month < unfollowed.from_month then excluded.from_month else unfollowed.from_month end`

// Rules implements billing.Store.
func (s Billing) Rules(ctx context.Context, reseller int64, companies []int64) (all billing.RuleVersions, err error) {
	err = eachIn(s.dialect, append([]int64{0}, companies...), []any{reseller}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanRule, selectRule+"where reseller = $1 and company "+in+" order by company, currency, id", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}
