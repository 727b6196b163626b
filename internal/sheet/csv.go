package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
)

// mark is the UTF-8 byte order mark, without which Excel misreads Chinese.
const mark = "\uFEFF"

type csvWriter struct {
	buffer *bufio.Writer
	rows   *csv.Writer
	record []string
}

func openCSV(to io.Writer, table Table) (*csvWriter, error) {
	w := &csvWriter{buffer: bufio.NewWriterSize(to, 64<<10), record: make([]string, 0, len(table.Columns))}
	w.rows = csv.NewWriter(w.buffer)
	if _, err := w.buffer.WriteString(mark); err != nil {
		return nil, err
	}
	return w, w.push(titles(table))
}

func titles(table Table) []Cell {
	row := make([]Cell, len(table.Columns))
	for i, c := range table.Columns {
		row[i] = Text(c.Title)
	}
	return row
}

func (w *csvWriter) push(row []Cell) error {
	w.record = w.record[:0]
	for _, c := range row {
		w.record = append(w.record, c.csv())
	}
	return w.rows.Write(w.record)
}

func (c Cell) csv() string {
	if c.isText {
		return disarm(c.text)
	}
	return c.String()
}

func (w *csvWriter) finish() error {
	w.rows.Flush()
	if err := w.rows.Error(); err != nil {
		return err
	}
	return w.buffer.Flush()
}

func (w *csvWriter) discard() {}
