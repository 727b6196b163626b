package web

import (
	"net/http"

	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// parseFormat reads the kind of file; Excel unless said otherwise.
func parseFormat(text string) (sheet.Format, *notice) {
	switch f := sheet.Format(text); f {
	case "":
		return sheet.Excel, nil
	case sheet.Excel, sheet.CSV:
		return f, nil
	default:
		return sheet.Excel, badValue("file", text)
	}
}

// sendSheet answers with a file of figures.
func sendSheet(w http.ResponseWriter, file *sheet.File, fresh usage.Freshness) error {
	fresh.Headers(w.Header().Set)
	return sendFile(w, file, file.Format.FileName())
}

// sendFile answers with a whole file as an attachment and removes it.
func sendFile(w http.ResponseWriter, file *sheet.File, name string) error {
	defer file.Close()
	return attach(w, file, file.Size, file.Format.MediaType(), name)
}
