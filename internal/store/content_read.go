package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/usage"
)

// readContents fills in what was said under keys.
func (l *eventLog) readContents(ctx context.Context, tx *transaction, wanted []*stored) error {
	segments := map[int64]map[usage.Key]*stored{}
	for _, row := range wanted {
		var err error
		switch {
		case row.inSegment():
			if segments[row.place] == nil {
				segments[row.place] = map[usage.Key]*stored{}
			}
			segments[row.place][row.Key] = row
		case row.inGauge():
			err = row.read(ctx, tx, "select source, event, content, received_at from gauge where id = $1", -row.place)
		default:
			err = row.read(ctx, tx, "select source, event, content, received_at from held where key = $1", row.Key[:])
		}
		if err != nil {
			return fmt.Errorf("read the event %x: %w", row.Key, err)
		}
	}
	for id, rows := range segments {
		if err := l.readFrom(ctx, tx, id, rows); err != nil {
			return fmt.Errorf("read segment %d: %w", id, err)
		}
	}
	return nil
}

func (s *stored) read(ctx context.Context, tx *transaction, text string, arg any) error {
	return tx.QueryRowContext(ctx, text, arg).Scan(&s.Source, &s.ID, &s.Content, &s.ReceivedAt)
}

// readFrom fills in contents of one segment.
func (l *eventLog) readFrom(ctx context.Context, tx *transaction, id int64, rows map[usage.Key]*stored) error {
	events, err := l.segment(ctx, tx, id)
	if err != nil {
		return err
	}
	for i := range events {
		p := &events[i]
		if row := rows[p.key()]; row != nil {
			row.Source, row.ID, row.Content, row.ReceivedAt = p.source, p.id, p.content, p.receivedAt
			delete(rows, row.Key)
		}
	}
	if len(rows) > 0 {
		return fmt.Errorf("%d events are missing", len(rows))
	}
	return nil
}

// segment reads all events of a segment, dead ones included.
func (l *eventLog) segment(ctx context.Context, tx *transaction, id int64) ([]packed, error) {
	var body []byte
	if err := tx.QueryRowContext(ctx, "select body from segment where id = $1", id).Scan(&body); err != nil {
		return nil, err
	}
	return l.packer.unpack(body)
}

// each is eachRow in this transaction.
func (tx *transaction) each(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) error {
	return eachRow(ctx, tx, scan, text, args...)
}
