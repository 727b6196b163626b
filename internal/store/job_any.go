package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// JobCounts implements account.JobStore.
func (s Jobs) JobCounts(ctx context.Context) ([]account.JobCount, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, c *account.JobCount) error {
		var first int64
		err := rows.Scan(&c.Kind, &c.State, &c.Count, &first)
		c.First = fromMilli(first)
		return err
	}, "select kind, state, count(*), min(created_at) from job group by kind, state order by kind, state")
}

// AnyJobs implements account.JobStore.
func (s Jobs) AnyJobs(ctx context.Context, q account.JobQuery) ([]job.Status, error) {
	c := chosen{where: "1 = 1"}
	if q.Kind != "" {
		c.and("kind = ?", string(q.Kind))
	}
	if q.State != "" {
		c.and("state = ?", string(q.State))
	}
	if q.Before > 0 {
		c.and("id < ?", q.Before)
	}
	return query(ctx, s.reader, scanJob, "select "+jobFields+" from job where "+c.where+" order by id desc limit "+c.param(q.Limit), c.args...)
}

// RetryJob implements account.JobStore.
func (s Jobs) RetryJob(ctx context.Context, act account.Act, id int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		tx.enqueued = true
		return made, updateOne(ctx, tx, account.ErrNoJob, `
			update job set state = $2, run_at = $3, ended_at = 0, attempts = 0, error = ''
			where id = $1 and state in ($4, $5)`, id, string(job.Queued), milli(act.Entry.At), string(job.Failed), string(job.Cancelled))
	})
}

// CancelJob implements account.JobStore.
func (s Jobs) CancelJob(ctx context.Context, act account.Act, id int64, stops []job.Kind) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		for _, kind := range stops {
			err := updateOne(ctx, tx, errUnchanged, "update job set state = $3 where id = $1 and kind = $2 and state in ($3, $4)",
				id, string(kind), string(job.Stopping), string(job.Running))
			if !errors.Is(err, errUnchanged) {
				return made, err
			}
		}
		err = updateOne(ctx, tx, account.ErrNoJob, "update job set state = $2, ended_at = $3, error = '' where id = $1 and ended_at = 0",
			id, string(job.Cancelled), milli(act.Entry.At))
		if err == nil {
			_, err = tx.ExecContext(ctx, "delete from job_part where job = $1", id)
		}
		return made, err
	})
}
