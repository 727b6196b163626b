package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"reseller-console/internal/usage"
)

// Held implements usage.QuarantineStore.
func (u *Usage) Held(ctx context.Context, q usage.HeldQuery) ([]usage.HeldEvent, error) {
	where, args := heldWhere(q.HeldFilter)
	beyond, order := ">", "received_at, key"
	if q.Backward {
		beyond, order = "<", "received_at desc, key desc"
	}
	n := len(args)
	text := fmt.Sprintf(`select key, cause, reason, source, event, revision, content, received_at from held
		where %s and (received_at, key) %s ($%d, $%d) order by %s limit $%d`, where, beyond, n+1, n+2, order, n+3)
	all, err := query(ctx, u.db.reader, scanHeldEvent, text, append(args, q.After.ReceivedAt, q.After.Key[:], int64(q.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("list the quarantine: %w", err)
	}
	return all, nil
}

// heldWhere is the condition of a filter, with the arguments of its first
// parameters.
func heldWhere(f usage.HeldFilter) (where string, args []any) {
	conditions := []string{"1 = 1"}
	add := func(condition string, arg any) {
		args = append(args, arg)
		conditions = append(conditions, fmt.Sprintf("%s $%d", condition, len(args)))
	}
	if f.Cause != "" {
		add("cause =", string(f.Cause))
	}
	if f.Project != "" {
		add("project =", f.Project)
	}
	if f.Source != "" {
		add("source =", f.Source)
	}
	if f.Until != 0 {
		add("received_at <=", f.Until)
	}
	return strings.Join(conditions, " and "), args
}

func scanHeldEvent(rows *sql.Rows, h *usage.HeldEvent) error {
	var key, content []byte
	var source, id string
	var revision int64
	if err := rows.Scan(&key, &h.Cause, &h.Reason, &source, &id, &revision, &content, &h.ReceivedAt); err != nil {
		return err
	}
	e, err := usage.ParseContent(content)
	if err != nil {
		return fmt.Errorf("event %q of %q: %w", id, source, err)
	}
	e.Source, e.ID, e.Revision = source, id, revision
	h.Event, h.Key = e, usage.Key(key)
	return nil
}

// CountHeld implements usage.QuarantineStore.
func (u *Usage) CountHeld(ctx context.Context, f usage.HeldFilter) ([]usage.HeldCount, error) {
	where, args := heldWhere(f)
	counts, err := query(ctx, u.db.reader, func(rows *sql.Rows, c *usage.HeldCount) error {
		return rows.Scan(&c.Cause, &c.Events, &c.Last)
	}, "select cause, count(*), max(received_at) from held where "+where+" group by cause order by cause", args...)
	if err != nil {
		return nil, fmt.Errorf("count the quarantine: %w", err)
	}
	return counts, nil
}

// HeldProjects implements usage.QuarantineStore.
func (u *Usage) HeldProjects(ctx context.Context, f usage.HeldFilter, limit int) ([]usage.HeldProject, error) {
	where, args := heldWhere(f)
	text := fmt.Sprintf(`select project, cause, count(*), min(received_at), max(received_at) from held
		where %s group by project, cause order by count(*) desc, project, cause limit $%d`, where, len(args)+1)
	all, err := query(ctx, u.db.reader, func(rows *sql.Rows, p *usage.HeldProject) error {
		return rows.Scan(&p.Project, &p.Cause, &p.Events, &p.First, &p.Last)
	}, text, append(args, int64(limit))...)
	if err != nil {
		return nil, fmt.Errorf("count the quarantine by project: %w", err)
	}
	return all, nil
}

// DropHeld implements usage.QuarantineStore.
func (u *Usage) DropHeld(ctx context.Context, f usage.HeldFilter, limit int) (dropped int64, err error) {
	where, args := heldWhere(f)
	text := fmt.Sprintf("select key from held where %s order by received_at, key limit $%d", where, len(args)+1)
	err = u.db.write(ctx, func(tx *transaction) error {
		if err := tx.lockUsage(ctx, tx.Tx); err != nil {
			return err
		}
		keys, err := query(ctx, tx, func(rows *sql.Rows, key *[]byte) error { return rows.Scan(key) }, text, append(args, int64(limit))...)
		if err != nil {
			return err
		}
		dropped = int64(len(keys))
		if err := deleteIn(ctx, tx, "delete from held where key ", nil, keys); err != nil {
			return err
		}
		return forgetHeld(ctx, tx, keys)
	})
	if err != nil {
		return 0, fmt.Errorf("drop from the quarantine: %w", err)
	}
	return dropped, nil
}

// forgetHeld removes the keys of events that are held. The filters of their
// generations keep them, which only lets a key be looked up in vain.
func forgetHeld(ctx context.Context, tx *transaction, keys [][]byte) error {
	return eachIn(tx.dialect, keys, []any{int64(usage.Held)}, func(in string, args []any) error {
		_, err := tx.ExecContext(ctx, `delete from event_key where state = $1
			and part in (select 0 union all select part from generation) and key `+in, args...)
		return err
	})
}
