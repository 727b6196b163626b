package intake

import (
	"bytes"
	"strings"
)

// maxNumber is how many bytes around a mistake are looked at for a number.
const maxNumber = 64

// badNumber finds out whether what a decoder did not understand at that byte
// was meant as a number: NaN, -Infinity, 01, +1, .5 and the like. It returns
// the token and where it begins; empty if it is something else.
func badNumber(text []byte, at int64, why string) (token string, from int64) {
	if !strings.HasPrefix(why, "invalid character ") || strings.Contains(why, "string") || at >= int64(len(text)) || !inNumber(text[at]) {
		return "", 0
	}
	begin, end := int(at), int(at)
	for begin > 0 && end-begin < maxNumber && inNumber(text[begin-1]) {
		begin--
	}
	for end < len(text) && end-begin < maxNumber && inNumber(text[end]) {
		end++
	}
	found := text[begin:end]
	// What begins here although another value has just ended is no number, but
	// lacks a comma.
	if begin == int(at) && strings.Contains(why, " after ") || !meantAsNumber(found) {
		return "", 0
	}
	return cut(found), int64(begin)
}

func inNumber(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '+' || c == '-' || c == '.' || c == '_'
}

func meantAsNumber(token []byte) bool {
	if bytes.IndexByte([]byte("0123456789+-."), token[0]) >= 0 {
		return true
	}
	switch strings.ToLower(string(token)) {
	case "nan", "inf", "infinity":
		return true
	}
	return false
}
