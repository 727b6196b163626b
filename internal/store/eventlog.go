package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// eventLog keeps each event once: its key in event_key, its content in a
// segment, as a row of gauge, or as a row of held. Where the content is tells
// the key's place.
//
// A content that was replaced or retracted stays in its segment, and is listed
// in segment_dead in the same transaction; gauge rows go away.
type eventLog struct {
	db     *conn
	packer *packer
	keys   keySet     // of whose turn it is to write
	known  remembered // likewise
	group  *group[*usage.Delivery, usage.Answer]
	// commits tells event_log.commits.
	commits *versions
	// stepTime is about how long what is not intake may take in one transaction.
	stepTime time.Duration
}

func newEventLog(db *conn) (*eventLog, error) {
	p, err := newPacker()
	if err != nil {
		return nil, err
	}
	l := &eventLog{db: db, packer: p, keys: keySet{most: generationKeys}, stepTime: stepTime}
	l.group = newGroup(groupEvents, func(d *usage.Delivery) int { return len(d.Entries) }, l.record)
	l.commits = newVersions(func(ctx context.Context) (int64, error) {
		n, err := readNumbers(ctx, db.reader)
		return n.commits, err
	})
	return l, nil
}

// groupEvents is about how many events go into one transaction: more gain
// little, and let others wait.
const groupEvents = 20_000

// logNumbers are the row of event_log.
type logNumbers struct {
	commits, segments, gauges int64
	from                      calendar.Day // the first whose events are kept
}

func readNumbers(ctx context.Context, q querier) (n logNumbers, err error) {
	err = eachRow(ctx, q, func(rows *sql.Rows) error {
		return rows.Scan(&n.commits, &n.segments, &n.gauges, &n.from)
	}, "select commits, segments, gauges, events_from from event_log")
	if err != nil {
		return n, fmt.Errorf("read the numbers of the event log: %w", err)
	}
	return n, nil
}

// record keeps batches with their receipts and brings figures up to date, in
// one transaction. Only one call at a time is made.
func (l *eventLog) record(ctx context.Context, deliveries []*usage.Delivery) ([]usage.Answer, error) {
	var answers []usage.Answer
	entries := entriesOf(deliveries)
	var added addedKeys
	err := l.db.write(ctx, func(tx *transaction) error {
		if err := tx.lockUsage(ctx, tx.Tx); err != nil {
			return err
		}
		if err := l.keys.sync(ctx, tx); err != nil {
			return err
		}
		n, err := readNumbers(ctx, tx)
		if err != nil {
			return err
		}
		l.known.begin(n.commits)
		ledger := usage.NewLedger(entries, n.from)
		known, err := l.find(ctx, tx, ledger)
		if err != nil {
			return err
		}
		results, err := ledger.Decide(recordsKnown(known))
		if err != nil {
			return err
		}
		answers = answersOf(deliveries, results)
		if err := errors.Join(putReceipts(ctx, tx, l.packer, answers), putBookmarks(ctx, tx, deliveries, answers)); err != nil {
			return err
		}
		if added, err = l.put(ctx, tx, n, ledger.Changed(), known); err != nil {
			return err
		}
		effects := ledger.Effects()
		holders, err := l.known.holdersOf(ctx, tx, effects.Companies())
		if err != nil {
			return err
		}
		effects.Hold(holders)
		return settle(ctx, tx, effects, &l.known)
	})
	if err != nil {
		return nil, err
	}
	l.keys.committed(added)
	l.known.committed()
	return answers, nil
}

// entriesOf joins the entries of batches that share a transaction.
func entriesOf(deliveries []*usage.Delivery) []usage.Entry {
	if len(deliveries) == 1 {
		return deliveries[0].Entries
	}
	var all []usage.Entry
	for _, d := range deliveries {
		all = append(all, d.Entries...)
	}
	return all
}

// keysToRead is what is remembered of keys, for a reader whose transaction
// begins later.
func (l *eventLog) keysToRead(ctx context.Context) (keys *keySet, err error) {
	err = l.group.alone(ctx, func() error {
		keys = l.keys.toRead()
		return nil
	})
	return keys, err
}

// find looks up what is held under a batch's keys, with the contents that are
// needed to decide.
func (l *eventLog) find(ctx context.Context, tx *transaction, ledger *usage.Ledger) ([]stored, error) {
	known, err := l.keys.find(ctx, tx, ledger.Keys())
	if err != nil || len(known) == 0 {
		return nil, err
	}
	rows := make(map[usage.Key]*stored, len(known))
	for i := range known {
		rows[known[i].Key] = &known[i]
	}
	var wanted []*stored
	for _, r := range ledger.Wanted(recordsKnown(known)) {
		wanted = append(wanted, rows[r.Key])
	}
	return known, l.readContents(ctx, tx, wanted)
}

func recordsKnown(rows []stored) []usage.Record {
	all := make([]usage.Record, len(rows))
	for i := range rows {
		all[i] = rows[i].Record
	}
	return all
}

// put writes changed records, each to its place, and clears what they had
// before.
func (l *eventLog) put(ctx context.Context, tx *transaction, n logNumbers, changed []*usage.Record, known []stored) (addedKeys, error) {
	before := make(map[usage.Key]*stored, len(known))
	for i := range known {
		before[known[i].Key] = &known[i]
	}
	var c contents
	rows := make([]stored, len(changed))
	for i, r := range changed {
		row := &rows[i]
		row.Record = *r
		if old := before[r.Key]; old != nil {
			row.part, row.place = old.part, old.place
			if r.Fresh || r.State != old.State {
				c.drop(old)
				row.place = 0
			}
		}
		if err := c.keep(r, row); err != nil {
			return addedKeys{}, err
		}
	}
	if err := l.putContents(ctx, tx, n, &c); err != nil {
		return addedKeys{}, err
	}
	if len(known) == 0 {
		return l.putKeys(ctx, tx, nil, rows)
	}
	var old, fresh []stored
	for i := range rows {
		if before[rows[i].Key] != nil {
			old = append(old, rows[i])
		} else {
			fresh = append(fresh, rows[i])
		}
	}
	return l.putKeys(ctx, tx, old, fresh)
}

func (l *eventLog) putKeys(ctx context.Context, tx *transaction, old, fresh []stored) (addedKeys, error) {
	if err := l.keys.change(ctx, tx, old); err != nil {
		return addedKeys{}, err
	}
	return l.keys.add(ctx, tx, fresh)
}

// putContents writes what is kept and removes what is dropped.
func (l *eventLog) putContents(ctx context.Context, tx *transaction, n logNumbers, c *contents) (err error) {
	for _, month := range slices.Sorted(maps.Keys(c.months)) {
		if err := tx.openMonth(ctx, month); err != nil {
			return err
		}
	}
	if n.segments, err = putSegments(ctx, tx, l.packer, c.sums, n.segments); err != nil {
		return err
	}
	if n.gauges, err = putGauges(ctx, tx, c.gauges, n.gauges); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "update event_log set commits = $1, segments = $2, gauges = $3", n.commits+1, n.segments, n.gauges)
	return errors.Join(err, c.clear(ctx, tx), putHeld(ctx, tx, c.held))
}
