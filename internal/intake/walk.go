package intake

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// walk calls visit with each name (unquoted) and value (as written) of a JSON
// object that is known to be valid. Validation is jsontext's; walking what is
// valid needs no state, no copy and a fifth of the time.
func walk(object []byte, visit func(name, value []byte)) {
	i := skipSpace(object, 1)
	for object[i] != '}' {
		nameEnd := stringEnd(object, i)
		from := skipSpace(object, nameEnd)
		from = skipSpace(object, from+1) // after the colon
		to := valueEnd(object, from)
		visit(unquote(object[i:nameEnd]), object[from:to])
		i = skipSpace(object, to)
		if object[i] == ',' {
			i = skipSpace(object, i+1)
		}
	}
}

// blanks are the bytes that JSON allows between values.
const blanks = " \t\r\n"

func skipSpace(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t' {
		i++
	}
	return i
}

// stringEnd returns the index after the string that begins at i.
func stringEnd(b []byte, i int) int {
	for i++; b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// valueEnd returns the index after the value that begins at i.
func valueEnd(b []byte, i int) int {
	switch b[i] {
	case '"':
		return stringEnd(b, i)
	case '{', '[':
		return nestedEnd(b, i)
	}
	for !isEnd(b[i]) {
		i++
	}
	return i
}

func isEnd(c byte) bool {
	return c == ',' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t'
}

func nestedEnd(b []byte, i int) int {
	for depth := 0; ; i++ {
		switch b[i] {
		case '"':
			i = stringEnd(b, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

// unquote returns the text of a valid JSON string; a copy only if it has escapes.
func unquote(s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 {
		return s[1 : len(s)-1]
	}
	text, err := jsontext.AppendUnquote(nil, s)
	if err != nil {
		panic("intake: unquote of a valid string: " + err.Error())
	}
	return text
}
