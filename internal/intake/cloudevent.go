package intake

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Decode reads one CloudEvents 1.0 JSON object. Every error is a *fault.Error
// whose Detail is one line that begins with the place; the event then has only
// the Source and ID that could be read.
func Decode(event []byte) (usage.Event, error) {
	d := draft{all: true}
	e, err := d.decode(event)
	if err != nil {
		return e, err
	}
	return e, nil
}

// decode is Decode with a draft that is used again.
func (d *draft) decode(event jsontext.Value) (usage.Event, *fault.Error) {
	d.clear()
	if !event.IsValid() {
		return usage.Event{}, syntaxFault(event)
	}
	event = bytes.TrimLeft(event, blanks)
	if event[0] != '{' {
		return usage.Event{}, notObject(event)
	}
	walk(event, d.attribute)
	d.envelope()
	return d.event()
}

// attribute takes in one attribute of the envelope. Unknown ones are
// extensions, which CloudEvents allows and we have no use for.
func (d *draft) attribute(name, v []byte) {
	f, known := attributes.find(name)
	switch {
	case known:
		d.cells[f] = jsonCell(v)
	case string(name) == "data":
		d.data(v)
	case v[0] == '{' || v[0] == '[':
		d.note(cut(name), "a string, number or boolean, as every CloudEvents attribute", "is "+cut(v), cut(v))
	}
}

func (d *draft) data(v []byte) {
	switch v[0] {
	case '{':
		walk(v, d.member)
	default:
		d.note("data", "a JSON object", "is "+cut(v), cut(v))
	}
}

func (d *draft) member(name, v []byte) {
	f, known := members.find(name)
	if !known {
		d.note("data."+cut(name), "left out: no usage event has it", "is "+cut(v), cut(v))
		return
	}
	d.cells[f] = jsonCell(v)
}

// jsonCell reads a valid JSON value. null is the same as absent (CloudEvents
// 1.0, JSON format, 2.2), but its text stays for whoever is told about it.
func jsonCell(v []byte) cell {
	switch c := v[0]; {
	case c == '"':
		return cell{quoted, unquote(v)}
	case c == 'n':
		return cell{absent, v}
	case c == '-' || '0' <= c && c <= '9':
		return cell{bare, v}
	default:
		return cell{other, v}
	}
}

// syntaxFault says why text is not one strict JSON value: UTF-8, no name twice.
func syntaxFault(text []byte) *fault.Error {
	if len(bytes.Trim(text, blanks)) == 0 {
		return fault.New(fault.Invalid, "an event must be a JSON object, but nothing is there")
	}
	dec := jsontext.NewDecoder(bytes.NewBuffer(text))
	if _, err := dec.ReadValue(); err != nil {
		return badJSON(text, err)
	}
	return fault.New(fault.Invalid, "not one JSON value: more follows at byte %d", dec.InputOffset())
}

// badJSON turns a decoder's error about text into one that names the byte.
func badJSON(text []byte, err error) *fault.Error {
	syntax, ok := errors.AsType[*jsontext.SyntacticError](err)
	if !ok {
		return fault.New(fault.Invalid, "not valid JSON: it ends too early")
	}
	at, why := syntax.ByteOffset, strings.TrimPrefix(syntax.Err.Error(), "jsontext: ")
	if errors.Is(err, jsontext.ErrDuplicateName) {
		why += " " + strconv.Quote(cut([]byte(syntax.JSONPointer.LastToken())))
	}
	if number, from := badNumber(text, at, why); number != "" {
		at, why = from, number+" is no number here: numbers must be exact integers, written with digits only"
	}
	return unbalanced(at, why)
}

// unbalanced names the byte at which text stops being JSON.
func unbalanced(at int64, why string) *fault.Error {
	return fault.New(fault.Invalid, "not valid JSON at byte %d: %s", at, why).
		With("byte "+strconv.FormatInt(at, 10), "valid JSON in UTF-8 without repeated names", nil)
}

func notObject(v []byte) *fault.Error {
	return fault.New(fault.Invalid, "an event must be a JSON object, but is %s", cut(v))
}
