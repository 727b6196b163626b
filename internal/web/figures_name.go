package web

import (
	"strconv"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

func productName(w *locale.Words, p *catalog.Product) string { return w.T("product." + p.ID) }

func metricName(w *locale.Words, p *catalog.Product, m *catalog.Metric) string {
	id := p.ID
	for _, timed := range catalog.Products() {
		if timed.Time == p {
			id = timed.ID // whose metrics it has
		}
	}
	return w.T("metric." + id + "." + m.ID)
}

// unitName stands behind a figure. Numbers of things need none.
func unitName(w *locale.Words, p *catalog.Product) string {
	if p.Unit == catalog.Minute {
		return w.T("unit.minute")
	}
	return ""
}

// metricTitle heads a metric's column in a file, with its unit.
func metricTitle(w *locale.Words, p *catalog.Product, m *catalog.Metric) string {
	return withUnit(w, p, metricName(w, p, m))
}

// withUnit adds the unit to the name of a column.
func withUnit(w *locale.Words, p *catalog.Product, name string) string {
	return w.T("column.metric", "Metric", name, "Unit", w.T("column."+string(p.Unit)))
}

// periodTitle heads the column of days or months.
func periodTitle(w *locale.Words, monthly bool) string {
	return w.T("column.period." + typeOf(monthly))
}

// weekday is the short name of a day's weekday; empty for a month.
func weekday(w *locale.Words, p usage.Period) string {
	if p.Monthly() {
		return ""
	}
	return w.T("weekday." + strconv.Itoa(int(p.First().Start().Weekday())))
}

// periodName is a day with its weekday, or a month.
func periodName(w *locale.Words, p usage.Period) string {
	if p.Monthly() {
		return p.String()
	}
	return p.String() + " " + weekday(w, p)
}
