package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/usage"
)

// compareKeys looks the keys of contents up as the intake does. What is not
// found there would count again.
func (i *inspection) compareKeys(ctx context.Context, live map[usage.Key]usage.Hash, here func(*stored) bool) error {
	rows, err := i.keys.find(ctx, i.tx, sortedKeys(live))
	if err != nil {
		return err
	}
	for k := range rows {
		row := &rows[k]
		if hash := live[row.Key]; row.State == usage.Live && row.Hash == hash && here(row) {
			delete(live, row.Key)
		}
	}
	for _, key := range sortedKeys(live) {
		i.yield(usage.Difference{Where: fmt.Sprintf("key %x", key), Stored: "not where its event is", True: "at a live event of " + i.month.String()})
	}
	return nil
}

// compareDead sees to it that no key leads to a content that readers leave out.
func (i *inspection) compareDead(ctx context.Context, id int64, dead map[usage.Key]bool) error {
	rows, err := i.keys.find(ctx, i.tx, sortedKeys(dead))
	for k := range rows {
		if rows[k].place == id {
			i.yield(usage.Difference{Where: fmt.Sprintf("key %x", rows[k].Key), Stored: fmt.Sprintf("at segment %d", id), True: "elsewhere: it is dead there"})
		}
	}
	return err
}

func sortedKeys[V any](set map[usage.Key]V) []usage.Key {
	return slices.SortedFunc(maps.Keys(set), func(a, b usage.Key) int { return slices.Compare(a[:], b[:]) })
}

// gauges compares samples and outputs with their keys and their columns.
func (i *inspection) gauges(ctx context.Context) error {
	after, last := monthPlaces(i.month)
	for {
		page, err := gaugeRows(ctx, i.tx, after, last, gaugePage)
		if err != nil {
			return err
		}
		live := make(map[usage.Key]usage.Hash, len(page))
		places := make(map[usage.Key]int64, len(page))
		for k := range page {
			key := usage.KeyOf(page[k].source, page[k].event)
			live[key], places[key] = usage.HashOf(page[k].content), -page[k].id
			if err := i.gauge(&page[k]); err != nil {
				return err
			}
		}
		if err := i.compareKeys(ctx, live, func(row *stored) bool { return row.place == places[row.Key] }); err != nil {
			return err
		}
		if len(page) < gaugePage {
			return nil
		}
		after = page[len(page)-1].id
	}
}

func (i *inspection) gauge(row *gaugeRow) error {
	e, err := usage.ParseContent(row.content)
	if err != nil {
		return fmt.Errorf("gauge row %d: %w", row.id, err)
	}
	if e.Project != row.project || e.FirstDay() != row.first || e.LastDay() != row.last {
		i.yield(usage.Difference{Where: fmt.Sprintf("gauge row %d", row.id),
			Stored: fmt.Sprintf("project %s from %s to %s", row.project, row.first, row.last),
			True:   fmt.Sprintf("project %s from %s to %s", e.Project, e.FirstDay(), e.LastDay())})
	}
	return nil
}
