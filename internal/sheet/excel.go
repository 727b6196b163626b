package sheet

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// MaxRows is how many rows an Excel sheet holds, its header included. More
// rows go on in a next sheet, under the same header.
const MaxRows = 1_048_576

// excelWriter spools rows to disk as they come and packs them at the end, so
// that its memory does not grow with them.
type excelWriter struct {
	book   *excelize.File
	table  Table
	styles styles
	limit  int // rows of a sheet

	stream *excelize.StreamWriter
	sheets int
	row    int // last one written in the present sheet
	values []any
}

func openExcel(to io.Writer, dir string, table Table, limit int) (*excelWriter, error) {
	// The library would pack into memory first. A zip writer that goes
	// straight to the file leaves its buffer empty.
	pack := func(io.Writer) excelize.ZipWriter { return zip.NewWriter(to) }
	book := excelize.NewFile(excelize.Options{TmpDir: dir}).SetZipWriter(pack)
	w := &excelWriter{book: book, table: table, limit: limit, values: make([]any, len(table.Columns))}
	if err := w.begin(); err != nil {
		w.discard()
		return nil, err
	}
	return w, nil
}

func (w *excelWriter) begin() error {
	if err := w.styles.register(w.book); err != nil {
		return err
	}
	if err := w.book.SetSheetName(w.book.GetSheetName(0), w.table.Name); err != nil {
		return err
	}
	return w.beginSheet(w.table.Name)
}

func (w *excelWriter) push(row []Cell) error {
	if w.row == w.limit {
		if err := w.nextSheet(); err != nil {
			return err
		}
	}
	w.values = w.values[:0]
	for _, c := range row {
		w.values = append(w.values, c.excel())
	}
	return w.write(w.values)
}

func (c Cell) excel() any {
	switch {
	case !c.filled:
		return nil
	case c.isText:
		return c.text
	case c.tenths:
		return float64(c.number) / 10
	default:
		return c.number
	}
}

func (w *excelWriter) write(values []any) error {
	w.row++
	return w.stream.SetRow("A"+strconv.Itoa(w.row), values)
}

func (w *excelWriter) nextSheet() error {
	if err := w.stream.Flush(); err != nil {
		return err
	}
	name := w.table.Name + " " + strconv.Itoa(w.sheets+1)
	if _, err := w.book.NewSheet(name); err != nil {
		return err
	}
	return w.beginSheet(name)
}

func (w *excelWriter) beginSheet(name string) error {
	// A new sheet claims to be one cell. How far a streamed one goes is not
	// known when that is written, and readers believe what it says.
	if err := w.book.SetSheetDimension(name, ""); err != nil {
		return err
	}
	stream, err := w.book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	w.stream, w.row = stream, 0
	w.sheets++
	if err := w.layOut(); err != nil {
		return err
	}
	return w.header()
}

// layOut freezes the header and gives each column its width and number format.
func (w *excelWriter) layOut() error {
	frozen := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := w.stream.SetPanes(frozen); err != nil {
		return err
	}
	for i, c := range w.table.Columns {
		if err := w.stream.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
		if style := w.styles.column(c.Kind); style != 0 {
			if err := w.stream.SetColStyle(i+1, i+1, style); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *excelWriter) header() error {
	row := make([]any, len(w.table.Columns))
	for i, c := range w.table.Columns {
		row[i] = excelize.Cell{StyleID: w.styles.title(c.Kind), Value: clean(c.Title)}
	}
	return w.write(row)
}

func (w *excelWriter) finish() error {
	if err := w.stream.Flush(); err != nil {
		return err
	}
	return w.book.Write(io.Discard)
}

func (w *excelWriter) discard() { _ = w.book.Close() }

// The narrowest and widest columns, in characters.
const (
	minWidth = 12
	maxWidth = 40
)

// width is that of the title, a Chinese character counting as two letters.
func (c Column) width() float64 {
	letters := utf8.RuneCountInString(c.Title)
	wide := (len(c.Title) - letters) / 2
	return float64(min(maxWidth, max(minWidth, letters+wide+3)))
}
