package store

import (
	"context"
	"database/sql"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Schedules keeps schedules of sheets; it is an export.ScheduleStore.
type Schedules struct{ *conn }

// Schedules returns the store of schedules.
func (db *DB) Schedules() Schedules { return Schedules{db.console} }

// selectSchedule reads schedules with what became of their last export: the
// job knows, as long as it is kept.
const selectSchedule = `select s.id, s.reseller, s.name, s.content, s.paused, s.next_at, s.last_due, s.last_job, coalesce(j.state, s.last_state), s.created_at
	from export_schedule s left join job j on j.id = s.last_job `

// Schedules implements export.ScheduleStore.
func (s Schedules) Schedules(ctx context.Context, reseller int64) ([]export.Schedule, error) {
	return query(ctx, s.reader, scanSchedule, selectSchedule+"where s.reseller = $1 order by s.name, s.id", reseller)
}

func scanSchedule(rows *sql.Rows, one *export.Schedule) error {
	var content []byte
	var paused, next, due, created int64
	err := rows.Scan(&one.ID, &one.Reseller, &one.Name, &content, &paused, &next, &due, &one.Last.Export, &one.Last.State, &created)
	if err == nil {
		err = one.Read(content)
	}
	one.Paused, one.Next, one.Last.Due, one.CreatedAt = paused != 0, fromMilli(next), fromMilli(due), fromMilli(created)
	return err
}

// AddSchedule implements export.ScheduleStore.
func (s Schedules) AddSchedule(ctx context.Context, act account.Act, one export.Schedule, most int) error {
	content, err := one.Content()
	if err != nil {
		return err
	}
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		have, err := countOf(ctx, tx, one.Reseller, "export_schedule")
		if err == nil && have >= most {
			err = fault.New(fault.Conflict, "There are %d schedules already, the most that a reseller can have. Delete one first.", have)
		}
		if err == nil {
			err = tx.QueryRowContext(ctx, "insert into export_schedule (reseller, name, content, paused, next_at, created_at) values ($1, $2, $3, $4, $5, $6) returning id",
				one.Reseller, one.Name, string(content), bit(one.Paused), milli(one.Next), milli(one.CreatedAt)).Scan(&made.number)
		}
		return made, err
	})
}

// ChangeSchedule implements export.ScheduleStore.
func (s Schedules) ChangeSchedule(ctx context.Context, act account.Act, one export.Schedule) error {
	content, err := one.Content()
	if err != nil {
		return err
	}
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, export.ErrNoSchedule, "update export_schedule set name = $1, content = $2, paused = $3, next_at = $4 where id = $5 and reseller = $6",
			one.Name, string(content), bit(one.Paused), milli(one.Next), one.ID, one.Reseller)
	})
}

// RemoveSchedule implements export.ScheduleStore.
func (s Schedules) RemoveSchedule(ctx context.Context, act account.Act, reseller, id int64) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, export.ErrNoSchedule, "delete from export_schedule where id = $1 and reseller = $2", id, reseller)
	})
}

// openRuns are last runs whose end is not noted, although the job has ended or
// is no longer kept.
const openRuns = `from export_schedule s where s.last_state in ('queued', 'running')
	and not exists (select 1 from job j where j.id = s.last_job and j.ended_at = 0)`

// Due implements export.ScheduleStore. Who finds nothing to note has not
// disturbed those who write.
func (s Schedules) Due(ctx context.Context, now time.Time) ([]export.Schedule, error) {
	var some bool
	if err := s.reader.QueryRowContext(ctx, "select exists (select 1 "+openRuns+")").Scan(&some); err != nil {
		return nil, err
	}
	if some {
		if _, err := s.writer.ExecContext(ctx, "update export_schedule set last_state = coalesce((select j.state from job j where j.id = last_job), $1) where id in (select s.id "+openRuns+")",
			string(job.Cancelled)); err != nil {
			return nil, err
		}
	}
	return query(ctx, s.reader, scanSchedule, selectSchedule+"where s.paused = 0 and s.next_at <= $1 order by s.next_at, s.id", milli(now))
}

// Begin implements export.ScheduleStore. Whoever is second finds another time
// in the row.
func (s Schedules) Begin(ctx context.Context, act account.Act, one *export.Schedule, due, next time.Time, j job.Job, check func(open, kept int) error) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		if err := roomFor(ctx, tx, &j, check); err != nil {
			return made, err
		}
		err = updateOne(ctx, tx, errUnchanged, "update export_schedule set next_at = $1, last_due = $2 where id = $3 and next_at = $4 and paused = $5",
			milli(next), milli(due), one.ID, milli(one.Next), bit(one.Paused))
		if err != nil {
			return made, err
		}
		if made.number, err = enqueueOne(ctx, tx, milli(act.Entry.At), &j); err != nil {
			return made, err
		}
		_, err = tx.ExecContext(ctx, "update export_schedule set last_job = $1, last_state = $2 where id = $3", made.number, string(job.Queued), one.ID)
		return made, err
	})
}

// Staff implements export.People.
func (s Jobs) Staff(ctx context.Context, reseller int64) ([]account.User, error) {
	return Schedules(s).Staff(ctx, reseller)
}

// Staff implements export.People.
func (s Schedules) Staff(ctx context.Context, reseller int64) ([]account.User, error) {
	return query(ctx, s.reader, scanUser, selectUser+"where u.reseller = $1 order by u.name_fold, u.id", reseller)
}
