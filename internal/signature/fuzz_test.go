package signature_test

import (
	"slices"
	"testing"

	"reseller-console/internal/signature"
)

// FuzzHeader checks that what is read writes to a header that is read as the
// same, and that nothing makes Parse panic.
func FuzzHeader(f *testing.F) {
	f.Add(start + plain256 + `"`)
	f.Add(`HMAC signature="` + plainHex + `" , headers="date" ,username="a", algorithm="hmac-sha256"`)
	f.Fuzz(func(t *testing.T, text string) {
		h, err := signature.Parse(text)
		if err != nil {
			return
		}
		again, err := signature.Parse(h.String())
		if err != nil || again.Username != h.Username || again.Algorithm != h.Algorithm ||
			!slices.Equal(again.Names, h.Names) || !slices.Equal(again.Signature, h.Signature) {
			t.Errorf("%q is read as %+v, and that as %+v, %v", text, h, again, err)
		}
	})
}

// FuzzOneChange checks that a signature does not verify once anything that was
// signed has changed.
func FuzzOneChange(f *testing.F) {
	f.Add("GET", "/v1/resellers/companies?limit=20", "Wed, 11 Sep 2019 14:28:28 GMT", "6f0c6ab0-1111-4222-8333-444455556666", uint(0), byte(1))
	f.Fuzz(func(t *testing.T, method, target, date, id string, at uint, change byte) {
		signed := []*string{&method, &target, &date, &id}
		make := func() *signature.Message {
			return &signature.Message{Method: method, Target: target, Proto: "HTTP/1.1", Header: map[string][]string{"X-Date": {date}, "X-Request-Id": {id}}}
		}
		h, err := signature.Sign(make(), "key", secret, signature.SHA256, "x-date", signature.RequestLine, "x-request-id")
		if err != nil {
			return
		}
		if !h.Verify(make(), secret) {
			t.Fatal("what was signed does not verify")
		}
		field := signed[at%4]
		if change == 0 || len(*field) == 0 {
			return
		}
		changed := []byte(*field)
		changed[int(at/4)%len(changed)] ^= change
		*field = string(changed)
		if h.Verify(make(), secret) {
			t.Errorf("verifies after a byte was changed to %q %q %q %q", method, target, date, id)
		}
	})
}
