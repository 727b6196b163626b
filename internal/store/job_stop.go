package store

import (
	"context"
	"database/sql"
	"errors"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// Stopping implements job.Store.
func (s Jobs) Stopping(ctx context.Context, l job.Lease) (bool, error) {
	var state job.State
	err := s.reader.QueryRowContext(ctx, "select state from job"+leased, l.ID, l.Claim).Scan(&state)
	if errors.Is(err, sql.ErrNoRows) {
		err = job.ErrLost
	}
	return state == job.Stopping, err
}

// Remove implements bulk.Store. If the node that works on it dies before it has
// stopped, whoever takes it up goes on with all of it.
func (s Uploads) Remove(ctx context.Context, act account.Act, kind job.Kind, id int64) error {
	asked := false
	err := s.act(ctx, &act, nil, func(tx *transaction) (none outcome, err error) {
		err = updateOne(ctx, tx, errUnchanged, "update job set state = $4 where state in ($4, $5) and reseller = $1 and kind = $2 and id = $3",
			act.Entry.Reseller, string(kind), id, string(job.Stopping), string(job.Running))
		asked = err == nil
		return none, err
	})
	if err != nil || asked {
		return err
	}
	return s.Jobs.Remove(ctx, act, kind, id)
}
