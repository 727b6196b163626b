package usage

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// tally counts figures afresh from events: the plain way, with none of the
// arithmetic that keeps stored figures up to date.
type tally struct {
	sums   map[Cell]catalog.Values
	gauges map[ProjectDay][]Event
	users  map[Presence]int64 // their numbers of events
	only   calendar.Day       // the one day that is counted; 0 for all
}

func newTally(only calendar.Day) *tally {
	return &tally{sums: map[Cell]catalog.Values{}, gauges: map[ProjectDay][]Event{}, users: map[Presence]int64{}, only: only}
}

// add counts a live event.
func (t *tally) add(e *Event) {
	switch e.Type {
	case Peak, Transcoding:
		for day := e.FirstDay(); day <= e.LastDay(); day = day.Add(1) {
			if t.counts(day) {
				pd := ProjectDay{day, e.Project}
				t.gauges[pd] = append(t.gauges[pd], *e)
			}
		}
		t.addSums(e)
	case Active:
		if day := e.FirstDay(); t.counts(day) {
			t.users[Presence{day, e.Project, e.User}]++
		}
	default:
		t.addSums(e)
	}
}

func (t *tally) addSums(e *Event) {
	e.eachSum(func(cell Cell, slot int, seconds int64) {
		if t.counts(cell.Day) {
			v := t.sums[cell]
			v[slot] += seconds
			t.sums[cell] = v
		}
	})
}

func (t *tally) counts(day calendar.Day) bool { return t.only == 0 || t.only == day }

// figures returns all that is not zero.
func (t *tally) figures() map[Cell]catalog.Values {
	all := make(map[Cell]catalog.Values, len(t.sums))
	for cell, v := range t.sums {
		all[cell] = v
	}
	for pd, events := range t.gauges {
		for code, v := range Peaks(pd.Day, events) {
			all[Cell{pd.Day, pd.Project, code}] = v
		}
	}
	for p := range t.users {
		cell := Cell{p.Day, p.Project, rtmCode}
		v := all[cell]
		v[0]++
		all[cell] = v
	}
	for cell, v := range all {
		if v == (catalog.Values{}) {
			delete(all, cell)
		}
	}
	return all
}
