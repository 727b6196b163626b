package store

import (
	"context"
	"database/sql"

	"reseller-console/internal/usage"
)

// records looks up what is held under keys.
func records(ctx context.Context, tx *transaction, keys []usage.Key) ([]usage.Record, error) {
	var all []usage.Record
	list := make([][]byte, len(keys))
	for i := range keys {
		list[i] = keys[i][:]
	}
	err := eachIn(tx.dialect, list, nil, func(in string, args []any) error {
		return eachRow(ctx, tx, func(rows *sql.Rows) error {
			r, err := scanRecord(rows)
			all = append(all, r)
			return err
		}, "select key, hash, revision, state, source, id, content, reason, received_at from event where key in "+in, args...)
	})
	return all, err
}

func scanRecord(rows *sql.Rows) (usage.Record, error) {
	var r usage.Record
	var key, hash sql.RawBytes
	if err := rows.Scan(&key, &hash, &r.Revision, &r.State, &r.Source, &r.ID, &r.Content, &r.Reason, &r.ReceivedAt); err != nil {
		return r, err
	}
	copy(r.Key[:], key)
	copy(r.Hash[:], hash)
	return r, nil
}

const recordColumns = 13

// putRecords writes records over what was held under their keys.
func putRecords(ctx context.Context, tx *transaction, changed []*usage.Record) error {
	flat := make([]any, 0, len(changed)*recordColumns)
	for _, r := range changed {
		var e usage.Event
		if len(r.Content) > 0 {
			var err error
			if e, err = r.Event(); err != nil {
				return err
			}
		}
		flat = append(flat, r.Key[:], r.Hash[:], r.Revision, int64(r.State), int64(usage.TypeCode(e.Type)), e.Project,
			int64(e.FirstDay()), int64(e.LastDay()), r.Source, r.ID, bytesOf(r.Content), r.Reason, r.ReceivedAt)
	}
	_, err := bulkInsert(ctx, tx,
		`insert into event (key, hash, revision, state, type, project, first_day, last_day, source, id, content, reason, received_at)`,
		`on conflict (key) do update set hash = excluded.hash, revision = excluded.revision, state = excluded.state,
			type = excluded.type, project = excluded.project, first_day = excluded.first_day, last_day = excluded.last_day,
			content = excluded.content, reason = excluded.reason, received_at = excluded.received_at`,
		recordColumns, flat)
	return err
}

// bytesOf is never nil, which would be stored as null.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// gauges reads all live samples and outputs that touch each project's day.
func gauges(ctx context.Context, tx *transaction, days []usage.ProjectDay) (map[usage.ProjectDay][]usage.Event, error) {
	all := make(map[usage.ProjectDay][]usage.Event, len(days))
	for _, pd := range days {
		earliest := pd.Day.Add(-usage.MaxSpanDays)
		err := eachRow(ctx, tx, func(rows *sql.Rows) error {
			var content []byte
			if err := rows.Scan(&content); err != nil {
				return err
			}
			e, err := usage.ParseContent(content)
			all[pd] = append(all[pd], e)
			return err
		}, `select content from event where state = 0 and type in (3, 5) and project = $1
			and first_day between $2 and $3 and last_day >= $3`, pd.Project, int64(earliest), int64(pd.Day))
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
