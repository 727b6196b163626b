package usage

import (
	"cmp"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// Figure is the stored row of a cell: seconds, peaks or users, and whose.
type Figure struct {
	Cell
	Company  int64
	Reseller int64 // who held the company on that day; 0 if nobody
	Values   catalog.Values
}

// MonthCell is where a project's highest day of a month is kept, of the days
// on which one reseller held its company: of peaks and distinct users, which
// do not add over days.
type MonthCell struct {
	Month    calendar.Month
	Project  string
	Product  int16
	Reseller int64
}

// Top is the stored row of a MonthCell.
type Top struct {
	MonthCell
	Company int64
	Values  catalog.Values
}

// TotalCell is where an owner's total of a period is kept: a reseller's of all
// companies it held (Company 0), or one company's while that reseller held it
// (Reseller 0: while nobody did).
type TotalCell struct {
	Period   Period
	Reseller int64
	Company  int64
	Product  int16
}

// Total is shown figures to be added to the row of a TotalCell: sums of its
// projects' minutes, peaks or users.
type Total struct {
	TotalCell
	Values catalog.Values
}

// Before is what a store held before a batch of what its Effects touch.
type Before struct {
	Figures   map[Cell]Figure
	Tops      map[MonthCell]catalog.Values
	Presences map[Presence]int64
	Gauges    map[ProjectDay][]Event // all live samples and outputs, this batch's included
}

// Settlement is the rows that a batch changes, each list sorted by its key.
type Settlement struct {
	Figures   []Figure           // with their new values
	Presences map[Presence]int64 // new numbers of events; 0 is none
	Tops      []Top              // with their new values
	Lowered   []MonthCell        // whose highest day must be looked up again
	totals    map[TotalCell]*catalog.Values
	companies map[MonthCell]int64
}

// Settle works out which rows change, given what was there before.
func (x *Effects) Settle(before Before) *Settlement {
	s := &Settlement{Presences: map[Presence]int64{}, totals: map[TotalCell]*catalog.Values{}, companies: map[MonthCell]int64{}}
	users := x.settlePresences(before, s)
	peaks := map[ProjectDay]map[int16]catalog.Values{}
	for _, pd := range x.Recounts() {
		peaks[pd] = Peaks(pd.Day, before.Gauges[pd])
	}
	tops := map[MonthCell]catalog.Values{}
	lowered := map[MonthCell]bool{}
	for _, cell := range x.Cells() {
		old, exists := before.Figures[cell]
		if !exists {
			old = x.blank(cell)
		}
		now := old
		now.Values = x.newValues(cell, old.Values, users, peaks)
		if now.Values == old.Values {
			continue
		}
		s.Figures = append(s.Figures, now)
		s.addTotals(old, now)
		s.raiseTops(old, now, before, tops, lowered)
	}
	s.finishTops(before, tops, lowered)
	return s
}

func (x *Effects) blank(cell Cell) Figure {
	place := x.places[cell.Project]
	return Figure{Cell: cell, Company: place.Company, Reseller: place.HolderOn(cell.Day)}
}

// newValues brings one cell up to date. Which rule applies follows from the
// kind of its product.
func (x *Effects) newValues(cell Cell, old catalog.Values, users map[Cell]int64, peaks map[ProjectDay]map[int16]catalog.Values) catalog.Values {
	product, _ := catalog.ByCode(cell.Product)
	pd := ProjectDay{cell.Day, cell.Project}
	switch {
	case product.Kind == catalog.Distinct:
		old[0] += users[cell]
		return old
	case product.Kind == catalog.Peak && x.recount[pd]:
		return peaks[pd][cell.Product]
	case product.Kind == catalog.Peak:
		return highest(old, *at(x.raised, cell))
	}
	return plus(old, *at(x.sums, cell), 1)
}

// settlePresences returns by how many users each cell changes.
func (x *Effects) settlePresences(before Before, s *Settlement) map[Cell]int64 {
	users := map[Cell]int64{}
	for p, change := range x.presence {
		old := before.Presences[p]
		if change == 0 {
			continue
		}
		s.Presences[p] = old + change
		users[Cell{p.Day, p.Project, rtmCode}] += int64(flag(old+change > 0)) - int64(flag(old > 0))
	}
	return users
}

// addTotals moves the totals above a cell by the difference of what it shows;
// one that is the same is added too. Months of sums are the sums of their days;
// those of peaks follow the tops.
func (s *Settlement) addTotals(old, now Figure) {
	if old.Values == now.Values {
		return
	}
	product, _ := catalog.ByCode(now.Product)
	shown := plus(product.Show(now.Values), product.Show(old.Values), -1)
	s.addTotal(Period(now.Day), now.Reseller, now.Company, now.Product, shown)
	if !product.Kind.Additive() {
		shown = catalog.Values{}
	}
	s.addTotal(Period(now.Day.Month()), now.Reseller, now.Company, now.Product, shown)
}

func (s *Settlement) addTotal(period Period, reseller, company int64, product int16, change catalog.Values) {
	add := func(cell TotalCell) {
		v := at(s.totals, cell)
		*v = plus(*v, change, 1)
	}
	add(TotalCell{period, reseller, company, product})
	if reseller != 0 {
		add(TotalCell{period, reseller, 0, product})
	}
}

// raiseTops follows the highest day of a month while days rise, and notes the
// months in which a day has fallen.
func (s *Settlement) raiseTops(old, now Figure, before Before, tops map[MonthCell]catalog.Values, lowered map[MonthCell]bool) {
	product, _ := catalog.ByCode(now.Product)
	if product.Kind.Additive() {
		return
	}
	cell := now.monthCell()
	s.companies[cell] = now.Company
	if highest(old.Values, now.Values) != now.Values {
		lowered[cell] = true
	}
	top, ok := tops[cell]
	if !ok {
		top = before.Tops[cell]
	}
	tops[cell] = highest(top, now.Values)
}

func (s *Settlement) finishTops(before Before, tops map[MonthCell]catalog.Values, lowered map[MonthCell]bool) {
	s.Lowered = sortedMonthCells(lowered)
	for _, cell := range sortedMonthCells(tops) {
		if !lowered[cell] {
			s.SetTop(before, cell, tops[cell])
		}
	}
}

// SetTop settles a month's highest values. The store calls it for the Lowered
// ones, after it has written the figures of the days.
func (s *Settlement) SetTop(before Before, cell MonthCell, top catalog.Values) {
	old := before.Tops[cell]
	if top == old {
		return
	}
	s.Tops = append(s.Tops, Top{cell, s.companies[cell], top})
	s.addTotal(Period(cell.Month), cell.Reseller, s.companies[cell], cell.Product, plus(top, old, -1))
}

// Totals returns what is to be added to the totals, sorted: zeros too, where
// changes cancel out or do not show, because the total's revision rises with
// each.
func (s *Settlement) Totals() []Total {
	all := make([]Total, 0, len(s.totals))
	for _, cell := range slices.SortedFunc(maps.Keys(s.totals), compareTotalCells) {
		all = append(all, Total{cell, *s.totals[cell]})
	}
	return all
}

// MonthCells returns the month cells that the effects may touch, whose tops
// the store must look up once it knows the figures before; sorted.
func (x *Effects) MonthCells(figures map[Cell]Figure) []MonthCell {
	months := map[MonthCell]bool{}
	for _, c := range x.Cells() {
		if p, _ := catalog.ByCode(c.Product); p.Kind.Additive() {
			continue
		}
		f, exists := figures[c]
		if !exists {
			f = x.blank(c)
		}
		months[f.monthCell()] = true
	}
	return sortedMonthCells(months)
}

func sortedMonthCells[V any](cells map[MonthCell]V) []MonthCell {
	return slices.SortedFunc(maps.Keys(cells), compareMonthCells)
}

func compareMonthCells(a, b MonthCell) int {
	return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Reseller, b.Reseller))
}

func compareTotalCells(a, b TotalCell) int {
	return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Reseller, b.Reseller), cmp.Compare(a.Company, b.Company), cmp.Compare(a.Product, b.Product))
}

func plus(a, b catalog.Values, sign int64) catalog.Values {
	for i := range a {
		a[i] += sign * b[i]
	}
	return a
}

func highest(a, b catalog.Values) catalog.Values {
	for i := range a {
		a[i] = max(a[i], b[i])
	}
	return a
}
