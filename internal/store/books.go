package store

import (
	"context"
	"database/sql"
	"math"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Check compares every figure with the events, as they are at one moment; see
// usage.Check.
func (u *Usage) Check(ctx context.Context, report func(usage.Difference)) (done usage.Checked, err error) {
	err = u.db.view(ctx, func(tx *transaction) error {
		done, err = usage.Check(ctx, books{u.log, tx}, report)
		return err
	})
	return done, err
}

// books is all that is stored, within one transaction; it is a usage.Books.
type books struct {
	log *eventLog
	tx  *transaction
}

func (b books) Days(ctx context.Context) ([]calendar.Day, error) {
	days, err := eventDays(ctx, b.tx, 0, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	withFigures, err := query(ctx, b.tx, func(rows *sql.Rows, d *calendar.Day) error { return rows.Scan(d) },
		"select distinct day from figure order by day")
	return merge(days, withFigures), err
}

// merge joins two ordered lists into one without repetitions.
func merge(a, b []calendar.Day) []calendar.Day {
	var all []calendar.Day
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			if len(b) > 0 && a[0] == b[0] {
				b = b[1:]
			}
			all, a = append(all, a[0]), a[1:]
			continue
		}
		all, b = append(all, b[0]), b[1:]
	}
	return all
}

func (b books) EventsOn(ctx context.Context, day calendar.Day, yield func(*usage.Event) error) error {
	r := dayReader{log: b.log, tx: b.tx, day: day, yield: yield}
	return r.read(ctx)
}

func (b books) FiguresOn(ctx context.Context, day calendar.Day, yield func(usage.Figure) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		f := usage.Figure{Cell: usage.Cell{Day: day}}
		if err := rows.Scan(targets([]any{&f.Project, &f.Product, &f.Company, &f.Reseller}, &f.Values)...); err != nil {
			return err
		}
		return yield(f)
	}, "select project, product, company, reseller, "+valueColumns+" from figure where day = $1 order by project, product", int64(day))
}

func (b books) PresencesOn(ctx context.Context, day calendar.Day, yield func(usage.Presence, int64) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		p, user, events := usage.Presence{Day: day}, []byte(nil), int64(0)
		if err := rows.Scan(&p.Project, &user, &events); err != nil || events == 0 {
			return err
		}
		p.User = string(user)
		return yield(p, events)
	}, "select project, user_id, events from presence where day = $1 order by project, user_id", int64(day))
}

func (b books) TopsOf(ctx context.Context, month calendar.Month, yield func(usage.Top) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		t := usage.Top{MonthCell: usage.MonthCell{Month: month}}
		if err := rows.Scan(targets([]any{&t.Project, &t.Product, &t.Reseller, &t.Company}, &t.Values)...); err != nil {
			return err
		}
		return yield(t)
	}, "select project, product, reseller, company, "+valueColumns+" from top where month = $1 order by project, product, reseller", int64(month))
}

func (b books) TotalsOf(ctx context.Context, period usage.Period, yield func(usage.Total) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		t := usage.Total{TotalCell: usage.TotalCell{Period: period}}
		if err := rows.Scan(targets([]any{&t.Reseller, &t.Company, &t.Product}, &t.Values)...); err != nil {
			return err
		}
		return yield(t)
	}, "select reseller, company, product, "+valueColumns+" from total where period = $1 order by reseller, company, product", int64(period))
}
