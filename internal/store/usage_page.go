package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Page implements usage.Store. Totals are in the order of a sheet; they tell
// which companies used anything in a period, and only theirs is read.
func (u *Usage) Page(ctx context.Context, q usage.PageQuery) ([]usage.Row, error) {
	var page []usage.Row
	for _, period := range q.Window.Periods() {
		if int64(period) < q.After.Place {
			continue
		}
		rows, err := u.pageOf(ctx, &q, period, q.Limit-len(page))
		if err != nil {
			return nil, fmt.Errorf("read a page of rows of %s: %w", period, err)
		}
		if page = append(page, rows...); len(page) == q.Limit {
			break
		}
	}
	return page, nil
}

// pageOf returns at most limit rows of a period. Each company that is read has
// one of them or more; of the first, some may be on the page before.
func (u *Usage) pageOf(ctx context.Context, q *usage.PageQuery, period usage.Period, limit int) ([]usage.Row, error) {
	var page []usage.Row
	from := int64(1)
	if int64(period) == q.After.Place {
		from = q.After.Position
	}
	for len(page) < limit {
		wanted := min(limit-len(page), inChunk)
		companies, err := u.activeCompanies(ctx, q, period, from, wanted)
		if err != nil {
			return nil, err
		}
		rows, err := u.rowsOfCompanies(ctx, q, period, companies)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			if len(page) < limit && rows[i].Mark().Compare(q.After) > 0 {
				page = append(page, rows[i])
			}
		}
		if len(companies) < wanted {
			break
		}
		from = companies[wanted-1] + 1
	}
	return page, nil
}

// activeCompanies lists companies that used any of the products in the period
// while the reseller held them, by id.
func (u *Usage) activeCompanies(ctx context.Context, q *usage.PageQuery, period usage.Period, from int64, limit int) ([]int64, error) {
	anything := strings.ReplaceAll(columns("%s", widest(q.Products)), ", ", " + ") + " > 0"
	return query(ctx, u.db.reader, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) },
		"select distinct company from total where period = $1 and reseller = $2 and company >= $3 and product in "+productList(q.Products)+
			" and "+anything+" order by company limit $4", int64(period), q.Reseller, from, int64(limit))
}

func (u *Usage) rowsOfCompanies(ctx context.Context, q *usage.PageQuery, period usage.Period, companies []int64) ([]usage.Row, error) {
	read := u.totalsOfCompanies
	if q.ByProject {
		read = u.projectsOfCompanies
	}
	return collectRows(period, q.Products, func(yield func(shown) error) error { return read(ctx, q, period, companies, yield) })
}

// totalsOfCompanies reads from the first to the last of the companies: what is
// in between is active too, or zeros.
func (u *Usage) totalsOfCompanies(ctx context.Context, q *usage.PageQuery, period usage.Period, companies []int64, yield func(shown) error) error {
	if len(companies) == 0 {
		return nil
	}
	return u.totalsWhere(ctx, q.Products, yield, "period = $1 and reseller = $2 and company between $3 and $4",
		[]any{int64(period), q.Reseller, companies[0], companies[len(companies)-1]})
}

// projectsOfCompanies yields the figures of each of the companies' projects, as
// eachProject.
func (u *Usage) projectsOfCompanies(ctx context.Context, q *usage.PageQuery, period usage.Period, companies []int64, yield func(shown) error) error {
	days, months := q.Products, []*catalog.Product(nil)
	if q.Window.Monthly {
		days, months = split(q.Products)
	}
	return eachIn(u.db.dialect, companies, []any{q.Reseller, int64(period.First()), int64(period.Last())}, func(in string, args []any) error {
		if len(days) > 0 {
			if err := u.daysWhere(ctx, q.Window, days, yield, "reseller = $1 and day between $2 and $3 and company "+in, args); err != nil {
				return err
			}
		}
		if len(months) == 0 {
			return nil
		}
		args[1], args[2] = int64(period), int64(period)
		return u.topsWhere(ctx, months, yield, "reseller = $1 and month between $2 and $3 and company "+in, args)
	})
}
