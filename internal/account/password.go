package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The length of a password in characters.
const (
	MinPassword = 10
	MaxPassword = 256
)

// cost is what hashing costs: argon2id with the second choice of OWASP's list.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

var today = cost{memory: 19 * 1024, passes: 2, threads: 1}

const (
	saltBytes = 16
	keyBytes  = 32
)

// hasher bounds how many passwords are hashed at a time: each takes 19 MiB
// and some 20 ms of a core.
type hasher chan struct{}

func newHasher() hasher { return make(hasher, max(1, min(4, runtime.GOMAXPROCS(0)))) }

// with runs act in one of the places, waiting for a free one.
func (h hasher) with(ctx context.Context, act func()) error {
	select {
	case h <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-h }()
	act()
	return nil
}

// HashPassword returns the hash of a new password as a PHC string, for
// User.PasswordHash. A length out of range is ErrPasswordLength.
func (s *Service) HashPassword(ctx context.Context, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword {
		return "", ErrPasswordLength
	}
	var hash string
	err := s.hasher.with(ctx, func() { hash = hashPassword(password, today) })
	return hash, err
}

func hashPassword(password string, c cost) string {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: it ends the program instead
	return phc(c, salt, c.key(password, salt, keyBytes))
}

func (c cost) key(password string, salt []byte, size uint32) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, size)
}

// phc writes a hash in the PHC string format.
func phc(c cost, salt, key []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads, b64(salt), b64(key))
}

// matches reports whether the password has the hash. It takes the time of a
// hash also if there is none.
func matches(hash, password string) bool {
	c, salt, key, err := parsePHC(hash)
	if err != nil {
		today.key(password, make([]byte, saltBytes), keyBytes)
		return false
	}
	return subtle.ConstantTimeCompare(c.key(password, salt, uint32(len(key))), key) == 1
}

func parsePHC(hash string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("no argon2id hash of version %d", argon2.Version)
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.threads); err != nil {
		return c, nil, nil, fmt.Errorf("cost of the hash: %w", err)
	}
	if c.passes == 0 || c.threads == 0 {
		return c, nil, nil, fmt.Errorf("cost of the hash is %q", parts[3])
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, fmt.Errorf("salt of the hash: %w", err)
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return c, nil, nil, fmt.Errorf("key of the hash: %w", err)
	}
	if len(key) == 0 {
		return c, nil, nil, errors.New("the hash has no key")
	}
	return c, salt, key, nil
}
