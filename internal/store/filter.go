package store

import (
	"encoding/binary"
	"errors"

	"reseller-console/internal/usage"
)

// filter is a blocked Bloom filter of one generation's keys: a key that it
// does not have is not in the generation; of the others one in about a
// thousand is not there either. Each key sets bits of one cache line.
type filter struct{ blocks [][blockWords]uint64 }

const (
	generationKeys = 250_000 // after which a new generation is opened
	filterBlocks   = 8_192   // × 512 bits: about 17 for each key
	blockWords     = 8
	keyBits        = 7 // set by each key; 9 bits of a hash each
)

func newFilter() *filter { return &filter{make([][blockWords]uint64, filterBlocks)} }

// spread mixes a key to a block's number and the bits in it. Random ids are
// mixed already, but a sender's UUIDs need not be random.
func spread(key *usage.Key) (block, bits uint64) {
	h := mix(binary.LittleEndian.Uint64(key[:8]))
	h = mix(h ^ binary.LittleEndian.Uint64(key[8:16]))
	h = mix(h ^ binary.LittleEndian.Uint64(key[16:]))
	return mix(h+1) % filterBlocks, h
}

// mix is the finalizer of MurmurHash3.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (f *filter) add(block, bits uint64) {
	b := &f.blocks[block]
	for range keyBits {
		b[bits>>6&7] |= 1 << (bits & 63)
		bits >>= 9
	}
}

func (f *filter) has(block, bits uint64) bool {
	b := &f.blocks[block]
	for range keyBits {
		if b[bits>>6&7]&(1<<(bits&63)) == 0 {
			return false
		}
		bits >>= 9
	}
	return true
}

// marshal writes the filter as it is kept of a full generation.
func (f *filter) marshal() []byte {
	text := make([]byte, 0, filterBlocks*blockWords*8)
	for i := range f.blocks {
		for _, word := range f.blocks[i] {
			text = binary.LittleEndian.AppendUint64(text, word)
		}
	}
	return text
}

// parseFilter reads what marshal wrote; of no text there is no filter.
func parseFilter(text []byte) (*filter, error) {
	if len(text) == 0 {
		return nil, nil //nolint:nilnil // there is none
	}
	f := newFilter()
	if len(text) != filterBlocks*blockWords*8 {
		return nil, errors.New("a filter of event keys has the wrong size")
	}
	for i := range f.blocks {
		for k := range f.blocks[i] {
			f.blocks[i][k] = binary.LittleEndian.Uint64(text[(i*blockWords+k)*8:])
		}
	}
	return f, nil
}
