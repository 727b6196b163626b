package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Measured implements usage.Store. Numbers are read as what the drivers have, as
// in eachShown.
func (u *Usage) Measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (commit int64, err error) {
	err = u.db.view(ctx, func(tx *transaction) error {
		if commit, err = lastCommit(ctx, tx); err != nil {
			return err
		}
		var f usage.Figure
		var day, code int64
		into := targets([]any{&day, &f.Project, &code, &f.Company, &f.Reseller}, &f.Values)
		return eachIn(u.db.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
			return eachRow(ctx, tx, func(rows *sql.Rows) error {
				if err := rows.Scan(into...); err != nil {
					return err
				}
				f.Day, f.Product = calendar.Day(day), int16(code) // #nosec G115 -- yyyymmdd, of the catalogue
				if f.Values == (catalog.Values{}) {
					return nil
				}
				return yield(f)
			}, "select day, project, product, company, reseller, "+valueColumns+" from figure where day between $1 and $2"+
				" and product in "+productList(catalog.Metered())+" and company "+in, args...)
		})
	})
	return commit, err
}

// LastChanges implements usage.Store.
func (u *Usage) LastChanges(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]int64, error) {
	all := map[usage.CompanyMonth]int64{}
	err := eachIn(u.db.dialect, companies, []any{int64(from.First()), int64(to.Last())}, func(in string, args []any) error {
		return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
			var at usage.CompanyMonth
			var n int64
			err := rows.Scan(&at.Company, &at.Month, &n)
			all[at] = n
			return err
		}, "select company, day / 100, max(revision) from figure where day between $1 and $2 and product in "+productList(catalog.Metered())+
			" and company "+in+" group by company, day / 100", args...)
	})
	return all, err
}
