package locale_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/locale"
)

func TestEveryMessageIsThereInEveryLanguage(t *testing.T) {
	t.Parallel()
	want := ids(t, "en")
	for _, tag := range locale.Tags() {
		got := ids(t, tag)
		for id := range want {
			if _, ok := got[id]; !ok {
				t.Errorf("%s has no %q", tag, id)
			}
		}
		for id, text := range got {
			if _, ok := want[id]; !ok {
				t.Errorf("%s has %q, which English has not", tag, id)
			}
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %q is empty", tag, id)
			}
		}
	}
}

func TestPlacesInMessagesAreTheSameInEveryLanguage(t *testing.T) {
	t.Parallel()
	want := ids(t, "en")
	for _, tag := range locale.Tags() {
		for id, text := range ids(t, tag) {
			if got, want := places(text), places(want[id]); !slices.Equal(got, want) {
				t.Errorf("%s: %q has places %v, English has %v", tag, id, got, want)
			}
		}
	}
}

func TestMatchFindsTheLanguageOfAVisitor(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"":                                "en",
		"de-DE,de;q=0.9":                  "en",
		"zh-CN,zh;q=0.9,en;q=0.8":         "zh-Hans",
		"zh":                              "zh-Hans",
		"fr;q=0.9, zh-Hans;q=0.5":         "zh-Hans",
		"en-GB,en;q=0.9,zh-CN;q=0.8":      "en",
		"not a header;;;q=x":              "en",
		strings.Repeat("zz-invalid,", 99): "en",
	} {
		if got := locale.Match(header); got != want {
			t.Errorf("Match(%.40q) = %q, want %q", header, got, want)
		}
	}
}

func TestWordsAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	en, zh := locale.For("en"), locale.For("zh-Hans")
	for _, c := range []struct{ got, want string }{
		{en.N("company.count", 1), "1 company"},
		{en.N("company.count", 12345), "12,345 companies"},
		{zh.N("company.count", 12345), "12,345 家公司"},
		{en.Number(-1234567), "−1,234,567"},
		{zh.Number(1234567), "1,234,567"},
		{en.Percent(0.058), "5.8%"},
		{zh.Percent(-0.058), "−5.8%"},
		{en.Amount("-0.50"), "−0.50"},
		{zh.Amount("1234567.123456"), "1,234,567.123456"},
		{en.Amount("-1234"), "−1,234"},
		{en.Amount("88766579.17 USD"), "88,766,579.17 USD"},
		{zh.Amount("-5015.00 CNY"), "−5,015.00 CNY"},
		{en.Amount("120000 minutes"), "120,000 minutes"},
		{en.Amount("unlimited"), "unlimited"},
		{en.Amount(""), ""},
		{en.Amount("99999999999999999999.5"), "99999999999999999999.5"},
		{en.T("shell.language", "Name", "<b>"), "Language: <b>"},
		{en.T("no.such.id"), "⟦no.such.id⟧"},
		{zh.Tag(), "zh-Hans"},
		{zh.Name(), "简体中文"},
		{en.Name(), "English"},
		{locale.For("xx").Tag(), "en"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// ids reads all messages of a language: id → its text, plural forms joined. An
// id that stands in two files is an error.
func ids(t *testing.T, tag string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("message", tag, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages for %s: %v", tag, err)
	}
	all := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var some map[string]any
		if err := json.Unmarshal(content, &some); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for id, text := range some {
			if _, twice := all[id]; twice {
				t.Errorf("%s: %q stands in two files", tag, id)
			}
			all[id] = joined(text)
		}
	}
	return all
}

func joined(text any) string {
	forms, plural := text.(map[string]any)
	if !plural {
		s, _ := text.(string)
		return s
	}
	s, _ := forms["other"].(string)
	return s
}

func places(text string) []string {
	found := map[string]bool{}
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{{")
		if !ok {
			return slices.Sorted(maps.Keys(found))
		}
		place, behind, _ := strings.Cut(after, "}}")
		found[place], rest = true, behind
	}
}
