package store

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// unsentJobs are those of a kind from which nothing has come yet.
const unsentJobs = " kind = $1 and (ended_at = 0 or state = 'failed')"

// Unsent implements mail.DeskStore.
func (s Jobs) Unsent(ctx context.Context, kind job.Kind, limit int) ([]job.Status, error) {
	return query(ctx, s.reader, scanJob, "select "+jobFields+" from job where"+unsentJobs+" order by id desc limit $2", string(kind), int64(limit))
}

// Hasten implements mail.DeskStore.
func (s Jobs) Hasten(ctx context.Context, act account.Act, kind job.Kind, id int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (outcome, error) {
		tx.enqueued = true
		return outcome{}, updateOne(ctx, tx, errNoJob, `update job set state = 'queued', ended_at = 0, run_at = $3, attempts = 0
			where state <> 'running' and id = $2 and`+unsentJobs, string(kind), id, milli(act.Entry.At))
	})
}

// GiveUp implements mail.DeskStore.
func (s Jobs) GiveUp(ctx context.Context, act account.Act, kind job.Kind, id int64) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (outcome, error) {
		return outcome{}, updateOne(ctx, tx, errNoJob, "update job set state = 'cancelled', ended_at = $3 where id = $2 and"+unsentJobs,
			string(kind), id, milli(act.Entry.At))
	})
}
