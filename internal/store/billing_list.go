package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"reseller-console/internal/billing"
	"reseller-console/internal/company"
)

// billsOf is where the bills that a filter chooses come from. A company without
// a bill is chosen if it will have one: it was there, and has none of a later
// month.
func billsOf(f billing.BillFilter) chosen {
	createdBefore := int64(0)
	if f.Open {
		createdBefore = f.Month.Add(1).First().Start().UnixMilli()
	}
	q := chosen{args: []any{f.Reseller, int64(f.Month), createdBefore}, where: `
		from company c left join books k on k.company = c.id left join bill b on b.company = c.id and b.month = $2
		where c.reseller = $1 and (b.company is not null or c.created_at < $3 and coalesce(k.billed, 0) < $2)`}
	if f.Text == "" {
		return q
	}
	cid, err := strconv.ParseInt(f.Text, 10, 64)
	if err != nil {
		cid = -1 // nobody's
	}
	q.where += " and (c.id = " + q.param(cid) + " or c.name_fold like " + q.param(contains(f.Text)) + " escape '!')"
	return q
}

func billOrder(f billing.BillFilter) string {
	direction := ""
	if f.Descending {
		direction = " desc"
	}
	switch f.Order {
	case billing.OrderTotal:
		return " order by case when c.area = 'CN' then 0 else 1 end, coalesce(b.total, 0)" + direction + ", c.id"
	case billing.OrderName:
		return " order by c.name_fold" + direction + ", c.id"
	}
	return " order by c.id" + direction
}

// BillRows implements billing.Store.
func (s Billing) BillRows(ctx context.Context, f billing.BillFilter) ([]billing.BillRow, error) {
	limit := int64(f.Limit)
	if limit == 0 {
		limit = noLimit
	}
	scan := func(rows *sql.Rows, r *billing.BillRow) error {
		var area company.Area
		var issued, deducted int64
		err := rows.Scan(&r.Company, &r.Name, &area, &r.Total, &issued, &deducted)
		r.Month, r.Currency, r.IssuedAt, r.DeductedAt = f.Month, billing.CurrencyOf(area), fromMilli(issued), fromMilli(deducted)
		return err
	}
	q := billsOf(f)
	return query(ctx, s.reader, scan, "select c.id, c.name, c.area, coalesce(b.total, 0), coalesce(b.issued_at, 0), coalesce(b.deducted_at, 0)"+
		q.where+billOrder(f)+" limit "+q.param(limit)+" offset "+q.param(int64(f.Offset)), q.args...)
}

// BillTotals implements billing.Store.
func (s Billing) BillTotals(ctx context.Context, f billing.BillFilter) ([]billing.BillTotal, error) {
	scan := func(rows *sql.Rows, t *billing.BillTotal) error {
		return rows.Scan(&t.Currency, &t.Total, &t.Bills, &t.Open)
	}
	q := billsOf(f)
	const currency = "case when c.area = 'CN' then 'CNY' else 'USD' end"
	return query(ctx, s.reader, scan, "select "+currency+", coalesce(cast(sum(b.total) as bigint), 0), count(*), count(*) - count(b.company)"+
		q.where+" group by "+currency+" order by 1", q.args...)
}

// Standing implements billing.Store.
func (s Billing) Standing(ctx context.Context, id int64) (st billing.Standing, err error) {
	err = s.view(ctx, func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, "select k.balance, k.short_since, c.by_balance from books k join company c on c.id = k.company where k.company = $1", id).
			Scan(&st.Balance, &st.ShortSince, &st.ByBalance)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		st.Unpaid, err = unpaid(ctx, tx, id)
		return err
	})
	return st, err
}

// unpaid lists a company's bills that are not deducted yet.
func unpaid(ctx context.Context, tx *transaction, id int64) ([]billing.Due, error) {
	return query(ctx, tx, func(rows *sql.Rows, d *billing.Due) error { return rows.Scan(&d.Month, &d.Total) },
		"select month, total from bill where company = $1 and deducted_at = 0 order by month", id)
}
