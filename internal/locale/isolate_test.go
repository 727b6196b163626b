package locale

import "testing"

func TestANameFromRightToLeftIsKeptApartFromItsSentence(t *testing.T) {
	t.Parallel()
	for value, want := range map[any]any{
		"Walk & Talk": "Walk & Talk", "云帆": "云帆", "": "", 7: 7, "شركة (1)": "\u2068شركة (1)\u2069", "אור": "\u2068אור\u2069",
	} {
		if got := isolated(value); got != want {
			t.Errorf("%v is put in as %q, want %q", value, got, want)
		}
	}
}
