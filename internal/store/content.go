package store

import (
	"context"
	"fmt"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// contents are what a batch keeps and drops, by place.
type contents struct {
	sums, gauges, held []*kept
	months             map[calendar.Month]bool // of what is kept
	dead               []any                   // rows of segment_dead
	oldGauges          []int64
	oldHeld            [][]byte
}

// keep sorts a content to its place. Retractions and what they undo have none;
// their keys are listed in their month, so that they are forgotten with it.
func (c *contents) keep(r *usage.Record, row *stored) error {
	if row.place != 0 {
		return nil // as it was
	}
	if r.State == usage.Retracted || r.State == usage.Undoing {
		c.open(r.Month)
		row.place = segmentPlace(r.Month, 0)
		c.dead = append(c.dead, row.place, r.Key[:])
		return nil
	}
	if !r.Fresh {
		return nil
	}
	e, err := r.Shared()
	if err != nil {
		return err
	}
	k := &kept{r, e, e.FirstDay(), e.LastDay(), row}
	switch {
	case r.State == usage.Held:
		c.held = append(c.held, k)
		return nil
	case e.Type == usage.Peak || e.Type == usage.Transcoding:
		c.gauges = append(c.gauges, k)
	default:
		c.sums = append(c.sums, k)
	}
	c.open(r.Month)
	return nil
}

func (c *contents) open(month calendar.Month) {
	if c.months == nil {
		c.months = map[calendar.Month]bool{}
	}
	c.months[month] = true
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
	if err := deleteGauges(ctx, tx, c.oldGauges); err != nil {
		return fmt.Errorf("remove gauge samples: %w", err)
	}
	if err := deleteIn(ctx, tx, "delete from held where key ", nil, c.oldHeld); err != nil {
		return fmt.Errorf("remove from quarantine: %w", err)
	}
	return nil
}

// deleteGauges names the range of the rows too, for their partitions.
func deleteGauges(ctx context.Context, tx *transaction, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	return deleteIn(ctx, tx, "delete from gauge where id between $1 and $2 and id ", []any{slices.Min(ids), slices.Max(ids)}, ids)
}

func deleteIn[K any](ctx context.Context, tx *transaction, head string, fixed []any, keys []K) error {
	return eachIn(tx.dialect, keys, fixed, func(in string, args []any) error {
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
