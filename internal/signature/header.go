package signature

import (
	"fmt"
	"slices"
	"strings"
)

// Header is what an Authorization header says.
type Header struct {
	Username  string    // the access key id
	Algorithm Algorithm // how it was signed
	Names     []string  // what was signed, in that order, as sent
	Signature []byte
}

// The scheme and its parameters.
const (
	scheme = "hmac"

	username  = "username"
	algo      = "algorithm"
	headers   = "headers"
	signature = "signature"
)

// The limits of a header.
const (
	maxHeader = 4096 // bytes
	maxNames  = 32
)

// Parse reads the value of an Authorization header. Scheme, names of
// parameters, algorithm and header names may be written in any case, and the
// parameters may stand in any order. Parameters that are not known are passed
// over. The error is for a log: whoever asks is told no more than that the
// signature is not valid.
func Parse(value string) (*Header, error) {
	if len(value) > maxHeader {
		return nil, fmt.Errorf("the header is longer than %d bytes", maxHeader)
	}
	name, rest, _ := strings.Cut(value, " ")
	if !strings.EqualFold(name, scheme) {
		return nil, fmt.Errorf("the scheme is not %s", scheme)
	}
	parameters, err := parseParameters(rest)
	if err != nil {
		return nil, err
	}
	return newHeader(parameters)
}

func newHeader(parameters map[string]string) (*Header, error) {
	for _, name := range []string{username, algo, headers, signature} {
		if parameters[name] == "" {
			return nil, fmt.Errorf("%s is missing or empty", name)
		}
	}
	h := &Header{Username: parameters[username], Names: strings.Split(parameters[headers], " ")}
	var known bool
	if h.Algorithm, known = algorithm(parameters[algo]); !known {
		return nil, fmt.Errorf("the algorithm %q is not known", parameters[algo])
	}
	if err := checkNames(h.Names); err != nil {
		return nil, err
	}
	if h.Signature, known = h.Algorithm.decode(parameters[signature]); !known {
		return nil, fmt.Errorf("the signature is neither hexadecimal nor Base64 of %d bytes", h.Algorithm.size())
	}
	return h, nil
}

func checkNames(names []string) error {
	if len(names) > maxNames {
		return fmt.Errorf("more than %d headers are named", maxNames)
	}
	for i, name := range names {
		if name == "" {
			return fmt.Errorf("the names of headers are not separated by one space each")
		}
		if slices.ContainsFunc(names[:i], func(other string) bool { return strings.EqualFold(other, name) }) {
			return fmt.Errorf("%s is named twice", name)
		}
	}
	return nil
}

// parseParameters reads name="value", name="value", … with optional spaces
// around commas. Values have no escapes: nothing that belongs into one needs
// them.
func parseParameters(text string) (map[string]string, error) {
	all := map[string]string{}
	for more := true; more; {
		var name, value string
		var found bool
		if name, text, found = strings.Cut(strings.TrimLeft(text, " \t"), `="`); !found {
			return nil, fmt.Errorf(`a parameter is not written as name="value"`)
		}
		if value, text, found = strings.Cut(text, `"`); !found {
			return nil, fmt.Errorf("the value of %s has no closing quote", name)
		}
		name = strings.ToLower(name)
		if !isToken(name) || strings.ContainsRune(value, '\\') {
			return nil, fmt.Errorf("the parameter %q cannot be read", name)
		}
		if _, twice := all[name]; twice {
			return nil, fmt.Errorf("%s is given twice", name)
		}
		all[name] = value
		text = strings.TrimLeft(text, " \t")
		if text, more = strings.CutPrefix(text, ","); !more && text != "" {
			return nil, fmt.Errorf("something other than a comma follows %s", name)
		}
	}
	return all, nil
}

// isToken reports whether s is a token of RFC 9110.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		return !letter && !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
	})
}

// String writes the header as Parse reads it, with the signature in Base64.
func (h *Header) String() string {
	return fmt.Sprintf(`%s %s="%s", %s="%s", %s="%s", %s="%s"`, scheme, username, h.Username, algo, h.Algorithm,
		headers, strings.Join(h.Names, " "), signature, encode(h.Signature))
}
