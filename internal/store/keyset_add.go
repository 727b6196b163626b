package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"reseller-console/internal/usage"
)

// addedKeys are the random keys of a transaction that is not committed yet.
type addedKeys struct {
	part int64 // the open generation
	keys []usage.Key
	sum  int64 // of keys in it
}

// keyColumns is the width of a row of event_key.
const keyColumns = 6

func appendKey(flat []any, row *stored) []any {
	return append(flat, row.part, row.Key[:], row.Hash[:], row.Revision, int64(row.State), row.place)
}

// keyChunk is how many rows are made ready to be written at a time.
const keyChunk = 20 * bulkRows

const insertKeys = "insert into event_key (part, key, hash, revision, state, place)"

// change writes over what is stored under known keys.
func (s *keySet) change(ctx context.Context, tx *transaction, rows []stored) error {
	flat := make([]any, 0, len(rows)*keyColumns)
	for i := range rows {
		flat = appendKey(flat, &rows[i])
	}
	_, err := bulkInsert(ctx, tx, insertKeys,
		`on conflict (part, key) do update set hash = excluded.hash, revision = excluded.revision,
			state = excluded.state, place = excluded.place`, keyColumns, flat)
	if err != nil {
		return fmt.Errorf("change event keys: %w", err)
	}
	return nil
}

// add writes new keys, which are sorted, and gives each its part.
func (s *keySet) add(ctx context.Context, tx *transaction, rows []stored) (addedKeys, error) {
	added := addedKeys{part: int64(len(s.filters)), sum: s.keys}
	random := func(row *stored) bool { return tx.generations && !row.Key.Ordered() }
	for i := range rows {
		if random(&rows[i]) {
			added.keys = append(added.keys, rows[i].Key)
		}
	}
	if len(added.keys) > 0 {
		if err := s.grow(ctx, tx, &added); err != nil {
			return added, err
		}
	}
	for i := range rows {
		if random(&rows[i]) {
			rows[i].part = added.part
		}
	}
	if len(added.keys) > 0 && len(added.keys) < len(rows) {
		slices.SortStableFunc(rows, func(a, b stored) int { return cmp.Compare(a.part, b.part) })
	}
	for part := range slices.Chunk(rows, keyChunk) {
		flat := make([]any, 0, len(part)*keyColumns)
		for i := range part {
			flat = appendKey(flat, &part[i])
		}
		if _, err := bulkInsert(ctx, tx, insertKeys, "", keyColumns, flat); err != nil {
			return added, fmt.Errorf("add event keys: %w", err)
		}
	}
	return added, nil
}

// grow counts new random keys in the open generation, and opens another one if
// it is full.
func (s *keySet) grow(ctx context.Context, tx *transaction, added *addedKeys) error {
	if added.part > 0 && added.sum+int64(len(added.keys)) <= s.most {
		added.sum += int64(len(added.keys))
		_, err := tx.ExecContext(ctx, "update generation set keys = $1 where part = $2", added.sum, added.part)
		return err
	}
	if added.part > 0 {
		_, err := tx.ExecContext(ctx, "update generation set filter = $1 where part = $2", s.filters[added.part-1].marshal(), added.part)
		if err != nil {
			return fmt.Errorf("close a generation of event keys: %w", err)
		}
	}
	added.part++
	added.sum = int64(len(added.keys))
	_, err := tx.ExecContext(ctx, "insert into generation (part, keys, filter) values ($1, $2, $3)", added.part, added.sum, []byte{})
	return err
}

// committed remembers the keys of a transaction that is on disk.
func (s *keySet) committed(added addedKeys) {
	if len(added.keys) == 0 {
		return
	}
	if added.part > int64(len(s.filters)) {
		s.filters = append(s.filters, newFilter())
	}
	open := s.filters[added.part-1]
	for i := range added.keys {
		open.add(spread(&added.keys[i]))
	}
	s.keys = added.sum
}
