package export

import (
	"slices"

	"reseller-console/internal/calendar"
)

// Span is an interval that is told by a day: that on which a schedule is due.
// Weeks are from Monday to Sunday, all in UTC.
type Span string

// The spans.
const (
	Yesterday   Span = "yesterday"
	LastDays    Span = "last7" // the 7 days before
	LastWeek    Span = "lastWeek"
	LastMonth   Span = "lastMonth"
	MonthToDate Span = "monthToDate" // from the first of the month, the day itself included
)

// Spans lists them, shorter ones first.
func Spans() []Span { return []Span{Yesterday, LastDays, LastWeek, LastMonth, MonthToDate} }

// Known reports whether there is such a span.
func (s Span) Known() bool { return slices.Contains(Spans(), s) }

// Days returns the first and the last day of the span.
func (s Span) Days(due calendar.Day) (from, to calendar.Day) {
	switch s {
	case LastDays:
		return due.Add(-7), due.Add(-1)
	case LastWeek:
		monday := due.Add(-weekday(due))
		return monday.Add(-7), monday.Add(-1)
	case LastMonth:
		month := due.Month().Add(-1)
		return month.First(), month.Last()
	case MonthToDate:
		return due.Month().First(), due
	}
	return due.Add(-1), due.Add(-1)
}

// weekday counts from Monday, 0, to Sunday, 6.
func weekday(d calendar.Day) int { return (int(d.Start().Weekday()) + 6) % 7 }
