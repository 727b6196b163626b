package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/livekit"
)

// LiveKit keeps what webhooks told about rooms; it implements livekit.Store.
// It lies in the usage database, beside what is made of it.
type LiveKit struct{ db *conn }

// LiveKit returns the store of LiveKit's rooms.
func (db *DB) LiveKit() *LiveKit { return &LiveKit{db.usage} }

// Save implements livekit.Store. A webhook that changes no ended session costs
// a few rows by key, however many participants the room has.
func (l *LiveKit) Save(ctx context.Context, w *livekit.Webhook, project livekit.ProjectOf) (livekit.Work, error) {
	var work livekit.Work
	err := l.db.write(ctx, func(tx *transaction) error {
		fresh, err := keepWebhook(ctx, tx, w)
		if err != nil {
			return err
		}
		if !fresh {
			work, err = again(ctx, tx, w.ID)
			return err
		}
		work, err = learn(ctx, tx, w, project)
		return err
	})
	if err != nil {
		return livekit.Work{}, fmt.Errorf("save a LiveKit webhook: %w", err)
	}
	return work, nil
}

// keepWebhook reports whether the webhook comes for the first time.
func keepWebhook(ctx context.Context, tx *transaction, w *livekit.Webhook) (bool, error) {
	result, err := tx.ExecContext(ctx, "insert into livekit_webhook (id, room, event, created_at) values ($1, $2, $3, $4) on conflict do nothing",
		w.ID, w.Room.SID, string(w.Event), w.CreatedAt)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// again is the work of a webhook that was saved before.
func again(ctx context.Context, tx *transaction, id string) (livekit.Work, error) {
	var sid string
	const find = "select r.sid from livekit_webhook w join livekit_room r on r.sid = w.room where w.id = $1 and r.dirty = 1"
	err := tx.QueryRowContext(ctx, find, id).Scan(&sid)
	if errors.Is(err, sql.ErrNoRows) {
		return livekit.Work{}, nil
	}
	if err != nil {
		return livekit.Work{}, err
	}
	return everything(ctx, tx, sid)
}

// learn merges a new webhook into its room and finds what that changes.
func learn(ctx context.Context, tx *transaction, w *livekit.Webhook, project livekit.ProjectOf) (livekit.Work, error) {
	room, err := lockRoom(ctx, tx, w)
	if err != nil {
		return livekit.Work{}, err
	}
	before, err := touched(ctx, tx, room, w)
	if err != nil {
		return livekit.Work{}, err
	}
	after, scope := w.Apply(before)
	assigned := project(after.Room)
	if err := putTouched(ctx, tx, &after, assigned); err != nil {
		return livekit.Work{}, err
	}
	scope.All = scope.All || room.dirty || room.assigned != assigned
	room.Room, room.assigned = after.Room, assigned
	work, err := workOf(ctx, tx, room, scope)
	if err != nil || len(work.Due) == 0 {
		return work, err
	}
	_, err = tx.ExecContext(ctx, "update livekit_room set dirty = 1 where sid = $1", w.Room.SID)
	return work, err
}

// Load implements livekit.Store.
func (l *LiveKit) Load(ctx context.Context, sid string) (livekit.Work, error) {
	var work livekit.Work
	err := l.db.view(ctx, func(tx *transaction) (err error) {
		work, err = everything(ctx, tx, sid)
		return err
	})
	if err != nil {
		return livekit.Work{}, fmt.Errorf("load a LiveKit room: %w", err)
	}
	return work, nil
}

// Plan implements livekit.Store. The first statement also keeps others from
// changing the room until the plan is committed.
func (l *LiveKit) Plan(ctx context.Context, sid string, revision int64, sent map[string]int) (current bool, err error) {
	err = l.db.write(ctx, func(tx *transaction) error {
		result, err := tx.ExecContext(ctx, "update livekit_room set revision = revision where sid = $1 and revision = $2", sid, revision)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if current = n == 1; err != nil || !current {
			return err
		}
		for _, p := range slices.Sorted(maps.Keys(sent)) {
			const raise = "update livekit_participant set sent = $1 where room = $2 and sid = $3 and sent < $1"
			if _, err := tx.ExecContext(ctx, raise, int64(sent[p]), sid, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("plan the segments of a LiveKit room: %w", err)
	}
	return current, nil
}

// Settle implements livekit.Store.
func (l *LiveKit) Settle(ctx context.Context, sid string, revision int64) error {
	err := l.db.write(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "update livekit_room set dirty = 0 where sid = $1 and revision = $2", sid, revision)
		return err
	})
	if err != nil {
		return fmt.Errorf("settle a LiveKit room: %w", err)
	}
	return nil
}

// Dirty implements livekit.Store.
func (l *LiveKit) Dirty(ctx context.Context) ([]string, error) {
	all, err := sids(ctx, l.db.reader, "select sid from livekit_room where dirty = 1 order by sid")
	if err != nil {
		return nil, fmt.Errorf("find dirty LiveKit rooms: %w", err)
	}
	return all, nil
}

// Prune implements livekit.Store.
func (l *LiveKit) Prune(ctx context.Context, finished, quiet int64) (int, error) {
	n := 0
	err := l.db.write(ctx, func(tx *transaction) error {
		const over = `delete from livekit_room
			where dirty = 0 and (finished_at > 0 and finished_at < $1 and substr(assigned, 1, 8) <> $2 or heard_at < $3) returning sid`
		gone, err := sids(ctx, tx, over, finished, livekit.Unmapped, quiet)
		n = len(gone)
		return errors.Join(err, eachIn(l.db.dialect, gone, nil, func(in string, args []any) error {
			for _, table := range []string{"livekit_participant", "livekit_track", "livekit_webhook"} {
				if _, err := tx.ExecContext(ctx, "delete from "+table+" where room "+in, args...); err != nil {
					return err
				}
			}
			return nil
		}))
	})
	if err != nil {
		return 0, fmt.Errorf("forget LiveKit rooms: %w", err)
	}
	return n, nil
}

func sids(ctx context.Context, q querier, text string, args ...any) ([]string, error) {
	var all []string
	err := eachRow(ctx, q, func(rows *sql.Rows) error {
		var sid string
		err := rows.Scan(&sid)
		all = append(all, sid)
		return err
	}, text, args...)
	return all, err
}
