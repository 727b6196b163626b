package web

import (
	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// interval is the id of a preset, as the URL writes it.
type interval string

// The presets. Each ends with the current UTC day, but for lastMonth and
// lastQuarter. Quarters are those of the calendar.
const (
	last7Days    interval = "7d"
	last30Days   interval = "30d"
	last90Days   interval = "90d"
	thisMonth    interval = "month"
	lastMonth    interval = "last-month"
	thisQuarter  interval = "quarter"
	lastQuarter  interval = "last-quarter"
	yearToDate   interval = "year"
	last12Months interval = "12m"
	custom       interval = "custom"
)

// intervals lists the presets in the order of the page.
func intervals() []interval {
	return []interval{last7Days, last30Days, last90Days, thisMonth, lastMonth, thisQuarter, lastQuarter, yearToDate, last12Months, custom}
}

// days returns the preset's first and last day; zeros for custom.
func (i interval) days(today calendar.Day) (from, to calendar.Day) {
	switch i {
	case last7Days:
		return today.Add(-6), today
	case last30Days:
		return today.Add(-29), today
	case last90Days:
		return today.Add(-89), today
	case thisMonth:
		return today.Month().First(), today
	case lastMonth:
		m := today.Month().Add(-1)
		return m.First(), m.Last()
	case thisQuarter:
		return quarter(today).First(), today
	case lastQuarter:
		m := quarter(today)
		return m.Add(-3).First(), m.Add(-1).Last()
	case yearToDate:
		return today - today%10000 + 101, today
	case last12Months:
		return today.Month().Add(-11).First(), today
	default:
		return 0, 0
	}
}

// quarter is the first month of the quarter that a day is in.
func quarter(d calendar.Day) calendar.Month {
	m := d.Month()
	return m - (m%100-1)%3
}

// parseInterval reads a preset. Without one, days that are given make it
// custom; with neither it is the last 30 days.
func parseInterval(text string, daysGiven bool) (interval, *notice) {
	if text == "" {
		if daysGiven {
			return custom, nil
		}
		return last30Days, nil
	}
	for _, known := range intervals() {
		if string(known) == text {
			return known, nil
		}
	}
	return last30Days, badValue("interval", text)
}

// parseWindow reads the days of a custom interval. Days that have not begun
// have no figures, so the interval ends today at the latest.
func parseWindow(from, to string, monthly bool, today calendar.Day) (usage.Window, *notice) {
	w := usage.Window{Monthly: monthly}
	var err error
	if w.From, err = calendar.ParseDay(from); err != nil {
		return w, badDay(from)
	}
	if w.To, err = calendar.ParseDay(to); err != nil {
		return w, badDay(to)
	}
	if w.From > today {
		return w, badInput("usage.notice.future", "From", from, "Today", today.String())
	}
	if w.To >= w.From {
		w.To = min(w.To, today)
	}
	return w, checkWindow(w)
}

// parseMonthly reads the display type: whether months are shown, not days.
func parseMonthly(text string) (bool, *notice) {
	switch text {
	case "", "daily":
		return false, nil
	case "monthly":
		return true, nil
	default:
		return false, badValue("type", text)
	}
}

// typeOf writes what parseMonthly reads.
func typeOf(monthly bool) string {
	if monthly {
		return "monthly"
	}
	return "daily"
}

// before is the window of as many periods that ends where w begins.
func before(w usage.Window) usage.Window {
	if w.Monthly {
		n := len(w.Periods())
		first := w.From.Month()
		return usage.Window{From: first.Add(-n).First(), To: first.Add(-1).Last(), Monthly: true}
	}
	n := w.From.DaysTo(w.To)
	return usage.Window{From: w.From.Add(-n), To: w.From.Add(-1)}
}

// asked is the interval that the form names, with its first and last day.
func (q *chartQuery) asked() (i interval, from, to string) {
	i = q.interval
	if q.typed != nil {
		i = custom
	}
	from, to = typedDays(q.typed, q.window)
	return i, from, to
}

// typedDays are what stands in the two fields of an interval: the days that
// were typed, if they make none, for their user to mend; else the window's.
func typedDays(typed []string, w usage.Window) (from, to string) {
	if typed != nil {
		return typed[0], typed[1]
	}
	return w.From.String(), w.To.String()
}
