package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Measured implements usage.Store.
func (u *Usage) Measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (int64, error) {
	return u.measured(ctx, companies, from, to, yield, func(p *catalog.Product) (string, string) {
		return "day, project, company, reseller, " + columns("%s", p.Slots()), ""
	})
}

// MeasuredSums implements usage.Store.
func (u *Usage) MeasuredSums(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (int64, error) {
	return u.measured(ctx, companies, from, to, yield, func(p *catalog.Product) (string, string) {
		values := "cast(sum(%s) as bigint)"
		if !p.Kind.Additive() {
			values = highest
		}
		return "cast($2 as bigint), project, company, 0, " + columns(values, p.Slots()), " group by project, company"
	})
}

// measured asks for figures of companies product by product, by queries that
// begin and end as those say. Numbers are read as what the drivers have, as in
// eachShown.
func (u *Usage) measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error, of func(*catalog.Product) (columns, group string)) (commit int64, err error) {
	err = u.db.view(ctx, func(tx *transaction) error {
		if commit, err = lastCommit(ctx, tx); err != nil {
			return err
		}
		return eachIn(u.db.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
			for _, p := range catalog.Metered() {
				head, group := of(p)
				text := fmt.Sprintf("select %s from figure where day between $1 and $2 and product = %d and company %s%s", head, p.Code, in, group)
				if err := eachRow(ctx, tx, measuredRow(p, yield), text, args...); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return commit, err
}

// measuredRow reads a row of a product that measured has asked for.
func measuredRow(p *catalog.Product, yield func(usage.Figure) error) func(*sql.Rows) error {
	f := usage.Figure{Cell: usage.Cell{Product: p.Code}}
	var day int64
	into := targets([]any{&day, &f.Project, &f.Company, &f.Reseller}, &f.Values)[:4+p.Slots()]
	return func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil || f.Values == (catalog.Values{}) {
			return err
		}
		f.Day = calendar.Day(day) // #nosec G115 -- yyyymmdd
		return yield(f)
	}
}

// LastChanges implements usage.Store. The totals of a company's month change
// with all that is below them.
func (u *Usage) LastChanges(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]int64, error) {
	all := map[usage.CompanyMonth]int64{}
	read := func(which string, args []any) error {
		return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
			var at usage.CompanyMonth
			var n int64
			err := rows.Scan(&at.Company, &at.Month, &n)
			all[at] = n
			return err
		}, "select company, period, max(revision) from total where period between $1 and $2 and company > 0"+which+" group by company, period", args...)
	}
	args := []any{int64(from), int64(to)}
	if companies == nil {
		return all, read("", args)
	}
	return all, eachIn(u.db.dialect, companies, args, func(in string, args []any) error {
		return read(" and product in "+productList(catalog.Metered())+" and company "+in, args)
	})
}
