package store

import (
	"context"
	"fmt"

	"reseller-console/internal/usage"
)

// contents are what a batch keeps and drops, by place.
type contents struct {
	sums, gauges, held []*kept
	dead               []any // rows of segment_dead
	oldGauges          []int64
	oldHeld            [][]byte
}

// keep sorts a content to its place. Retractions and what they undo have none.
func (c *contents) keep(r *usage.Record, row *stored) error {
	if !r.Fresh || r.State != usage.Live && r.State != usage.Held {
		return nil
	}
	e, err := r.Event()
	if err != nil {
		return err
	}
	k := &kept{r, e, e.FirstDay(), row}
	switch {
	case r.State == usage.Held:
		c.held = append(c.held, k)
	case e.Type == usage.Peak || e.Type == usage.Transcoding:
		c.gauges = append(c.gauges, k)
	default:
		c.sums = append(c.sums, k)
	}
	return nil
}

// drop notes that a content is no longer valid.
func (c *contents) drop(old *stored) {
	switch {
	case old.inSegment():
		c.dead = append(c.dead, old.place, old.Key[:])
	case old.inGauge():
		c.oldGauges = append(c.oldGauges, -old.place)
	case old.State == usage.Held:
		c.oldHeld = append(c.oldHeld, old.Key[:])
	}
}

// clear removes what was dropped.
func (c *contents) clear(ctx context.Context, tx *transaction) error {
	if _, err := bulkInsert(ctx, tx, "insert into segment_dead (segment, key)", "", 2, c.dead); err != nil {
		return fmt.Errorf("mark events as dead: %w", err)
	}
	if err := deleteIn(ctx, tx, "delete from gauge where id ", c.oldGauges); err != nil {
		return fmt.Errorf("remove gauge samples: %w", err)
	}
	if err := deleteIn(ctx, tx, "delete from held where key ", c.oldHeld); err != nil {
		return fmt.Errorf("remove from quarantine: %w", err)
	}
	return nil
}

func deleteIn[K any](ctx context.Context, tx *transaction, head string, keys []K) error {
	return eachIn(tx.dialect, keys, nil, func(in string, args []any) error {
		_, err := tx.ExecContext(ctx, head+in, args...)
		return err
	})
}

// putHeld keeps events in quarantine.
func putHeld(ctx context.Context, tx *transaction, all []*kept) error {
	const width = 9
	flat := make([]any, 0, len(all)*width)
	for _, k := range all {
		flat = append(flat, k.Key[:], string(k.Cause), k.Reason, k.event.Project, k.Source, k.ID, k.Revision, k.Content, k.ReceivedAt)
	}
	_, err := bulkInsert(ctx, tx, "insert into held (key, cause, reason, project, source, event, revision, content, received_at)", "", width, flat)
	if err != nil {
		return fmt.Errorf("keep events in quarantine: %w", err)
	}
	return nil
}
