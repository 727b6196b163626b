package api

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/semaphore"

	"reseller-console/internal/fault"
)

// What requests may hold together, in bytes. Requests wait in two rooms, one
// after the other: for being read as sent, holding nothing; and for being
// decoded and recorded, holding the body as sent. So small bodies that
// decompress to large ones, or have many events in few bytes, cost patience
// but not memory.
const (
	sentRoom = 24 << 20
	workRoom = 96 << 20

	// eventWeight is what an event costs from reading to recording: itself, its
	// texts, the ledger's entry, its result.
	eventWeight = 768
	// refusalWeight is what an event costs that could not be read: its reason.
	refusalWeight = 512
)

// patience is how long a request waits for room.
const patience = 10 * time.Second

// gate bounds what requests hold at the same time.
type gate struct{ sent, work *semaphore.Weighted }

func newGate() *gate {
	return &gate{semaphore.NewWeighted(sentRoom), semaphore.NewWeighted(workRoom)}
}

// seat is a request's part of a room; none at first.
type seat struct {
	room *semaphore.Weighted
	size int64 // bytes
}

// enter waits until the room, which is larger, has that much left. It is
// fault.Unavailable if that takes too long.
func (s *seat) enter(ctx context.Context, room *semaphore.Weighted, size int64) error {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := room.Acquire(waiting, size); err != nil {
		return fault.Wrap(fault.Unavailable, err,
			"The server takes in as many events as it can hold already; nothing of the request was kept. Send it again.")
	}
	s.room, s.size = room, size
	return nil
}

// shrink gives back what is not needed after all.
func (s *seat) shrink(size int64) {
	if size < s.size {
		s.room.Release(s.size - size)
		s.size = size
	}
}

// leave gives all back that is held.
func (s *seat) leave() { s.shrink(0) }

// maxRatio is at least how often gzip can repeat a byte of what is sent. The
// ratio of zstd has no bound.
const maxRatio = 1_100

// sizeOf is how many bytes a body says that it has without its compression;
// the most it may have, if it does not say. It may lie.
func sizeOf(encoding string, sent []byte) int {
	switch encoding {
	case "":
		return len(sent)
	case "gzip":
		if n := len(sent); n > gzipLeast { // the last 4 bytes tell the size of the last member
			return int(min(int64(binary.LittleEndian.Uint32(sent[n-4:])), int64(n)*maxRatio, MaxDecoded))
		}
	case "zstd":
		var head zstd.Header
		if err := head.Decode(sent); err == nil && head.HasFCS {
			return int(min(head.FrameContentSize, MaxDecoded))
		}
	}
	return MaxDecoded
}

// gzipLeast is the size of what is around the data of a gzip member.
const gzipLeast = 18

// workOf is the most that it costs to decompress a body to that size and to
// read it.
func workOf(encoding string, size int) int64 {
	held := 0 // what is not compressed is there already
	switch encoding {
	case "gzip":
		held = size
	case "zstd":
		held = size + maxWindow
	}
	// The shortest array of n events has 2n+1 bytes.
	return int64(held) + int64(min(size/2+1, MaxEvents))*eventWeight
}
