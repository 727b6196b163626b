// Package calendar has the UTC days and months that usage is counted in.
//
// A day is the number 20260831 and a month 202608, in code and in storage:
// they sort, they read, and day/100 is the month. Days are half-open and UTC:
// from 00:00:00 to the next 00:00:00.
package calendar

import (
	"fmt"
	"time"
)

// Day is a UTC day as the number yyyymmdd. The zero value is no day.
type Day int32

// Month is a UTC month as the number yyyymm. The zero value is no month.
type Month int32

// DayOf returns the UTC day that t falls in.
func DayOf(t time.Time) Day {
	y, m, d := t.UTC().Date()
	return Day(y*10000 + int(m)*100 + d)
}

// DayOfMilli returns the UTC day of a Unix time in milliseconds.
func DayOfMilli(ms int64) Day { return DayOf(time.UnixMilli(ms)) }

// ParseDay reads "2006-01-02".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a day like 2006-01-02", s)
	}
	return DayOf(t), nil
}

// Start is the day's first instant.
func (d Day) Start() time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
}

// Add returns the day n days later; n may be negative.
func (d Day) Add(n int) Day { return DayOf(d.Start().AddDate(0, 0, n)) }

// Month is the month that the day is in.
func (d Day) Month() Month { return Month(d / 100) }

// String is the ISO form, 2006-01-02.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100) }

// DaysTo counts the days from d to last, both included; 0 if last is earlier.
func (d Day) DaysTo(last Day) int {
	return max(0, int(last.Start().Sub(d.Start())/(24*time.Hour))+1)
}

// First is the month's first day.
func (m Month) First() Day { return Day(m)*100 + 1 }

// Last is the month's last day.
func (m Month) Last() Day { return m.Add(1).First().Add(-1) }

// Add returns the month n months later; n may be negative.
func (m Month) Add(n int) Month { return DayOf(m.First().Start().AddDate(0, n, 0)).Month() }

// String is the ISO form, 2006-01.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m/100, m%100) }
