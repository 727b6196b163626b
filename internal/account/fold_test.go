package account

import "testing"

func TestTextsThatDifferInCaseOnlyFoldAlike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b string }{
		{"CAFÉ", "café"},
		{"cafe\u0301", "CAFÉ"}, // decomposed
		{"ÄRGER", "ärger"},
		{"İSTANBUL", "istanbul"},
		{"STRASSE", "straße"},
		{"ΣΊΣΥΦΟΣ", "σίσυφος"},
		{"声网", "声网"},
		{"a\x00b\xff", "A\x00B\xfe"}, // what cannot be stored
	} {
		if Fold(c.a) != Fold(c.b) {
			t.Errorf("%q folds to %q, %q to %q", c.a, Fold(c.a), c.b, Fold(c.b))
		}
	}
}

func FuzzFoldingTwiceChangesNothing(f *testing.F) {
	for _, seed := range []string{"", "É", "İ", "e\u0301", "ß", "\xff\x00", "ŉ", "ᾳ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("%q folds to %q and then to %q", s, once, Fold(once))
		}
	})
}
