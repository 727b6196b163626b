package web

import (
	"cmp"
	"slices"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// figures are one product's figures over a window: a point for each period,
// oldest first. Chart, table and export of the chart page all read one value
// of it, so they cannot differ.
type figures struct {
	product     *catalog.Product
	points      []usage.Point
	provisional usage.Period // the period that still grows; 0 if none does
}

// newFigures finds the provisional period, which can only be the last.
func newFigures(p *catalog.Product, points []usage.Point, provisional func(usage.Period) bool) *figures {
	f := &figures{product: p, points: points}
	if n := len(points); n > 0 && provisional(points[n-1].Period) {
		f.provisional = points[n-1].Period
	}
	return f
}

// values are a metric's values, oldest first.
func (f *figures) values(m *catalog.Metric) []int64 {
	all := make([]int64, len(f.points))
	for i := range f.points {
		all[i] = m.Of(&f.points[i].Values)
	}
	return all
}

// total is a metric's sum over the window. Only additive metrics have one.
func (f *figures) total(m *catalog.Metric) int64 {
	var sum int64
	for _, v := range f.values(m) {
		sum += v
	}
	return sum
}

// empty reports whether nothing was used.
func (f *figures) empty() bool {
	return !slices.ContainsFunc(f.points, func(p usage.Point) bool { return p.Values != catalog.Values{} })
}

// subtract takes a part of the last period away from it: the days of other.
// It is right for additive products only.
func (f *figures) subtract(other *figures) {
	last := &f.points[len(f.points)-1]
	for i := range other.points {
		for slot, v := range other.points[i].Values {
			last.Values[slot] -= v
		}
	}
}

// all adds the counted metrics of a point. It is right for products whose
// metrics share no second: the ones that add up.
func (f *figures) all(p *usage.Point) int64 {
	var sum int64
	for i := range f.product.Metrics {
		if m := &f.product.Metrics[i]; m.Counted() {
			sum += m.Of(&p.Values)
		}
	}
	return sum
}

// highest returns the point whose value is highest, the latest of several.
func (f *figures) highest(value func(*usage.Point) int64) *usage.Point {
	var top *usage.Point
	for i := range f.points {
		if p := &f.points[i]; top == nil || value(p) >= value(top) {
			top = p
		}
	}
	return top
}

// at returns the point of a period, nil if the window does not hold it.
func (f *figures) at(period usage.Period) *usage.Point {
	i, found := slices.BinarySearchFunc(f.points, period, func(p usage.Point, want usage.Period) int {
		return cmp.Compare(p.Period, want)
	})
	if !found {
		return nil
	}
	return &f.points[i]
}
