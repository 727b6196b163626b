package intake

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"reseller-console/internal/fault"
)

// kind says how a cell was written.
type kind uint8

const (
	absent kind = iota // not there, null, or an empty CSV cell
	quoted             // a JSON string
	bare               // a JSON number
	plain              // a CSV cell: text or number
	other              // a JSON object, array or boolean
)

// cell is one field as sent. Its bytes belong to the input.
type cell struct {
	kind kind
	text []byte // without quotes and escapes; nil if not there at all
}

func (c cell) isText() bool   { return c.kind == quoted || c.kind == plain }
func (c cell) isNumber() bool { return c.kind == bare || c.kind == plain }

// draft is an event between its wire format and usage.Event: cells by field,
// which ones were asked for, and what is wrong with them.
type draft struct {
	cells  [fieldCount]cell
	asked  uint32 // bit per field: a rule has looked at it
	table  bool   // the fields are CSV columns
	line   int    // of NDJSON or CSV; 0 otherwise
	all    bool   // every wrong field is described, not only the first
	wrongs int    // wrong fields
	reason string // of the first wrong field
	fields []fault.Field
	last   [fieldCount]string // the last text of fields that repeat from event to event
}

// clear forgets the last event.
func (d *draft) clear() {
	d.cells = [fieldCount]cell{}
	d.asked, d.wrongs, d.reason, d.fields = 0, 0, "", nil
}

// get returns the cell and notes that a rule knows the field.
func (d *draft) get(f field) cell {
	d.asked |= 1 << f
	return d.cells[f]
}

// wrong notes a bad field: what it must be, in words that follow "must be".
func (d *draft) wrong(f field, format string, args ...any) {
	if d.wrongs > 0 && !d.all {
		d.wrongs++
		return
	}
	right := fmt.Sprintf(format, args...)
	c := d.cells[f]
	switch {
	case c.kind == absent && c.text != nil:
		d.note(d.name(f), right, "is null", nil)
	case c.kind == absent:
		d.note(d.name(f), right, "is missing", nil)
	case c.isText():
		d.note(d.name(f), right, "is "+strconv.Quote(cut(c.text)), cut(c.text))
	default:
		d.note(d.name(f), right, "is "+cut(c.text), cut(c.text))
	}
}

func (d *draft) note(name, right, is string, value any) {
	if d.wrongs++; d.wrongs > 1 && !d.all {
		return
	}
	if d.wrongs == 1 {
		d.reason = name + " must be " + right + ", but " + is
	}
	location := name
	if d.line > 0 {
		location = fmt.Sprintf("line %d, %s", d.line, name)
	}
	d.fields = append(d.fields, fault.Field{Location: location, Message: right, Value: value})
}

// name is the field as the sender writes it.
func (d *draft) name(f field) string {
	switch {
	case d.table:
		return "column " + fieldNames[f]
	case f >= firstData:
		return "data." + fieldNames[f]
	default:
		return fieldNames[f]
	}
}

// fault is what is wrong with the event; nil if nothing is.
func (d *draft) fault() *fault.Error {
	if d.wrongs == 0 {
		return nil
	}
	reason := d.reason
	if more := d.wrongs - 1; more > 0 {
		reason += " (and " + strconv.Itoa(more) + " more wrong)"
	}
	return &fault.Error{Kind: fault.Invalid, Detail: reason, Fields: d.fields}
}

// maxShown is how many bytes of a wrong value an error repeats.
const maxShown = 80

func cut(b []byte) string {
	if len(b) <= maxShown {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	n := maxShown
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return strings.ToValidUTF8(string(b[:n]), "\uFFFD") + "…"
}
