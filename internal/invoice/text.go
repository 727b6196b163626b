package invoice

import (
	"strings"
	"unicode"
)

// clean makes text of one line of what is in the Basic Multilingual Plane, all
// that a PDF's text has here: what is beyond becomes U+FFFD, and marks that are
// not seen are left out.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		case r > 0xFFFF:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// isWide reports whether a character is set in the typeface for Chinese,
// Japanese and Korean: CJK radicals (U+2E80) to full-width forms.
func isWide(r rune) bool { return r >= 0x2E80 && r < 0xFFF0 }

// run is text of one typeface.
type run struct {
	text string
	wide bool
}

// runs splits text where the typeface changes.
func runs(s string) []run {
	var all []run
	from, wide := 0, false
	for i, r := range s {
		if i > 0 && isWide(r) != wide {
			all = append(all, run{s[from:i], wide})
			from = i
		}
		wide = isWide(r)
	}
	if s != "" {
		all = append(all, run{s[from:], wide})
	}
	return all
}

// wrap breaks text into lines no wider than width: at spaces, beside wide
// characters, and within a word only if it alone is wider.
func wrap(s string, width float64, measure func(string) float64) []string {
	var lines []string
	rest := []rune(s)
	for measure(string(rest)) > width {
		fits := 1
		for fits < len(rest) && measure(string(rest[:fits+1])) <= width {
			fits++
		}
		at := fits
		for at > 0 && !breaks(rest[at-1], rest[at]) {
			at--
		}
		if at == 0 {
			at = fits
		}
		lines = append(lines, strings.TrimSpace(string(rest[:at])))
		rest = []rune(strings.TrimLeft(string(rest[at:]), " "))
		if len(rest) == 0 {
			return lines
		}
	}
	return append(lines, string(rest))
}

// breaks reports whether a line may end between two characters: not before
// punctuation, as a comma that follows a wide character.
func breaks(before, after rune) bool {
	return after == ' ' || before == ' ' || (isWide(before) || isWide(after)) && !unicode.IsPunct(after)
}
