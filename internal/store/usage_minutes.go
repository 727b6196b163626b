package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// minuteProducts are the products whose figures are minutes.
func minuteProducts() []*catalog.Product {
	var all []*catalog.Product
	for _, p := range catalog.Products() {
		if p.Unit == catalog.Minute {
			all = append(all, p)
		}
	}
	return all
}

// CompanyMinutes implements usage.Store. It reads one row for each company and
// minute product.
func (u *Usage) CompanyMinutes(ctx context.Context, reseller int64, month calendar.Month) (map[int64]int64, error) {
	sums := map[int64]int64{}
	window := usage.Window{From: month.First(), To: month.Last(), Monthly: true}
	err := u.eachTotal(ctx, window, minuteProducts(), func(f shown) error {
		if n := usage.MinutesOf(f.product.Code, f.values); n > 0 {
			sums[f.company] += n
		}
		return nil
	}, "reseller = $1 and company > $2", reseller, int64(0))
	return sums, err
}

// DailyMinutes implements usage.Store.
func (u *Usage) DailyMinutes(ctx context.Context, reseller int64, companies []int64, from, to calendar.Day) (map[int64][]int64, error) {
	all := map[int64][]int64{}
	fixed := []any{reseller, int64(from), int64(to)}
	err := eachIn(u.db.dialect, companies, fixed, func(in string, args []any) error {
		return eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
			return scanShown(rows, func(f shown) error {
				if n := usage.MinutesOf(f.product.Code, f.values); n > 0 {
					if all[f.company] == nil {
						all[f.company] = make([]int64, from.DaysTo(to))
					}
					all[f.company][from.DaysTo(calendar.Day(f.period))-1] += n
				}
				return nil
			})
		}, "select period, company, '', product, "+valueColumns+" from total where reseller = $1 and period between $2 and $3 and product in "+
			productList(minuteProducts())+" and company in "+in, args...)
	})
	return all, err
}
