package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// figures reads the rows of cells, grouped by day so that a lookup stays in
// one part of the tree.
func figures(ctx context.Context, tx *transaction, cells []usage.Cell) (map[usage.Cell]usage.Figure, error) {
	wanted := make(map[usage.Cell]bool, len(cells))
	projects := map[calendar.Day][]string{}
	for _, c := range cells {
		wanted[c] = true
		if list := projects[c.Day]; len(list) == 0 || list[len(list)-1] != c.Project {
			projects[c.Day] = append(list, c.Project)
		}
	}
	found := make(map[usage.Cell]usage.Figure, len(cells))
	for _, day := range slices.Sorted(maps.Keys(projects)) {
		err := eachIn(tx.dialect, projects[day], []any{int64(day)}, func(in string, args []any) error {
			return eachRow(ctx, tx, func(rows *sql.Rows) error {
				f := usage.Figure{Cell: usage.Cell{Day: day}}
				err := rows.Scan(targets([]any{&f.Project, &f.Product, &f.Company, &f.Reseller}, &f.Values)...)
				if wanted[f.Cell] {
					found[f.Cell] = f
				}
				return err
			}, "select project, product, company, reseller, "+valueColumns+" from figure where day = $1 and project "+in, args...)
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func putFigures(ctx context.Context, tx *transaction, changed []usage.Figure, revision int64) error {
	const width = 6 + catalog.MaxSlots
	flat := make([]any, 0, len(changed)*width)
	for i := range changed {
		f := &changed[i]
		flat = append(flat, int64(f.Day), f.Project, int64(f.Product), f.Company, f.Reseller, revision)
		flat = appendValues(flat, &f.Values)
	}
	_, err := bulkInsert(ctx, tx, "insert into figure (day, project, product, company, reseller, revision, "+valueColumns+")",
		"on conflict (day, project, product) do update set reseller = excluded.reseller, revision = excluded.revision, "+setValues, width, flat)
	return err
}

// tops reads the highest days of months.
func tops(ctx context.Context, tx *transaction, cells []usage.MonthCell) (map[usage.MonthCell]catalog.Values, error) {
	projects := map[calendar.Month][]string{}
	for _, c := range cells {
		if list := projects[c.Month]; len(list) == 0 || list[len(list)-1] != c.Project {
			projects[c.Month] = append(list, c.Project)
		}
	}
	found := make(map[usage.MonthCell]catalog.Values, len(cells))
	for _, month := range slices.Sorted(maps.Keys(projects)) {
		err := eachIn(tx.dialect, projects[month], []any{int64(month)}, func(in string, args []any) error {
			return eachRow(ctx, tx, func(rows *sql.Rows) error {
				cell, v := usage.MonthCell{Month: month}, catalog.Values{}
				err := rows.Scan(targets([]any{&cell.Project, &cell.Product, &cell.Reseller}, &v)...)
				found[cell] = v
				return err
			}, "select project, product, reseller, "+valueColumns+" from top where month = $1 and project "+in, args...)
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// highestDay looks a month's highest values up again in its days.
func highestDay(ctx context.Context, tx *transaction, cell usage.MonthCell) (v catalog.Values, err error) {
	var days []int64
	for day := cell.Month.First(); day <= cell.Month.Last(); day = day.Add(1) {
		days = append(days, int64(day))
	}
	err = eachIn(tx.dialect, days, []any{cell.Project, int64(cell.Product), cell.Reseller}, func(in string, args []any) error {
		return tx.QueryRowContext(ctx, "select "+maxValues+" from figure where project = $1 and product = $2 and reseller = $3 and day "+in, args...).
			Scan(targets(nil, &v)...)
	})
	return v, err
}

func putTops(ctx context.Context, tx *transaction, changed []usage.Top, revision int64) error {
	const width = 6 + catalog.MaxSlots
	flat := make([]any, 0, len(changed)*width)
	for i := range changed {
		t := &changed[i]
		flat = append(flat, int64(t.Month), t.Project, int64(t.Product), t.Reseller, t.Company, revision)
		flat = appendValues(flat, &t.Values)
	}
	_, err := bulkInsert(ctx, tx, "insert into top (month, project, product, reseller, company, revision, "+valueColumns+")",
		"on conflict (month, project, product, reseller) do update set revision = excluded.revision, "+setValues, width, flat)
	return err
}

func addTotals(ctx context.Context, tx *transaction, changes []usage.Total, revision int64) error {
	const width = 5 + catalog.MaxSlots
	flat := make([]any, 0, len(changes)*width)
	for i := range changes {
		t := &changes[i]
		flat = append(flat, int64(t.Period), t.Reseller, t.Company, int64(t.Product), revision)
		flat = appendValues(flat, &t.Values)
	}
	_, err := bulkInsert(ctx, tx, "insert into total (period, reseller, company, product, revision, "+valueColumns+")",
		"on conflict (period, reseller, company, product) do update set revision = excluded.revision, "+addValues, width, flat)
	return err
}

// presences reads how many events make each user active.
func presences(ctx context.Context, tx *transaction, wanted []usage.Presence) (map[usage.Presence]int64, error) {
	users := map[usage.ProjectDay][][]byte{}
	for _, p := range wanted {
		pd := usage.ProjectDay{Day: p.Day, Project: p.Project}
		users[pd] = append(users[pd], []byte(p.User))
	}
	found := make(map[usage.Presence]int64, len(wanted))
	for pd, list := range users {
		err := eachIn(tx.dialect, list, []any{int64(pd.Day), pd.Project}, func(in string, args []any) error {
			return eachRow(ctx, tx, func(rows *sql.Rows) error {
				var user []byte
				var events int64
				err := rows.Scan(&user, &events)
				found[usage.Presence{Day: pd.Day, Project: pd.Project, User: string(user)}] = events
				return err
			}, "select user_id, events from presence where day = $1 and project = $2 and user_id "+in, args...)
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// putPresences writes the numbers of events. A user without any left stays as
// a row of 0, which counts as none.
func putPresences(ctx context.Context, tx *transaction, changed map[usage.Presence]int64) error {
	const width = 4
	flat := make([]any, 0, len(changed)*width)
	for _, p := range slices.SortedFunc(maps.Keys(changed), usage.ComparePresences) {
		if err := tx.openMonth(ctx, p.Day.Month()); err != nil {
			return err
		}
		flat = append(flat, int64(p.Day), p.Project, []byte(p.User), changed[p])
	}
	_, err := bulkInsert(ctx, tx, "insert into presence (day, project, user_id, events)",
		"on conflict (day, project, user_id) do update set events = excluded.events", width, flat)
	return err
}
