package billing

import (
	"maps"
	"math/big"
	"slices"

	"reseller-console/internal/calendar"
)

// Charge is what one item of a project costs on a day.
type Charge struct {
	Day      calendar.Day
	Project  string
	Item     *Item
	Quantity int64 // seconds of the day, or its number
	Counted  int64 // what of it the month counts: all seconds; by how much the project's highest day so far rises
	Amount   Money
}

// Charges takes a month apart: the bill of each day and project (DayBill), split
// by the same rule over the items that were used. They add up to what the
// month's use costs, and are sorted by day, project and Items.
func (t *Terms) Charges(u *Use, month calendar.Month) ([]Charge, error) {
	var all []Charge
	highest := map[string]Quantities{}
	for day := month.First(); day <= month.Last(); day = day.Add(1) {
		bill, err := t.DayBill(u, day)
		if err != nil {
			return nil, err
		}
		used := u.on(day)
		for _, project := range slices.Sorted(maps.Keys(bill)) {
			if highest[project] == nil {
				highest[project] = make(Quantities, len(items))
			}
			for _, c := range t.chargesOf(bill[project], used[project], highest[project]) {
				c.Day, c.Project = day, project
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// chargesOf splits what a project pays for a day over what it used, and raises
// its highest days.
func (t *Terms) chargesOf(amount Money, used, highest Quantities) []Charge {
	values := map[string]*big.Rat{}
	for i, n := range used {
		if n != 0 {
			values[items[i].ID] = t.value(i, n)
		}
	}
	shares := split(amount, values)
	all := make([]Charge, 0, len(values))
	for i, n := range used {
		if n == 0 {
			continue
		}
		counted := n
		if !items[i].Product.Kind.Additive() {
			counted = max(0, n-highest[i])
			highest[i] += counted
		}
		all = append(all, Charge{Item: &items[i], Quantity: n, Counted: counted, Amount: shares[items[i].ID]})
	}
	return all
}
