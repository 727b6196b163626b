package billing

import (
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Item is what can have a price, and what a line of a bill is about: a class of
// a product whose minutes are sold by class, else one of its metrics.
type Item struct {
	ID      string           // product and class or metric, like "rtc.hd" or "transcoding.avcHd"
	Product *catalog.Product // whose figures it is billed by: one of catalog.Metered
	Class   catalog.Class
	slots   []int // whose values it adds up
}

// Timed reports whether the item is billed by minutes, else by number.
func (i *Item) Timed() bool { return i.Product.Kind == catalog.Sum }

// Shown is the product on whose page the figures are, beside the time that it is
// billed by.
func (i *Item) Shown() *catalog.Product {
	name, _, _ := strings.Cut(i.ID, ".")
	p, _ := catalog.ByID(name) // each item is of one
	return p
}

// Metrics are those whose values it adds up.
func (i *Item) Metrics() []*catalog.Metric {
	all := make([]*catalog.Metric, len(i.slots))
	for k, slot := range i.slots {
		all[k] = i.Product.AtSlot(slot)
	}
	return all
}

// ItemOf finds an item by its id.
func ItemOf(id string) (*Item, bool) {
	at, known := itemAt[id]
	if !known {
		return nil, false
	}
	return &items[at], true
}

// Items lists all of the catalogue that can have a price. The caller must not
// change it.
func Items() []Item { return items }

var items = listItems()

// places finds the item of a value by the product's code and the metric's slot.
var places = placeItems()

// itemAt finds an item's place among Items by its id.
var itemAt = indexItems()

func listItems() []Item {
	var all []Item
	for _, shown := range catalog.Products() {
		billed := shown
		if shown.Time != nil {
			billed = shown.Time
		}
		all = append(all, itemsOf(shown.ID, billed, billed.Kind == catalog.Sum && billed == shown)...)
	}
	return all
}

// itemsOf lists a product's items: of minutes sold by class, SD joins HD.
func itemsOf(name string, p *catalog.Product, byClass bool) []Item {
	var all []Item
	at := map[string]int{}
	for i := range p.Metrics {
		m := &p.Metrics[i]
		if !m.Counted() {
			continue
		}
		class, id := m.Class, m.ID
		if byClass {
			if class == catalog.SD {
				class = catalog.HD
			}
			id = string(class)
		}
		if place, there := at[id]; there {
			all[place].slots = append(all[place].slots, m.Slot)
			continue
		}
		at[id] = len(all)
		all = append(all, Item{ID: name + "." + id, Product: p, Class: class, slots: []int{m.Slot}})
	}
	return all
}

func placeItems() map[int16][catalog.MaxSlots]int {
	all := map[int16][catalog.MaxSlots]int{}
	for i := range items {
		of := all[items[i].Product.Code]
		for _, slot := range items[i].slots {
			of[slot] = i
		}
		all[items[i].Product.Code] = of
	}
	return all
}

func indexItems() map[string]int {
	all := make(map[string]int, len(items))
	for i := range items {
		all[items[i].ID] = i
	}
	return all
}

// Quantities is seconds, peaks or users of each of Items.
type Quantities []int64

// add takes in a stored figure: the peak of a product that is billed by time
// is none of the items.
func (q Quantities) add(f *usage.Figure) {
	of, billed := places[f.Product]
	if !billed {
		return
	}
	product := items[of[0]].Product
	for _, m := range product.Metrics {
		if m.Counted() {
			q[of[m.Slot]] += f.Values[m.Slot]
		}
	}
}

// join takes in another day of the same project: seconds add up, of peaks and
// users the highest day counts.
func (q Quantities) join(day Quantities) {
	for i, n := range day {
		if items[i].Product.Kind.Additive() {
			q[i] += n
		} else {
			q[i] = max(q[i], n)
		}
	}
}
