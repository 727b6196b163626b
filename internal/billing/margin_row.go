package billing

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// Amounts are what is earned and what that costs, in one currency.
type Amounts struct {
	Revenue, Cost Money
}

// Margin is what is left.
func (a Amounts) Margin() Money { return a.Revenue - a.Cost }

// Percent is the margin in percent of the revenue with one place, rounded half
// away from 0; false where nothing was earned.
func (a Amounts) Percent() (decimal.Decimal, bool) {
	if a.Revenue <= 0 {
		return decimal.Zero, false
	}
	return decimal.New(int64(a.Margin()), 2).DivRound(decimal.New(int64(a.Revenue), 0), 1), true
}

// By is what a row of margins is of.
type By string

// What rows can be of.
const (
	ByCompany By = "company"
	ByProduct By = "product"
	ByMonth   By = "month"
)

// MarginKey is what a row is of: besides the currency, one of the others.
type MarginKey struct {
	Currency Currency
	Company  int64          // 0: those that are no longer the reseller's
	Product  string         // id of the catalogue; "": what earlier months cost more or less than was billed
	Month    calendar.Month // on whose bill it is, or will be
}

// MarginRow is what a company, a product or a month has brought.
type MarginRow struct {
	MarginKey
	Name string // of the company
	Amounts
	Provisional bool // bills have yet to be issued
	Unsold      bool // something was used that the company has no price for
	Unbought    bool // something was used that the reseller has no price for
}

// Margins are what a reseller's companies are billed, and what their use costs
// the reseller.
type Margins struct {
	From, To calendar.Month
	// Rows are by currency, then companies by CID, products as the catalogue has
	// them, months by time. What is no longer the reseller's and what is of
	// earlier months comes last.
	Rows   map[By][]MarginRow
	Totals []MarginRow // of each currency; they are never added to each other
}

// marginSums become Margins.
type marginSums struct {
	from, to calendar.Month
	rows     map[By]map[MarginKey]*MarginRow
}

func newMarginSums(q MarginQuery, held []Held) *marginSums {
	m := &marginSums{q.From, q.To, map[By]map[MarginKey]*MarginRow{ByCompany: {}, ByProduct: {}, ByMonth: {}}}
	for i := range held {
		h := &held[i]
		if h.Now { // also of those that have brought nothing
			m.row(ByCompany, MarginKey{Currency: CurrencyOf(h.Area), Company: h.Company}).Name = h.Name
		}
		for month := m.from; month <= m.to && (h.Now || h.heldSince(m.from)); month = month.Add(1) {
			m.row(ByMonth, MarginKey{Currency: CurrencyOf(h.Area), Month: month})
		}
	}
	return m
}

func (m *marginSums) row(by By, key MarginKey) *MarginRow {
	row := m.rows[by][key]
	if row == nil {
		row = &MarginRow{MarginKey: key}
		m.rows[by][key] = row
	}
	return row
}

// add takes in a portion, at what it is bought by.
func (m *marginSums) add(p *portion, buy *Terms) error {
	points := p.points()
	earned, err := p.sell.costByProduct(points)
	if err != nil {
		return err
	}
	spent, err := buy.costByProduct(points)
	if err != nil {
		return err
	}
	currency, company := CurrencyOf(p.held.Area), p.held.Company
	if !p.held.Now {
		company = 0
	}
	if p.open {
		m.open(MarginKey{Currency: currency, Company: company}, MarginKey{Currency: currency, Month: p.on})
	}
	for product, revenue := range earned { // cost has the same
		cost := spent[product]
		if revenue.sum == 0 && cost.sum == 0 && (revenue.used == 0 || p.before != nil) {
			continue // others have used it, before or after
		}
		if p.before != nil {
			product = ""
		}
		for by, key := range map[By]MarginKey{
			ByCompany: {Currency: currency, Company: company},
			ByProduct: {Currency: currency, Product: product},
			ByMonth:   {Currency: currency, Month: p.on},
		} {
			r := m.row(by, key)
			r.Revenue += revenue.sum
			r.Cost += cost.sum
			r.Provisional = r.Provisional || p.open
			r.Unsold = r.Unsold || revenue.rateless != 0
			r.Unbought = r.Unbought || cost.rateless != 0
		}
	}
	return nil
}

// open marks a company and a month that have yet to be billed, whatever that
// will be.
func (m *marginSums) open(company, month MarginKey) {
	for _, row := range []*MarginRow{m.rows[ByCompany][company], m.rows[ByMonth][month]} {
		if row != nil {
			row.Provisional = true
		}
	}
}

// margins are the sums in their order.
func (m *marginSums) margins() *Margins {
	all := &Margins{From: m.from, To: m.to, Rows: map[By][]MarginRow{}}
	for by := range m.rows {
		all.Rows[by] = m.sorted(by)
	}
	for _, row := range all.Rows[ByMonth] {
		last := len(all.Totals) - 1
		if last < 0 || all.Totals[last].Currency != row.Currency {
			all.Totals = append(all.Totals, MarginRow{MarginKey: MarginKey{Currency: row.Currency}})
			last++
		}
		all.Totals[last].Revenue += row.Revenue
		all.Totals[last].Cost += row.Cost
		all.Totals[last].Provisional = all.Totals[last].Provisional || row.Provisional
	}
	return all
}

func (m *marginSums) sorted(by By) []MarginRow {
	all := make([]MarginRow, 0, len(m.rows[by]))
	for _, row := range m.rows[by] {
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b MarginRow) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Month, b.Month),
			compareLast(a.Company, b.Company), compareLast(productPlaces[a.Product], productPlaces[b.Product]))
	})
	return all
}

// compareLast puts 0 behind all others.
func compareLast[T int | int64](a, b T) int { return cmp.Compare(uint64(a-1), uint64(b-1)) } // #nosec G115 -- 0 becomes the largest

// productPlaces are the places of products in the catalogue, from 1.
var productPlaces = func() map[string]int {
	all := map[string]int{}
	for i, p := range catalog.Products() {
		all[p.ID] = i + 1
	}
	return all
}()
