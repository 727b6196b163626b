package usage

import (
	"fmt"

	"reseller-console/internal/calendar"
)

// Period is a bucket of a window: a day as yyyymmdd or a month as yyyymm.
type Period int32

// Monthly reports whether the period is a month.
func (p Period) Monthly() bool { return p < 1_000_000 }

// First is the period's first day.
func (p Period) First() calendar.Day {
	if p.Monthly() {
		return calendar.Month(p).First()
	}
	return calendar.Day(p)
}

// Last is the period's last day.
func (p Period) Last() calendar.Day {
	if p.Monthly() {
		return calendar.Month(p).Last()
	}
	return calendar.Day(p)
}

// String is the ISO form: 2006-01-02 or 2006-01.
func (p Period) String() string {
	if p.Monthly() {
		return calendar.Month(p).String()
	}
	return calendar.Day(p).String()
}

// ParsePeriod reads what String writes.
func ParsePeriod(text string) (Period, error) {
	if day, err := calendar.ParseDay(text); err == nil {
		return Period(day), nil
	}
	first, err := calendar.ParseDay(text + "-01")
	if err != nil {
		return 0, fmt.Errorf("%q is neither a day like 2006-01-02 nor a month like 2006-01", text)
	}
	return Period(first.Month()), nil
}

// Bounds returns the first and last period of the window as numbers.
func (w Window) Bounds() (first, last Period) {
	if w.Monthly {
		return Period(w.From.Month()), Period(w.To.Month())
	}
	return Period(w.From), Period(w.To)
}

// Days returns the first and last day of the window's first and last period:
// a month that the window touches is answered whole.
func (w Window) Days() (first, last calendar.Day) {
	if w.Monthly {
		return w.From.Month().First(), w.To.Month().Last()
	}
	return w.From, w.To
}

// Periods lists the buckets of the window, oldest first.
func (w Window) Periods() []Period {
	var all []Period
	first, last := w.Bounds()
	for p := first; p <= last; p = p.next() {
		all = append(all, p)
	}
	return all
}

func (p Period) next() Period {
	if p.Monthly() {
		return Period(calendar.Month(p).Add(1))
	}
	return Period(calendar.Day(p).Add(1))
}
