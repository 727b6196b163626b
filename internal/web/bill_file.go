package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strconv"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/invoice"
)

// Bills as files: one, after its address; and a month of all companies.
const (
	fileVerb  = "/file"
	focusPath = "/billing/focus"
)

// billFilePath is the address of a bill as a file.
func (v visitor) billFilePath(b *billing.Bill, f invoice.Format) string {
	return v.billPath(b.Company, b.Month) + fileVerb + "?format=" + string(f)
}

// billFile answers with a bill of a company as a file, in the visitor's language.
func (s *server) billFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	month, err := parseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	format, err := invoice.ParseFormat(r.URL.Query().Get("format"))
	if err != nil {
		return err
	}
	found, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	bill, err := s.Bills.DetailFor(r.Context(), v.caller(), found.ID, month)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := (invoice.Document{Detailed: bill}).Write(&file, format, v.Words); err != nil {
		return err
	}
	return attach(w, &file, int64(file.Len()), format.MediaType(), format.FileName(bill.Number()))
}

// focusFile answers with what all of the reseller's companies are charged for a
// month. It is whole on disk before the first byte is sent, so a failure
// half-way is a page that says so.
func (s *server) focusFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	month, err := parseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	spool, err := os.CreateTemp("", "focus-*.csv")
	if err != nil {
		return err
	}
	defer os.Remove(spool.Name()) //nolint:errcheck // in the system's directory for such files
	defer spool.Close()           //nolint:errcheck // it was read to its end
	if err := s.writeFocus(r.Context(), v, month, spool); err != nil {
		return err
	}
	size, err := spool.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return attach(w, spool, size, invoice.FOCUS.MediaType(), invoice.FOCUS.FileName(month.String()))
}

func (s *server) writeFocus(ctx context.Context, v visitor, month calendar.Month, to io.Writer) error {
	file := invoice.NewFOCUS(to)
	err := s.Bills.DetailsFor(ctx, v.caller(), month, func(bill *billing.Detailed) error {
		return file.Add(invoice.Document{Detailed: bill})
	})
	if err != nil {
		return err
	}
	return file.Close()
}

// attach answers with a whole file as an attachment.
func attach(w http.ResponseWriter, file io.Reader, size int64, mediaType, name string) error {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	h.Set("Cache-Control", "no-store")
	_, err := io.Copy(w, file)
	return err
}
