package store

import (
	"context"
	"database/sql"
	"errors"
	"net/netip"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
)

// act runs a change in one transaction, with what is kept together with it:
// its line in the audit trail, the jobs that follow, and, if the request has a
// name, what it has made. If that was done before, again is told what was made
// then. A change that fails leaves nothing. change may complete the act.
func (c *conn) act(ctx context.Context, a *account.Act, again retell, change func(tx *transaction) (outcome, error)) error {
	return c.write(ctx, func(tx *transaction) error {
		first, was, err := beginOnce(ctx, tx, a.Once)
		if err != nil {
			return err
		}
		if !first {
			return again(tx, was)
		}
		made, err := change(tx)
		if errors.Is(err, errUnchanged) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := endOnce(ctx, tx, a.Once, made); err != nil {
			return err
		}
		return conclude(ctx, tx, a)
	})
}

// conclude keeps what follows from an act that was done: its jobs, the messages
// of webhooks, and its line in the audit trail.
func conclude(ctx context.Context, tx *transaction, a *account.Act) error {
	if err := enqueue(ctx, tx, a.Entry.At.UnixMilli(), a.Jobs); err != nil {
		return err
	}
	if err := announce(ctx, tx, &a.Entry); err != nil {
		return err
	}
	return appendAudit(ctx, tx, a.Entry)
}

// retell tells what an act has made that was done before.
type retell func(tx *transaction, was outcome) error

// errUnchanged ends a change that has found everything as it should be.
var errUnchanged = errors.New("unchanged")

// appendAudit chains an entry to the trail. It is the last thing that a
// transaction does, because others that append wait for its end.
func appendAudit(ctx context.Context, tx *transaction, e account.Entry) error {
	var head []byte
	err := tx.QueryRowContext(ctx, "update audit_head set number = number + 1 where id = 1 returning number, hash").Scan(&e.Number, &head)
	if err != nil {
		return err
	}
	var before account.Hash
	copy(before[:], head)
	e.Hash = e.Chained(before)
	if err := insertAudit(ctx, tx, &e); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "update audit_head set hash = $1 where id = 1", e.Hash[:])
	return err
}

func insertAudit(ctx context.Context, tx *transaction, e *account.Entry) error {
	changes, err := json.Marshal(e.Changes)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		insert into audit (number, at, actor_kind, actor, actor_name, on_behalf, action, reseller, company, target, changes, addr, request, hash)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		e.Number, milli(e.At), string(e.Actor.Kind), e.Actor.ID, e.Actor.Name, e.OnBehalf, string(e.Action), e.Reseller, e.Company,
		e.Target, string(changes), e.AddrText(), e.Request, e.Hash[:])
	return err
}

// Audit keeps the audit trail; it is an account.AuditStore.
type Audit struct{ *conn }

// Audit returns the store of the audit trail.
func (db *DB) Audit() Audit { return Audit{db.console} }

// Note appends a line about an act that is not kept in the console's database;
// it makes Audit a usage.Trail.
func (s Audit) Note(ctx context.Context, act account.Act) error {
	return s.write(ctx, func(tx *transaction) error { return conclude(ctx, tx, &act) })
}

const auditFields = "number, at, actor_kind, actor, actor_name, on_behalf, action, reseller, company, target, changes, addr, request, hash"

// Entries implements account.AuditStore.
func (s Audit) Entries(ctx context.Context, f account.AuditFilter) ([]account.Entry, error) {
	q := chosen{where: "c.company > 0 and c.action not like 'note.%' and c.action not like 'budget.%' and c.action not like 'markup.%'"} // of a company's own trail: notes, budgets and markups are its reseller's
	switch {
	case f.Everywhere:
		q = chosen{where: "c.number > 0"}
	case f.Reseller != 0:
		q = chosen{where: "c.reseller = $1", args: []any{f.Reseller}}
	}
	if f.Before > 0 {
		q.and("c.number < ?", f.Before)
	}
	if f.Action != "" {
		q.and("c.action = ?", string(f.Action))
	}
	if f.Company != 0 {
		q.and("c.company = ?", f.Company)
	}
	if !f.From.IsZero() {
		q.and("c.at >= ?", milli(f.From))
	}
	if !f.To.IsZero() {
		q.and("c.at < ?", milli(f.To))
	}
	text := "select " + auditFields + " from audit c where " + q.where + " order by c.number desc limit " + q.param(f.Limit)
	return query(ctx, s.reader, scanEntry, text, q.args...)
}

// CheckAudit follows the chain from its beginning, and calls each for every
// entry in order. It returns how many those are, and whether that is the whole
// trail.
func (s Audit) CheckAudit(ctx context.Context, each func(number int64, hash account.Hash)) (sound int64, whole bool, err error) {
	var last account.Hash
	err = s.view(ctx, func(tx *transaction) error {
		rows, err := tx.QueryContext(ctx, "select "+auditFields+" from audit order by number")
		if err != nil {
			return err
		}
		defer rows.Close() // rows.Err tells
		for rows.Next() {
			var e account.Entry
			if err := scanEntry(rows, &e); err != nil {
				return err
			}
			if e.Number != sound+1 || e.Chained(last) != e.Hash {
				return nil
			}
			sound, last = e.Number, e.Hash
			each(sound, last)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		whole, err = isHead(ctx, tx, sound, last)
		return err
	})
	return sound, whole, err
}

func isHead(ctx context.Context, tx *transaction, number int64, hash account.Hash) (bool, error) {
	var headNumber int64
	var head []byte
	err := tx.QueryRowContext(ctx, "select number, hash from audit_head where id = 1").Scan(&headNumber, &head)
	return number == headNumber && string(head) == string(hash[:]), err
}

func scanEntry(rows *sql.Rows, e *account.Entry) error {
	var at int64
	var changes, addr string
	var hash []byte
	err := rows.Scan(&e.Number, &at, &e.Actor.Kind, &e.Actor.ID, &e.Actor.Name, &e.OnBehalf, &e.Action, &e.Reseller, &e.Company,
		&e.Target, &changes, &addr, &e.Request, &hash)
	if err != nil {
		return err
	}
	e.At = fromMilli(at)
	if addr != "" {
		e.Addr, _ = netip.ParseAddr(addr) // one that was altered breaks the chain
	}
	copy(e.Hash[:], hash)
	return json.Unmarshal([]byte(changes), &e.Changes)
}
