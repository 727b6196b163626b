// Package invoice makes files of bills: PDF to file and to print, CSV to count
// with, and FOCUS for programs that compare what is spent where.
//
// It owns what each file has in it and how it looks. It does not own any rule
// about money: amounts are those of package billing, to the last place. The same
// bill in the same language makes the same bytes.
package invoice

import (
	"io"

	"reseller-console/internal/billing"
	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	PDF   Format = "pdf"
	CSV   Format = "csv"
	FOCUS Format = "focus" // FinOps Open Cost and Usage Specification 1.2, as CSV
)

// ParseFormat finds a format by its name; PDF is that of "". Any other name is
// fault.Invalid.
func ParseFormat(name string) (Format, error) {
	switch f := Format(name); f {
	case "":
		return PDF, nil
	case PDF, CSV, FOCUS:
		return f, nil
	}
	return "", fault.New(fault.Invalid, "A bill is a file of the format pdf, csv or focus, not %.40q.", name)
}

// FileName is what a downloaded file about something is called.
func (f Format) FileName(about string) string {
	if f == FOCUS {
		return "focus-" + about + ".csv"
	}
	return "bill-" + about + "." + string(f)
}

// MediaType is the format's Content-Type.
func (f Format) MediaType() string {
	if f == PDF {
		return "application/pdf"
	}
	return "text/csv; charset=utf-8"
}

// Document is a bill to be written.
type Document struct{ *billing.Detailed }

// issuer is who sends the bill.
func (d Document) issuer(w *locale.Words) string {
	if d.Holder == "" {
		return w.T("product")
	}
	return d.Holder
}

// Write writes the bill as a file of a format. FOCUS is English in every
// language: programs read it.
func (d Document) Write(to io.Writer, f Format, w *locale.Words) error {
	switch f {
	case CSV:
		return d.writeCSV(to, w)
	case FOCUS:
		file := NewFOCUS(to)
		if err := file.Add(d); err != nil {
			return err
		}
		return file.Close()
	}
	return d.writePDF(to, w)
}
