package web

import (
	"github.com/a-h/templ"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// presetDays tells the script which days a preset means; none for custom.
func presetDays(i interval, today calendar.Day) templ.Attributes {
	from, to := i.days(today)
	if from == 0 {
		return nil
	}
	return templ.Attributes{"data-from": from.String(), "data-to": to.String()}
}

// seriesDefault tells the script what is drawn at first.
func seriesDefault(l *line) string {
	if l.shown {
		return "shown"
	}
	return "hidden"
}

// swatchDash and swatchSymbol draw what the script draws in the chart.
func swatchDash(r catalog.Role) string {
	switch r {
	case catalog.HEVC:
		return "5 3"
	case catalog.Hostin:
		return "4 2 1 2"
	default:
		return "none"
	}
}

func swatchSymbol(c catalog.Class) string {
	switch c {
	case catalog.Audio:
		return "M8.5 5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0"
	case catalog.SD:
		return "M12 1l4 7h-8z"
	case catalog.HD:
		return "M12 .5l4.5 4.5l-4.5 4.5l-4.5 -4.5z"
	case catalog.HDP:
		return "M10 2h4a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-3a1.5 1.5 0 0 1 1.5 -1.5"
	default:
		return "M8.5 1.5h7v7h-7z"
	}
}

// ariaSort tells a screen reader how a column is sorted.
func (q *chartQuery) ariaSort(column string) string {
	switch {
	case q.sort != column:
		return "none"
	case q.up:
		return "ascending"
	default:
		return "descending"
	}
}

// sortMark is the class of a column's head.
func (q *chartQuery) sortMark(column string) string {
	switch {
	case q.sort != column:
		return ""
	case q.up:
		return "asc"
	default:
		return "desc"
	}
}
