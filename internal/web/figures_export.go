package web

import (
	"io"
	"net/http"
	"strconv"

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
	h := w.Header()
	h.Set("Content-Type", file.Format.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.FormatInt(file.Size, 10))
	h.Set("Cache-Control", "no-store")
	_, err := io.Copy(w, file)
	return err
}
