package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// minuteProducts are the products whose figures are minutes.
func minuteProducts() []*catalog.Product {
	return slices.DeleteFunc(slices.Clone(catalog.Products()), func(p *catalog.Product) bool { return p.Unit != catalog.Minute })
}

// allMinutes adds up the figures of several rows; slots that a product does
// not have are 0.
var allMinutes = "cast(sum(" + strings.ReplaceAll(valueColumns, ", ", " + ") + ") as bigint)"

// CompanyMinutes implements usage.Store. It reads one row for each of the
// companies and minute product.
func (u *Usage) CompanyMinutes(ctx context.Context, reseller int64, companies []int64, month calendar.Month) (map[int64]int64, error) {
	sums := map[int64]int64{}
	text := "select company, " + allMinutes + " from total where period = $1 and reseller = $2 and company > 0 and product in " +
		productList(minuteProducts())
	read := func(text string, args []any) error {
		return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
			var company, minutes int64
			err := rows.Scan(&company, &minutes)
			if minutes > 0 {
				sums[company] = minutes
			}
			return err
		}, text+" group by company", args...)
	}
	fixed := []any{int64(month), reseller}
	if companies == nil {
		return sums, read(text, fixed)
	}
	return sums, eachIn(u.db.dialect, companies, fixed, func(in string, args []any) error { return read(text+" and company "+in, args) })
}

// DailyMinutes implements usage.Store.
func (u *Usage) DailyMinutes(ctx context.Context, reseller int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error) {
	all := map[int64][]int64{}
	text := "select company, period, " + allMinutes + " from total where reseller = $1 and period between $2 and $3 and product in " +
		productList(minuteProducts()) + " and company > 0 and company " // the first condition is the index's
	err := eachIn(u.db.dialect, companies, []any{reseller, int64(from), int64(to)}, func(in string, args []any) error {
		return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
			var company, minutes int64
			var day calendar.Day
			if err := rows.Scan(&company, &day, &minutes); err != nil || minutes == 0 {
				return err
			}
			if all[company] == nil {
				all[company] = make([]int64, from.DaysTo(to))
			}
			all[company][from.DaysTo(day)-1] = minutes
			return nil
		}, text+in+" group by company, period", args...)
	})
	return all, err
}
