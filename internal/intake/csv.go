package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// table reads the lines of CSV under one header of column names. Columns may
// come in any order; an empty cell is absent.
//
// Cells are quoted as in RFC 4180, except that a line break always ends the
// line, so that one lost quote costs one line and not the rest of the file.
type table struct {
	header []field
	cells  [][]byte
	draft  draft
}

// newTable reads the header. One that cannot be used is fault.Invalid.
func newTable(lines *lineReader) (*table, error) {
	t := &table{draft: draft{table: true}}
	return t, t.readHeader(lines)
}

func (t *table) another() lineForm { return &table{header: t.header, draft: draft{table: true}} }

func (t *table) readHeader(lines *lineReader) error {
	line, tooLong, err := lines.next()
	switch {
	case errors.Is(err, io.EOF):
		return fault.New(fault.Invalid, "The file is empty: its first line must name the columns.")
	case err != nil:
		return fmt.Errorf("read the header: %w", err)
	case tooLong != nil:
		return fault.New(fault.Invalid, "Line %d must name the columns, but %s.", lines.number, tooLong.Detail)
	}
	names, problem := split(nil, line)
	if problem != "" {
		return fault.New(fault.Invalid, "Line %d must name the columns, but the line %s.", lines.number, problem)
	}
	for _, name := range names {
		if err := t.column(string(name)); err != nil {
			return err.With(fmt.Sprintf("line %d", lines.number), "the names of known columns", cut(name))
		}
	}
	for _, f := range []field{source, eventID, eventType, subject} {
		if !slices.Contains(t.header, f) {
			return fault.New(fault.Invalid, "The column %q is missing.", fieldNames[f])
		}
	}
	return nil
}

// column adds a column to the header.
func (t *table) column(name string) *fault.Error {
	var known []string
	for _, f := range columns {
		if fieldNames[f] != name {
			known = append(known, fieldNames[f])
			continue
		}
		if slices.Contains(t.header, f) {
			return fault.New(fault.Invalid, "The column %q is there twice.", name)
		}
		t.header = append(t.header, f)
		return nil
	}
	return fault.New(fault.Invalid, "The column %q is unknown. Columns are %s.", cut([]byte(name)), strings.Join(known, ", "))
}

// read implements lineForm.
func (t *table) read(number int, line []byte) (usage.Event, *fault.Error) {
	if !utf8.Valid(line) {
		return usage.Event{}, lineFault(number, "is not UTF-8")
	}
	var problem string
	if t.cells, problem = split(t.cells[:0], line); problem != "" {
		return usage.Event{}, lineFault(number, "%s", problem)
	}
	if len(t.cells) != len(t.header) {
		return usage.Event{}, lineFault(number, "has %d cells, but the header has %d", len(t.cells), len(t.header))
	}
	t.draft.clear()
	t.draft.line = number
	for i, text := range t.cells {
		if len(text) > 0 {
			t.draft.cells[t.header[i]] = cell{plain, text}
		}
	}
	return t.draft.event()
}

// split appends the cells of a line, or says what is wrong with the line.
func split(cells [][]byte, line []byte) (_ [][]byte, problem string) {
	for {
		var text []byte
		if len(line) > 0 && line[0] == '"' {
			if text, line, problem = quotedCell(line[1:]); problem != "" {
				return cells, fmt.Sprintf("%s in cell %d", problem, len(cells)+1)
			}
		} else {
			n := bytes.IndexByte(line, ',')
			if n < 0 {
				n = len(line)
			}
			text, line = line[:n], line[n:]
			if bytes.IndexByte(text, '"') >= 0 {
				return cells, fmt.Sprintf("has a quote inside the unquoted cell %d", len(cells)+1)
			}
		}
		cells = append(cells, text)
		if len(line) == 0 {
			return cells, ""
		}
		line = line[1:] // the comma
	}
}

// quotedCell reads what follows an opening quote, up to the end of the cell.
func quotedCell(line []byte) (text, rest []byte, problem string) {
	for {
		n := bytes.IndexByte(line, '"')
		if n < 0 {
			return nil, nil, "has a quote that is not closed"
		}
		if n+1 < len(line) && line[n+1] == '"' { // a doubled quote stands for one
			text = append(text, line[:n+1]...)
			line = line[n+2:]
			continue
		}
		if text == nil {
			text = line[:n]
		} else {
			text = append(text, line[:n]...)
		}
		if line = line[n+1:]; len(line) > 0 && line[0] != ',' {
			return nil, nil, "has text after the closing quote"
		}
		return text, line, ""
	}
}
