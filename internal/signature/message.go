package signature

import (
	"crypto/hmac"
	"encoding/base64"
	"fmt"
	"strings"
)

// The two names that are no headers: Target contributes a line with its own
// name, RequestLine the bare first line of the request.
const (
	Target      = "@request-target" // @request-target: get /path?query
	RequestLine = "request-line"    // GET /path?query HTTP/1.1
)

// Message is the part of a request that can be signed.
type Message struct {
	Method string              // as sent: GET
	Target string              // path and query as sent
	Proto  string              // HTTP/1.1
	Header map[string][]string // by canonical name, as net/http has them, and with Host
}

// text returns the string to sign: a line for each name, in their order. The
// names themselves are lower-case in it, or as sent.
func (m *Message) text(names []string, lower bool) (string, error) {
	lines := make([]string, len(names))
	for i, name := range names {
		line, err := m.line(name, lower)
		if err != nil {
			return "", err
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n"), nil
}

func (m *Message) line(name string, lower bool) (string, error) {
	shown := name
	if lower {
		shown = strings.ToLower(name)
	}
	switch strings.ToLower(name) {
	case Target:
		return shown + ": " + strings.ToLower(m.Method) + " " + m.Target, nil
	case RequestLine:
		return m.Method + " " + m.Target + " " + m.Proto, nil
	}
	value, err := m.Value(name)
	return shown + ": " + value, err
}

// Value returns the value of a header, in any case of its name. One that is
// missing or sent twice is an error: neither may be signed as if it said
// nothing. An empty one is what it is.
func (m *Message) Value(name string) (string, error) {
	var values []string
	for key, all := range m.Header {
		if strings.EqualFold(key, name) {
			values = append(values, all...)
		}
	}
	switch {
	case len(values) == 0:
		return "", fmt.Errorf("the header %s is signed but missing", name)
	case len(values) > 1:
		return "", fmt.Errorf("the header %s is sent %d times", name, len(values))
	}
	return values[0], nil
}

// Sign signs the named headers of a message.
func Sign(m *Message, key, secret string, a Algorithm, names ...string) (*Header, error) {
	h := &Header{Username: key, Algorithm: a, Names: names}
	if _, known := algorithm(string(a)); !known {
		return nil, fmt.Errorf("the algorithm %q is not known", a)
	}
	if err := checkNames(names); err != nil {
		return nil, err
	}
	text, err := m.text(names, true)
	if err != nil {
		return nil, err
	}
	h.Signature = a.sum(secret, text)
	return h, nil
}

// Verify reports whether the header is the message's, signed with that secret.
// It takes the same time for every secret and signature. Names may have been
// signed in lower case or as they were sent.
func (h *Header) Verify(m *Message, secret string) bool {
	same := 0
	for _, lower := range []bool{true, false} {
		text, err := m.text(h.Names, lower)
		if err != nil {
			return false
		}
		if hmac.Equal(h.Algorithm.sum(secret, text), h.Signature) {
			same++
		}
	}
	return same > 0
}

// Signed reports whether the header of that name is among what was signed.
func (h *Header) Signed(name string) bool {
	for _, other := range h.Names {
		if strings.EqualFold(other, name) {
			return true
		}
	}
	return false
}

func encode(sum []byte) string { return base64.StdEncoding.EncodeToString(sum) }
