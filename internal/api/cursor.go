package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// A cursor is a row's mark behind a sum of the question that the row answers.
// It opens nothing: whoever makes one up only begins somewhere else in what is
// theirs.

// sumSize is how many bytes tell questions apart.
const sumSize = 8

// sumOf is the sum of what a question says.
func sumOf(question ...any) []byte {
	sum := sha256.Sum256(fmt.Appendln(nil, question...))
	return sum[:sumSize]
}

// cursor writes a mark for the outside.
func cursor(sum []byte, m usage.Mark) string {
	b := binary.AppendVarint(bytes.Clone(sum), m.Place)
	b = binary.AppendVarint(b, m.Position)
	return base64.RawURLEncoding.EncodeToString(append(b, m.Text...))
}

// parseCursor reads what cursor wrote for the same question; of nothing, the
// zero Mark. Anything else is fault.Invalid.
func parseCursor(sum []byte, text string) (m usage.Mark, err error) {
	if text == "" {
		return m, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if rest, ok := bytes.CutPrefix(b, sum); ok && err == nil {
		r := bytes.NewReader(rest)
		m.Place, _ = binary.ReadVarint(r) // what is not whole does not give the same text
		m.Position, _ = binary.ReadVarint(r)
		m.Text = string(rest[len(rest)-r.Len():])
		if cursor(sum, m) == text {
			return m, nil
		}
	}
	return usage.Mark{}, fault.New(fault.Invalid, "The cursor is not one that an answer to this question gave. Send next of the answer before, with all else as it was.").
		With("cursor", "next of the answer before to the same question", text)
}
