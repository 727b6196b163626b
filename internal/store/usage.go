package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Usage keeps events and figures; it implements usage.Store.
type Usage struct {
	db     *conn
	log    *eventLog
	owners usage.Places // of projects
}

// Usage returns the store of events and figures.
func (db *DB) Usage() *Usage { return &Usage{db.usage, db.log, db.Companies()} }

// Record implements usage.Store. What it costs grows with the number of
// events and of the cells, owners and users they touch, not with what is
// stored, but for the height of the trees and for days whose peaks are counted
// again from their own samples.
func (u *Usage) Record(ctx context.Context, d *usage.Delivery) (usage.Answer, error) {
	return u.log.group.Do(ctx, d)
}

// settle brings all figures up to date with the effects of a batch.
func settle(ctx context.Context, tx *transaction, effects *usage.Effects, known *remembered) error {
	before, err := readBefore(ctx, tx, effects, known)
	if err != nil {
		return err
	}
	s := effects.Settle(before)
	known.change(s.Figures)
	revision := known.news.commits
	if err := putFigures(ctx, tx, s.Figures, revision); err != nil {
		return err
	}
	if err := putAbove(ctx, tx, s, before, revision); err != nil {
		return err
	}
	return putPresences(ctx, tx, s.Presences)
}

// putAbove brings months and totals up to date with days that are written.
func putAbove(ctx context.Context, tx *transaction, s *usage.Settlement, before usage.Before, revision int64) error {
	for _, cell := range s.Lowered {
		top, err := highestDay(ctx, tx, cell)
		if err != nil {
			return err
		}
		s.SetTop(before, cell, top)
	}
	if err := putTops(ctx, tx, s.Tops, revision); err != nil {
		return err
	}
	return addTotals(ctx, tx, s.Totals(), revision)
}

// lastCommit is the number of the commit that the transaction will be, once it
// has counted itself: the revision of all rows that it changes.
func lastCommit(ctx context.Context, tx *transaction) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "select commits from event_log").Scan(&n)
	return n, err
}

func readBefore(ctx context.Context, tx *transaction, effects *usage.Effects, known *remembered) (before usage.Before, err error) {
	if before.Figures, err = known.figuresOf(ctx, tx, effects.Cells()); err != nil {
		return before, err
	}
	if before.Tops, err = tops(ctx, tx, effects.MonthCells(before.Figures)); err != nil {
		return before, err
	}
	if before.Presences, err = presences(ctx, tx, effects.Presences()); err != nil {
		return before, err
	}
	before.Gauges, err = gauges(ctx, tx, effects.Recounts())
	return before, err
}

// The columns of values, and what is done with them in an upsert.
var (
	valueColumns = columns("%s", catalog.MaxSlots)
	setValues    = columns("%[1]s = excluded.%[1]s", catalog.MaxSlots)
	addValues    = columns("%[1]s = total.%[1]s + excluded.%[1]s", catalog.MaxSlots)
	maxValues    = columns(highest, catalog.MaxSlots)
)

const highest = "coalesce(max(%s), 0)"

// columns are the first n of them.
func columns(format string, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(format, fmt.Sprintf("m%d", i))
	}
	return strings.Join(all, ", ")
}

func appendValues(flat []any, v *catalog.Values) []any {
	for _, n := range v {
		flat = append(flat, n)
	}
	return flat
}

// targets appends where a scan puts the value columns.
func targets(all []any, v *catalog.Values) []any {
	for i := range v {
		all = append(all, &v[i])
	}
	return all
}

// eachRow calls scan for each row of a query.
func eachRow(ctx context.Context, q querier, scan func(*sql.Rows) error, text string, args ...any) error {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return q.fault(rows.Err())
}
