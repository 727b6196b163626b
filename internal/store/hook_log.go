package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
)

// selectDelivery reads messages with their last attempt. One that waits has
// failed, if the job that would deliver it has ended: somebody has cancelled it.
const selectDelivery = `select c.id, c.endpoint, c.reseller, c.message, c.event, c.body, c.created_at, c.state, c.tries, c.next_at, c.attempts,
		a.number, a.at, a.took, a.status, a.error, a.answer
	from (select d.id, d.endpoint, d.reseller, d.message, d.event, d.body, d.created_at, d.tries, d.next_at, d.attempts,
			case when d.state = 'waiting' and not exists (select 1 from job j where j.id = d.job and j.ended_at = 0) then 'failed' else d.state end as state
		from hook_delivery d) c
	left join hook_attempt a on a.delivery = c.id and a.number = c.attempts `

func scanDelivery(rows *sql.Rows, d *hook.Delivery) error {
	var created, next int64
	var number, at, took, status sql.NullInt64
	var fail, answer sql.NullString
	err := rows.Scan(&d.ID, &d.Endpoint, &d.Reseller, &d.Message, &d.Event, &d.Body, &created, &d.State, &d.Tries, &next, &d.Attempts,
		&number, &at, &took, &status, &fail, &answer)
	d.CreatedAt, d.Next = fromMilli(created), fromMilli(next)
	d.Last = hook.Attempt{Number: int(number.Int64), At: fromMilli(at.Int64), Took: time.Duration(took.Int64) * time.Microsecond,
		Status: int(status.Int64), Error: fail.String, Answer: answer.String}
	return err
}

// Deliveries implements hook.Store.
func (s Hooks) Deliveries(ctx context.Context, reseller int64, f hook.Filter) ([]hook.Delivery, error) {
	q := chosen{where: "c.reseller = $1", args: []any{reseller}}
	if f.Endpoint != "" {
		q.and("c.endpoint = ?", f.Endpoint)
	}
	if f.State != "" {
		q.and("c.state = ?", string(f.State))
	}
	if f.Event != "" {
		q.and("c.event = ?", string(f.Event))
	}
	if f.Before > 0 {
		q.and("c.id < ?", f.Before)
	}
	return query(ctx, s.reader, scanDelivery, selectDelivery+"where "+q.where+" order by c.id desc limit "+q.param(f.Limit), q.args...)
}

// Delivery implements hook.Store.
func (s Hooks) Delivery(ctx context.Context, reseller, id int64) (d hook.Delivery, attempts []hook.Attempt, err error) {
	found, err := query(ctx, s.reader, scanDelivery, selectDelivery+"where c.id = $1 and c.reseller = $2", id, reseller)
	if err == nil && len(found) == 0 {
		err = hook.ErrNoDelivery
	}
	if err != nil {
		return d, nil, err
	}
	attempts, err = query(ctx, s.reader, func(rows *sql.Rows, a *hook.Attempt) error {
		var at, took int64
		err := rows.Scan(&a.Number, &at, &took, &a.Status, &a.Error, &a.Answer)
		a.At, a.Took = fromMilli(at), time.Duration(took)*time.Microsecond
		return err
	}, "select number, at, took, status, error, answer from hook_attempt where delivery = $1 order by number desc", id)
	return found[0], attempts, err
}

// Replay implements hook.Store.
func (s Hooks) Replay(ctx context.Context, act account.Act, endpoint string, id int64, since time.Time, most int) (n int, err error) {
	err = s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		text, args := selectDelivery+"where c.endpoint = $1 and c.reseller = $2 and ", []any{endpoint, act.Entry.Reseller}
		if id != 0 {
			text, args = text+"c.state <> 'waiting' and c.id = $3", append(args, id)
		} else {
			text, args = text+"c.state = 'failed' and c.created_at >= $3", append(args, milli(since))
		}
		all, err := query(ctx, tx, scanDelivery, text+" order by c.id limit $4", append(args, int64(most))...)
		if n = len(all); err == nil && n == 0 {
			err = errUnchanged
		}
		for i := range all {
			if err == nil {
				_, err = tx.ExecContext(ctx, "update hook_delivery set state = $2, tries = 0, next_at = $3 where id = $1", all[i].ID, string(hook.Waiting), milli(act.Entry.At))
			}
			if err == nil {
				err = dispatch(ctx, tx, all[i].Reseller, all[i].ID, act.Entry.At)
			}
		}
		return made, err
	})
	return n, err
}

