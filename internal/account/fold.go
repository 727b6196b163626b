package account

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns s without regard to case, and with composed and decomposed
// letters alike: what names, addresses and searches are compared by. Engines
// have rules of their own, so none of them folds.
//
// The dotted İ becomes a plain i, as people type it. What no engine can store,
// broken UTF-8 and NUL, becomes U+FFFD.
func Fold(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	s = strings.ToLower(norm.NFC.String(s)) // alone makes i of İ
	return norm.NFC.String(cases.Fold().String(s))
}
