package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

const jobFields = "id, kind, payload, reseller, user_id, created_at, state, done, total, result, error, ended_at, attempts, run_at"

func scanJob(rows *sql.Rows, s *job.Status) error {
	var created, ended, next int64
	err := rows.Scan(&s.ID, &s.Kind, &s.Payload, &s.Owner.Reseller, &s.Owner.User, &created, &s.State,
		&s.Progress.Done, &s.Progress.Total, &s.Result, &s.Error, &ended, &s.Attempts, &next)
	s.CreatedAt, s.EndedAt = fromMilli(created), fromMilli(ended)
	if s.State == job.Queued {
		s.Next = fromMilli(next)
	}
	return err
}

// Jobs implements job.Desk.
func (s Jobs) Jobs(ctx context.Context, reseller int64, kind job.Kind, limit int) ([]job.Status, error) {
	return query(ctx, s.reader, scanJob, "select "+jobFields+" from job where reseller = $1 and kind = $2 order by id desc limit $3",
		reseller, string(kind), int64(limit))
}

var errNoJob = fault.New(fault.NotFound, "There is no such job.")

// Job implements job.Desk.
func (s Jobs) Job(ctx context.Context, reseller int64, kind job.Kind, id int64) (job.Status, error) {
	found, err := query(ctx, s.reader, scanJob, "select "+jobFields+" from job where reseller = $1 and kind = $2 and id = $3", reseller, string(kind), id)
	if err == nil && len(found) == 0 {
		err = errNoJob
	}
	if err != nil {
		return job.Status{}, err
	}
	return found[0], nil
}

// Remove implements export.Store.
func (s Jobs) Remove(ctx context.Context, act account.Act, kind job.Kind, id int64) error {
	const own = " and reseller = $1 and kind = $2 and id = $3"
	return s.act(ctx, &act, nil, func(tx *transaction) (none outcome, err error) {
		errEnded := errors.New("it has ended")
		err = updateOne(ctx, tx, errEnded, "update job set state = $4, ended_at = $5, error = '' where ended_at = 0"+own,
			act.Entry.Reseller, string(kind), id, string(job.Cancelled), milli(act.Entry.At))
		if errors.Is(err, errEnded) {
			return none, updateOne(ctx, tx, errNoJob, "delete from job where ended_at > 0"+own, act.Entry.Reseller, string(kind), id)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "delete from job_part where job = $1", id)
		}
		return none, err
	})
}

// Part implements job.Desk.
func (s Jobs) Part(ctx context.Context, reseller int64, kind job.Kind, id int64, seq int) (data []byte, err error) {
	err = s.reader.QueryRowContext(ctx, `select p.data from job j join job_part p on p.job = j.id
		where j.reseller = $1 and j.kind = $2 and j.id = $3 and p.seq = $4`, reseller, string(kind), id, int64(seq)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, err
}

// forgetRows is how many jobs are forgotten in one transaction: few, because
// their files go with them.
const forgetRows = 20

// Forget forgets the jobs that ended before.
func (s Jobs) Forget(ctx context.Context, before time.Time) error {
	for {
		result, err := s.writer.ExecContext(ctx, "delete from job where id in (select id from job where ended_at > 0 and ended_at < $1 limit $2)",
			milli(before), int64(forgetRows))
		if err != nil {
			return fmt.Errorf("forget jobs: %w", err)
		}
		if gone, err := result.RowsAffected(); err != nil || gone < forgetRows {
			return err
		}
	}
}
