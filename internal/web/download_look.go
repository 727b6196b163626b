package web

import (
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

// previewClass is the look of a column of the preview: names of things left,
// figures right.
func previewClass(keys []sheet.Column, column int) string {
	if column < len(keys) {
		return ""
	}
	return "text-end"
}

// previewText shows a cell as the file's reader will see it.
func previewText(w *locale.Words, keys []sheet.Column, column int, c sheet.Cell) string {
	if n, isNumber := c.Int(); isNumber && column >= len(keys) {
		return w.Number(n)
	}
	return c.String()
}

// previewGroup heads a product's columns.
func previewGroup(w *locale.Words, p *catalog.Product) string {
	return w.T("column.metric", "Metric", productName(w, p), "Unit", w.T("column."+string(p.Unit)))
}
