package store

import (
	"context"
	"database/sql"
	"fmt"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// putGauges keeps samples and outputs as rows, the first of which has the
// number that follows after, and gives each key its place. It returns the
// highest number given.
func putGauges(ctx context.Context, tx *transaction, all []*kept, after int64) (int64, error) {
	const width = 8
	flat := make([]any, 0, len(all)*width)
	for _, k := range all {
		after++
		id := gaugePlace(k.gaugeDay(), after)
		k.row.place = -id
		flat = append(flat, id, k.event.Project, int64(k.day), int64(k.last), k.Source, k.ID, k.Content, k.ReceivedAt)
	}
	_, err := bulkInsert(ctx, tx, "insert into gauge (id, project, first_day, last_day, source, event, content, received_at)", "", width, flat)
	if err != nil {
		return 0, fmt.Errorf("keep gauge samples: %w", err)
	}
	return after, nil
}

// gaugeDay is the day that a gauge row is numbered by: its last or, if it is
// forgotten with a later month, that one's first.
func (k *kept) gaugeDay() calendar.Day {
	if k.last.Month() < k.Month {
		return k.Month.First()
	}
	return k.last
}

// touches selects the gauge rows that touch the day $2 of project $1; $3 is
// the earliest day on which one may have begun, $4 the first place where it
// may be.
const touches = " from gauge where project = $1 and first_day between $3 and $2 and last_day >= $2 and id >= $4"

// gauges reads all live samples and outputs that touch each project's day.
func gauges(ctx context.Context, tx *transaction, days []usage.ProjectDay) (map[usage.ProjectDay][]usage.Event, error) {
	all := make(map[usage.ProjectDay][]usage.Event, len(days))
	for _, pd := range days {
		err := tx.each(ctx, func(rows *sql.Rows) error {
			var content sql.RawBytes
			if err := rows.Scan(&content); err != nil {
				return err
			}
			e, err := usage.ParseContent(content)
			all[pd] = append(all[pd], e)
			return err
		}, "select content"+touches, pd.Project, int64(pd.Day), int64(pd.Day.Add(-usage.MaxSpanDays)), gaugePlace(pd.Day, 0))
		if err != nil {
			return nil, fmt.Errorf("read the gauge samples of %s on %s: %w", pd.Project, pd.Day, err)
		}
	}
	return all, nil
}

// gaugeRow is a row of gauge.
type gaugeRow struct {
	id                     int64
	project, source, event string
	first, last            calendar.Day
	content                []byte
}

func gaugeRows(ctx context.Context, tx *transaction, after, last int64, limit int) ([]gaugeRow, error) {
	all, err := query(ctx, tx, func(rows *sql.Rows, g *gaugeRow) error {
		return rows.Scan(&g.id, &g.project, &g.first, &g.last, &g.source, &g.event, &g.content)
	}, fmt.Sprintf(`select id, project, first_day, last_day, source, event, content from gauge
		where id > $1 and id <= $2 order by id limit %d`, limit), after, last)
	if err != nil {
		return nil, fmt.Errorf("read gauge samples: %w", err)
	}
	return all, nil
}
