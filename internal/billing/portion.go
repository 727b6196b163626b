package billing

import (
	"math/big"
	"strings"

	"reseller-console/internal/calendar"
)

// portion is what a company used in a month, as far as a reseller held it, or
// by how much that has moved since it was billed.
type portion struct {
	held   *Held
	month  calendar.Month // when it was used
	on     calendar.Month // on whose bill it is: an adjustment is on a later one
	whole  Quantities     // of the whole month; nil: it is made of use
	use    *Use
	before *Use   // what the month was billed by before; nil: it is no adjustment
	sell   *Terms // what the company is billed by
	open   bool   // no bill has been made of it yet
}

// point is what was used through a day, to be added or taken away.
type point struct {
	sign Money // 1 or −1
	used Quantities
}

// points are what it costs by any terms: of each stretch of days on which the
// company was held C(last) − C(the day before). All who held it in turn thus
// have the whole month together. Of an adjustment that is what it costs by now,
// less what it did.
func (p *portion) points() []point {
	if p.whole != nil {
		return []point{{1, p.whole}}
	}
	var all []point
	for _, s := range p.held.within(p.month) {
		all = append(all, point{1, p.use.through(s.to)})
		if p.before != nil {
			all = append(all, point{-1, p.before.through(s.to)})
		}
		if s.from == p.month.First() {
			continue
		}
		all = append(all, point{-1, p.use.through(s.from.Add(-1))})
		if p.before != nil {
			all = append(all, point{1, p.before.through(s.from.Add(-1))})
		}
	}
	return all
}

// costOf is what points cost.
func (t *Terms) costOf(points []point) (Money, error) {
	sum := Money(0)
	for i := range points {
		_, cost, err := t.Cost(points[i].used)
		if err != nil {
			return 0, err
		}
		sum += points[i].sign * cost
	}
	return sum, nil
}

// share is a product's part in points.
type share struct {
	sum      Money
	used     int64 // quantity; 0: nothing that points differ by
	rateless int64 // of what has no rate
}

// costByProduct is the same by product, and adds up to it.
func (t *Terms) costByProduct(points []point) (map[string]share, error) {
	shares := map[string]share{}
	for i := range points {
		lines, cost, err := t.Cost(points[i].used)
		if err != nil {
			return nil, err
		}
		for product, sum := range apportion(lines, cost) {
			of := shares[product]
			of.sum += points[i].sign * sum
			shares[product] = of
		}
		for j := range lines {
			of, quantity := shares[productOf(lines[j].Item)], int64(points[i].sign)*lines[j].Quantity
			of.used += quantity
			if lines[j].Unpriced {
				of.rateless += quantity
			}
			shares[productOf(lines[j].Item)] = of
		}
	}
	return shares, nil
}

// productOf is the product of an item, as pages name it.
func productOf(item string) string {
	product, _, _ := strings.Cut(item, ".")
	return product
}

// apportion splits the rounded sum of lines over their products by exact
// amounts: each has the whole hundredths of its own, and what is left goes to
// the largest remainders.
func apportion(lines []Line, sum Money) map[string]Money {
	values := map[string]*big.Rat{}
	for i := range lines {
		product := productOf(lines[i].Item)
		if values[product] == nil {
			values[product] = new(big.Rat)
		}
		values[product].Add(values[product], lines[i].Amount.Rat())
	}
	return split(sum, values)
}
