package usage

import (
	"encoding/binary"
	"errors"
	"fmt"

	"reseller-console/internal/catalog"
)

// contentVersion leads every stored content. A new layout gets a new number;
// old ones stay readable.
const contentVersion = 1

// Codes of types and codecs in stored contents; never reused.
var (
	typeCodes  = []Type{"", Session, Seconds, Peak, Active, Transcoding, Retract}
	codecCodes = []Codec{"", AVC, HEVC}
)

// TypeCode is the number of a type in storage.
func TypeCode(t Type) int { return indexOf(typeCodes, t) }

// Content writes what an event says, without its identity and revision, in
// the form that is hashed and stored. Two events have the same content
// exactly if these bytes are equal.
func (e *Event) Content() []byte {
	b := make([]byte, 0, 64+len(e.Project)+len(e.Channel)+len(e.User)+len(e.Task)+len(e.Target))
	b = append(b, contentVersion, byte(TypeCode(e.Type)), byte(indexOf(codecCodes, e.Codec)), flag(e.Derived))
	b = binary.AppendUvarint(b, uint64(e.productCode()))
	for _, s := range []string{e.Project, e.Channel, e.User, e.Task, e.Target} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, n := range []int64{int64(e.Slot), e.Start, e.End - e.Start, e.Pixels, e.Value, e.Hosts, e.Width, e.Height} {
		b = binary.AppendVarint(b, n)
	}
	return b
}

// ParseContent reads what Content wrote. The event has no identity.
func ParseContent(b []byte) (Event, error) {
	r := contentReader{rest: b}
	head := r.bytes(4)
	if r.err != nil || head[0] != contentVersion || int(head[1]) >= len(typeCodes) || int(head[2]) >= len(codecCodes) {
		return Event{}, errors.New("stored event has an unknown layout")
	}
	e := Event{Type: typeCodes[head[1]], Codec: codecCodes[head[2]], Derived: head[3] == 1}
	if code := r.uvarint(); code != 0 {
		e.Product, _ = catalog.ByCode(int16(code))
	}
	for _, s := range []*string{&e.Project, &e.Channel, &e.User, &e.Task, &e.Target} {
		*s = string(r.bytes(int(r.uvarint())))
	}
	e.Slot = int(r.varint())
	for _, n := range []*int64{&e.Start, &e.End, &e.Pixels, &e.Value, &e.Hosts, &e.Width, &e.Height} {
		*n = r.varint()
	}
	e.End += e.Start
	if r.err != nil || len(r.rest) > 0 {
		return Event{}, fmt.Errorf("stored event is damaged: %w", errors.Join(r.err, errLength))
	}
	return e, nil
}

// IsOf reports whether what Content wrote is an event of the project, without
// reading the rest of it.
func IsOf(content []byte, project string) bool {
	r := contentReader{rest: content}
	r.bytes(4)
	r.uvarint()
	return string(r.bytes(int(r.uvarint()))) == project && r.err == nil
}

var errLength = errors.New("wrong length")

func (e *Event) productCode() int16 {
	if e.Product == nil {
		return 0
	}
	return e.Product.Code
}

type contentReader struct {
	rest []byte
	err  error
}

func (r *contentReader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.rest, r.err = nil, errLength
		return make([]byte, min(max(n, 0), 4))
	}
	head := r.rest[:n]
	r.rest = r.rest[n:]
	return head
}

func (r *contentReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.rest)
	return took(r, n, size)
}

func (r *contentReader) varint() int64 {
	n, size := binary.Varint(r.rest)
	return took(r, n, size)
}

func took[N uint64 | int64](r *contentReader, n N, size int) N {
	if size <= 0 {
		r.rest, r.err = nil, errLength
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}

func indexOf[T comparable](all []T, one T) int {
	for i, v := range all {
		if v == one {
			return i
		}
	}
	return 0
}
