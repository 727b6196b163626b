package api

import (
	"math"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/fault"
)

// Fields of a body are read whatever they hold, so that all that are wrong can
// be named at once. null is the same as nothing.

// sent notes whether a field was there, and what it held if it cannot be read.
type sent struct {
	set   bool
	wrong jsontext.Value
}

// maxEcho is how many bytes of a wrong value are sent back.
const maxEcho = 100

func (s *sent) read(value jsontext.Value, understood bool) {
	switch {
	case value.Kind() == 'n':
	case understood:
		s.set = true
	case len(value) > maxEcho:
		s.wrong = jsontext.Value(`"…"`)
	default:
		s.wrong = value.Clone()
	}
}

func (s *sent) check(wrong *[]fault.Field, name, right string) {
	if s.wrong != nil {
		*wrong = append(*wrong, fault.Field{Location: name, Message: right, Value: s.wrong})
	}
}

// number is an integer, or its decimal digits as a string: the document of 2019
// describes some as strings and samples them as numbers.
type number struct {
	sent
	value int
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(b []byte) error {
	v, err := strconv.Atoi(strings.Trim(string(b), `"`))
	if whole, is := wholeOf(b); err != nil && is {
		v, err = whole, nil
	}
	n.value = v
	n.read(b, err == nil)
	return nil
}

// wholeOf reads a JSON number without a fraction in any way to write it, like
// 10.0 and 1e1.
func wholeOf(b jsontext.Value) (int, bool) {
	const exact = 1 << 53 // beyond it numbers that are not whole look so
	v, err := strconv.ParseFloat(string(b), 64)
	return int(v), err == nil && b.Kind() == '0' && v == math.Trunc(v) && math.Abs(v) < exact
}

// sentOrNil returns the number; nil if it was not sent.
func (n *number) sentOrNil() *int {
	if !n.set {
		return nil
	}
	return &n.value
}

// or returns the number, or another one if it was not sent.
func (n *number) or(other int) int {
	if n.set {
		return n.value
	}
	return other
}

// Schema implements huma.SchemaProvider.
func (*number) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{{Type: huma.TypeInteger}, {Type: huma.TypeString, Pattern: `^-?[0-9]+$`}}}
}

// text is a string.
type text struct {
	sent
	value string
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(b []byte) error {
	v := jsontext.Value(b)
	if v.Kind() == '"' {
		plain, err := jsontext.AppendUnquote(nil, b)
		t.value = string(plain)
		t.read(v, err == nil)
		return nil
	}
	t.read(v, false)
	return nil
}

// Schema implements huma.SchemaProvider.
func (*text) Schema(huma.Registry) *huma.Schema { return &huma.Schema{Type: huma.TypeString} }

// sentOrNil returns the string; nil if it was not sent.
func (t *text) sentOrNil() *string {
	if !t.set {
		return nil
	}
	return &t.value
}

// fixed is a field that cannot be sent.
type fixed struct{ sent }

// UnmarshalJSON implements json.Unmarshaler.
func (f *fixed) UnmarshalJSON(b []byte) error {
	f.read(b, false)
	return nil
}

// Schema implements huma.SchemaProvider.
func (*fixed) Schema(huma.Registry) *huma.Schema { return &huma.Schema{Type: "null"} }

// or returns the string, or another one if it was not sent.
func (t *text) or(other string) string {
	if t.set {
		return t.value
	}
	return other
}

// texts are strings.
type texts struct {
	sent
	values []string
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *texts) UnmarshalJSON(b []byte) error {
	var values []string
	err := json.Unmarshal(b, &values)
	t.values = values
	t.read(b, err == nil)
	return nil
}

// Schema implements huma.SchemaProvider.
func (*texts) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}}
}

// flag is true or false.
type flag struct {
	sent
	value bool
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *flag) UnmarshalJSON(b []byte) error {
	v := jsontext.Value(b)
	f.value = v.Kind() == 't'
	f.read(v, v.Kind() == 't' || v.Kind() == 'f')
	return nil
}

// or returns the flag, or another one if it was not sent.
func (f *flag) or(other bool) bool {
	if f.set {
		return f.value
	}
	return other
}

// Schema implements huma.SchemaProvider.
func (*flag) Schema(huma.Registry) *huma.Schema { return &huma.Schema{Type: huma.TypeBoolean} }

// unreadable is the error of fields that hold something else than they should.
func unreadable(wrong []fault.Field) error {
	if wrong == nil {
		return nil
	}
	texts := make([]string, len(wrong))
	for i, f := range wrong {
		texts[i] = f.Location + " must be " + f.Message
	}
	e := fault.New(fault.Invalid, "The body is not right: %s.", strings.Join(texts, "; "))
	e.Fields = wrong
	return e
}
