package store

import (
	"context"
	"fmt"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Rebuild makes figures, users, tops and totals what they should be, as
// usage.Audit works it out, and returns how many rows it has changed. First it
// puts the lists right that lead to events, then month by month what is counted
// from them. A month with anything wrong is written in one transaction, during
// which nothing is taken in; others are only read. Progress is called after
// each part.
//
// If events are lost, all is left as it is, because figures may know more than
// what is left of the events: fault.Conflict.
func (u *Usage) Rebuild(ctx context.Context, progress func(done, parts int)) (changed int64, err error) {
	months, err := archive{u}.Months(ctx)
	if err != nil {
		return 0, fmt.Errorf("list months: %w", err)
	}
	for i, rebuild := range []func(context.Context, calendar.Month) (int64, error){u.rebuildLists, u.rebuildMonth} {
		for k, month := range months {
			n, err := rebuild(ctx, month)
			if err != nil {
				return changed, fmt.Errorf("rebuild %s: %w", month, err)
			}
			changed += n
			progress(i*len(months)+k+1, 2*len(months))
		}
	}
	return changed, nil
}

// rebuildLists mends segment_day. What is wrong with keys does not change
// figures and is left to Check.
func (u *Usage) rebuildLists(ctx context.Context, month calendar.Month) (changed int64, err error) {
	ignore := func(usage.Difference) {}
	var found *inspection
	err = archive{u}.Read(ctx, month, func(b usage.Books) error {
		found, err = b.(books).inspect(ctx, ignore)
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case len(found.listed) > 0:
		return 0, fault.New(fault.Conflict, "%d segments of events of %s are lost, so figures are left as they are. Restore a backup.", len(found.listed), month)
	case len(found.unlisted) == 0:
		return 0, nil
	}
	err = u.log.step(ctx, func(tx *transaction) error {
		found, err := u.booksToMend(tx, month).inspect(ctx, ignore)
		if err != nil {
			return err
		}
		changed = int64(len(found.unlisted))
		return mendLists(ctx, tx, found.unlisted)
	})
	return changed, err
}

// booksToMend are the books for somebody who has the turn to write.
func (u *Usage) booksToMend(tx *transaction, month calendar.Month) books {
	return books{u.log, tx, &u.log.keys, u.owners, month}
}

// rebuildMonth looks again, when nobody writes, before it mends anything.
func (u *Usage) rebuildMonth(ctx context.Context, month calendar.Month) (changed int64, err error) {
	var found usage.Checked
	err = archive{u}.Read(ctx, month, func(b usage.Books) error {
		found, err = usage.Audit(ctx, b, month, func(*usage.Fixes) error { return nil })
		return err
	})
	if err != nil || found.Differences == 0 {
		return 0, err
	}
	err = u.log.step(ctx, func(tx *transaction) error {
		revision, err := countCommit(ctx, tx)
		if err != nil {
			return err
		}
		found, err = usage.Audit(ctx, u.booksToMend(tx, month), month, func(f *usage.Fixes) error { return mendRows(ctx, tx, f, revision) })
		return err
	})
	return found.Differences, err
}

func mendLists(ctx context.Context, tx *transaction, fixes []listingFix) error {
	var flat []any
	for _, f := range fixes {
		if _, err := tx.ExecContext(ctx, "delete from segment_day where day = $1 and segment = $2", int64(f.day), f.segment); err != nil {
			return fmt.Errorf("mend the lists of segments: %w", err)
		}
		if f.right != nil {
			flat = append(flat, int64(f.day), f.segment, f.right.first, f.right.last)
		}
	}
	_, err := bulkInsert(ctx, tx, insertDays, "", 4, flat)
	return err
}

// mendRows takes rows that are wrong away, and writes those that are right as
// the intake does. One that should not be there stays without values, so that
// its revision does not fall.
func mendRows(ctx context.Context, tx *transaction, f *usage.Fixes, revision int64) error {
	figures, err := replace(ctx, tx, f.Figures, "delete from figure where day = $1 and project = $2 and product = $3",
		func(f *usage.Figure) ([]any, *catalog.Values) {
			return []any{int64(f.Day), f.Project, int64(f.Product)}, &f.Values
		})
	if err != nil {
		return err
	}
	tops, err := replace(ctx, tx, f.Tops, "delete from top where month = $1 and project = $2 and product = $3 and reseller = $4",
		func(t *usage.Top) ([]any, *catalog.Values) {
			return []any{int64(t.Month), t.Project, int64(t.Product), t.Reseller}, &t.Values
		})
	if err != nil {
		return err
	}
	totals, err := replace(ctx, tx, f.Totals, "delete from total where period = $1 and reseller = $2 and company = $3 and product = $4",
		func(t *usage.Total) ([]any, *catalog.Values) {
			return []any{int64(t.Period), t.Reseller, t.Company, int64(t.Product)}, &t.Values
		})
	if err != nil {
		return err
	}
	attendances, err := replace(ctx, tx, f.Attendances, "delete from presence where day = $1 and project = $2 and user_id = $3",
		func(a *usage.Attendance) ([]any, *int64) {
			return []any{int64(a.Day), a.Project, []byte(a.User)}, &a.Events
		})
	if err != nil {
		return err
	}
	users := make(map[usage.Presence]int64, len(attendances))
	for _, a := range attendances {
		users[a.Presence] = a.Events
	}
	for _, put := range []func() error{
		func() error { return putFigures(ctx, tx, figures, revision) },
		func() error { return addTotals(ctx, tx, f.Above(), revision) },
		func() error { return putTops(ctx, tx, tops, revision) },
		func() error { return addTotals(ctx, tx, totals, revision) },
		func() error { return putPresences(ctx, tx, users) },
	} {
		if err := put(); err != nil {
			return fmt.Errorf("write what is right: %w", err)
		}
	}
	return nil
}

// replace deletes the stored rows of fixes and returns those to write: parts
// gives a row's key and values.
func replace[R, V any](ctx context.Context, tx *transaction, fixes []usage.Fix[R], text string, parts func(*R) ([]any, *V)) (right []R, err error) {
	for _, f := range fixes {
		row := f.True
		if f.Stored != nil {
			key, values := parts(f.Stored)
			if _, err := tx.ExecContext(ctx, text, key...); err != nil {
				return nil, fmt.Errorf("take away what is wrong: %w", err)
			}
			if row == nil {
				*values = *new(V)
				row = f.Stored
			}
		}
		right = append(right, *row)
	}
	return right, nil
}
