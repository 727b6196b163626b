package signature

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"strings"
)

// The headers that name the sum of a body.
const (
	digest        = "digest"         // SHA-256=Base64 (RFC 3230)
	contentDigest = "content-digest" // sha-256=:Base64: (RFC 9530)
)

// SignsBody reports whether a digest of the body is among what was signed.
func (h *Header) SignsBody() bool { return h.Signed(digest) || h.Signed(contentDigest) }

// CheckBody compares a body with the digests that were signed, if any. Each of
// them must name at least one sum that is known here, and all of those that
// are must be the body's.
func (h *Header) CheckBody(m *Message, body []byte) error {
	for _, name := range []string{digest, contentDigest} {
		if !h.Signed(name) {
			continue
		}
		value, err := m.Value(name)
		if err != nil {
			return err
		}
		if err := checkDigest(name, value, body); err != nil {
			return err
		}
	}
	return nil
}

func checkDigest(header, value string, body []byte) error {
	known := 0
	for part := range strings.SplitSeq(value, ",") {
		name, text, _ := strings.Cut(strings.TrimSpace(part), "=")
		want := sumOf(name, body)
		if want == nil {
			continue
		}
		known++
		sum, err := base64.StdEncoding.Strict().DecodeString(bare(header, text))
		if err != nil || !bytes.Equal(sum, want) {
			return fmt.Errorf("the body is not the one of %s", header)
		}
	}
	if known == 0 {
		return fmt.Errorf("%s names no sum that is known here: SHA-256 or SHA-512", header)
	}
	return nil
}

// bare takes the colons off that content-digest writes around its Base64, where
// they do not belong to the alphabet.
func bare(header, text string) string {
	if header != contentDigest {
		return text
	}
	if len(text) < 2 || text[0] != ':' || text[len(text)-1] != ':' {
		return "not Base64"
	}
	return text[1 : len(text)-1]
}

// sumOf returns the sum of a body by its name in any case; nil if it is not
// known.
func sumOf(name string, body []byte) []byte {
	switch strings.ToLower(name) {
	case "sha-256":
		sum := sha256.Sum256(body)
		return sum[:]
	case "sha-512":
		sum := sha512.Sum512(body)
		return sum[:]
	}
	return nil
}

// Digest returns the value of a digest header for a body.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return "SHA-256=" + encode(sum[:])
}
