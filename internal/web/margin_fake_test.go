package web

import (
	"context"
	"strconv"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
)

// fakeMargins earns the same in each month.
type fakeMargins struct {
	rows   []billing.MarginRow // by company, in all months
	broken error
	asked  billing.MarginQuery
}

func marginRow(c billing.Currency, id int64, name string, revenue, cost billing.Money) billing.MarginRow {
	return billing.MarginRow{MarginKey: billing.MarginKey{Currency: c, Company: id}, Name: name, Amounts: billing.Amounts{Revenue: revenue, Cost: cost}}
}

func newFakeMargins() *fakeMargins {
	loss := marginRow(billing.USD, 200003, "Cobalt Learning", 41_207, 60_000)
	loss.Unsold = true
	idle := marginRow(billing.USD, 200004, "Driftwood", 0, 0)
	idle.Unsold, idle.Unbought = true, true
	return &fakeMargins{rows: []billing.MarginRow{
		marginRow(billing.USD, 200001, "Acme Video", 1_234_567, 987_653), marginRow(billing.USD, 200002, "Brightlane", 88_000, 70_400), loss, idle,
		marginRow(billing.USD, 0, "", 9_999, 8_000),
	}}
}

// Margins implements Margins.
func (f *fakeMargins) Margins(_ context.Context, _ account.Caller, q billing.MarginQuery) (*billing.Margins, error) {
	f.asked = q
	if f.broken != nil {
		return nil, f.broken
	}
	m := &billing.Margins{From: q.From, To: q.To, Rows: map[billing.By][]billing.MarginRow{}}
	totals := map[billing.Currency]*billing.MarginRow{}
	for _, row := range f.rows {
		if q.Text != "" && !strings.Contains(strings.ToLower(row.Name), strings.ToLower(q.Text)) && strconv.FormatInt(row.Company, 10) != q.Text {
			continue
		}
		row.Provisional = q.To == 202608
		m.Rows[billing.ByCompany] = append(m.Rows[billing.ByCompany], row)
		if totals[row.Currency] == nil {
			m.Totals = append(m.Totals, billing.MarginRow{MarginKey: billing.MarginKey{Currency: row.Currency}, Provisional: row.Provisional})
			totals[row.Currency] = &m.Totals[len(m.Totals)-1]
		}
	}
	for i := range m.Totals {
		f.divide(m, &m.Totals[i])
	}
	return m, nil
}

// divide makes months and products of a currency's total.
func (f *fakeMargins) divide(m *billing.Margins, total *billing.MarginRow) {
	for _, row := range m.Rows[billing.ByCompany] {
		if row.Currency == total.Currency {
			total.Revenue += row.Revenue
			total.Cost += row.Cost
		}
	}
	left := total.Amounts
	for month := m.From; month < m.To; month = month.Add(1) {
		part := billing.Amounts{Revenue: left.Revenue / 3, Cost: left.Cost / billing.Money(2+month%3)}
		m.Rows[billing.ByMonth] = append(m.Rows[billing.ByMonth], billing.MarginRow{MarginKey: billing.MarginKey{Currency: total.Currency, Month: month}, Amounts: part})
		left.Revenue -= part.Revenue
		left.Cost -= part.Cost
	}
	m.Rows[billing.ByMonth] = append(m.Rows[billing.ByMonth], billing.MarginRow{MarginKey: billing.MarginKey{Currency: total.Currency, Month: m.To}, Amounts: left, Provisional: total.Provisional})
	earlier := billing.Amounts{Revenue: -1_250, Cost: -1_000}
	video := billing.Amounts{Revenue: total.Revenue - earlier.Revenue, Cost: total.Cost - earlier.Cost}
	for product, amounts := range map[string]billing.Amounts{"rtc": video, "": earlier} {
		m.Rows[billing.ByProduct] = append(m.Rows[billing.ByProduct], billing.MarginRow{MarginKey: billing.MarginKey{Currency: total.Currency, Product: product}, Amounts: amounts, Provisional: total.Provisional})
	}
}
