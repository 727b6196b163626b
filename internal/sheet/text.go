package sheet

import (
	"regexp"
	"strings"
	"unicode/utf16"
)

const replacement = '\uFFFD'

// clean replaces what XML 1.0 cannot carry ("Char" in its section 2.2), and
// with it broken UTF-8.
func clean(s string) string {
	return strings.ToValidUTF8(strings.Map(carried, s), string(replacement))
}

func carried(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return r
	case r < ' ', r == 0xFFFE, r == 0xFFFF:
		return replacement
	default:
		return r
	}
}

// Disarm makes text of a CSV of somebody else's what Text makes of a cell's.
func Disarm(s string) string { return disarm(clean(s)) }

// disarm puts an apostrophe before what a program that opens a CSV would take
// for a formula. In an Excel file the type of the cell says that it is text.
func disarm(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// maxText is how many UTF-16 units the text of an Excel cell may have.
const maxText = 32_767

// escape is what Excel takes for a character in a text: "_x0041_" for "A".
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// appendXML appends text that clean has seen, as it stands in an Excel file:
// cut to what a cell holds, and nothing in it read as anything else.
func appendXML(b []byte, s string) []byte {
	if len(s) > maxText {
		s = shorten(s)
	}
	if strings.Contains(s, "_x") {
		s = escape.ReplaceAllString(s, "_x005F$0")
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&quot;"...)
		case '\r':
			b = append(b, "&#13;"...) // or it would be read as a line feed
		default:
			b = append(b, c)
		}
	}
	return b
}

func shorten(s string) string {
	units := 0
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > maxText {
			return s[:i]
		}
	}
	return s
}
