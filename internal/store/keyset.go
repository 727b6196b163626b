package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"reseller-console/internal/usage"
)

// keySet is what a process remembers of the keys in event_key, so that new
// ones cost little.
//
// Time-ordered keys are all in part 0, whose end they are added to. Random
// ones would each rewrite another page of a large table; they go into
// generations, parts 1 and up, small enough that the open one's pages stay in
// memory. A filter for each tells in which generations a key may be, so that
// looking there is exact.
//
// Several processes may write, one at a time: what is remembered is compared
// with the database at the beginning of each transaction, and read again if
// somebody else has written. It is changed only after a commit.
type keySet struct {
	filters []*filter // of generations 1, 2, …; nil of those whose keys are all forgotten
	keys    int64     // in the last, open one
	most    int64     // keys after which a new one is opened
}

// ordered is the part of time-ordered keys, and of all keys where there are no
// generations.
const ordered = 0

// stored is a row of event_key.
type stored struct {
	usage.Record // without content
	part         int64
	place        int64
}

// inSegment and inGauge tell where the content is. Keys that are listed without
// content never change.
func (s *stored) inSegment() bool { return s.place > 0 }
func (s *stored) inGauge() bool   { return s.place < 0 }

// toRead is a copy for somebody who does not write, to be synced. It shares the
// filters of full generations, which do not change.
func (s *keySet) toRead() *keySet {
	return &keySet{filters: slices.Clone(s.filters), keys: -1, most: s.most}
}

// sync reads again what others have changed.
func (s *keySet) sync(ctx context.Context, tx *transaction) error {
	if !tx.generations {
		return nil
	}
	var last, keys int64
	err := tx.QueryRowContext(ctx, "select part, keys from generation order by part desc limit 1").Scan(&last, &keys)
	if errors.Is(err, sql.ErrNoRows) {
		s.filters, s.keys = nil, 0
		return nil
	}
	if err != nil || last == int64(len(s.filters)) && keys == s.keys {
		return err
	}
	return s.load(ctx, tx, last, keys)
}

// load reads the filters of generations that are not known for sure: those
// that were open last time, or not there.
func (s *keySet) load(ctx context.Context, tx *transaction, last, keys int64) error {
	known := min(max(0, len(s.filters)-1), int(last-1))
	filters := append(make([]*filter, 0, last), s.filters[:known]...)
	err := eachRow(ctx, tx, func(rows *sql.Rows) error {
		var text sql.RawBytes
		if err := rows.Scan(&text); err != nil {
			return err
		}
		f, err := parseFilter(text)
		filters = append(filters, f)
		return err
	}, "select filter from generation where part > $1 and part < $2 order by part", int64(known), last)
	if err != nil {
		return fmt.Errorf("read the filters of event keys: %w", err)
	}
	open := newFilter()
	err = eachRow(ctx, tx, func(rows *sql.Rows) error {
		var text sql.RawBytes
		if err := rows.Scan(&text); err != nil {
			return err
		}
		key := usage.Key(text)
		open.add(spread(&key))
		return nil
	}, "select key from event_key where part = $1", last)
	if err != nil {
		return fmt.Errorf("read the open generation of event keys: %w", err)
	}
	s.filters, s.keys = append(filters, open), keys
	return nil
}

// parts returns where each key must be looked up: sorted keys by part.
func (s *keySet) parts(tx *transaction, keys []usage.Key) map[int64][][]byte {
	parts := map[int64][][]byte{}
	for i := range keys {
		key := &keys[i]
		if key.Ordered() || !tx.generations {
			parts[ordered] = append(parts[ordered], key[:])
			continue
		}
		block, bits := spread(key)
		for n, f := range s.filters {
			if f != nil && f.has(block, bits) {
				parts[int64(n+1)] = append(parts[int64(n+1)], key[:])
			}
		}
	}
	return parts
}

// find returns what is stored under keys.
func (s *keySet) find(ctx context.Context, tx *transaction, keys []usage.Key) ([]stored, error) {
	var all []stored
	for part, list := range s.parts(tx, keys) {
		err := eachIn(tx.dialect, list, []any{part}, func(in string, args []any) error {
			return tx.each(ctx, func(rows *sql.Rows) error {
				row := stored{part: part}
				var key, hash sql.RawBytes
				if err := rows.Scan(&key, &hash, &row.Revision, &row.State, &row.place); err != nil {
					return err
				}
				copy(row.Key[:], key)
				copy(row.Hash[:], hash)
				row.Month = monthOf(row.place)
				all = append(all, row)
				return nil
			}, "select key, hash, revision, state, place from event_key where part = $1 and key "+in, args...)
		})
		if err != nil {
			return nil, fmt.Errorf("find event keys: %w", err)
		}
	}
	return all, nil
}
