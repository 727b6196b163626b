package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"reseller-console/internal/usage"
)

// keptRuns is how many results of checks are kept: more than a year of days.
const keptRuns = 500

// RunCheck checks all that is stored and keeps the result, even if it did not
// come to its end; only if ctx ended before, nothing is kept. It calls report
// with each difference.
func (u *Usage) RunCheck(ctx context.Context, clock func() time.Time, report func(usage.Difference)) (usage.CheckRun, error) {
	run := usage.CheckRun{Started: clock()}
	done, err := u.Check(ctx, func(d usage.Difference) {
		if len(run.Differences) < usage.MaxListed {
			run.Differences = append(run.Differences, d)
		}
		report(d)
	})
	if ctx.Err() != nil {
		return run, ctx.Err()
	}
	run.Checked, run.Finished = done, clock()
	if err != nil {
		run.Err = err.Error()
	}
	if err := u.keepRun(ctx, &run); err != nil {
		return run, fmt.Errorf("keep the result of the check: %w", err)
	}
	return run, nil
}

// CheckIfDue runs a check as RunCheck does, if the last one began so long ago
// and no other node runs one. It returns nil if not.
func (u *Usage) CheckIfDue(ctx context.Context, every time.Duration, clock func() time.Time) (*usage.CheckRun, error) {
	release, got, err := u.db.tryCheck(ctx, u.db.reader.DB)
	if err != nil || !got {
		return nil, err
	}
	defer release()
	last, err := u.CheckRuns(ctx, 1)
	if err != nil || len(last) > 0 && clock().Sub(last[0].Started) < every {
		return nil, err
	}
	run, err := u.RunCheck(ctx, clock, func(usage.Difference) {})
	return &run, err
}

func (u *Usage) keepRun(ctx context.Context, run *usage.CheckRun) error {
	return u.db.write(ctx, func(tx *transaction) error {
		var id int64
		err := tx.QueryRowContext(ctx, `insert into check_run (started_at, finished_at, days, unproven, events, figures, differences, error)
			values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`, milli(run.Started), milli(run.Finished),
			run.Days, run.Unproven, run.Events, run.Figures, run.Checked.Differences, run.Err).Scan(&id)
		if err != nil {
			return err
		}
		var flat []any
		for i, d := range run.Differences {
			flat = append(flat, id, int64(i), d.Where, d.Stored, d.True)
		}
		if _, err := bulkInsert(ctx, tx, "insert into check_difference (run, position, place, stored, truth)", "", 5, flat); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "delete from check_run where id <= $1", id-keptRuns)
		return err
	})
}

// CheckRuns returns the results of the latest checks, the newest first.
func (u *Usage) CheckRuns(ctx context.Context, limit int) ([]usage.CheckRun, error) {
	var ids []int64
	runs, err := query(ctx, u.db.reader, func(rows *sql.Rows, r *usage.CheckRun) error {
		var id, started, finished int64
		err := rows.Scan(&id, &started, &finished, &r.Days, &r.Unproven, &r.Events, &r.Figures, &r.Checked.Differences, &r.Err)
		ids = append(ids, id)
		r.Started, r.Finished = fromMilli(started), fromMilli(finished)
		return err
	}, `select id, started_at, finished_at, days, unproven, events, figures, differences, error from check_run
		order by id desc limit $1`, int64(limit))
	if err != nil {
		return nil, fmt.Errorf("read the results of checks: %w", err)
	}
	for i := range runs {
		runs[i].Differences, err = query(ctx, u.db.reader, func(rows *sql.Rows, d *usage.Difference) error {
			return rows.Scan(&d.Where, &d.Stored, &d.True)
		}, "select place, stored, truth from check_difference where run = $1 order by position", ids[i])
		if err != nil {
			return nil, fmt.Errorf("read the differences of a check: %w", err)
		}
	}
	return runs, nil
}
