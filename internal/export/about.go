package export

import (
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// aboutTime is how the page writes times: to the second, in UTC.
const aboutTime = "2006-01-02 15:04:05 UTC"

// About is the page that says what is in the sheet, as of when and by what
// rules, and by whom it was made; nil, unless the query asks for it.
func (s *Service) About(w *locale.Words, by string, q *Query, fresh usage.Freshness) *sheet.Page {
	if !q.About {
		return nil
	}
	p := &sheet.Page{Name: w.T("about.sheet")}
	add := func(title, text string) { p.Lines = append(p.Lines, sheet.Line{Title: w.T(title), Text: text}) }
	first, last := q.Window.Days()
	add("about.interval", w.T("about.days", "From", first.String(), "To", last.String()))
	add("about.rows", rowsAre(w, q))
	add("about.asOf", fresh.AsOf.UTC().Format(aboutTime))
	add("about.final", w.T("about.finalText", "Day", fresh.FinalThrough.String()))
	add("about.by", by)
	add("about.made", s.clock().UTC().Format(aboutTime))
	add("about.program", w.T("product")+" "+s.version)
	for _, product := range q.Products {
		p.Lines = append(p.Lines, sheet.Line{Title: w.T("product." + product.ID), Text: productIs(w, product)})
	}
	return p
}

// rowsAre says what a row stands for.
func rowsAre(w *locale.Words, q *Query) string {
	of := "about.rowsDaily"
	if q.Window.Monthly {
		of = "about.rowsMonthly"
	}
	by := "about.byCompany"
	if q.Project {
		by = "about.byProject"
	}
	return w.T(of) + " " + w.T(by) + " " + w.T("download.rule")
}

// productIs is a product's unit, its metrics, and how they add up.
func productIs(w *locale.Words, p *catalog.Product) string {
	metrics := make([]string, len(p.Metrics))
	for i := range p.Metrics {
		metrics[i] = w.T("metric." + p.ID + "." + p.Metrics[i].ID)
	}
	text := w.T("about.product", "Unit", w.T("column."+string(p.Unit)), "Metrics", strings.Join(metrics, ", "), "Rule", w.T("rule."+p.ID))
	if p.Unit == catalog.Minute {
		text += " " + w.T("about.rounding")
	}
	return text
}
