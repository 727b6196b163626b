package web

import (
	"strings"

	"reseller-console/internal/billing"
	"reseller-console/internal/catalog"
)

// moneyPlaces is how many decimal places the chart's whole numbers stand for.
const moneyPlaces = 2

// marginLines are the series of the chart; each looks like a class of media.
func marginLines(v visitor) []line {
	var all []line
	for _, l := range []struct {
		id    string
		class catalog.Class
	}{{byRevenue, catalog.Video}, {byCost, catalog.Audio}, {byMargin, catalog.HD}} {
		all = append(all, line{id: l.id, name: v.T("margin." + l.id), metric: &catalog.Metric{ID: l.id, Class: l.class, Role: catalog.Plain}, shown: true})
	}
	return all
}

// drawn is what the page's legend has ticked.
func (view *marginView) drawn() chartQuery { return chartQuery{series: view.query.series} }

// chart tells the script what to draw: amounts in hundredths, by month.
func (view *marginView) chart(v visitor) chartData {
	data := chartData{Name: "margin-" + strings.ToLower(string(view.currency)), Monthly: true, Places: moneyPlaces, Empty: view.empty(), Series: []chartSeries{}}
	for i := range view.months {
		m := &view.months[i]
		data.Periods = append(data.Periods, m.Month.String())
		data.Links = append(data.Links, view.query.ofMonth(m.Month))
		data.Provisional = m.Provisional
	}
	amounts := map[string]func(*billing.MarginRow) billing.Money{
		byRevenue: func(m *billing.MarginRow) billing.Money { return m.Revenue },
		byCost:    func(m *billing.MarginRow) billing.Money { return m.Cost },
		byMargin:  func(m *billing.MarginRow) billing.Money { return m.Margin() },
	}
	var names []string
	for _, l := range marginLines(v) {
		s := chartSeries{ID: l.id, Name: l.name, Class: l.metric.Class, Role: l.metric.Role}
		for i := range view.months {
			s.Values = append(s.Values, int64(amounts[l.id](&view.months[i])))
		}
		data.Series = append(data.Series, s)
		names = append(names, l.name)
	}
	title := view.chartTitle(v)
	data.Words = chartWords{Title: title, Scope: view.line(v), Provisional: v.T("chart.provisional"), ProvisionalArea: v.T("chart.provisionalArea"),
		Description: v.T("chart.describe", "Title", title, "Series", strings.Join(names, v.T("chart.and")), "From", view.query.from.String(), "To", view.query.to.String())}
	return data
}

func (view *marginView) chartTitle(v visitor) string {
	return v.T("margin.chart", "Currency", string(view.currency))
}
