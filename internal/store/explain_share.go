package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Shares implements usage.Store. It reads the page, whatever else the reseller
// has.
func (u *Usage) Shares(ctx context.Context, q usage.ShareQuery) (all int64, some []usage.Share, err error) {
	value := shownColumn(q.Metric)
	err = u.db.view(ctx, func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, "select "+value+" from total where period = $1 and reseller = $2 and company = 0 and product = $3",
			int64(q.Period), q.Reseller, int64(q.Product.Code)).Scan(&all)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		some, err = query(ctx, tx, func(rows *sql.Rows, s *usage.Share) error { return rows.Scan(&s.Company, &s.Value) },
			"select company, "+value+" from total where period = $1 and reseller = $2 and product = $3 and company > $4 and "+value+" > 0 order by company limit $5",
			int64(q.Period), q.Reseller, int64(q.Product.Code), q.After, int64(q.Limit))
		return err
	})
	if err != nil {
		return 0, nil, fmt.Errorf("read the companies' %s.%s of %s: %w", q.Product.ID, q.Metric.ID, q.Period, err)
	}
	return all, some, nil
}

// shownColumn is a metric's value in a row of shown figures: a column, or the
// sum of those that a total adds.
func shownColumn(m *catalog.Metric) string {
	if m.Counted() {
		return fmt.Sprintf("m%d", m.Slot)
	}
	var all []string
	for _, slot := range m.Totals {
		all = append(all, fmt.Sprintf("m%d", slot))
	}
	return "(" + strings.Join(all, " + ") + ")"
}