// Outgoing implements hook.Outbox.
func (s Hooks) Outgoing(ctx context.Context, id int64) (e hook.Endpoint, d hook.Delivery, err error) {
	found, err := query(ctx, s.reader, scanDelivery, selectDelivery+"where c.id = $1", id)
	if err != nil || len(found) == 0 {
		return e, d, orMissing(err, hook.ErrNoDelivery)
	}
	to, err := query(ctx, s.reader, scanEndpoint, selectEndpoint+"where id = $1", found[0].Endpoint)
	if err != nil || len(to) == 0 {
		return e, d, orMissing(err, hook.ErrNoEndpoint)
	}
	return to[0], found[0], nil
}

func orMissing(err, missing error) error {
	if err != nil {
		return err
	}
	return missing
}

// Tried implements hook.Outbox.
func (s Hooks) Tried(ctx context.Context, e *hook.Endpoint, d *hook.Delivery, a *hook.Attempt, v hook.Verdict, now time.Time) error {
	return s.write(ctx, func(tx *transaction) error {
		err := updateOne(ctx, tx, job.ErrLost, "update hook_delivery set state = $4, tries = tries + 1, next_at = $5, attempts = $3 where id = $1 and attempts = $2 and state = 'waiting'",
			d.ID, d.Attempts, a.Number, string(v.State), milli(v.Next))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "insert into hook_attempt (delivery, number, at, took, status, error, answer) values ($1, $2, $3, $4, $5, $6, $7)",
			d.ID, a.Number, milli(a.At), a.Took.Microseconds(), a.Status, a.Error, a.Answer)
		if err != nil {
			return err
		}
		return follow(ctx, tx, e, v, now)
	})
}

// follow gives an endpoint the state that a verdict leaves it in, and tells the
// owners if it has become worse.
func follow(ctx context.Context, tx *transaction, e *hook.Endpoint, v hook.Verdict, now time.Time) error {
	switch {
	case v.State == hook.Delivered:
		_, err := tx.ExecContext(ctx, "update hook_endpoint set failing_since = 0 where id = $1 and failing_since > 0", e.ID)
		return err
	case v.Gone:
		return worsen(ctx, tx, e, hook.MailGone, now, "update hook_endpoint set switch = 'gone', failing_since = $2 where id = $1 and switch = 'on'")
	case v.State == hook.Failed && e.Switch == hook.On:
		return worsen(ctx, tx, e, hook.MailFailing, now, "update hook_endpoint set failing_since = $2 where id = $1 and failing_since = 0")
	}
	return nil
}

func worsen(ctx context.Context, tx *transaction, e *hook.Endpoint, text string, now time.Time, statement string) error {
	result, err := tx.ExecContext(ctx, statement, e.ID, milli(now))
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	notice, err := account.Notice{Reseller: e.Reseller, Text: text, Data: map[string]string{"name": e.Name, "url": e.URL, "webhook": e.ID}}.Job()
	if err != nil {
		return err
	}
	if _, err := enqueueOne(ctx, tx, milli(now), &notice); err != nil || text != hook.MailGone {
		return err
	}
	act := account.Caller{Name: "reseller-console", Reseller: e.Reseller}.Did("webhook.disable", now)
	act.Entry.Target = "webhook " + e.ID
	return appendAudit(ctx, tx, act.Entry)
}

// forgetMessages is how many messages are forgotten in one transaction.
const forgetMessages = 500

// ForgetMessages forgets messages that are older.
func (s Hooks) ForgetMessages(ctx context.Context, before time.Time) error {
	for {
		result, err := s.writer.ExecContext(ctx, "delete from hook_delivery where id in (select id from hook_delivery where created_at < $1 limit $2)", milli(before), int64(forgetMessages))
		if err != nil {
			return fmt.Errorf("forget messages: %w", err)
		}
		if gone, err := result.RowsAffected(); err != nil || gone < forgetMessages {
			return err
		}
	}
}
