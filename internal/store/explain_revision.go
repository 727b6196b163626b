package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/usage"
)

// readRevisions fills in the revisions of events, which are with their keys.
func readRevisions(ctx context.Context, tx *transaction, events []usage.Evidence) error {
	wanted := make(map[usage.Key]*usage.Evidence, len(events))
	var inOrder, random [][]byte
	for i := range events {
		key := usage.KeyOf(events[i].Source, events[i].ID)
		wanted[key] = &events[i]
		if key.Ordered() || !tx.generations {
			inOrder = append(inOrder, key[:])
		} else {
			random = append(random, key[:])
		}
	}
	if err := revisionsIn(ctx, tx, ordered, inOrder, wanted); err != nil || len(random) == 0 {
		return err
	}
	parts, err := query(ctx, tx, func(rows *sql.Rows, part *int64) error { return rows.Scan(part) }, "select part from generation order by part desc")
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := revisionsIn(ctx, tx, part, random, wanted); err != nil {
			return err
		}
	}
	return nil
}

func revisionsIn(ctx context.Context, tx *transaction, part int64, keys [][]byte, wanted map[usage.Key]*usage.Evidence) error {
	err := eachIn(tx.dialect, keys, []any{part}, func(in string, args []any) error {
		return tx.each(ctx, func(rows *sql.Rows) error {
			var key sql.RawBytes
			var revision int64
			if err := rows.Scan(&key, &revision); err != nil {
				return err
			}
			wanted[usage.Key(key)].Revision = revision
			return nil
		}, "select key, revision from event_key where part = $1 and key "+in, args...)
	})
	if err != nil {
		return fmt.Errorf("find the revisions of events: %w", err)
	}
	return nil
}
