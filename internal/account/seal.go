package account

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// SealKeySize is the length of a Sealer's key in bytes: AES-256.
const SealKeySize = 32

// Sealer encrypts secrets that must be had back, with a key that is kept
// outside of the database: whoever reads the database, or a backup of it,
// reads no secret. AES-GCM, with a random nonce for each.
type Sealer struct{ aead cipher.AEAD }

// NewSealer returns a sealer for a key of SealKeySize random bytes.
func NewSealer(key []byte) (*Sealer, error) {
	if len(key) != SealKeySize {
		return nil, fmt.Errorf("a sealing key has %d bytes, not %d", SealKeySize, len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Sealer{aead}, nil
}

// NewSealKey returns a new random key.
func NewSealKey() []byte {
	key := make([]byte, SealKeySize)
	rand.Read(key) // never fails: it ends the program instead
	return key
}

// sealVersion leads what is sealed, so that another way can come later.
const sealVersion = 1

// Seal encrypts a secret that belongs to a name: sealed for one name, it does
// not open for another.
func (s *Sealer) Seal(secret, name string) []byte {
	return s.aead.Seal([]byte{sealVersion}, nil, []byte(secret), []byte(name))
}

var errSealed = errors.New("a secret does not open: the database belongs to another sealing key, or the secret was changed")

// Open decrypts what Seal made for the name.
func (s *Sealer) Open(sealed []byte, name string) (string, error) {
	if len(sealed) == 0 || sealed[0] != sealVersion {
		return "", errSealed
	}
	secret, err := s.aead.Open(nil, nil, sealed[1:], []byte(name))
	if err != nil {
		return "", errSealed
	}
	return string(secret), nil
}
