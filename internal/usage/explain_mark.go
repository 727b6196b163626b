package usage

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"reseller-console/internal/fault"
)

// Mark is a place in the order in which parts or rows are listed; it stays
// valid whatever comes in. The zero Mark is before all of them.
type Mark struct {
	Place    int64  // a company, a day, a row's period, or where a store keeps an event
	Position int64  // within Place: a row's company
	Text     string // a project, or a user's bytes
}

// Compare orders marks as their parts are listed.
func (m Mark) Compare(other Mark) int {
	return cmp.Or(cmp.Compare(m.Place, other.Place), cmp.Compare(m.Position, other.Position), strings.Compare(m.Text, other.Text))
}

// markLetters begin the token of a mark, so that one of another level is not
// taken for it.
var markLetters = map[Level]byte{ByCompany: 'c', ByProject: 'p', ByDay: 'd', ByMetric: 'm', ByUser: 'u', ByEvent: 'e'}

// token writes a mark for the outside; the zero Mark is empty.
func (m Mark) token(by Level) string {
	if m == (Mark{}) {
		return ""
	}
	b := binary.AppendVarint([]byte{markLetters[by]}, m.Place)
	b = binary.AppendVarint(b, m.Position)
	return base64.RawURLEncoding.EncodeToString(append(b, m.Text...))
}

// parseMark reads what token wrote.
func parseMark(by Level, text string) (m Mark, err error) {
	if text == "" {
		return m, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil && len(b) > 0 && b[0] == markLetters[by] {
		r := contentReader{rest: b[1:]}
		m.Place, m.Position = r.varint(), r.varint()
		m.Text = string(r.rest)
		if r.err == nil && m.token(by) == text {
			return m, nil
		}
	}
	return Mark{}, fault.New(fault.Invalid, "The page cannot be found: its mark is not one that an answer gave for this figure.").
		With("after", "next of the page before", text)
}
