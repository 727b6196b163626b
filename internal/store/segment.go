package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"

	"reseller-console/internal/usage"
)

// The size of segments. One ends at a day's end once it has some events, so
// that days are read without many of other days.
const (
	segmentEvents = 1_000
	segmentLeast  = 200
)

// segmentVersion leads every segment, before what is compressed.
const segmentVersion = 1

// packer reads and writes segments; it is safe for concurrent use.
type packer struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

func newPacker() (*packer, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(segmentWindow))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxSegment))
	if err != nil {
		return nil, err
	}
	return &packer{encoder, decoder}, nil
}

// segmentWindow is how far back a segment's encoder looks, in bytes: as much as
// a segment usually has. It keeps about twice as much in memory.
const segmentWindow = 256 << 10

// maxSegment is more than a thousand events of the greatest length have.
const maxSegment = 64 << 20

// close ends what the decoder has running.
func (p *packer) close() { p.decoder.Close() }

// pack writes records as columns: the number of events, their sources, then
// source, form of id, time of receipt and length of each, the ids, the
// contents. UUIDs are written byte by byte across events, because the first
// bytes of neighbours are nearly the same and the last are random.
func (p *packer) pack(records []*usage.Record) []byte {
	b := binary.AppendUvarint(make([]byte, 0, 128*len(records)), uint64(len(records)))
	var sources []string
	var uuids [][16]byte
	var heads, others, contents []byte
	received := int64(0)
	for _, r := range records {
		source := slices.Index(sources, r.Source)
		if source < 0 {
			source = len(sources)
			sources = append(sources, r.Source)
		}
		form := uint64(len(r.ID)) + 1
		if u, ok := r.Key.UUID(); ok {
			form, uuids = 0, append(uuids, u)
		} else {
			others = append(others, r.ID...)
		}
		heads = binary.AppendUvarint(heads, uint64(source))
		heads = binary.AppendUvarint(heads, form)
		heads = binary.AppendVarint(heads, r.ReceivedAt-received)
		heads = binary.AppendUvarint(heads, uint64(len(r.Content)))
		received = r.ReceivedAt
		contents = append(contents, r.Content...)
	}
	b = binary.AppendUvarint(b, uint64(len(sources)))
	for _, s := range sources {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	b = appendPlanes(append(b, heads...), uuids)
	b = append(append(b, others...), contents...)
	return p.encoder.EncodeAll(b, []byte{segmentVersion})
}

func appendPlanes(b []byte, uuids [][16]byte) []byte {
	for plane := range 16 {
		for i := range uuids {
			b = append(b, uuids[i][plane])
		}
	}
	return b
}

// packed is an event as a segment has it. Its bytes are valid until the next
// segment is unpacked.
type packed struct {
	source, id string
	receivedAt int64
	content    []byte
}

func (p *packed) key() usage.Key { return usage.KeyOf(p.source, p.id) }

// event reads what the content says.
func (p *packed) event() (usage.Event, error) {
	e, err := usage.ParseContent(p.content)
	if err != nil {
		return e, fmt.Errorf("event %q of %q: %w", p.id, p.source, err)
	}
	e.Source, e.ID = p.source, p.id
	return e, nil
}

var errSegment = errors.New("a stored segment of events is damaged")

// unpack reads what pack wrote.
func (p *packer) unpack(body []byte) ([]packed, error) {
	if len(body) == 0 || body[0] != segmentVersion {
		return nil, errSegment
	}
	plain, err := p.decoder.DecodeAll(body[1:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSegment, err)
	}
	r := &segmentReader{rest: plain}
	events := make([]packed, min(r.number(), uint64(len(plain))))
	sources := make([]string, min(r.number(), uint64(len(plain))))
	for i := range sources {
		sources[i] = string(r.bytes(r.number()))
	}
	r.readInto(events, sources)
	if r.failed || len(r.rest) > 0 {
		return nil, errSegment
	}
	return events, nil
}
