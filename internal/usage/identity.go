package usage

import (
	"crypto/sha256"
	"encoding/binary"
)

// Key stands for an event's identity (source, id) in storage.
//
// A UUID in its canonical form is its own key, so that time-ordered ids stay
// ordered on disk; its source follows as 8 bytes of SHA-256. Every other id
// becomes 24 bytes of SHA-256 over length-prefixed source and id: no two
// pairs join to the same text. The four bits that are a UUID's version are 0
// in it, which is no version.
type Key [24]byte

// Ordered reports whether keys of later events are mostly greater: those of
// UUIDv7.
func (k *Key) Ordered() bool { return k[versionByte]>>4 == 7 }

const versionByte = 6

// Hash stands for an event's content: 16 bytes of SHA-256.
type Hash [16]byte

// KeyOf returns the key of an id that is unique within its source.
func KeyOf(source, id string) Key { return new(keyer).key(source, id) }

// keyer makes keys. It remembers the hash of the last source, which most events
// of a batch share.
type keyer struct {
	source string
	sum    [sha256.Size]byte
}

func (k *keyer) key(source, id string) (key Key) {
	if canonical(id, key[:16]) {
		if k.source != source || k.sum == [sha256.Size]byte{} {
			k.source, k.sum = source, sha256.Sum256([]byte(source))
		}
		copy(key[16:], k.sum[:])
		return key
	}
	text := binary.AppendUvarint(make([]byte, 0, len(source)+len(id)+4), uint64(len(source)))
	text = append(append(text, source...), id...)
	sum := sha256.Sum256(text)
	sum[versionByte] &= 0x0f
	return Key(sum[:24])
}

// UUID returns the id whose key it is, if that has a version. Of other keys
// the id is not known.
func (k *Key) UUID() (u [16]byte, ok bool) {
	return [16]byte(k[:16]), k[versionByte]>>4 != 0
}

const canonicalForm = "00000000-0000-0000-0000-000000000000"

// canonical reads a UUID written in the one form that is the text of its
// bytes, lower case: another spelling is another id.
func canonical(id string, u []byte) bool {
	if len(id) != len(canonicalForm) {
		return false
	}
	n := 0
	for i := 0; i < len(canonicalForm); i++ {
		if canonicalForm[i] == '-' {
			if id[i] != '-' {
				return false
			}
			continue
		}
		high, low := hexDigits[id[i]], hexDigits[id[i+1]]
		if high|low > 15 {
			return false
		}
		u[n] = high<<4 | low
		i, n = i+1, n+1
	}
	return true
}

var hexDigits = hexTable()

func hexTable() (table [256]byte) {
	for i := range table {
		table[i] = 0xff
	}
	for i, c := range []byte("0123456789abcdef") {
		table[c] = byte(i)
	}
	return table
}

// HashOf returns the hash of an event's content as Content writes it.
func HashOf(content []byte) Hash {
	sum := sha256.Sum256(content)
	return Hash(sum[:16])
}
