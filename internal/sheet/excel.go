package sheet

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// MaxRows is how many rows an Excel sheet holds, its header included. More
// rows go on in a next sheet, under the same header.
const MaxRows = 1_048_576

// excelWriter writes an Excel workbook (Office Open XML, ECMA-376) as its rows
// come: one sheet after the other, and what tells how many there are at the
// end. Nothing waits on disk, and memory does not grow with the rows.
type excelWriter struct {
	zip   *zip.Writer
	table Table
	limit int // rows of a sheet

	names []string // of the sheets that are begun
	entry *behind  // of the present sheet; nil between two
	row   int      // last one written in the present sheet
	cells []byte   // of the row that is being written
	refs  []string // letters of columns
}

func openExcel(to io.Writer, table Table, limit int) (*excelWriter, error) {
	w := &excelWriter{zip: zip.NewWriter(to), table: table, limit: limit}
	// Nearly all of a workbook is tags, of which the fastest level makes as
	// little as any other.
	w.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for i := range max(len(table.Columns), 2) {
		w.refs = append(w.refs, letters(i))
	}
	if err := w.begin(); err != nil {
		w.discard()
		return nil, err
	}
	return w, nil
}

func (w *excelWriter) begin() error {
	if w.table.About != nil {
		if err := w.about(w.table.About); err != nil {
			return err
		}
	}
	return w.beginTable(w.table.Name)
}

func (w *excelWriter) push(row []Cell) error {
	if w.row == w.limit {
		if err := w.nextSheet(); err != nil {
			return err
		}
	}
	w.open()
	for i, c := range row {
		style := plainStyle
		if i < len(w.table.Columns) {
			style = w.table.Columns[i].Kind.style()
		}
		w.cell(i, c, style)
	}
	return w.close()
}

// open and close are the ends of a row.
func (w *excelWriter) open() {
	w.row++
	w.cells = append(w.cells[:0], `<row r="`...)
	w.cells = strconv.AppendInt(w.cells, int64(w.row), 10)
	w.cells = append(w.cells, `">`...)
}

func (w *excelWriter) close() error {
	w.cells = append(w.cells, "</row>"...)
	_, err := w.entry.Write(w.cells)
	return err
}

// cell writes one. Its type says whether it is text, whatever that looks like.
func (w *excelWriter) cell(column int, c Cell, s style) {
	if !c.filled {
		return
	}
	w.cells = append(w.cells, `<c r="`...)
	w.cells = append(w.cells, w.refs[column]...)
	w.cells = strconv.AppendInt(w.cells, int64(w.row), 10)
	if s != plainStyle {
		w.cells = append(w.cells, `" s="`...)
		w.cells = append(w.cells, s...)
	}
	if c.isText {
		w.cells = append(w.cells, `" t="inlineStr"><is><t xml:space="preserve">`...)
		w.cells = appendXML(w.cells, c.text)
		w.cells = append(w.cells, "</t></is></c>"...)
		return
	}
	w.cells = append(w.cells, `"><v>`...)
	w.cells = append(w.cells, c.String()...)
	w.cells = append(w.cells, "</v></c>"...)
}

func (w *excelWriter) nextSheet() error {
	if err := w.endSheet(); err != nil {
		return err
	}
	tables := len(w.names)
	if w.table.About != nil {
		tables--
	}
	return w.beginTable(w.table.Name + " " + strconv.Itoa(tables+1))
}

// beginTable begins a sheet of the table with its header, which stays in view.
func (w *excelWriter) beginTable(name string) error {
	widths := make([]float64, len(w.table.Columns))
	for i, c := range w.table.Columns {
		widths[i] = c.width()
	}
	if err := w.beginSheet(name, frozenHeader, widths); err != nil {
		return err
	}
	w.open()
	for i, c := range w.table.Columns {
		s := figureTitleStyle
		if c.Kind == Words {
			s = titleStyle
		}
		w.cell(i, Text(c.Title), s)
	}
	return w.close()
}

func (w *excelWriter) finish() error {
	if err := w.endSheet(); err != nil {
		return err
	}
	if err := w.parts(); err != nil {
		return err
	}
	return w.zip.Close()
}

func (w *excelWriter) discard() {
	if w.entry != nil {
		_ = w.entry.close() // what was written is no sheet
	}
}

// letters is the name of a column: A to Z, AA and so on.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// The narrowest and widest columns, in characters.
const (
	minWidth = 12
	maxWidth = 40
)

// width is that of the title, a Chinese character counting as two letters.
func (c Column) width() float64 {
	count := utf8.RuneCountInString(c.Title)
	wide := (len(c.Title) - count) / 2
	return float64(min(maxWidth, max(minWidth, count+wide+3)))
}
