// Package sheet makes files of figures: Excel workbooks and CSV.
//
// It owns what such a file must keep: numbers are numbers, text stays text and
// is never run as a formula, the header stays in view, any number of rows fits
// into bounded memory, and a file that failed half-way does not exist. It does
// not own which columns there are or what they are called; the caller says so
// in the reader's language.
package sheet

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	Excel Format = "xlsx"
	CSV   Format = "csv"
)

// FileName is what a downloaded file of the format is called (product
// overview, "Download the usage sheet": the default name is usage).
func (f Format) FileName() string { return "usage." + string(f) }

// MediaType is the format's Content-Type.
func (f Format) MediaType() string {
	if f == CSV {
		return "text/csv; charset=utf-8"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// Kind says what the cells of a column are.
type Kind uint8

// The kinds of columns.
const (
	Words  Kind = iota // text, left
	Key                // a whole number that is a name, such as a CID: not grouped
	Figure             // a whole number to count with: grouped, right
	Tenths             // a number with one decimal, right
	Amount             // money, with two decimals: grouped, right
)

// Column is one column of a table.
type Column struct {
	Title string
	Kind  Kind
}

// Table describes a sheet before its first row.
type Table struct {
	Name    string // of the sheet: at most 27 characters, none of []:*?/\
	Columns []Column
	About   *Page // a sheet before it, in Excel only; nil: none
}

// Page is a sheet of words.
type Page struct {
	Name  string // as of a Table, and another
	Lines []Line
}

// Line is what a line of a page is about, and what it says.
type Line struct{ Title, Text string }

// Cell is one value of a row. The zero value is empty text.
type Cell struct {
	text   string
	number int64
	tenths bool // the number is in tenths
	exact  bool // the number is written in text
	isText bool
	filled bool
}

// Text returns a cell that shows s as it is, whatever it begins with. What XML
// cannot carry (control characters, broken UTF-8) becomes U+FFFD.
func Text(s string) Cell { return Cell{text: clean(s), isText: true, filled: s != ""} }

// Number returns a cell with a whole number.
func Number(n int64) Cell { return Cell{number: n, filled: true} }

// Decimal returns a cell with a number of one decimal: 58 tenths are 5.8.
func Decimal(tenths int64) Cell { return Cell{number: tenths, tenths: true, filled: true} }

// Exact returns a cell with a decimal number as it is written: "-12.345".
func Exact(number string) Cell { return Cell{text: number, exact: true, filled: true} }

// Int returns the cell's number, if it is a whole one.
func (c Cell) Int() (n int64, isNumber bool) {
	return c.number, c.filled && !c.isText && !c.tenths && !c.exact
}

// String is the cell's text, or its number without grouping.
func (c Cell) String() string {
	switch {
	case c.isText || c.exact || !c.filled:
		return c.text
	case c.tenths:
		return strconv.FormatFloat(float64(c.number)/10, 'f', 1, 64)
	default:
		return strconv.FormatInt(c.number, 10)
	}
}

// Push adds a row. It keeps nothing of the slice.
type Push func(row []Cell) error

// File is a whole sheet on disk, open at its beginning. Close removes it.
type File struct {
	*os.File
	Format Format
	Rows   int // without headers
	Size   int64
}

// Close closes the file and removes it.
func (f *File) Close() error {
	closed := f.File.Close()
	if err := os.Remove(f.Name()); err != nil {
		return err
	}
	return closed
}

// writer is one format's way to write a table.
type writer interface {
	push(row []Cell) error
	finish() error // writes what is left; the file is whole after it
	discard()      // frees what the writer holds, finished or not
}

// Build makes a sheet of the rows that fill pushes, in a temporary file in dir
// (the system's directory for such files if empty). After any error, be it
// fill's own, no file is left.
func Build(dir string, format Format, table Table, fill func(Push) error) (*File, error) {
	spool, err := os.CreateTemp(dir, "usage-*."+string(format))
	if err != nil {
		return nil, fmt.Errorf("make room for a sheet: %w", err)
	}
	file := &File{File: spool, Format: format}
	if err := file.write(table, fill); err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

func (f *File) write(table Table, fill func(Push) error) (err error) {
	if f.Rows, err = Write(f.File, f.Format, table, fill); err != nil {
		return err
	}
	if f.Size, err = f.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// Write writes a sheet as Build does, to a stream, and returns how many rows it
// has. After an error what was written is no sheet.
func Write(to io.Writer, format Format, table Table, fill func(Push) error) (rows int, err error) {
	w, err := open(format, to, table)
	if err != nil {
		return 0, fmt.Errorf("begin a sheet: %w", err)
	}
	defer w.discard()
	err = fill(func(row []Cell) error {
		rows++
		return w.push(row)
	})
	if err != nil {
		return rows, err
	}
	if err := w.finish(); err != nil {
		return rows, fmt.Errorf("finish a sheet: %w", err)
	}
	return rows, nil
}

func open(format Format, to io.Writer, table Table) (writer, error) {
	if format == CSV {
		return openCSV(to, table)
	}
	return openExcel(to, table, MaxRows)
}
