// Package catalog is the one table of what is metered: seven products, their
// metrics, how each metric adds up, and what a chart shows before anyone
// touches its legend. Pages, sheet, API, price plans and documentation read
// it; nothing else lists metrics.
//
// Source: the product overview ("Check the usage") for products, units and
// defaults; the 2019 reseller API for the names of metrics.
package catalog

import "slices"

// Kind says how a metric adds up.
type Kind uint8

const (
	// Sum metrics are seconds. They add over users, projects and days; each
	// project-day is shown in minutes, rounded up.
	Sum Kind = iota + 1
	// Peak metrics are highest values. They add over projects, never over
	// time: a month is its highest day.
	Peak
	// Distinct metrics count different users of a day. They add over
	// projects, never over time: a month is its highest day.
	Distinct
)

// Additive reports whether days may be added up to a longer interval.
func (k Kind) Additive() bool { return k == Sum }

// Unit is what a shown figure counts.
type Unit string

// The two units that the product overview names.
const (
	Minute Unit = "minute"
	Number Unit = "number"
)

// Class is what a metric is about; it decides the colour in every product.
type Class string

// The classes of media, and Video for totals and users.
const (
	Audio Class = "audio"
	Video Class = "video"
	SD    Class = "sd"
	HD    Class = "hd"
	HDP   Class = "hdp"
)

// Role tells metrics of one class apart; it decides the kind of line.
type Role string

// The roles. Plain and H.264 are drawn alike.
const (
	Plain  Role = "plain"
	HEVC   Role = "hevc"
	Hostin Role = "hostin"
	Single Role = "single"
)

// MaxSlots is the number of value columns that the widest product needs.
const MaxSlots = 13

// Values holds the figures of one product, a metric at its Slot.
type Values [MaxSlots]int64

// Metric is one line of a product's chart.
type Metric struct {
	ID     string // as the API and usage events write it; unique within its product
	Slot   int    // place in Values and in storage; never reused. -1 for a total
	Class  Class
	Role   Role
	Shown  bool  // drawn before anyone touches the legend
	Totals []int // slots whose shown values this metric is the sum of; nil if it is counted itself
}

// Counted reports whether events raise the metric itself: not a total.
func (m *Metric) Counted() bool { return m.Slot >= 0 }

// Of returns the metric's value among values of its product.
func (m *Metric) Of(v *Values) int64 {
	if m.Counted() {
		return v[m.Slot]
	}
	var sum int64
	for _, slot := range m.Totals {
		sum += v[slot]
	}
	return sum
}

// Product is one of the seven things that are metered and sold, or the Time of
// one.
type Product struct {
	ID      string // as usage events and URLs write it
	Code    int16  // in storage; never reused
	Kind    Kind
	Unit    Unit
	Metrics []Metric // in the order of legend, table and sheet

	// Time is what the product's use is billed by, if not by its own figures:
	// how long each metric was raised, by all that raised it. It is metered and
	// kept like a product, but has no page and no events of its own.
	Time *Product
}

// Slots is the number of counted metrics: those in Values.
func (p *Product) Slots() int {
	n := 0
	for i := range p.Metrics {
		if p.Metrics[i].Counted() {
			n++
		}
	}
	return n
}

// Metric returns the product's metric of that id.
func (p *Product) Metric(id string) (*Metric, bool) {
	for i := range p.Metrics {
		if p.Metrics[i].ID == id {
			return &p.Metrics[i], true
		}
	}
	return nil, false
}

// AtSlot returns the counted metric of that slot; nil if there is none.
func (p *Product) AtSlot(slot int) *Metric {
	for i := range p.Metrics {
		if p.Metrics[i].Slot == slot {
			return &p.Metrics[i]
		}
	}
	return nil
}

// SecondsPerMinute converts stored seconds to shown minutes.
const SecondsPerMinute = 60

// Show returns what is shown of a project's stored day: seconds become
// minutes, each metric rounded up by itself; peaks and counts stay. It is the
// one rounding place of usage.
func (p *Product) Show(stored Values) Values {
	if p.Kind != Sum {
		return stored
	}
	for i, seconds := range stored {
		stored[i] = (seconds + SecondsPerMinute - 1) / SecondsPerMinute
	}
	return stored
}

// Products returns the seven products in the order of the pages. The caller
// must not change it.
func Products() []*Product { return products }

// Metered returns all that is kept: the seven products, and their Times. The
// caller must not change it.
func Metered() []*Product { return metered }

// ByID returns the one of the seven products that events and pages call id.
func ByID(id string) (*Product, bool) {
	p, ok := byID[id]
	return p, ok
}

// MeteredByID returns the one of Metered that has that id.
func MeteredByID(id string) (*Product, bool) {
	i := slices.IndexFunc(metered, func(p *Product) bool { return p.ID == id })
	if i < 0 {
		return nil, false
	}
	return metered[i], true
}

// ByCode returns what storage calls code: one of Metered.
func ByCode(code int16) (*Product, bool) {
	p, ok := byCode[code]
	return p, ok
}
