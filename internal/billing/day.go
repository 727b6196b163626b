package billing

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// CostThrough is C(d): what the month has cost through a day, that included,
// rounded half up to two places. Before the month's first day it is 0.
func (t *Terms) CostThrough(u *Use, day calendar.Day) (Money, error) {
	_, sum, err := t.Cost(u.through(day))
	return sum, err
}

// DayBill is the bill of a day, C(d) − C(d−1), split over the projects that used
// anything on it. Days add up to the month.
//
// It can be below 0: where more use lowers the price of all (Volume), or where a
// rounding comes the other way.
func (t *Terms) DayBill(u *Use, day calendar.Day) (map[string]Money, error) {
	now, err := t.CostThrough(u, day)
	if err != nil {
		return nil, err
	}
	before := Money(0)
	if day != day.Month().First() {
		if before, err = t.CostThrough(u, day.Add(-1)); err != nil {
			return nil, err
		}
	}
	values := map[string]*big.Rat{}
	for project, q := range u.on(day) {
		values[project] = t.undiscounted(q)
	}
	return split(now-before, values), nil
}

// undiscounted is what a project's day would cost without allowance and lower
// tiers: seconds, not rounded, times the item's highest price. Its unit is a
// sixtieth of the currency's.
func (t *Terms) undiscounted(q Quantities) *big.Rat {
	sum := new(big.Rat)
	for i, n := range q {
		if n != 0 {
			sum.Add(sum, t.value(i, n))
		}
	}
	return sum
}

// value is undiscounted of one of Items.
func (t *Terms) value(i int, n int64) *big.Rat {
	rate, priced := t.Rates[items[i].ID]
	if !priced {
		return new(big.Rat)
	}
	if !items[i].Timed() {
		n *= catalog.SecondsPerMinute
	}
	value := rate.highest().Rat()
	return value.Mul(value, big.NewRat(n, rate.Per))
}

// split divides an amount by values with the largest-remainder method: each gets
// the whole hundredths of its share, and those that are left go to the largest
// remainders, of equal ones to the lower project id. If nothing has a value all
// have the same.
func split(amount Money, values map[string]*big.Rat) map[string]Money {
	shares := make(map[string]Money, len(values))
	if amount < 0 {
		for project, share := range split(-amount, values) {
			shares[project] = -share
		}
		return shares
	}
	sum := new(big.Rat)
	for _, value := range values {
		sum.Add(sum, value)
	}
	even := sum.Sign() == 0
	if even {
		sum.SetInt64(int64(len(values)))
	}
	left := amount
	rests := map[string]*big.Rat{}
	for project, value := range values {
		if even {
			value = big.NewRat(1, 1)
		}
		exact := new(big.Rat).SetInt64(int64(amount))
		exact.Mul(exact, value).Quo(exact, sum)
		whole := new(big.Int).Quo(exact.Num(), exact.Denom())
		shares[project] = Money(whole.Int64())
		left -= shares[project]
		rests[project] = exact.Sub(exact, new(big.Rat).SetInt(whole))
	}
	order := slices.SortedFunc(maps.Keys(rests), func(a, b string) int {
		return cmp.Or(rests[b].Cmp(rests[a]), cmp.Compare(a, b))
	})
	for _, project := range order[:left] {
		shares[project]++
	}
	return shares
}
