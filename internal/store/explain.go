package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Behind implements usage.Store. What a page costs:
//
//   - of events of a sum: reading the segments that it goes through, of about
//     1,000 events each, explainSegments at most. How many these are depends on
//     how many events of the day share the segments with those of the metric,
//     not on the events of other days.
//   - of a peak, or of the time of outputs: reading the samples and outputs of the project's day.
//   - of users: reading the page.
//
// The revisions of a page's events are looked up by key: one query, and one
// for each generation of random ids.
func (u *Usage) Behind(ctx context.Context, q usage.DayQuery) (b usage.Behind, err error) {
	err = u.db.view(ctx, func(tx *transaction) error {
		stored, err := storedValue(ctx, tx, &q)
		if err != nil || stored == 0 {
			return err
		}
		switch {
		case q.Product.Kind == catalog.Distinct:
			b, err = usersBehind(ctx, tx, &q)
		case q.Product.Kind == catalog.Peak:
			b, err = peakBehind(ctx, tx, &q, stored)
		case q.OfOutputs():
			b, err = timeBehind(ctx, tx, &q)
		default:
			b, err = u.log.sumBehind(ctx, tx, &q, explainSegments)
		}
		if err != nil {
			return err
		}
		b.Stored = stored
		return readRevisions(ctx, tx, b.Events)
	})
	if err != nil {
		return usage.Behind{}, fmt.Errorf("read what is behind %s of %s on %s: %w", q.Product.ID, q.Owner.Project, q.Day, err)
	}
	return b, nil
}

// storedValue reads the figure, if it is the owner's.
func storedValue(ctx context.Context, tx *transaction, q *usage.DayQuery) (value int64, err error) {
	where, args := ownerWhere(q.Owner)
	n := len(args)
	err = tx.QueryRowContext(ctx, fmt.Sprintf("select m%d from figure where %s and day = $%d and product = $%d", q.Slot, where, n+1, n+2),
		append(args, int64(q.Day), int64(q.Product.Code))...).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return value, err
}

// explainSegments bounds what a page of events reads: about a million events,
// less than a second.
const explainSegments = 1_000

// errFull ends the reading of events for a page.
var errFull = errors.New("the page is full")

// sumBehind goes through the segments of the day from the mark on, as many
// as most, until the page is full.
func (l *eventLog) sumBehind(ctx context.Context, tx *transaction, q *usage.DayQuery, most int) (b usage.Behind, err error) {
	r := dayReader{log: l, tx: tx, day: q.Day, project: q.Owner.Project}
	segments, err := r.segments(ctx, q.After.Place, most)
	if err != nil {
		return b, err
	}
	for _, id := range segments {
		err := r.live(ctx, id, func(position int, p *packed, e *usage.Event) error {
			at := usage.Mark{Place: id, Position: int64(position)}
			if seconds := q.Seconds(e); seconds > 0 && at.Compare(q.After) > 0 {
				b.Events = append(b.Events, usage.Evidence{Event: *e, ReceivedAt: p.receivedAt, Seconds: seconds, At: at})
			}
			if len(b.Events) > q.Limit {
				return errFull
			}
			return nil
		})
		if errors.Is(err, errFull) {
			b.Cut(q.Limit)
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
	if len(segments) == most {
		b.Next = usage.Mark{Place: segments[len(segments)-1] + 1, Position: -1}
	}
	return b, nil
}

// peakBehind searches all samples and outputs of the project's day. Which
// events they are is read of those on the page.
func peakBehind(ctx context.Context, tx *transaction, q *usage.DayQuery, stored int64) (usage.Behind, error) {
	search := usage.NewPeakSearch(q, stored)
	err := tx.each(ctx, func(rows *sql.Rows) error {
		var e usage.Evidence
		var content sql.RawBytes
		err := rows.Scan(&e.At.Place, &content)
		if err != nil {
			return err
		}
		if e.Event, err = usage.ParseContent(content); err != nil {
			return fmt.Errorf("gauge row %d: %w", e.At.Place, err)
		}
		search.Add(e)
		return nil
	}, "select id, content"+touches, q.Owner.Project, int64(q.Day), int64(q.Day.Add(-usage.MaxSpanDays)), gaugePlace(q.Day, 0))
	if err != nil {
		return usage.Behind{}, err
	}
	b := search.Page()
	return b, identify(ctx, tx, b.Events)
}

// timeBehind goes through the outputs of the project's day after the mark.
func timeBehind(ctx context.Context, tx *transaction, q *usage.DayQuery) (b usage.Behind, err error) {
	err = tx.each(ctx, func(rows *sql.Rows) error {
		var e usage.Evidence
		var content sql.RawBytes
		if err := rows.Scan(&e.At.Place, &content); err != nil {
			return err
		}
		if e.Event, err = usage.ParseContent(content); err != nil {
			return fmt.Errorf("gauge row %d: %w", e.At.Place, err)
		}
		if e.Seconds = q.Seconds(&e.Event); e.Seconds > 0 {
			b.Events = append(b.Events, e)
		}
		if len(b.Events) > q.Limit {
			return errFull
		}
		return nil
	}, "select id, content"+touches+" and id > $5 order by id", q.Owner.Project, int64(q.Day), int64(q.Day.Add(-usage.MaxSpanDays)), gaugePlace(q.Day, 0), q.After.Place)
	if err != nil && !errors.Is(err, errFull) {
		return b, err
	}
	b.Cut(q.Limit)
	return b, identify(ctx, tx, b.Events)
}

// identify fills in which events gauge rows are.
func identify(ctx context.Context, tx *transaction, events []usage.Evidence) error {
	rowOf := make(map[int64]*usage.Evidence, len(events))
	ids := make([]int64, len(events))
	for i := range events {
		ids[i] = events[i].At.Place
		rowOf[ids[i]] = &events[i]
	}
	return eachIn(tx.dialect, ids, nil, func(in string, args []any) error {
		return tx.each(ctx, func(rows *sql.Rows) error {
			var id, receivedAt int64
			var source, event string
			if err := rows.Scan(&id, &source, &event, &receivedAt); err != nil {
				return err
			}
			e := rowOf[id]
			e.Source, e.ID, e.ReceivedAt = source, event, receivedAt
			return nil
		}, "select id, source, event, received_at from gauge where id "+in, args...)
	})
}

// usersBehind reads users in the order of their bytes.
func usersBehind(ctx context.Context, tx *transaction, q *usage.DayQuery) (b usage.Behind, err error) {
	b.Users, err = query(ctx, tx, func(rows *sql.Rows, u *usage.User) error {
		var user []byte
		err := rows.Scan(&user, &u.Events)
		u.User = string(user)
		return err
	}, "select user_id, events from presence where day = $1 and project = $2 and user_id > $3 and events > 0 order by user_id limit $4",
		int64(q.Day), q.Owner.Project, []byte(q.After.Text), int64(q.Limit+1))
	b.Cut(q.Limit)
	return b, err
}
