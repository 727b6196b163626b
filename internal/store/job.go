package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"reseller-console/internal/job"
)

// Jobs keeps jobs; it is a job.Store and a job.Desk.
type Jobs struct{ *conn }

// Jobs returns the store of jobs.
func (db *DB) Jobs() Jobs { return Jobs{db.console} }

// enqueue keeps jobs.
func enqueue(ctx context.Context, tx *transaction, now int64, jobs []job.Job) error {
	for i := range jobs {
		if _, err := enqueueOne(ctx, tx, now, &jobs[i]); err != nil {
			return err
		}
	}
	return nil
}

// enqueueOne keeps a job and returns its id.
func enqueueOne(ctx context.Context, tx *transaction, now int64, j *job.Job) (id int64, err error) {
	if len(j.Payload) > job.MaxPayload {
		return 0, fmt.Errorf("a job of kind %s has a payload of %d bytes", j.Kind, len(j.Payload))
	}
	tx.enqueued = true
	err = tx.QueryRowContext(ctx, `insert into job (kind, payload, reseller, user_id, created_at, run_at) values ($1, $2, $3, $4, $5, $6)
		returning id`, string(j.Kind), j.Payload, j.Owner.Reseller, j.Owner.User, now, max(now, milli(j.NotBefore))).Scan(&id)
	return id, err
}

// Enqueued implements job.Store.
func (s Jobs) Enqueued() <-chan struct{} { return s.enqueued }

// dueJobs are those of a kind that somebody should take up.
const dueJobs = "from job where ended_at = 0 and kind = $1 and run_at <= $2"

// Claim implements job.Store. Who finds nothing has not disturbed those who
// write.
func (s Jobs) Claim(ctx context.Context, kind job.Kind, n int, now, until time.Time, except ...int64) (claimed []job.Claimed, err error) {
	q := chosen{where: dueJobs, args: []any{string(kind), milli(now)}}
	for _, reseller := range except {
		q.and("reseller <> ?", reseller)
	}
	var some bool
	err = s.reader.QueryRowContext(ctx, "select exists (select 1 "+q.where+")", q.args...).Scan(&some)
	if err != nil || !some {
		return nil, err
	}
	err = s.write(ctx, func(tx *transaction) error {
		claimed, err = query(ctx, tx, func(rows *sql.Rows, c *job.Claimed) error {
			c.Kind = kind
			return rows.Scan(&c.ID, &c.Payload, &c.Owner.Reseller, &c.Owner.User, &c.Claim, &c.Attempt)
		}, fmt.Sprintf("select id, payload, reseller, user_id, claims + 1, attempts + 1 %s order by run_at, id limit %d%s", q.where, n, tx.skipLocked), q.args...)
		if err != nil {
			return err
		}
		for _, c := range claimed {
			_, err := tx.ExecContext(ctx, "update job set state = $1, run_at = $2, claims = $3, attempts = $4 where id = $5",
				string(job.Running), milli(until), c.Claim, c.Attempt, c.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return claimed, err
}

// leased is the row of a job whose lease somebody has.
const leased = " where ended_at = 0 and id = $1 and claims = $2"

// Renew implements job.Store.
func (s Jobs) Renew(ctx context.Context, l job.Lease, until time.Time, p job.Progress) error {
	return s.write(ctx, func(tx *transaction) error {
		return updateOne(ctx, tx, job.ErrLost, "update job set run_at = $3, done = $4, total = $5"+leased,
			l.ID, l.Claim, milli(until), p.Done, p.Total)
	})
}

// PutPart implements job.Store. Its first statement changes nothing but keeps
// others from taking the job up meanwhile.
func (s Jobs) PutPart(ctx context.Context, l job.Lease, seq int, data []byte) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := updateOne(ctx, tx, job.ErrLost, "update job set claims = claims"+leased, l.ID, l.Claim); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from job_part where job = $1 and seq >= $2", l.ID, int64(seq)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert into job_part (job, seq, data) values ($1, $2, $3)", l.ID, int64(seq), data)
		return err
	})
}

// End implements job.Store.
func (s Jobs) End(ctx context.Context, l job.Lease, e job.Ending) error {
	var ended, uncounted int64
	if e.State.Ended() {
		ended = milli(e.At)
	}
	if e.Uncount {
		uncounted = 1
	}
	return s.write(ctx, func(tx *transaction) error {
		err := updateOne(ctx, tx, job.ErrLost, `update job set attempts = attempts - $3, state = $4, run_at = $5, ended_at = $6,
			done = $7, total = $8, result = $9, error = $10`+leased,
			l.ID, l.Claim, uncounted, string(e.State), milli(e.At), ended, e.Progress.Done, e.Progress.Total, e.Result, e.Error)
		if err != nil {
			return err
		}
		return enqueue(ctx, tx, milli(e.Now), e.Follow)
	})
}
