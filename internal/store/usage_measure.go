package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Measured implements usage.Store.
func (u *Usage) Measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (int64, error) {
	return u.measured(ctx, companies, from, to, yield, "select day, project, product, company, reseller, "+valueColumns+
		measuredOf(catalog.Metered()))
}

// MeasuredSums implements usage.Store.
func (u *Usage) MeasuredSums(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (int64, error) {
	adding := slices.DeleteFunc(slices.Clone(catalog.Metered()), func(p *catalog.Product) bool { return !p.Kind.Additive() })
	highest := slices.DeleteFunc(slices.Clone(catalog.Metered()), func(p *catalog.Product) bool { return p.Kind.Additive() })
	const head, tail = "select cast($2 as bigint), project, product, company, 0, ", " group by project, product, company"
	return u.measured(ctx, companies, from, to, yield,
		head+sumValues+measuredOf(adding)+tail, head+maxValues+measuredOf(highest)+tail)
}

// measuredOf is the rest of a query of some products of companies.
func measuredOf(products []*catalog.Product) string {
	return " from figure where day between $1 and $2 and product in " + productList(products) + " and company %s"
}

// measured asks for figures of companies by queries that leave out which those
// are. Numbers are read as what the drivers have, as in eachShown.
func (u *Usage) measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error, texts ...string) (commit int64, err error) {
	err = u.db.view(ctx, func(tx *transaction) error {
		if commit, err = lastCommit(ctx, tx); err != nil {
			return err
		}
		var f usage.Figure
		var day, code int64
		into := targets([]any{&day, &f.Project, &code, &f.Company, &f.Reseller}, &f.Values)
		scan := func(rows *sql.Rows) error {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			f.Day, f.Product = calendar.Day(day), int16(code) // #nosec G115 -- yyyymmdd, of the catalogue
			if f.Values == (catalog.Values{}) {
				return nil
			}
			return yield(f)
		}
		return eachIn(u.db.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
			for _, text := range texts {
				if err := eachRow(ctx, tx, scan, fmt.Sprintf(text, in), args...); err != nil {
					return err
				}
			}
			return nil
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
