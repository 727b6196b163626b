package billing

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Held is a company that a reseller holds or once held.
type Held struct {
	Company int64
	Name    string
	Area    company.Area
	Now     bool              // the reseller holds it now; else it is not to know its name any more
	Days    []company.Holding // of this reseller only, in order
}

// stretch is some days of a month, both ends included.
type stretch struct{ from, to calendar.Day }

// within lists the days of a month on which the company was held.
func (h *Held) within(m calendar.Month) []stretch {
	var all []stretch
	for _, days := range h.Days {
		s := stretch{max(days.From, m.First()), m.Last()}
		if days.To != 0 {
			s.to = min(s.to, days.To)
		}
		if s.from <= s.to {
			all = append(all, s)
		}
	}
	return all
}

// heldSince reports whether the company was held on a day of a month or later.
func (h *Held) heldSince(m calendar.Month) bool {
	last := h.Days[len(h.Days)-1]
	return last.To == 0 || last.To >= m.First()
}

// wholly reports whether the company was held on all days of a month.
func (h *Held) wholly(m calendar.Month) bool {
	all := h.within(m)
	return len(all) == 1 && all[0] == stretch{m.First(), m.Last()}
}
