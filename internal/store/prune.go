package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Prune implements usage.Store. First it is on disk which days are closed for
// good; then, in transactions of a few milliseconds between those of the
// intake, keys and contents go month by month, so that it can end at any point
// and be taken up again; at last PostgreSQL drops the month's partitions.
func (u *Usage) Prune(ctx context.Context, first calendar.Month) error {
	l := u.log
	if err := l.closeDays(ctx, first.First()); err != nil {
		return fmt.Errorf("close the days before %s: %w", first.First(), err)
	}
	for {
		month, err := l.oldest(ctx)
		if err != nil {
			return fmt.Errorf("look for the oldest events: %w", err)
		}
		if month == 0 || month >= first {
			return l.forgetReceipts(ctx, first.First())
		}
		if err := l.forget(ctx, month); err != nil {
			return fmt.Errorf("forget the events of %s: %w", month, err)
		}
	}
}

// closeDays remembers the first day whose events are kept.
func (l *eventLog) closeDays(ctx context.Context, from calendar.Day) error {
	n, err := readNumbers(ctx, l.db.reader)
	if err != nil || n.from >= from {
		return err
	}
	return l.step(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "update event_log set events_from = $1 where events_from < $1", int64(from))
		return err
	})
}

// oldest is the first month of which anything is left; 0 if nothing is.
func (l *eventLog) oldest(ctx context.Context) (calendar.Month, error) {
	if l.db.monthly {
		all, err := partitionsBefore(ctx, l.db.reader, calendar.Month(999999))
		if err != nil || len(all) == 0 {
			return 0, err
		}
		return all[0].month, nil
	}
	var month sql.NullInt64
	err := l.db.reader.QueryRowContext(ctx, `select min(month) from (
		select min(id) / $1 as month from segment
		union all select min(id) / $1 from gauge
		union all select min(segment) / $1 from segment_dead
		union all select min(day) / 100 from presence) as months`, int64(placesOfMonth)).Scan(&month)
	return calendar.Month(month.Int64), err
}

// step is one transaction between those of the intake.
func (l *eventLog) step(ctx context.Context, act func(tx *transaction) error) error {
	return l.group.alone(ctx, func() error {
		return l.db.write(ctx, func(tx *transaction) error {
			if err := tx.lockUsage(ctx, tx.Tx); err != nil {
				return err
			}
			if err := l.keys.sync(ctx, tx); err != nil {
				return err
			}
			return act(tx)
		})
	})
}

// forgetReceipts removes the receipts of earlier days.
func (l *eventLog) forgetReceipts(ctx context.Context, before calendar.Day) error {
	p := pruner{log: l}
	return p.repeat(ctx, func(ctx context.Context, tx *transaction) (bool, error) {
		return pruneReceipts(ctx, tx, before, pruneRows)
	})
}

// forget removes all of a month but its figures.
func (l *eventLog) forget(ctx context.Context, month calendar.Month) error {
	p := pruner{log: l, month: month}
	p.first, p.last = monthPlaces(month)
	p.done = progress{p.first, p.first}
	for _, part := range []prunePart{p.nextSegment, p.nextGauges, p.nextListed, p.nextPresences, p.rest} {
		if err := p.repeat(ctx, part); err != nil {
			return err
		}
	}
	if err := l.dropFilters(ctx); err != nil {
		return err
	}
	return l.dropPartitions(ctx, month)
}

// dropFilters lets the filters go of full generations whose keys are all
// forgotten.
func (l *eventLog) dropFilters(ctx context.Context) error {
	var unused []int
	return l.group.alone(ctx, func() error {
		err := l.db.write(ctx, func(tx *transaction) (err error) {
			unused, err = l.unusedFilters(ctx, tx)
			for _, i := range unused {
				_, failed := tx.ExecContext(ctx, "update generation set filter = $1 where part = $2", []byte{}, int64(i+1))
				err = errors.Join(err, failed)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, i := range unused {
			l.keys.filters[i] = nil
		}
		return nil
	})
}

func (l *eventLog) unusedFilters(ctx context.Context, tx *transaction) (unused []int, err error) {
	for i := range max(0, len(l.keys.filters)-1) {
		used := true
		if l.keys.filters[i] != nil {
			err = errors.Join(err, tx.QueryRowContext(ctx, "select exists (select 1 from event_key where part = $1)", int64(i+1)).Scan(&used))
		}
		if !used {
			unused = append(unused, i)
		}
	}
	return unused, err
}

// A partition that is being read cannot be dropped. We do not wait long for
// that, because everybody else would wait behind us.
const (
	dropAttempts = 40
	dropPause    = 250 * time.Millisecond
)

// dropPartitions drops all of a month's partitions and of earlier ones.
func (l *eventLog) dropPartitions(ctx context.Context, month calendar.Month) error {
	if !l.db.monthly {
		return nil
	}
	all, err := partitionsBefore(ctx, l.db.reader, month+1)
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := l.dropPartition(ctx, p.name); err != nil {
			return err
		}
	}
	return nil
}

func (l *eventLog) dropPartition(ctx context.Context, name string) error {
	for attempt := 0; ; attempt++ {
		err := l.step(ctx, func(tx *transaction) error {
			_, err := tx.ExecContext(ctx, "set local lock_timeout = '50ms'; drop table if exists "+name)
			return err
		})
		if pg, ok := errors.AsType[*pgconn.PgError](err); !ok || pg.Code != "55P03" { // lock not available
			return err
		}
		if attempt == dropAttempts {
			return fault.Wrap(fault.Unavailable, err, "%s is being read all the time; it is dropped the next time.", name)
		}
		if err := pause(ctx, dropPause); err != nil {
			return err
		}
	}
}
