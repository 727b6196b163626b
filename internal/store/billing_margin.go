package store

import (
	"context"
	"database/sql"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// Held implements billing.Store.
func (s Billing) Held(ctx context.Context, reseller int64, day calendar.Day) ([]billing.Held, error) {
	var all []billing.Held
	err := eachRow(ctx, s.reader, func(rows *sql.Rows) error {
		var one billing.Held
		var days company.Holding
		if err := rows.Scan(&one.Company, &one.Name, &one.Area, &one.Now, &days.Reseller, &days.From, &days.To); err != nil {
			return err
		}
		if last := len(all) - 1; last < 0 || all[last].Company != one.Company {
			all = append(all, one)
		}
		last := &all[len(all)-1]
		last.Days = append(last.Days, days)
		return nil
	}, `
		select c.id, c.name, c.area, coalesce(c.reseller, 0) = m.reseller, m.reseller, m.from_day, m.to_day
		from membership m join company c on c.id = m.company
		where m.reseller = $1 and m.from_day <= $2
		order by c.id, m.from_day`, reseller, int64(day))
	return all, err
}

// Charged implements billing.Store. Most bills have the same terms: those of one
// text are read once.
func (s Billing) Charged(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]billing.Charged, error) {
	all := map[usage.CompanyMonth]billing.Charged{}
	read := map[string]*billing.Terms{}
	scan := func(rows *sql.Rows) error {
		var at usage.CompanyMonth
		var text string
		if err := rows.Scan(&at.Company, &at.Month, &text); err != nil {
			return err
		}
		var body struct {
			Terms jsontext.Value `json:"terms"`
			Lines []billing.Line `json:"lines"`
		}
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			return err
		}
		terms, known := read[string(body.Terms)]
		if !known {
			terms = &billing.Terms{}
			read[string(body.Terms)] = terms
			if err := json.Unmarshal(body.Terms, terms); err != nil {
				return err
			}
		}
		all[at] = billing.Charged{Terms: terms, Lines: body.Lines}
		return nil
	}
	err := eachIn(s.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
		return eachRow(ctx, s.reader, scan, "select company, month, body from bill where month between $1 and $2 and company "+in, args...)
	})
	return all, err
}

// Adjusting implements billing.Store.
func (s Billing) Adjusting(ctx context.Context, companies []int64, from, to calendar.Month) (all []billing.Input, err error) {
	err = eachIn(s.dialect, companies, []any{int64(from), int64(to)}, func(in string, args []any) error {
		some, err := query(ctx, s.reader, scanInput, selectInput+"billed_in between $1 and $2 and month < billed_in and company "+in+
			" order by company, billed_in, month", args...)
		all = append(all, some...)
		return err
	})
	return all, err
}
