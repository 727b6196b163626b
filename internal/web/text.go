package web

import "strings"

// oneLine is a text in one line: what was typed in several is joined.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cutMark splits a message at the place that shareMark holds.
func cutMark(text string) (before, after string) {
	before, after, _ = strings.Cut(text, shareMark)
	return before, after
}
