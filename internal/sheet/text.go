package sheet

import "strings"

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

// disarm puts an apostrophe before what a program that opens a CSV would take
// for a formula. In an Excel file the type of the cell says that it is text.
func disarm(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
