package usage

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/google/uuid"
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

const canonicalUUID = 36 // bytes of text

// KeyOf returns the key of an id that is unique within its source.
func KeyOf(source, id string) Key {
	if u, ok := canonical(id); ok {
		var key Key
		sum := sha256.Sum256([]byte(source))
		copy(key[:16], u[:])
		copy(key[16:], sum[:8])
		return key
	}
	text := binary.AppendUvarint(make([]byte, 0, len(source)+len(id)+4), uint64(len(source)))
	text = append(append(text, source...), id...)
	sum := sha256.Sum256(text)
	sum[versionByte] &= 0x0f
	return Key(sum[:24])
}

// canonical reads a UUID written in the one form that is the text of its
// bytes: another spelling is another id.
func canonical(id string) (uuid.UUID, bool) {
	if len(id) != canonicalUUID {
		return uuid.UUID{}, false
	}
	u, err := uuid.Parse(id)
	return u, err == nil && u.String() == id
}

// HashOf returns the hash of an event's content as Content writes it.
func HashOf(content []byte) Hash {
	sum := sha256.Sum256(content)
	return Hash(sum[:16])
}
