package store

import (
	"context"
	"database/sql"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Bills implements billing.Store.
func (s Billing) Bills(ctx context.Context, company int64, months []calendar.Month) ([]billing.Bill, error) {
	const text = "select company, month, total, revision, issued_at, deducted_at, body from bill where company = $1"
	if months == nil {
		return query(ctx, s.reader, scanBill, text+" order by month", company)
	}
	var all []billing.Bill
	wanted := make([]int64, len(months))
	for i, m := range months {
		wanted[i] = int64(m)
	}
	err := eachIn(s.dialect, wanted, []any{company}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanBill, text+" and month "+in+" order by month", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}

func scanBill(rows *sql.Rows, b *billing.Bill) error {
	var issued, deducted int64
	var text string
	if err := rows.Scan(&b.Company, &b.Month, &b.Total, &b.Revision, &issued, &deducted, &text); err != nil {
		return err
	}
	var body billBody
	err := json.Unmarshal([]byte(text), &body)
	b.Plan, b.Terms, b.Used, b.Lines, b.Adjustments = body.Plan, body.Terms, body.Used, body.Lines, body.Adjustments
	b.IssuedAt, b.DeductedAt = fromMilli(issued), fromMilli(deducted)
	return err
}

const selectInput = "select company, month, billed_in, revision, body from bill_input where "

func scanInput(rows *sql.Rows, in *billing.Input) error {
	var body string
	if err := rows.Scan(&in.Company, &in.Month, &in.BilledIn, &in.Revision, &body); err != nil {
		return err
	}
	return json.Unmarshal([]byte(body), &in.Use)
}

// Inputs implements billing.Store.
func (s Billing) Inputs(ctx context.Context, companies []int64, month calendar.Month) (all []billing.Input, err error) {
	err = eachIn(s.dialect, companies, []any{int64(month)}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanInput, selectInput+"month = $1 and company "+in+" order by company, billed_in", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}

// Revisions implements billing.Store.
func (s Billing) Revisions(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]int64, error) {
	all := map[usage.CompanyMonth]int64{}
	err := eachIn(s.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
		return eachRow(ctx, s.reader, func(rows *sql.Rows) error {
			var at usage.CompanyMonth
			var revision int64
			err := rows.Scan(&at.Company, &at.Month, &revision)
			all[at] = revision
			return err
		}, "select company, month, max(revision) from bill_input where month between $1 and $2 and company "+in+" group by company, month", args...)
	})
	return all, err
}

// BillsOf implements billing.Store.
func (s Billing) BillsOf(ctx context.Context, companies []int64, month calendar.Month) (all []billing.Bill, err error) {
	err = eachIn(s.dialect, companies, []any{int64(month)}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanBill, "select company, month, total, revision, issued_at, deducted_at, body from bill where month = $1 and company "+in+
			" order by company", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}

// heldProjects are the projects of companies that a reseller holds now and held
// on a day.
const heldProjects = `
	from company c join project p on p.company = c.id
	where c.reseller = $1 and exists (
		select 1 from membership m where m.company = c.id and m.reseller = $1 and m.from_day <= $2 and (m.to_day = 0 or m.to_day >= $2))`

// Projects implements billing.Store.
func (s Billing) Projects(ctx context.Context, reseller int64, day calendar.Day, offset, limit int) (page []billing.ProjectOf, all int, err error) {
	err = s.view(ctx, func(tx *transaction) error {
		if err := tx.QueryRowContext(ctx, "select count(*)"+heldProjects, reseller, int64(day)).Scan(&all); err != nil {
			return err
		}
		scan := func(rows *sql.Rows, p *billing.ProjectOf) error { return rows.Scan(&p.Company, &p.Area, &p.Project) }
		page, err = query(ctx, tx, scan, "select c.id, c.area, p.id"+heldProjects+" order by c.id, p.id limit $3 offset $4",
			reseller, int64(day), limit, offset)
		return err
	})
	return page, all, err
}

// ProjectsOf implements billing.Store.
func (s Billing) ProjectsOf(ctx context.Context, companies []int64) (map[int64]map[string]string, error) {
	all := map[int64]map[string]string{}
	err := eachIn(s.dialect, companies, nil, func(in string, args []any) error {
		return eachRow(ctx, s.reader, func(rows *sql.Rows) error {
			var company int64
			var project, name string
			err := rows.Scan(&company, &project, &name)
			if all[company] == nil {
				all[company] = map[string]string{}
			}
			all[company][project] = name
			return err
		}, "select company, id, name from project where company "+in, args...)
	})
	return all, err
}
