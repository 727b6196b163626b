package web

import (
	"math"

	"reseller-console/internal/calendar"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// comparison is what a view is compared with, as the URL writes it; empty for
// nothing.
type comparison string

// The comparisons.
const (
	withPrevious comparison = "previous" // the interval of equal length before: its first period with the first
	withLastYear comparison = "year"     // the same days or months of the year before
)

func comparisons() []comparison { return []comparison{withPrevious, withLastYear} }

// pastWindow is the interval that the query's is compared with; zero without
// comparison. One that is too long, as the year before 400 days may be if it had
// a 29 February, is a notice.
func (q *chartQuery) pastWindow() (usage.Window, *notice) {
	switch q.compare {
	case withPrevious:
		return before(q.window), nil
	case withLastYear:
		w := usage.Window{From: yearBefore(q.window.From), To: yearBefore(q.window.To), Monthly: q.window.Monthly}
		return w, checkWindow(w)
	}
	return usage.Window{}, nil
}

// counterparts are what the query's periods are compared with; 0 for 29
// February, which the year before did not have.
func (q *chartQuery) counterparts() []usage.Period {
	if q.compare == withPrevious {
		return before(q.window).Periods()
	}
	periods := q.window.Periods()
	for i, p := range periods {
		switch {
		case p.Monthly():
			periods[i] = p - 100
		case p%10000 == 229:
			periods[i] = 0
		default:
			periods[i] = usage.Period(yearBefore(p.First()))
		}
	}
	return periods
}

// yearBefore is the day of the same name in the year before; of 29 February,
// the 28th.
func yearBefore(d calendar.Day) calendar.Day {
	if d%10000 == 229 {
		d--
	}
	return d - 10000
}

// align brings the values of a window to the places of their counterparts.
func align(past []usage.Period, w usage.Window, values []int64) []int64 {
	at := map[usage.Period]int64{}
	for i, p := range w.Periods() {
		at[p] = values[i]
	}
	aligned := make([]int64, len(past))
	for i, p := range past {
		aligned[i] = at[p]
	}
	return aligned
}

// signed writes a difference with its sign.
func signed(w *locale.Words, n int64) string {
	if n > 0 {
		return "+" + w.Number(n)
	}
	return w.Number(n)
}

// tenths is by how many tenths of a percent now differs from past, which is
// not 0.
func tenths(now, past int64) int64 {
	return int64(math.Round(float64(now-past) / float64(past) * 1000))
}

// percent writes a change, and a dash against 0.
func percent(w *locale.Words, now, past int64) string {
	if past == 0 {
		return "–"
	}
	change := tenths(now, past)
	text := w.Percent(float64(change) / 1000)
	if change > 0 {
		return "+" + text
	}
	return text
}
