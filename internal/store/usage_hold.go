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

// Hold implements usage.Store. It rewrites the days that change hands, a month
// at a time.
func (u *Usage) Hold(ctx context.Context, id int64, holdings []company.Holding) error {
	return u.db.write(ctx, func(tx *transaction) error {
		if err := tx.lockUsage(ctx, tx.Tx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "delete from holder where company = $1", id); err != nil {
			return err
		}
		if err := putHolders(ctx, tx, map[int64][]company.Holding{id: holdings}); err != nil {
			return err
		}
		revision, err := countCommit(ctx, tx)
		if err != nil {
			return err
		}
		months, err := monthsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, month := range months {
			if err := rehold(ctx, tx, id, month, holdings, revision); err != nil {
				return err
			}
		}
		return nil
	})
}

// countCommit makes the transaction one of those that changed figures, and
// returns its number.
func countCommit(ctx context.Context, tx *transaction) (int64, error) {
	if _, err := tx.ExecContext(ctx, "update event_log set commits = commits + 1"); err != nil {
		return 0, err
	}
	return lastCommit(ctx, tx)
}

// monthsOf lists the months in which a company has figures.
func monthsOf(ctx context.Context, tx *transaction, id int64) ([]calendar.Month, error) {
	return query(ctx, tx, func(rows *sql.Rows, m *calendar.Month) error { return rows.Scan(m) },
		"select distinct day / 100 from figure where company = $1", id)
}

func rehold(ctx context.Context, tx *transaction, id int64, month calendar.Month, holdings []company.Holding, revision int64) error {
	figures, err := query(ctx, tx, func(rows *sql.Rows, f *usage.Figure) error {
		return rows.Scan(targets([]any{&f.Day, &f.Project, &f.Product, &f.Company, &f.Reseller}, &f.Values)...)
	}, "select day, project, product, company, reseller, "+valueColumns+" from figure where company = $1 and day between $2 and $3",
		id, int64(month.First()), int64(month.Last()))
	if err != nil {
		return err
	}
	s := usage.Rehold(figures, holdings)
	if err := putFigures(ctx, tx, s.Figures, revision); err != nil {
		return err
	}
	before, err := tops(ctx, tx, s.Lowered)
	if err != nil {
		return err
	}
	return putAbove(ctx, tx, s, usage.Before{Tops: before}, revision)
}

// knownHolders returns who held the companies as the figures know it, and
// remembers those of companies that have none yet.
func knownHolders(ctx context.Context, tx *transaction, fresh map[int64][]company.Holding) (map[int64][]company.Holding, error) {
	known, err := holders(ctx, tx, slices.Sorted(maps.Keys(fresh)))
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(fresh, func(id int64, _ []company.Holding) bool { return known[id] != nil })
	return known, putHolders(ctx, tx, fresh)
}

// holders reads who held companies; of one without figures nothing is known.
func holders(ctx context.Context, tx *transaction, companies []int64) (map[int64][]company.Holding, error) {
	known := make(map[int64][]company.Holding, len(companies))
	err := eachIn(tx.dialect, companies, nil, func(in string, args []any) error {
		return eachRow(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			var h company.Holding
			err := rows.Scan(&id, &h.Reseller, &h.From, &h.To)
			known[id] = append(known[id], h)
			return err
		}, "select company, reseller, from_day, to_day from holder where company "+in+" order by company, from_day", args...)
	})
	return known, err
}

// putHolders writes holdings; a company without any gets a row that says so.
func putHolders(ctx context.Context, tx *transaction, all map[int64][]company.Holding) error {
	const width = 4
	var flat []any
	for _, id := range slices.Sorted(maps.Keys(all)) {
		holdings := all[id]
		if len(holdings) == 0 {
			holdings = []company.Holding{{}}
		}
		for _, h := range holdings {
			flat = append(flat, id, int64(h.From), int64(h.To), h.Reseller)
		}
	}
	_, err := bulkInsert(ctx, tx, "insert into holder (company, from_day, to_day, reseller)", "", width, flat)
	return err
}
