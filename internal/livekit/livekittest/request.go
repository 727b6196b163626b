package livekittest

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"testing"
	"time"

	"reseller-console/internal/livekit"
)

// The key that signs all requests of tests.
const (
	Key    = "devkey"
	Secret = "secret"
)

// Request is one webhook as it arrives.
type Request struct {
	At            time.Time // when it arrived
	Authorization string
	Body          []byte
}

// Read returns the requests of a recording, see testdata/README.md, each
// signed again.
func Read(t testing.TB, path string) []Request {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []Request
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, livekit.MaxBody)
	for lines.Scan() {
		var line struct {
			At     time.Time      `json:"received_at"`
			Issued map[string]any `json:"issued"`
			Body   string         `json:"body"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		all = append(all, Request{line.At, Sign(Secret, line.Issued, []byte(line.Body)), []byte(line.Body)})
	}
	return all
}

// New returns a request as LiveKit sends it at that time.
func New(at time.Time, body []byte) Request {
	issued := map[string]any{"iss": Key, "iat": at.Unix(), "nbf": at.Unix(), "exp": at.Unix() + 300}
	return Request{at, Sign(Secret, issued, body), body}
}

// Sign returns the Authorization header for the body: an HS256 JWT of the
// claims and the body's hash. A claim sha256 given stays; nil drops it.
func Sign(secret string, issued map[string]any, body []byte) string {
	hash := sha256.Sum256(body)
	claims := map[string]any{"sha256": base64.StdEncoding.EncodeToString(hash[:])}
	for name, value := range issued {
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
	}
	return SignParts(secret, map[string]any{"alg": "HS256", "typ": "JWT"}, claims)
}

// SignParts returns a JWT of this header and these claims, signed with
// HMAC-SHA256 whatever the header says.
func SignParts(secret string, header, claims map[string]any) string {
	signed := part(header) + "." + part(claims)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func part(fields map[string]any) string {
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err) // maps of strings and numbers can be written
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}
