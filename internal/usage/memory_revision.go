package usage

import "reseller-console/internal/catalog"

// revisions is what Memory remembers of the past: for each row that an engine
// keeps, the number of the commit that last changed something in it.
type revisions struct {
	parts map[part]partValue // as of the last commit
	rows  map[any]int64      // a Cell, MonthCell or TotalCell → its revision
}

// part is what one project's day or month contributes to a row. The row of a
// day itself has one part, without a source.
type part struct{ row, source any }

type partValue struct {
	values catalog.Values
	holder int64 // of a day itself
}

// commit counts everything afresh and gives the rows with changed parts the
// number of this commit.
func (m *Memory) commit() error {
	m.counted = nil
	m.commits++
	if m.history == nil {
		return nil
	}
	figures, err := m.count()
	if err != nil {
		return err
	}
	h := m.history
	now := m.parts(figures)
	for p, value := range now {
		if h.parts[p] != value {
			h.rows[p.row] = m.commits
		}
	}
	for p := range h.parts {
		if _, there := now[p]; !there {
			h.rows[p.row] = m.commits
		}
	}
	h.parts = now
	return nil
}

func (m *Memory) parts(figures map[Cell]catalog.Values) map[part]partValue {
	all := map[part]partValue{}
	tops := map[MonthCell]catalog.Values{}
	for cell := range m.history.rows {
		if day, ok := cell.(Cell); ok { // a day that once had figures stays
			all[part{row: day}] = partValue{holder: m.placeOf(day.Project).HolderOn(day.Day)}
		}
	}
	for cell, stored := range figures {
		place := m.placeOf(cell.Project)
		f := Figure{cell, place.Company, place.HolderOn(cell.Day), stored}
		all[part{row: cell}] = partValue{stored, f.Reseller}
		above(all, f)
		if product, _ := catalog.ByCode(cell.Product); !product.Kind.Additive() {
			month := f.monthCell()
			tops[month] = highest(tops[month], stored)
		}
	}
	for month, top := range tops {
		all[part{row: month}] = partValue{values: top}
	}
	return all
}

// above adds a figure to what the totals of its company and its reseller are
// made of.
func above(all map[part]partValue, f Figure) {
	for _, period := range []Period{Period(f.Day), Period(f.Day.Month())} {
		all[part{TotalCell{period, f.Reseller, f.Company, f.Product}, f.Cell}] = partValue{values: f.Values}
		if f.Reseller != 0 {
			all[part{TotalCell{period, f.Reseller, 0, f.Product}, f.Cell}] = partValue{values: f.Values}
		}
	}
}

// revision is the highest of the rows that a point is read from.
func (m *Memory) revision(q Query, period Period) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.history == nil {
		return 0
	}
	var top int64
	for row, n := range m.history.rows {
		if m.reads(q, period, row) {
			top = max(top, n)
		}
	}
	return top
}

// reads reports whether a point is read from a row: a reseller's and its
// company's from one total, all others from their projects' days, whoever held
// them, or from their highest days of the month.
func (m *Memory) reads(q Query, period Period, row any) bool {
	o, code := q.Owner, q.Product.Code
	place := func(project string) bool {
		return (o.Company == 0 || m.owners[project] == o.Company) && (o.Project == "" || project == o.Project)
	}
	totals := o.Reseller != 0 && o.Project == ""
	days := q.Product.Kind.Additive() || !period.Monthly()
	switch r := row.(type) {
	case TotalCell:
		return totals && r == TotalCell{period, o.Reseller, o.Company, code}
	case Cell:
		return !totals && days && r.Product == code && place(r.Project) && period.First() <= r.Day && r.Day <= period.Last()
	case MonthCell:
		return !totals && !days && r.Product == code && place(r.Project) && Period(r.Month) == period && (o.Reseller == 0 || r.Reseller == o.Reseller)
	}
	return false
}
