package usage

import (
	"context"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// Measures is what bills are made of: what is kept below the figures that are
// shown.
type Measures interface {
	// Measured calls yield with each stored row of the companies' days, zeros
	// left out, in no particular order: seconds, peaks and users of each project,
	// whoever held its company. It returns the number of the commit that they
	// are all of.
	Measured(ctx context.Context, companies []int64, from, to calendar.Day, yield func(Figure) error) (commit int64, err error)
	// MeasuredSums is the same with one row of all days for each project and
	// product, as of the last day: seconds added up, of peaks and users the
	// highest day.
	MeasuredSums(ctx context.Context, companies []int64, from, to calendar.Day, yield func(Figure) error) (commit int64, err error)
	// LastChanges returns the number of the commit that last changed a stored
	// row of a company's month, or whose it is, for each (of all companies, if
	// none are named) that once had any. It reads a row for each product of a
	// month, however many days and projects it has.
	LastChanges(ctx context.Context, companies []int64, from, to calendar.Month) (map[CompanyMonth]int64, error)
}

// CompanyMonth is a month of a company.
type CompanyMonth struct {
	Company int64
	Month   calendar.Month
}

// Measured implements Store.
func (m *Memory) Measured(_ context.Context, companies []int64, from, to calendar.Day, yield func(Figure) error) (int64, error) {
	figures, err := m.figures()
	if err != nil {
		return 0, err
	}
	for _, company := range companies {
		for cell, values := range figures {
			if cell.Day < from || cell.Day > to || values == (catalog.Values{}) || !m.owned(Owner{Company: company}, cell) {
				continue
			}
			if err := yield(Figure{cell, company, m.placeOf(cell.Project).HolderOn(cell.Day), values}); err != nil {
				return 0, err
			}
		}
	}
	return m.commits, nil
}

// MeasuredSums implements Store.
func (m *Memory) MeasuredSums(ctx context.Context, companies []int64, from, to calendar.Day, yield func(Figure) error) (int64, error) {
	sums := map[Cell]*Figure{}
	commit, err := m.Measured(ctx, companies, from, to, func(f Figure) error {
		f.Day, f.Reseller = to, 0
		sum := sums[f.Cell]
		if sum == nil {
			sums[f.Cell] = &f
			return nil
		}
		product, _ := catalog.ByCode(f.Product)
		for i, n := range f.Values {
			if product.Kind.Additive() {
				sum.Values[i] += n
			} else {
				sum.Values[i] = max(sum.Values[i], n)
			}
		}
		return nil
	})
	for _, f := range sums {
		if err == nil {
			err = yield(*f)
		}
	}
	return commit, err
}

// LastChanges implements Store.
func (m *Memory) LastChanges(_ context.Context, companies []int64, from, to calendar.Month) (map[CompanyMonth]int64, error) {
	all := map[CompanyMonth]int64{}
	if m.history == nil {
		return all, nil
	}
	for row, n := range m.history.rows {
		total, ok := row.(TotalCell)
		if !ok || total.Period < Period(from) || total.Period > Period(to) || total.Company == 0 ||
			companies != nil && !slices.Contains(companies, total.Company) {
			continue
		}
		at := CompanyMonth{total.Company, calendar.Month(total.Period)}
		all[at] = max(all[at], n)
	}
	return all, nil
}
