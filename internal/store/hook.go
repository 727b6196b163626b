package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
)

// Hooks keeps webhooks and their messages; it is a hook.Store and a
// hook.Outbox.
type Hooks struct{ *conn }

// Hooks returns the store of webhooks.
func (db *DB) Hooks() Hooks { return Hooks{db.console} }

const selectEndpoint = "select id, reseller, name, url, events, switch, failing_since, created_at, sealed, old, old_until from hook_endpoint "

func scanEndpoint(rows *sql.Rows, e *hook.Endpoint) error {
	var failing, created, until int64
	var events string
	err := rows.Scan(&e.ID, &e.Reseller, &e.Name, &e.URL, &events, &e.Switch, &failing, &created, &e.Sealed, &e.Old, &until)
	for event := range strings.FieldsSeq(events) {
		e.Events = append(e.Events, hook.Event(event))
	}
	e.FailingSince, e.CreatedAt, e.OldUntil = fromMilli(failing), fromMilli(created), fromMilli(until)
	return err
}

func eventsText(all []hook.Event) string {
	texts := make([]string, len(all))
	for i, event := range all {
		texts[i] = string(event)
	}
	return strings.Join(texts, " ")
}

// Endpoints implements hook.Store.
func (s Hooks) Endpoints(ctx context.Context, reseller int64) ([]hook.Endpoint, error) {
	return query(ctx, s.reader, scanEndpoint, selectEndpoint+"where reseller = $1 order by name, id", reseller)
}

// secretMade is for acts whose caller has a secret that is not the one that was kept.
func secretMade(*transaction, outcome) error { return hook.ErrMade }

// AddEndpoint implements hook.Store.
func (s Hooks) AddEndpoint(ctx context.Context, act account.Act, e hook.Endpoint, most int) error {
	return s.act(ctx, &act, secretMade, func(tx *transaction) (made outcome, err error) {
		have, err := countOf(ctx, tx, e.Reseller, "hook_endpoint")
		if err == nil && have >= most {
			err = fault.New(fault.Conflict, "There are %d webhooks already, the most that a reseller can have. Delete one first.", have)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "insert into hook_endpoint (id, reseller, name, url, events, switch, created_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
				e.ID, e.Reseller, e.Name, e.URL, eventsText(e.Events), string(e.Switch), milli(e.CreatedAt), e.Sealed)
		}
		return made, err
	})
}

// ChangeEndpoint implements hook.Store.
func (s Hooks) ChangeEndpoint(ctx context.Context, act account.Act, e hook.Endpoint) error {
	return s.act(ctx, &act, secretMade, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, hook.ErrNoEndpoint, `
			update hook_endpoint set name = $3, url = $4, events = $5, switch = $6, failing_since = $7, sealed = $8, old = $9, old_until = $10
			where id = $1 and reseller = $2`,
			e.ID, e.Reseller, e.Name, e.URL, eventsText(e.Events), string(e.Switch), milli(e.FailingSince), e.Sealed, e.Old, milli(e.OldUntil))
	})
}

// RemoveEndpoint implements hook.Store.
func (s Hooks) RemoveEndpoint(ctx context.Context, act account.Act, reseller int64, id string) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, updateOne(ctx, tx, hook.ErrNoEndpoint, "delete from hook_endpoint where id = $1 and reseller = $2", id, reseller)
	})
}

// announce keeps the messages of a line of the audit trail, for the webhooks
// that want them.
func announce(ctx context.Context, tx *transaction, e *account.Entry) error {
	if event, _ := hook.Of(e); event == "" || e.Reseller == 0 {
		return nil
	}
	to, err := query(ctx, tx, scanEndpoint, selectEndpoint+"where reseller = $1 order by name, id", e.Reseller)
	if err != nil {
		return err
	}
	all, err := hook.Announce(e, to)
	for i := range all {
		if err == nil {
			err = insertDelivery(ctx, tx, &all[i], e.At)
		}
	}
	return err
}

// insertDelivery keeps a message with the job that delivers it.
func insertDelivery(ctx context.Context, tx *transaction, d *hook.Delivery, now time.Time) error {
	var id int64
	err := tx.QueryRowContext(ctx, "insert into hook_delivery (endpoint, reseller, message, event, body, created_at, state, next_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
		d.Endpoint, d.Reseller, d.Message, string(d.Event), d.Body, milli(d.CreatedAt), string(d.State), milli(d.Next)).Scan(&id)
	if err != nil {
		return err
	}
	return dispatch(ctx, tx, d.Reseller, id, now)
}

// dispatch has a message delivered.
func dispatch(ctx context.Context, tx *transaction, reseller, id int64, now time.Time) error {
	j, err := hook.Job(reseller, id)
	if err != nil {
		return err
	}
	number, err := enqueueOne(ctx, tx, milli(now), &j)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "update hook_delivery set job = $2 where id = $1", id, number)
	return err
}

// Send implements hook.Store.
func (s Hooks) Send(ctx context.Context, act account.Act, d hook.Delivery) error {
	return s.act(ctx, &act, madeBefore, func(tx *transaction) (made outcome, err error) {
		return made, insertDelivery(ctx, tx, &d, act.Entry.At)
	})
}
