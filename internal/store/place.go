package store

import "reseller-console/internal/calendar"

// Places are where contents are: the number of a segment or, negative, of a
// row of gauge. They begin with the month with which they are forgotten, a
// gauge row's with the day in it, and end with a number that is never given
// twice. So a place alone names the partition, and what belongs to a month is
// one range. The number 0 of a month is where the keys without content go.
const (
	placesOfDay   = 100_000_000_000
	placesOfMonth = 100 * placesOfDay
)

// segmentPlace is the place of the nth segment.
func segmentPlace(month calendar.Month, n int64) int64 { return int64(month)*placesOfMonth + n }

// gaugePlace is the number of the nth gauge row, which is kept with the day.
func gaugePlace(day calendar.Day, n int64) int64 { return int64(day)*placesOfDay + n }

// monthPlaces returns the first and the last place of a month.
func monthPlaces(month calendar.Month) (first, last int64) {
	first = segmentPlace(month, 0)
	return first, first + placesOfMonth - 1
}

// monthOf is the month of a place; 0 of none.
func monthOf(place int64) calendar.Month { return calendar.Month(max(place, -place) / placesOfMonth) }
