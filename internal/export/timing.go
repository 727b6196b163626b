package export

import (
	"slices"
	"time"

	"reseller-console/internal/calendar"
)

// Every is how often a schedule is due.
type Every string

// How often that is.
const (
	Daily   Every = "daily"
	Weekly  Every = "weekly"
	Monthly Every = "monthly"
)

// Timing is when a schedule is due, in UTC.
type Timing struct {
	Every   Every `json:"every"`
	Weekday int   `json:"weekday"` // of Weekly: 0, Monday, to 6
	Day     int   `json:"day"`     // of Monthly: 1 to 28, which every month has
	Hour    int   `json:"hour"`    // 0 to 23
}

// MaxDay is the last day of a month on which a schedule can be due.
const MaxDay = 28

func (t Timing) valid() bool {
	return slices.Contains([]Every{Daily, Weekly, Monthly}, t.Every) && t.Hour >= 0 && t.Hour <= 23 &&
		(t.Every != Weekly || t.Weekday >= 0 && t.Weekday <= 6) && (t.Every != Monthly || t.Day >= 1 && t.Day <= MaxDay)
}

// After returns the first time after now at which it is due.
func (t Timing) After(now time.Time) time.Time {
	at := t.Before(now.Add(time.Nanosecond))
	for !at.After(now) {
		at = t.from(calendar.DayOf(at).Add(1))
	}
	return at
}

// Before returns the last time before now at which it was due.
func (t Timing) Before(now time.Time) time.Time {
	day := calendar.DayOf(now)
	for at := t.from(day); ; at = t.from(day) {
		if at.Before(now) {
			return at
		}
		day = day.Add(-1)
	}
}

// from returns the first time on or after a day at which it is due.
func (t Timing) from(day calendar.Day) time.Time {
	for t.Every == Weekly && weekday(day) != t.Weekday || t.Every == Monthly && int(day%100) != t.Day {
		day = day.Add(1)
	}
	return day.Start().Add(time.Duration(t.Hour) * time.Hour)
}
