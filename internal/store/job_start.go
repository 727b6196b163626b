package store

import (
	"context"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// Start implements export.Store and bulk.Store. One act of a reseller at a time is here, so
// that none is counted by two.
func (s Jobs) Start(ctx context.Context, act account.Act, j job.Job, check func(open, kept int) error) (id int64, at time.Time, err error) {
	again := func(_ *transaction, was outcome) (err error) {
		id = was.number
		at, err = time.Parse(time.RFC3339Nano, was.text)
		return err
	}
	err = s.act(ctx, &act, again, func(tx *transaction) (made outcome, err error) {
		if err := roomFor(ctx, tx, &j, check); err != nil {
			return made, err
		}
		at = fromMilli(milli(act.Entry.At))
		id, err = enqueueOne(ctx, tx, milli(at), &j)
		act.Entry.Target += " " + strconv.FormatInt(id, 10)
		return outcome{number: id, text: at.Format(time.RFC3339Nano)}, err
	})
	return id, at, err
}

// roomFor has check decide by how many jobs of its kind a reseller has.
func roomFor(ctx context.Context, tx *transaction, j *job.Job, check func(open, kept int) error) error {
	if _, err := tx.ExecContext(ctx, "update reseller set name = name where id = $1", j.Owner.Reseller); err != nil {
		return err
	}
	var open, kept int
	err := tx.QueryRowContext(ctx, "select count(case when ended_at = 0 then 1 end), count(*) from job where reseller = $1 and kind = $2",
		j.Owner.Reseller, string(j.Kind)).Scan(&open, &kept)
	if err != nil {
		return err
	}
	return check(open, kept)
}
