package store

import (
	"encoding/binary"

	"github.com/google/uuid"
)

// segmentReader reads a segment's columns. After a failure it reads zeros.
type segmentReader struct {
	rest   []byte
	failed bool
}

// head is what stands in front of ids and contents.
type head struct {
	id      uint64 // 0: a UUID; otherwise its length and one more
	content uint64 // length
}

func (r *segmentReader) readInto(events []packed, sources []string) {
	heads, uuids, received := make([]head, len(events)), 0, int64(0)
	for i := range events {
		source := r.number()
		if source >= uint64(len(sources)) {
			r.failed = true
			return
		}
		heads[i].id = r.number()
		received += r.signed()
		heads[i].content = r.number()
		events[i].source, events[i].receivedAt = sources[source], received
		if heads[i].id == 0 {
			uuids++
		}
	}
	r.readIDs(events, heads, r.bytes(16*uint64(uuids)), uuids)
	for i := range events {
		events[i].content = r.bytes(heads[i].content)
	}
}

func (r *segmentReader) readIDs(events []packed, heads []head, planes []byte, uuids int) {
	if r.failed {
		return
	}
	n := 0
	for i := range events {
		if heads[i].id > 0 {
			events[i].id = string(r.bytes(heads[i].id - 1))
			continue
		}
		var u uuid.UUID
		for plane := range u {
			u[plane] = planes[plane*uuids+n]
		}
		events[i].id = u.String()
		n++
	}
}

func (r *segmentReader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.rest, r.failed = nil, true
		return nil
	}
	head := r.rest[:n:n]
	r.rest = r.rest[n:]
	return head
}

func (r *segmentReader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.rest, r.failed = nil, true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *segmentReader) signed() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.rest, r.failed = nil, true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}
