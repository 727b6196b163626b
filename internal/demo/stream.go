package demo

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"reseller-console/internal/usage"
)

// The sources of the demo's events, as a platform's services would be named.
const (
	mediaSource     = "demo/media"
	transcodeSource = "demo/transcoding"
	messageSource   = "demo/messaging"
)

// batchSize is how many events go to the meter at once.
const batchSize = 10_000

// stamped is an event with the instant at which its source sends it.
type stamped struct {
	at    int64  // Unix milliseconds
	low   uint64 // random: the rest of the id, and the order within a millisecond
	event usage.Event
}

// stream puts events in the order of time, gives them ids and hands them on
// in batches. Its buffers are used again and again.
type stream struct {
	pending, later []stamped
	order          []int32
	batch          []usage.Event
	ids            []byte // of the batch, one after the other
	send           func([]usage.Event) error
}

func newStream(send func([]usage.Event) error) *stream {
	return &stream{batch: make([]usage.Event, 0, batchSize), ids: make([]byte, 0, batchSize*idLength), send: send}
}

// put adds an event that its source sends at an instant. p draws the random
// part of its id.
func (s *stream) put(p *project, at int64, e *usage.Event) {
	e.Project = p.id
	s.pending = append(s.pending, stamped{at, p.rand.Uint64(), *e})
}

// release hands on what was sent before an instant and keeps the rest.
func (s *stream) release(before int64) error {
	s.sort()
	for k, i := range s.order {
		if s.pending[i].at >= before {
			s.keep(s.order[k:])
			return nil
		}
		if err := s.hand(&s.pending[i]); err != nil {
			return err
		}
	}
	s.keep(nil)
	return nil
}

func (s *stream) sort() {
	s.order = s.order[:0]
	for i := range s.pending {
		s.order = append(s.order, int32(i))
	}
	slices.SortFunc(s.order, func(i, j int32) int {
		a, b := &s.pending[i], &s.pending[j]
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.low, b.low))
	})
}

// keep leaves only these pending.
func (s *stream) keep(rest []int32) {
	s.later = s.later[:0]
	for _, i := range rest {
		s.later = append(s.later, s.pending[i])
	}
	s.pending, s.later = s.later, s.pending
}

func (s *stream) hand(e *stamped) error {
	s.batch = append(s.batch, e.event)
	s.ids = appendID(s.ids, e.at, e.low)
	if len(s.batch) == batchSize {
		return s.flush()
	}
	return nil
}

// flush sends the batch. The receiver must not keep it.
func (s *stream) flush() error {
	if len(s.batch) == 0 {
		return nil
	}
	ids := string(s.ids)
	for i := range s.batch {
		s.batch[i].ID = ids[i*idLength : (i+1)*idLength]
	}
	err := s.send(s.batch)
	s.batch, s.ids = s.batch[:0], s.ids[:0]
	return err
}

// idLength is the length of an id in bytes.
const idLength = 36

// appendID appends the UUIDv7 (RFC 9562) of an instant and random bits.
func appendID(ids []byte, at int64, low uint64) []byte {
	var u uuid.UUID
	for i := range 6 {
		u[i] = byte(at >> (40 - 8*i))
	}
	for i := range 8 {
		u[8+i] = byte(low >> (56 - 8*i))
	}
	// Twelve more bits, so that the two that the variant takes are not lost.
	u[6], u[7] = 0x70|byte(low>>60), byte(low>>52)
	u[8] = u[8]&0x3f | 0x80
	var text [idLength]byte
	encoded, _ := u.MarshalText()
	copy(text[:], encoded)
	return append(ids, text[:]...)
}
