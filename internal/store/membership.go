package store

import (
	"context"
	"database/sql"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Reseller implements company.MembershipStore.
func (s Companies) Reseller(ctx context.Context, id int64) (company.Reseller, error) {
	return findReseller(ctx, s.reader, id)
}

// Hold implements company.MembershipStore.
func (s Companies) Hold(ctx context.Context, act account.Act, id int64, today calendar.Day, change func([]company.Holding) ([]company.Holding, error)) error {
	return s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		// The update takes the row first, so that two changes at once wait for
		// each other.
		if err := updateOne(ctx, tx, noCompany(id), "update company set id = id where id = $1", id); err != nil {
			return made, err
		}
		before, err := holdings(ctx, tx, id)
		if err != nil {
			return made, err
		}
		after, err := change(before)
		if err != nil {
			return made, err
		}
		return made, putHoldings(ctx, tx, id, today, after)
	})
}

func putHoldings(ctx context.Context, tx *transaction, id int64, today calendar.Day, after []company.Holding) error {
	if _, err := tx.ExecContext(ctx, "delete from membership where company = $1", id); err != nil {
		return err
	}
	for _, h := range after {
		_, err := tx.ExecContext(ctx, "insert into membership (company, from_day, to_day, reseller) values ($1, $2, $3, $4)",
			id, int64(h.From), int64(h.To), h.Reseller)
		if err != nil {
			return err
		}
	}
	now := company.Place{Company: id, Holdings: after}.HolderOn(today)
	var was, created int64
	var area company.Area
	if err := tx.QueryRowContext(ctx, "select coalesce(reseller, 0), created_at, area from company where id = $1", id).Scan(&was, &created, &area); err != nil {
		return err
	}
	if now != was {
		if _, err := tx.ExecContext(ctx, "update company set reseller = $1 where id = $2", orNull(now), id); err != nil {
			return err
		}
		if now != 0 {
			if err := comes(ctx, tx, id, now, calendar.DayOfMilli(created), today, area); err != nil {
				return err
			}
		}
	}
	_, err := tx.ExecContext(ctx, "insert into membership_change (company) values ($1) on conflict do nothing", id)
	return err
}

func holdings(ctx context.Context, q querier, id int64) ([]company.Holding, error) {
	return query(ctx, q, scanHolding, "select reseller, from_day, to_day from membership where company = $1 order by from_day", id)
}

func scanHolding(rows *sql.Rows, h *company.Holding) error {
	return rows.Scan(&h.Reseller, &h.From, &h.To)
}

// Unfollowed implements company.MembershipStore.
func (s Companies) Unfollowed(ctx context.Context) (map[int64][]company.Holding, error) {
	ids, err := query(ctx, s.reader, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) }, "select company from membership_change")
	if err != nil {
		return nil, err
	}
	all := make(map[int64][]company.Holding, len(ids))
	for _, id := range ids {
		if all[id], err = holdings(ctx, s.reader, id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Followed implements company.MembershipStore.
func (s Companies) Followed(ctx context.Context, id int64, followed []company.Holding) error {
	return s.write(ctx, func(tx *transaction) error {
		now, err := holdings(ctx, tx, id)
		if err != nil || !slices.Equal(now, followed) {
			return err
		}
		_, err = tx.ExecContext(ctx, "delete from membership_change where company = $1", id)
		return err
	})
}
