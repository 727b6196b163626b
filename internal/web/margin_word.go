package web

import (
	"strings"

	"reseller-console/internal/billing"
	"reseller-console/internal/catalog"
)

// marginPercent writes a margin in percent of the revenue; a dash without any.
func marginPercent(v visitor, a billing.Amounts) string {
	percent, there := a.Percent()
	if !there {
		return "–"
	}
	return v.Amount(percent.StringFixed(1) + "%")
}

// marginName is what a row is called.
func marginName(v visitor, by billing.By, row *billing.MarginRow) string {
	switch {
	case by == billing.ByMonth:
		return row.Month.String()
	case by == billing.ByProduct && row.Product == "":
		return v.T("margin.earlier")
	case by == billing.ByProduct:
		if p, known := catalog.ByID(row.Product); known {
			return productName(v.Words, p)
		}
		return row.Product
	case row.Company == 0:
		return v.T("margin.former")
	}
	return row.Name
}

// link leads from a row to what it is made of; "" where that is not shown.
func (view *marginView) link(row *billing.MarginRow) string {
	switch {
	case row.Company != 0:
		return view.query.ofCompany(row.Company)
	case row.Month != 0 && len(view.months) > 1:
		return view.query.ofMonth(row.Month)
	}
	return ""
}

// marginFlag says what prices a row lacks; "" if none.
func marginFlag(v visitor, row *billing.MarginRow) string {
	switch {
	case row.Unsold && row.Unbought:
		return v.T("margin.unpriced")
	case row.Unsold:
		return v.T("margin.unsold")
	case row.Unbought:
		return v.T("margin.unbought")
	}
	return ""
}

// line is the page's second line: what is shown, and how final it is.
func (view *marginView) line(v visitor) string {
	parts := []string{v.T("margin.line"), v.T("chart.asOf", "Time", inUTC(view.asOf))}
	if view.total.Provisional {
		parts = append(parts, v.T("margin.provisional", "Month", view.query.today.Month().String()))
	}
	return strings.Join(parts, " · ")
}

// summary stands for the folded filters on a phone.
func (view *marginView) summary(v visitor) string {
	q := &view.query
	parts := []string{q.from.String() + " – " + q.to.String()}
	if q.text != "" {
		parts = append(parts, q.text)
	}
	return strings.Join(parts, " · ")
}

// cards are the totals.
func (view *marginView) cards(v visitor) []card {
	unit := string(view.currency)
	months := v.N("chart.total.monthly", len(view.months))
	all := []card{
		{Title: v.T("margin.revenue"), Value: amountText(v, view.total.Revenue), Unit: unit, Note: months},
		{Title: v.T("margin.cost"), Value: amountText(v, view.total.Cost), Unit: unit, Note: months},
		{Title: v.T("margin.margin"), Value: amountText(v, view.total.Margin()), Unit: unit, Note: v.T("margin.ofRevenue", "Percent", marginPercent(v, view.total.Amounts))},
	}
	if view.total.Margin() < 0 {
		all[2].Trend = -1
	}
	return all
}
