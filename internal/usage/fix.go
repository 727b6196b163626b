package usage

import (
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/catalog"
)

// Fix is a stored row that is not what it should be. Without Stored it is
// missing, without True it should not be there.
type Fix[R any] struct{ Stored, True *R }

// Fixes is what is wrong with the rows of a day, or with a month's own.
type Fixes struct {
	Figures     []Fix[Figure]
	Attendances []Fix[Attendance]
	Tops        []Fix[Top]
	Totals      []Fix[Total]
}

// Len is how many rows are wrong.
func (f *Fixes) Len() int {
	return len(f.Figures) + len(f.Attendances) + len(f.Tops) + len(f.Totals)
}

// Above are the totals above the figures that are wrong, with nothing to be
// added: even those that are right have changed below.
func (f *Fixes) Above() []Total {
	s := &Settlement{totals: map[TotalCell]*catalog.Values{}}
	for _, fix := range f.Figures {
		for _, of := range []*Figure{fix.Stored, fix.True} {
			if of != nil {
				s.addTotal(Period(of.Day), of.Reseller, of.Company, of.Product, catalog.Values{})
				s.addTotal(Period(of.Day.Month()), of.Reseller, of.Company, of.Product, catalog.Values{})
			}
		}
	}
	return s.Totals()
}

// row is a row of figures. A blank one says no more than none.
type row interface {
	comparable
	blank() bool
	where() string
	said() string
}

func (f Figure) blank() bool     { return f.Values == catalog.Values{} }
func (t Top) blank() bool        { return t.Values == catalog.Values{} }
func (t Total) blank() bool      { return t.Values == catalog.Values{} }
func (a Attendance) blank() bool { return a.Events == 0 }

func (f Figure) where() string { return "day " + f.Day.String() + ", " + cellName(f.Cell) }

func (t Top) where() string {
	return fmt.Sprintf("highest day of %s, %s, reseller %d", t.Month, cellName(Cell{Project: t.Project, Product: t.Product}), t.Reseller)
}

func (t Total) where() string {
	return fmt.Sprintf("total of %s, reseller %d, company %d, %s", t.Period, t.Reseller, t.Company, productName(t.Product))
}

func (a Attendance) where() string {
	return fmt.Sprintf("day %s, project %s, user %q", a.Day, a.Project, a.User)
}

func (f Figure) said() string {
	return fmt.Sprintf("%v for company %d and reseller %d", f.Values, f.Company, f.Reseller)
}

func (t Top) said() string        { return fmt.Sprintf("%v for company %d", t.Values, t.Company) }
func (t Total) said() string      { return fmt.Sprint(t.Values) }
func (a Attendance) said() string { return fmt.Sprintf("%d events", a.Events) }

func cellName(c Cell) string { return "project " + c.Project + ", " + productName(c.Product) }

func productName(code int16) string {
	p, ok := catalog.ByCode(code)
	if !ok {
		return fmt.Sprintf("product %d", code)
	}
	return p.ID
}

// collation compares stored rows, one after the other, with the true ones.
type collation[K comparable, R row] struct {
	truth map[K]R // what is left of it was not seen
	fixes []Fix[R]
}

func (c *collation[K, R]) see(key K, stored R) {
	want, is := c.truth[key]
	delete(c.truth, key)
	switch {
	case stored == want || stored.blank() && want.blank():
	case is && !want.blank():
		c.fixes = append(c.fixes, Fix[R]{&stored, &want})
	default:
		c.fixes = append(c.fixes, Fix[R]{Stored: &stored})
	}
}

// rest returns all fixes, those of rows that are missing last.
func (c *collation[K, R]) rest(order func(a, b K) int) []Fix[R] {
	for _, key := range slices.SortedFunc(maps.Keys(c.truth), order) {
		if want := c.truth[key]; !want.blank() {
			c.fixes = append(c.fixes, Fix[R]{True: &want})
		}
	}
	return c.fixes
}

// difference says in words what is wrong.
func difference[R row](f Fix[R]) Difference {
	d := Difference{Stored: "nothing", True: "nothing"}
	if f.Stored != nil {
		d.Where, d.Stored = (*f.Stored).where(), (*f.Stored).said()
	}
	if f.True != nil {
		d.Where, d.True = (*f.True).where(), (*f.True).said()
	}
	return d
}

// each calls report with each fix in words.
func (f *Fixes) each(report func(Difference)) {
	describe(f.Figures, report)
	describe(f.Attendances, report)
	describe(f.Tops, report)
	describe(f.Totals, report)
}

func describe[R row](fixes []Fix[R], report func(Difference)) {
	for _, f := range fixes {
		report(difference(f))
	}
}
