package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/usage"
)

// Quarantined is an event in quarantine.
type Quarantined struct {
	usage.Event
	Key        usage.Key
	Reason     string
	ReceivedAt int64 // Unix milliseconds
}

// Quarantine lists events in quarantine, those that came first at the
// beginning, at most limit of them after the given one; the zero Quarantined is before
// all.
func (u *Usage) Quarantine(ctx context.Context, after Quarantined, limit int) ([]Quarantined, error) {
	all, err := query(ctx, u.db.reader, scanQuarantined, `select key, reason, source, event, revision, content, received_at from held
		where received_at > $1 or received_at = $1 and key > $2 order by received_at, key limit $3`, after.ReceivedAt, after.Key[:], int64(limit))
	if err != nil {
		return nil, fmt.Errorf("list the quarantine: %w", err)
	}
	return all, nil
}

func scanQuarantined(rows *sql.Rows, h *Quarantined) error {
	var key, content []byte
	var source, id string
	var revision int64
	if err := rows.Scan(&key, &h.Reason, &source, &id, &revision, &content, &h.ReceivedAt); err != nil {
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

// QuarantineCount returns the number of events in quarantine by reason.
func (u *Usage) QuarantineCount(ctx context.Context) (map[string]int64, error) {
	counts := map[string]int64{}
	err := eachRow(ctx, u.db.reader, func(rows *sql.Rows) error {
		var reason string
		var n int64
		err := rows.Scan(&reason, &n)
		counts[reason] = n
		return err
	}, "select reason, count(*) from held group by reason")
	if err != nil {
		return nil, fmt.Errorf("count the quarantine: %w", err)
	}
	return counts, nil
}
