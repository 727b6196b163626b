package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// Check compares every figure with the events, a month at a time, each as it is
// at one moment; see usage.Check.
func (u *Usage) Check(ctx context.Context, report func(usage.Difference)) (usage.Checked, error) {
	return usage.Check(ctx, archive{u}, report)
}

// archive is all that is stored; it is a usage.Archive.
type archive struct{ *Usage }

// Read has a transaction for each month: a longer one would keep SQLite's log
// from being cleared.
func (a archive) Read(ctx context.Context, month calendar.Month, act func(usage.Books) error) error {
	keys, err := a.log.keysToRead(ctx)
	if err != nil {
		return err
	}
	return a.db.view(ctx, func(tx *transaction) error {
		if err := tx.lockEvents(ctx, tx.Tx); err != nil {
			return err
		}
		if err := keys.sync(ctx, tx); err != nil {
			return err
		}
		return act(books{a.log, tx, keys, a.owners, month})
	})
}

// Months asks each table for the first month that follows the last one.
func (a archive) Months(ctx context.Context) ([]calendar.Month, error) {
	var all []calendar.Month
	for next := calendar.Month(0); ; {
		var month sql.NullInt64
		err := a.db.reader.QueryRowContext(ctx, firstMonth, int64(next)*100, int64(next), int64(next)*placesOfMonth).Scan(&month)
		if err != nil || !month.Valid {
			return all, err
		}
		all = append(all, calendar.Month(month.Int64))
		next = calendar.Month(month.Int64) + 1
	}
}

// firstMonth selects the first month with anything from the day $1, the month
// $2 and the place $3 on. A gauge row apart may begin before.
const firstMonth = `select min(month) from (
	select min(day) / 100 as month from segment_day where day >= $1
	union all select min(id) / 10000000000000 from gauge where id >= $3
	union all select min(case when first_day < $1 then $1 else first_day end) / 100 from gauge where last_day >= $1 and ` + apart + `
	union all select min(day) / 100 from presence where day >= $1
	union all select min(day) / 100 from figure where day >= $1
	union all select min(month) from top where month >= $2
	union all select min(period) from total where period >= $2 and period < 1000000
	union all select min(period) / 100 from total where period >= $1 and period >= 1000000) as months`

// books is all that is stored of a month, within one transaction; it is a
// usage.Books.
type books struct {
	log    *eventLog
	tx     *transaction
	keys   *keySet
	owners usage.Places
	month  calendar.Month
}

func (b books) KeptFrom(ctx context.Context) (calendar.Day, error) {
	n, err := readNumbers(ctx, b.tx)
	return n.from, err
}

// Places asks the console database for the company of each project, and the
// table holder for who held that as the figures here follow it.
func (b books) Places(ctx context.Context, projects []string) (map[string]company.Place, error) {
	found, err := b.owners.Places(ctx, projects)
	if err != nil {
		return nil, err
	}
	if err := b.believe(ctx, projects, found); err != nil {
		return nil, err
	}
	holdings := map[int64][]company.Holding{}
	for _, place := range found {
		holdings[place.Company] = place.Holdings
	}
	known, err := holders(ctx, b.tx, slices.Sorted(maps.Keys(holdings)))
	for project, place := range found {
		if h, is := known[place.Company]; is {
			place.Holdings = h
			found[project] = place
		}
	}
	return found, err
}

// believe places the projects that were not found as the month's figures do.
func (b books) believe(ctx context.Context, projects []string, found map[string]company.Place) error {
	unknown := slices.DeleteFunc(slices.Clone(projects), func(p string) bool { _, known := found[p]; return known })
	return eachIn(b.tx.dialect, unknown, []any{int64(b.month.First()), int64(b.month.Last())}, func(in string, args []any) error {
		return b.tx.each(ctx, func(rows *sql.Rows) error {
			var project string
			var place company.Place
			err := rows.Scan(&project, &place.Company)
			found[project] = place
			return err
		}, "select project, min(company) from figure where day between $1 and $2 and project "+in+" group by project", args...)
	})
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

func (b books) PresencesOn(ctx context.Context, day calendar.Day, yield func(usage.Attendance) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		a, user := usage.Attendance{Presence: usage.Presence{Day: day}}, []byte(nil)
		if err := rows.Scan(&a.Project, &user, &a.Events); err != nil {
			return err
		}
		a.User = string(user)
		return yield(a)
	}, "select project, user_id, events from presence where day = $1 order by project, user_id", int64(day))
}

func (b books) Tops(ctx context.Context, yield func(usage.Top) error) error {
	return eachRow(ctx, b.tx, func(rows *sql.Rows) error {
		t := usage.Top{MonthCell: usage.MonthCell{Month: b.month}}
		if err := rows.Scan(targets([]any{&t.Project, &t.Product, &t.Reseller, &t.Company}, &t.Values)...); err != nil {
			return err
		}
		return yield(t)
	}, "select project, product, reseller, company, "+valueColumns+" from top where month = $1 order by project, product, reseller", int64(b.month))
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
