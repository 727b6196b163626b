package usage

import (
	"cmp"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
)

// ProjectDay is a project on a day.
type ProjectDay struct {
	Day     calendar.Day
	Project string
}

// Presence is a user of a project on a day.
type Presence struct {
	Day     calendar.Day
	Project string
	User    string
}

// Effects is what a batch adds to and takes from figures, summed up in memory
// before anything is read or written.
type Effects struct {
	places   map[string]company.Place
	sums     map[Cell]*catalog.Values
	raised   map[Cell]*catalog.Values
	recount  map[ProjectDay]bool
	presence map[Presence]int64
	cells    []Cell // of all; nil: not known
}

func newEffects(entries []Entry) Effects {
	x := Effects{places: map[string]company.Place{}, sums: map[Cell]*catalog.Values{}, raised: map[Cell]*catalog.Values{},
		recount: map[ProjectDay]bool{}, presence: map[Presence]int64{}}
	for i := range entries {
		if entries[i].Place.Company != 0 {
			x.places[entries[i].Project] = entries[i].Place
		}
	}
	return x
}

// add counts an event. A gauge sample can only raise a peak; outputs are
// counted again with all others of their days, because their peaks depend on
// how they overlap. Their seconds do not.
func (x *Effects) add(e *Event) {
	x.cells = nil
	switch e.Type {
	case Peak:
		v := at(x.raised, Cell{e.FirstDay(), e.Project, e.Product.Code})
		v[e.Slot] = max(v[e.Slot], e.Value)
	case Transcoding:
		x.recountDays(e)
		x.change(e, 1)
	default:
		x.change(e, 1)
	}
}

// remove takes a counted event back.
func (x *Effects) remove(e *Event) {
	x.cells = nil
	switch e.Type {
	case Peak:
		x.recountDays(e)
	case Transcoding:
		x.recountDays(e)
		x.change(e, -1)
	default:
		x.change(e, -1)
	}
}

func (x *Effects) change(e *Event, sign int64) {
	if e.Type == Active {
		x.presence[Presence{e.FirstDay(), e.Project, e.User}] += sign
		return
	}
	e.eachSum(func(cell Cell, slot int, seconds int64) { at(x.sums, cell)[slot] += sign * seconds })
}

func (x *Effects) recountDays(e *Event) {
	for day := e.FirstDay(); day <= e.LastDay(); day = day.Add(1) {
		x.recount[ProjectDay{day, e.Project}] = true
	}
}

// Recounts returns the project-days whose peaks the store must count again
// from all live events, this batch's included; sorted.
func (x *Effects) Recounts() []ProjectDay {
	return slices.SortedFunc(maps.Keys(x.recount), func(a, b ProjectDay) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project))
	})
}

// Presences returns the users whose number of events the store must look up;
// sorted.
func (x *Effects) Presences() []Presence {
	return slices.SortedFunc(maps.Keys(x.presence), ComparePresences)
}

// ComparePresences orders by day, project and user, each as bytes.
func ComparePresences(a, b Presence) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project), cmp.Compare(a.User, b.User))
}

// Cells returns the cells whose present figures the store must look up;
// sorted.
func (x *Effects) Cells() []Cell {
	if x.cells == nil {
		x.cells = x.allCells()
	}
	return x.cells
}

func (x *Effects) allCells() []Cell {
	cells := make(map[Cell]bool, len(x.sums)+len(x.raised))
	for c := range x.sums {
		cells[c] = true
	}
	for c := range x.raised {
		cells[c] = true
	}
	for p := range x.presence {
		cells[Cell{p.Day, p.Project, rtmCode}] = true
	}
	for pd := range x.recount {
		for _, code := range gaugeCodes {
			cells[Cell{pd.Day, pd.Project, code}] = true
		}
	}
	return slices.SortedFunc(maps.Keys(cells), compareCells)
}

func compareCells(a, b Cell) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Product, b.Product))
}

var rtmCode, gaugeCodes = codes()

func codes() (rtm int16, gauges []int16) {
	for _, p := range catalog.Products() {
		switch p.Kind {
		case catalog.Distinct:
			rtm = p.Code
		case catalog.Peak:
			gauges = append(gauges, p.Code)
		}
	}
	return rtm, gauges
}

func at[K comparable](m map[K]*catalog.Values, key K) *catalog.Values {
	v, ok := m[key]
	if !ok {
		v = new(catalog.Values)
		m[key] = v
	}
	return v
}
