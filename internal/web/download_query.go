package web

import (
	"net/url"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/export"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// The addresses of the download page and of its file.
const (
	downloadPath     = "/usage/download"
	downloadFilePath = "/usage/download/file"
)

// downloadQuery is the whole state of the download page, as its URL holds it.
type downloadQuery struct {
	export.Query
	typed []string // first and last day, if they make no interval; else nil
}

// The values of the parameter content.
const (
	companyContent = "company"
	projectContent = "project"
	aboutContent   = "about"
)

// freshDownload is what the page offers before anyone has chosen: this month,
// everything that is counted in minutes.
func freshDownload(today calendar.Day) downloadQuery {
	q := downloadQuery{Query: export.Query{Window: usage.Window{From: today.Month().First(), To: today}, Format: sheet.Excel, Company: true, Project: true}}
	for _, p := range catalog.Products() {
		if p.Unit == catalog.Minute {
			q.Products = append(q.Products, p)
		}
	}
	return q
}

// parameters are those of parseDownload: a name and a value each.
func (q *downloadQuery) parameters() [][2]string {
	all := [][2]string{{"type", typeOf(q.Window.Monthly)}, {"file", string(q.Format)}}
	if q.Window.From != 0 {
		all = append(all, [2]string{"from", q.Window.From.String()}, [2]string{"to", q.Window.To.String()})
	}
	if q.Company {
		all = append(all, [2]string{"content", companyContent})
	}
	if q.Project {
		all = append(all, [2]string{"content", projectContent})
	}
	if q.About {
		all = append(all, [2]string{"content", aboutContent})
	}
	for _, p := range q.Products {
		all = append(all, [2]string{"product", p.ID})
	}
	return all
}

// parseDownload reads the page's URL. With a notice the query is still usable:
// what cannot be read has its default.
func parseDownload(v url.Values, today calendar.Day) (downloadQuery, *notice) {
	q := freshDownload(today)
	if len(v) == 0 {
		return q, nil
	}
	badWindow := q.parseWindow(v, today)
	var badFormat *notice
	q.Format, badFormat = parseFormat(v.Get("file"))
	q.Company = slices.Contains(v["content"], companyContent)
	q.Project = slices.Contains(v["content"], projectContent)
	q.About = slices.Contains(v["content"], aboutContent)
	return q, firstNotice(badWindow, badFormat, q.parseProducts(v["product"]))
}

func (q *downloadQuery) parseWindow(v url.Values, today calendar.Day) *notice {
	monthly, badType := parseMonthly(v.Get("type"))
	if !v.Has("from") && !v.Has("to") {
		q.Window.Monthly = monthly
		return badType
	}
	w, badDays := parseWindow(v.Get("from"), v.Get("to"), monthly, today)
	q.Window.Monthly = monthly
	if badDays == nil {
		q.Window = w
	} else {
		q.typed = []string{v.Get("from"), v.Get("to")}
	}
	return firstNotice(badType, badDays)
}

// parseProducts chooses products, in the catalogue's order.
func (q *downloadQuery) parseProducts(ids []string) *notice {
	q.Products = nil
	for _, p := range catalog.Products() {
		if slices.Contains(ids, p.ID) {
			q.Products = append(q.Products, p)
		}
	}
	for _, id := range ids {
		if _, known := catalog.ByID(id); !known {
			return badValue("product", id)
		}
	}
	if len(q.Products) == 0 {
		return badInput("download.noProduct")
	}
	return nil
}

func (q *downloadQuery) chosen(p *catalog.Product) bool { return slices.Contains(q.Products, p) }
