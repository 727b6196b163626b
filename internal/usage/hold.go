package usage

import (
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
)

// Hold says who held the companies of a batch, by what the store itself knows:
// the entries may have been placed before a company changed hands.
func (x *Effects) Hold(holdings map[int64][]company.Holding) {
	for project, place := range x.places {
		if known, ok := holdings[place.Company]; ok {
			place.Holdings = known
			x.places[project] = place
		}
	}
}

// Companies returns the holdings of the batch's companies as the entries
// carry them.
func (x *Effects) Companies() map[int64][]company.Holding {
	all := map[int64][]company.Holding{}
	for _, place := range x.places {
		all[place.Company] = place.Holdings
	}
	return all
}

// Rehold works out which rows change when the company of these figures is
// held as the holdings say. The months of peaks are in Lowered, for the old
// and for the new holder.
func Rehold(figures []Figure, holdings []company.Holding) *Settlement {
	s := &Settlement{totals: map[TotalCell]*catalog.Values{}, companies: map[MonthCell]int64{}}
	months := map[MonthCell]bool{}
	for _, old := range figures {
		now := old
		now.Reseller = company.Place{Holdings: holdings}.HolderOn(old.Day)
		if now.Reseller == old.Reseller {
			continue
		}
		s.Figures = append(s.Figures, now)
		s.addTotals(old, old.zero())
		s.addTotals(now.zero(), now)
		s.noteMonth(months, old)
		s.noteMonth(months, now)
	}
	s.Lowered = sortedMonthCells(months)
	return s
}

// zero is the figure without its values.
func (f Figure) zero() Figure {
	f.Values = catalog.Values{}
	return f
}

func (s *Settlement) noteMonth(months map[MonthCell]bool, f Figure) {
	if product, _ := catalog.ByCode(f.Product); product.Kind.Additive() {
		return
	}
	cell := f.monthCell()
	s.companies[cell] = f.Company
	months[cell] = true
}

// monthCell is where the figure's month is kept, if it is a peak.
func (f Figure) monthCell() MonthCell {
	return MonthCell{f.Day.Month(), f.Project, f.Product, f.Reseller}
}
