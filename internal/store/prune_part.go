package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// pruner removes what belongs to a month, a small part at a time.
type pruner struct {
	log         *eventLog
	month       calendar.Month
	first, last int64 // places
	done        progress
}

// progress is how far a pruner has come: PostgreSQL would step over deleted rows
// again and again.
type progress struct{ segment, gauge int64 }

// prunePart removes keys together with what names them, and tells whether there
// may be more.
type prunePart func(ctx context.Context, tx *transaction) (more bool, err error)

// stepTime is about how long a transaction of many small parts may take: the
// intake waits for it.
const stepTime = 20 * time.Millisecond

// pruneRows is how many rows are removed by one statement.
const pruneRows = 500

// repeat calls part, in as few transactions as are short enough, until it finds
// nothing more to do.
func (p *pruner) repeat(ctx context.Context, part prunePart) error {
	for more := true; more; {
		before := p.done
		err := p.log.step(ctx, func(tx *transaction) (err error) {
			p.done = before // it may be called again
			began := time.Now()
			for more, err = part(ctx, tx); more && err == nil && time.Since(began) < p.log.stepTime; {
				more, err = part(ctx, tx)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// nextSegment removes a segment with the keys of its events.
func (p *pruner) nextSegment(ctx context.Context, tx *transaction) (more bool, err error) {
	var id int64
	var body []byte
	err = tx.QueryRowContext(ctx, "select id, body from segment where id > $1 and id <= $2 order by id limit 1", p.done.segment, p.last).Scan(&id, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	events, err := p.log.packer.unpack(body)
	if err != nil {
		return false, fmt.Errorf("segment %d: %w", id, err)
	}
	days, keys := spans{}, make([]usage.Key, len(events))
	for i := range events {
		e, err := events[i].event()
		if err != nil {
			return false, fmt.Errorf("segment %d: %w", id, err)
		}
		days.add("", e.FirstDay(), e.LastDay())
		keys[i] = events[i].key()
	}
	if err := p.forget(ctx, tx, keys, id, id); err != nil {
		return false, err
	}
	for day := range days {
		if _, err := tx.ExecContext(ctx, "delete from segment_day where day = $1 and segment = $2", int64(day), id); err != nil {
			return false, err
		}
	}
	for _, text := range []string{"delete from segment_dead where segment = $1", "delete from segment where id = $1"} {
		if _, err := tx.ExecContext(ctx, text, id); err != nil {
			return false, err
		}
	}
	p.done.segment = id
	return true, nil
}

// nextGauges removes samples and outputs with their keys.
func (p *pruner) nextGauges(ctx context.Context, tx *transaction) (more bool, err error) {
	page, err := gaugeRows(ctx, tx, p.done.gauge, p.last, pruneRows)
	if err != nil || len(page) == 0 {
		return false, err
	}
	keys, ids := make([]usage.Key, len(page)), make([]int64, len(page))
	for i := range page {
		keys[i], ids[i] = usage.KeyOf(page[i].source, page[i].event), page[i].id
	}
	if err := errors.Join(p.forget(ctx, tx, keys, -ids[len(ids)-1], -ids[0]), deleteGauges(ctx, tx, ids)); err != nil {
		return false, err
	}
	p.done.gauge = ids[len(ids)-1]
	return true, nil
}

// nextListed removes keys without content.
func (p *pruner) nextListed(ctx context.Context, tx *transaction) (more bool, err error) {
	keys, err := query(ctx, tx, func(rows *sql.Rows, key *usage.Key) error {
		var text sql.RawBytes
		err := rows.Scan(&text)
		copy(key[:], text)
		return err
	}, fmt.Sprintf("select key from segment_dead where segment = $1 order by key limit %d", pruneRows), p.first)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	bytes := make([][]byte, len(keys))
	for i := range keys {
		bytes[i] = keys[i][:]
	}
	err = deleteIn(ctx, tx, "delete from segment_dead where segment = $1 and key ", []any{p.first}, bytes)
	return true, errors.Join(err, p.forget(ctx, tx, keys, p.first, p.first))
}

// nextPresences removes users; a partition of PostgreSQL goes as a whole.
func (p *pruner) nextPresences(ctx context.Context, tx *transaction) (more bool, err error) {
	if tx.monthly {
		return false, nil
	}
	result, err := tx.ExecContext(ctx, fmt.Sprintf(`delete from presence where (day, project, user_id) in
		(select day, project, user_id from presence where day <= $1 order by day limit %d)`, pruneRows), int64(p.month.Last()))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// rest removes lists of what is not there any more.
func (p *pruner) rest(ctx context.Context, tx *transaction) (more bool, err error) {
	if tx.monthly {
		return false, nil
	}
	_, err = tx.ExecContext(ctx, "delete from segment_day where day <= $1 and segment <= $2", int64(p.month.Last()), p.last)
	if err == nil {
		_, err = tx.ExecContext(ctx, "delete from segment_dead where segment <= $1", p.last)
	}
	return false, err
}

// forget removes the keys that lead to places which go. Others among them lead
// elsewhere, to what has replaced an event here.
func (p *pruner) forget(ctx context.Context, tx *transaction, keys []usage.Key, from, to int64) error {
	for part, list := range p.log.keys.parts(tx, keys) {
		err := deleteIn(ctx, tx, "delete from event_key where part = $1 and place between $2 and $3 and key ", []any{part, from, to}, list)
		if err != nil {
			return fmt.Errorf("forget event keys: %w", err)
		}
	}
	return nil
}
