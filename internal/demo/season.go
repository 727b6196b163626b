package demo

import "reseller-console/internal/calendar"

// newYear has the days on which the Chinese year begins.
var newYear = map[calendar.Day]bool{
	20240210: true, 20250129: true, 20260217: true, 20270206: true, 20280126: true, 20290213: true,
	20300203: true, 20310123: true, 20320211: true, 20330131: true, 20340219: true, 20350208: true,
}

// season tells what the calendar does to a day.
type season struct {
	holidayCN   float64 // 0 to 1: how much of a holiday it is in China
	holiday     float64 // the same elsewhere
	schoolBreak bool    // between the school years
}

func seasonOf(day calendar.Day) season {
	monthDay := day % 10000
	s := season{schoolBreak: monthDay >= 705 && monthDay <= 825}
	switch {
	case nearNewYear(day):
		s.holidayCN = 1
	case monthDay >= 1001 && monthDay <= 1007, monthDay >= 501 && monthDay <= 503:
		s.holidayCN = 0.6
	}
	switch {
	case monthDay >= 1224 || monthDay <= 101:
		s.holiday = 1
	case monthDay >= 1220 || monthDay <= 104:
		s.holiday = 0.5
	}
	return s
}

// nearNewYear reports whether the day is one of the ten around the New Year.
func nearNewYear(day calendar.Day) bool {
	for after := -2; after <= 7; after++ {
		if newYear[day.Add(-after)] {
			return true
		}
	}
	return false
}

// factor is how busy the day is for a trade there, 1 being usual. Where the
// school year rules, summer is quiet; in China it is the time of extra classes.
func (s season) factor(t *trade, china bool) float64 {
	holiday := s.holiday
	if china {
		holiday = s.holidayCN
	}
	factor := 1 + (t.festive-1)*holiday
	switch {
	case !t.school || !s.schoolBreak:
	case china:
		factor *= 1.22
	default:
		factor *= 0.62
	}
	return factor
}
