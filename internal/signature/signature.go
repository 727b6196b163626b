// Package signature is the hmac scheme of the reseller API: it parses the
// Authorization header, builds the string to sign, signs and verifies.
//
// It owns the text form and the arithmetic. It does not own keys, clocks'
// tolerance, request ids that were seen before, nor HTTP: it is pure.
//
// Source: "Reseller Console RESTful API" (2019), "Authentication": a header
//
//	Authorization: hmac username="…", algorithm="hmac-sha256", headers="x-date x-request-id", signature="…"
//
// whose signature is the HMAC of one line for each of the named headers. That
// is the form of draft-cavage-http-signatures, with "hmac" for "Signature" and
// "username" for "keyId". Where the document is silent this package is strict:
// whatever could be read in two ways is refused.
package signature

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// Algorithm is how a string is signed.
type Algorithm string

// The algorithms. The document knows the first one.
const (
	SHA256 Algorithm = "hmac-sha256"
	SHA384 Algorithm = "hmac-sha384"
	SHA512 Algorithm = "hmac-sha512"
)

// algorithm finds an algorithm by its name in any case.
func algorithm(name string) (Algorithm, bool) {
	a := Algorithm(strings.ToLower(name))
	return a, a.hash() != nil
}

func (a Algorithm) hash() func() hash.Hash {
	switch a {
	case SHA256:
		return sha256.New
	case SHA384:
		return sha512.New384
	case SHA512:
		return sha512.New
	}
	return nil
}

// size is the length of a signature in bytes.
func (a Algorithm) size() int { return a.hash()().Size() }

// sum signs a text.
func (a Algorithm) sum(secret, text string) []byte {
	mac := hmac.New(a.hash(), []byte(secret))
	mac.Write([]byte(text)) // never fails
	return mac.Sum(nil)
}

// decode reads a signature in either form: the document's prose says
// hexadecimal, its samples are Base64. Their lengths differ for every
// algorithm, so none can be taken for the other. Base64 has its padding and no
// stray bits, so that each signature has one text in each form, but for the
// case of hexadecimal digits.
func (a Algorithm) decode(text string) ([]byte, bool) {
	var sum []byte
	var err error
	switch len(text) {
	case hex.EncodedLen(a.size()):
		sum, err = hex.DecodeString(text)
	case base64.StdEncoding.EncodedLen(a.size()):
		if strings.ContainsAny(text, "\r\n") {
			return nil, false // the decoder would skip them
		}
		sum, err = base64.StdEncoding.Strict().DecodeString(text)
	default:
		return nil, false
	}
	return sum, err == nil && len(sum) == a.size()
}
