package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/livekit"
)

// Move implements livekit.Store. It reads all rooms and writes those that had
// another project.
func (l *LiveKit) Move(ctx context.Context, project livekit.ProjectOf) (int, error) {
	n := 0
	err := l.db.write(ctx, func(tx *transaction) error {
		all, err := moves(ctx, tx, project)
		n = len(all)
		if err != nil {
			return err
		}
		for _, m := range all {
			const move = "update livekit_room set assigned = $1, revision = revision + 1, dirty = 1 where sid = $2 and assigned <> $1"
			if _, err := tx.ExecContext(ctx, move, m.to, m.room); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("move LiveKit rooms to other projects: %w", err)
	}
	return n, nil
}

// move is a room that belongs to another project now.
type move struct{ room, to string }

// moves finds the rooms that had another project, by SID, so that two servers
// that start together change them in the same order.
func moves(ctx context.Context, tx *transaction, project livekit.ProjectOf) ([]move, error) {
	var all []move
	err := eachRow(ctx, tx, func(rows *sql.Rows) error {
		var r livekit.Room
		var assigned string
		if err := rows.Scan(&r.SID, &r.Name, &r.Project, &assigned); err != nil {
			return err
		}
		if to := project(r); to != assigned {
			all = append(all, move{r.SID, to})
		}
		return nil
	}, "select sid, name, project, assigned from livekit_room order by sid")
	return all, err
}
