package store

import (
	"context"
	"database/sql"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/budget"
)

// settleAtOnce is how many standings are kept in one transaction.
const settleAtOnce = 500

// Settle implements budget.Store. Most budgets stand as they did: they are
// marked with one statement.
func (s Budgets) Settle(ctx context.Context, found []budget.Finding, tell func(f *budget.Finding, fresh []int) ([]account.Act, error)) error {
	for some := range slices.Chunk(found, settleAtOnce) {
		err := s.write(ctx, func(tx *transaction) error {
			var same []int64
			var acts []account.Act
			for i := range some {
				f := &some[i]
				if stands(f) {
					same = append(same, f.ID)
					continue
				}
				made, err := settleOne(ctx, tx, f, tell)
				if err != nil {
					return err
				}
				acts = append(acts, made...)
			}
			if err := s.settleSame(ctx, tx, same, &some[0].Now); err != nil {
				return err
			}
			for i := range acts {
				if err := conclude(ctx, tx, &acts[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stands reports whether a budget stands as it did, with nothing to tell.
func stands(f *budget.Finding) bool {
	was, now := f.Standing, f.Now
	was.Commit, was.Day = now.Commit, now.Day
	return f.Standing.Commit >= 0 && was == now && !slices.ContainsFunc(f.Reached, func(threshold int) bool { return !slices.Contains(f.Told, threshold) })
}

func (s Budgets) settleSame(ctx context.Context, tx *transaction, ids []int64, now *budget.Standing) error {
	return eachIn(s.dialect, ids, []any{now.Commit, int64(now.Day)}, func(in string, args []any) error {
		// One that was changed since is marked -1, and stays unsettled.
		_, err := tx.ExecContext(ctx, "update budget set settled_commit = $1, settled_day = $2 where settled_commit >= 0 and id "+in, args...)
		return err
	})
}

// settleOne keeps a standing. The update takes the budget's row first, so that
// two nodes wait for each other, and the second one finds what was told.
func settleOne(ctx context.Context, tx *transaction, f *budget.Finding, tell func(f *budget.Finding, fresh []int) ([]account.Act, error)) ([]account.Act, error) {
	result, err := tx.ExecContext(ctx, `
		update budget set month = $3, settled_commit = $4, settled_day = $5, used = $6, exceeds_on = $7
		where id = $1 and version = $2 and month <= $3`,
		f.ID, f.Version, int64(f.Now.Month), f.Now.Commit, int64(f.Now.Day), f.Now.Used, int64(f.Now.ExceedsOn))
	if err != nil {
		return nil, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return nil, err
	}
	now := f.Budget
	now.Told, now.Frozen = nil, false
	rows, err := query(ctx, tx, func(rows *sql.Rows, t *told) error { return t.scan(rows) }, selectTold+"where budget = $1 and month = $2", f.ID, int64(f.Now.Month))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].into(&now)
	}
	f.Told, f.Frozen = now.Told, now.Frozen
	fresh := slices.DeleteFunc(slices.Clone(f.Reached), func(threshold int) bool { return slices.Contains(f.Told, threshold) })
	if len(fresh) == 0 {
		return nil, nil
	}
	acts, err := tell(f, fresh)
	for _, threshold := range fresh {
		if err == nil {
			_, err = tx.ExecContext(ctx, "insert into budget_alert (budget, month, threshold, at, used, most, exceeds_on, froze) values ($1, $2, $3, $4, $5, $6, $7, $8)",
				f.ID, int64(f.Now.Month), threshold, milli(acts[0].Entry.At), f.Now.Used, f.Limit, int64(f.Now.ExceedsOn), bit(f.Freezes(threshold)))
		}
	}
	return acts, err
}
