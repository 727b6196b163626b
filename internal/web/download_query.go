package web

import (
	"net/url"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
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
	window   usage.Window
	format   sheet.Format
	company  bool // columns: CID, name, area, status
	project  bool // a row for each project, with columns: id, name
	products []*catalog.Product
}

// The values of the parameter content.
const (
	companyContent = "company"
	projectContent = "project"
)

// freshDownload is what the page offers before anyone has chosen: this month,
// everything that is counted in minutes.
func freshDownload(today calendar.Day) downloadQuery {
	q := downloadQuery{window: usage.Window{From: today.Month().First(), To: today}, format: sheet.Excel, company: true, project: true}
	for _, p := range catalog.Products() {
		if p.Unit == catalog.Minute {
			q.products = append(q.products, p)
		}
	}
	return q
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
	q.format, badFormat = parseFormat(v.Get("file"))
	q.company = slices.Contains(v["content"], companyContent)
	q.project = slices.Contains(v["content"], projectContent)
	return q, firstNotice(badWindow, badFormat, q.parseProducts(v["product"]))
}

func (q *downloadQuery) parseWindow(v url.Values, today calendar.Day) *notice {
	monthly, badType := parseMonthly(v.Get("type"))
	if !v.Has("from") && !v.Has("to") {
		q.window.Monthly = monthly
		return badType
	}
	w, badDays := parseWindow(v.Get("from"), v.Get("to"), monthly, today)
	q.window.Monthly = monthly
	if badDays == nil {
		q.window = w
	}
	return firstNotice(badType, badDays)
}

// parseProducts chooses products, in the catalogue's order.
func (q *downloadQuery) parseProducts(ids []string) *notice {
	q.products = nil
	for _, p := range catalog.Products() {
		if slices.Contains(ids, p.ID) {
			q.products = append(q.products, p)
		}
	}
	for _, id := range ids {
		if _, known := catalog.ByID(id); !known {
			return badValue("product", id)
		}
	}
	if len(q.products) == 0 {
		return badInput("download.noProduct")
	}
	return nil
}

func (q *downloadQuery) chosen(p *catalog.Product) bool { return slices.Contains(q.products, p) }

// cidColumn reports whether rows carry the CID: with the company's other
// information, and where nothing else would tell rows apart.
func (q *downloadQuery) cidColumn() bool { return q.company || !q.project }

// rows is the question that the query asks of the figures of a reseller.
func (q *downloadQuery) rows(reseller int64) usage.RowQuery {
	return usage.RowQuery{Owner: usage.Owner{Reseller: reseller}, Window: q.window, Products: q.products, ByProject: q.project}
}
