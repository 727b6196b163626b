package budget

import "reseller-console/internal/calendar"

// The days that a forecast is made from.
const (
	paceDays  = 7 // whole days before today
	leastDays = 3 // fewer tell nothing
)

// spans are the days through which a month is added up on a day of it: that
// day, the one before, and the one before those that make the pace; pace is how
// many those are, fewer than leastDays for none.
func spans(today calendar.Day) (days []calendar.Day, pace int) {
	whole := today.Month().First().DaysTo(today) - 1
	pace = min(whole, paceDays)
	return []calendar.Day{today, today.Add(-1), today.Add(-1 - pace)}, pace
}

// exceedsOn returns the day of the month on which a limit will be exceeded, if
// each day from today on adds what the days of the pace did on average: what
// they added, divided by how many they are. It is 0 if that is not in this
// month, if it has happened already, or if nothing can be told yet.
func exceedsOn(today calendar.Day, limit, used, yesterday, before int64, pace int) calendar.Day {
	added := yesterday - before
	if pace < leastDays || added <= 0 || used > limit {
		return 0
	}
	further := max(limit-yesterday, 0) * int64(pace) / added // whole days from today on, before it is exceeded
	if day := today.Add(int(min(further, 31))); day.Month() == today.Month() {
		return day
	}
	return 0
}
