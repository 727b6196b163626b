package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

// Billing keeps price plans, bills and ledgers; it is a billing.Store.
type Billing struct{ *conn }

// Billing returns the store of price plans, bills and ledgers.
func (db *DB) Billing() Billing { return Billing{db.console} }

// AddPlan implements billing.Store.
func (s Billing) AddPlan(ctx context.Context, act account.Act, p billing.Plan) (number int, err error) {
	terms, err := json.Marshal(p.Terms, json.Deterministic(true))
	if err != nil {
		return 0, err
	}
	err = s.act(ctx, &act, nil, func(tx *transaction) (made outcome, err error) {
		err = tx.QueryRowContext(ctx, "update company set id = id where id = $1 returning coalesce(reseller, 0)", p.Company).Scan(&act.Entry.Reseller)
		if errors.Is(err, sql.ErrNoRows) {
			return made, noCompany(p.Company)
		}
		if err != nil {
			return made, err
		}
		newest, err := query(ctx, tx, scanPlan, selectPlan+"where company = $1 order by number desc limit 1", p.Company)
		if err != nil {
			return made, err
		}
		_, err = putRule(ctx, tx, billing.RuleVersion{
			Reseller: act.Entry.Reseller, Company: p.Company, Currency: p.Currency, From: p.From, CreatedAt: p.CreatedAt, Source: billing.ByHand,
		})
		followed := err == nil
		if err != nil && !errors.Is(err, errUnchanged) {
			return made, err
		}
		if number, err = nextVersion(newest, &p, terms); errors.Is(err, errUnchanged) && followed {
			number, err = number+1, nil // what a markup has made is set by hand now
		}
		if err != nil {
			return made, err
		}
		p.Number = number
		if err := insertPlan(ctx, tx, &p); err != nil {
			return made, err
		}
		return made, markUnfollowed(ctx, tx, p.Company, p.From)
	})
	return number, err
}

// Begin implements billing.Store.
func (s Billing) Begin(ctx context.Context, month calendar.Month) (begins calendar.Month, err error) {
	const read = "select month from billing_start where id = 1"
	err = s.reader.QueryRowContext(ctx, read).Scan(&begins)
	if !errors.Is(err, sql.ErrNoRows) {
		return begins, err
	}
	err = s.write(ctx, func(tx *transaction) error {
		if _, err := tx.ExecContext(ctx, "insert into billing_start (id, month) values (1, $1) on conflict (id) do nothing", int64(month)); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, read).Scan(&begins)
	})
	return begins, err
}

// Due implements billing.Store. A company without books has yet to get them.
func (s Billing) Due(ctx context.Context, day calendar.Day, after int64, limit int) ([]int64, error) {
	return query(ctx, s.reader, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) }, `
		select c.id from company c left join books b on b.company = c.id
		where c.id > $1 and (b.company is null or b.next_on <= $2)
		order by c.id limit $3`, after, int64(day), limit)
}

// Subjects implements billing.Store.
func (s Billing) Subjects(ctx context.Context, companies []int64, begins calendar.Month) (all []billing.Subject, err error) {
	plans, err := s.plans(ctx, companies)
	if err != nil {
		return nil, err
	}
	scan := func(rows *sql.Rows, of *billing.Subject) error {
		var created int64
		err := rows.Scan(&of.Company, &of.Name, &of.Reseller, &of.Holder, &of.Area, &created, &of.Billed)
		of.Begins = max(begins, calendar.DayOfMilli(created).Month())
		if of.Billed == 0 {
			of.Billed = of.Begins.Add(-1)
		}
		of.Plans = plans[of.Company]
		return err
	}
	err = eachIn(s.dialect, companies, nil, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scan, "select c.id, c.name, coalesce(c.reseller, 0), coalesce(r.name, ''), c.area, c.created_at, coalesce(b.billed, 0) from company c "+
			"left join reseller r on r.id = c.reseller left join books b on b.company = c.id where c.id "+in+" order by c.id", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}

// nextVersion is the number of a plan after the newest, if there is one; if that
// says the same, it is that one's, and errUnchanged.
func nextVersion(newest []billing.Plan, p *billing.Plan, terms []byte) (int, error) {
	if len(newest) == 0 {
		return 1, nil
	}
	same, err := newest[0].Says(p.From, terms)
	if same || err != nil {
		return newest[0].Number, cmp.Or(err, errUnchanged)
	}
	return newest[0].Number + 1, nil
}

const selectPlan = "select company, 0, number, from_month, created_at, terms, markup from price_plan "

func (s Billing) plans(ctx context.Context, companies []int64) (map[int64]billing.Plans, error) {
	all := map[int64]billing.Plans{}
	err := eachIn(s.dialect, companies, nil, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanPlan, selectPlan+"where company "+in+" order by company, number", args...)
		for _, p := range some {
			all[p.Company] = append(all[p.Company], p)
		}
		return err
	})
	return all, err
}

func scanPlan(rows *sql.Rows, p *billing.Plan) error {
	var created int64
	var terms string
	if err := rows.Scan(&p.Company, &p.Reseller, &p.Number, &p.From, &created, &terms, &p.Rule); err != nil {
		return err
	}
	p.CreatedAt = fromMilli(created)
	return json.Unmarshal([]byte(terms), &p.Terms)
}
