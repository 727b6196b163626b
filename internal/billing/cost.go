package billing

import (
	"strconv"

	"github.com/shopspring/decimal"

	"reseller-console/internal/catalog"
)

// Line is what an item costs: quantity → units → free → billed → amount.
type Line struct {
	Item     string          `json:"item"`
	Quantity int64           `json:"quantity"` // seconds of all projects, or the number itself
	Units    int64           `json:"units"`    // minutes, rounded up once, or the number itself
	Free     int64           `json:"free"`     // of them, within an allowance
	Billed   int64           `json:"billed"`   // the others
	Amount   decimal.Decimal `json:"amount"`   // exact
	Unpriced bool            `json:"unpriced,omitzero"`
}

// Places is how many decimal places the amounts of lines need, so that they
// stand below one another: two at least.
func Places(lines []Line) int32 {
	n := int32(2)
	for i := range lines {
		for !lines[i].Amount.Equal(lines[i].Amount.Truncate(n)) {
			n++
		}
	}
	return n
}

// Cost returns the lines of what was used, of each item that was, in the order
// of Items, and their sum, rounded half up to two places.
func (t *Terms) Cost(used Quantities) ([]Line, Money, error) {
	lines := make([]Line, 0, 8)
	at := map[string]int{}
	for i, n := range used {
		if n == 0 {
			continue
		}
		at[items[i].ID] = len(lines)
		lines = append(lines, Line{Item: items[i].ID, Quantity: n, Units: units(&items[i], n)})
	}
	for _, free := range t.Free {
		left := free.Units
		for _, id := range free.Items {
			if i, there := at[id]; there {
				taken := min(left, lines[i].Units-lines[i].Free)
				lines[i].Free += taken
				left -= taken
			}
		}
	}
	sum := decimal.Zero
	for i := range lines {
		l := &lines[i]
		l.Billed = l.Units - l.Free
		rate, priced := t.Rates[l.Item]
		l.Unpriced = !priced
		l.Amount = rate.amount(l.Billed)
		sum = sum.Add(l.Amount)
	}
	total, err := round(sum)
	return lines, total, err
}

// quantitiesOf is what lines are of.
func quantitiesOf(lines []Line) Quantities {
	all := make(Quantities, len(items))
	for i := range lines {
		all[itemAt[lines[i].Item]] = lines[i].Quantity
	}
	return all
}

// units are what a quantity is billed by: SD and HD seconds of all projects are
// added before, and rounded up here once.
func units(i *Item, quantity int64) int64 {
	if !i.Timed() {
		return quantity
	}
	return (quantity + catalog.SecondsPerMinute - 1) / catalog.SecondsPerMinute
}

// amount is exact: prices are of a power of ten.
func (r *Rate) amount(billed int64) decimal.Decimal {
	switch r.Model {
	case Package:
		return decimal.NewFromInt((billed + r.Per - 1) / r.Per).Mul(r.Tiers[0].Price)
	case Volume:
		for _, tier := range r.Tiers {
			if tier.UpTo == 0 || billed <= tier.UpTo {
				return r.of(billed, tier.Price)
			}
		}
	case Flat, Graduated:
		sum, below := decimal.Zero, int64(0)
		for _, tier := range r.Tiers {
			within := billed - below
			if tier.UpTo > 0 {
				within = min(within, tier.UpTo-below)
			}
			if within <= 0 {
				break
			}
			sum = sum.Add(r.of(within, tier.Price))
			below = tier.UpTo
		}
		return sum
	}
	return decimal.Zero
}

// of is the price of so many units, where a price is of Per of them.
func (r *Rate) of(n int64, price decimal.Decimal) decimal.Decimal {
	zeros := len(strconv.FormatInt(r.Per, 10)) - 1
	return decimal.NewFromInt(n).Mul(price).Shift(-int32(zeros)) // #nosec G115 -- at most 6
}
