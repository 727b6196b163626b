package invoice

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"reseller-console/internal/billing"
)

func TestLinesEndWhereTextMayBreak(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two three", 8, []string{"one two", "three"}},
		{"one  two", 4, []string{"one", "two"}},
		{"unbreakable", 4, []string{"unbr", "eaka", "ble"}},
		{"深圳市星河，教育", 5, []string{"深圳市星", "河，教育"}}, // no comma begins a line
		{"深圳Acme 教育", 6, []string{"深圳Acme", "教育"}},
		{"ends in space     ", 13, []string{"ends in space"}},
	} {
		got := wrap(c.text, float64(c.width), func(s string) float64 { return float64(utf8.RuneCountInString(s)) })
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEveryCharacterIsSetInATypefaceOrReplaced(t *testing.T) {
	t.Parallel()
	want := []run{{"a ", false}, {"云帆", true}, {" é\uFFFD", false}}
	if got := runs(clean("\u2068a\n云帆\u2069 é\U00020BB7")); !reflect.DeepEqual(got, want) {
		t.Errorf("runs are %+v, want %+v", got, want)
	}
}

// TestTextOfABillCanBeRead has another program take the text out of bills.
func TestTextOfABillCanBeRead(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("TEST_ALL") == "true" {
			t.Fatal("pdftotext is missing; `build/deps all` installs it")
		}
		t.Skip("SKIPPED: pdftotext is missing; `build/deps all` installs it")
	}
	for _, c := range []struct {
		d        Document
		language string
		want     []string
	}{
		{usual(t), "en", []string{"200001-2026-10", "Brightlane Learning", "Northgate Communications", "2026-10-01 – 2026-10-31", "2026-11-06",
			"11,160,310 s 186,006 min 10,000 176,006 0.99 / 1,000 174.24594", "no price", "2026-09-03, 2026-09-05", "−12.34", "630.71 USD", "Page 1 of 1"}},
		{chinese(t), "zh-Hans", []string{"深圳市星河在线教育科技有限公司", "云帆通信（上海）有限公司", "音视频通话", "252,133.73 CNY", "第 1 页，共 1 页", "至 1,000,000：24.50"}},
		{long(t), "en", []string{"Українська", "株式会", "한국어교육", "Page 5 of 5", "2,247,446.19 USD"}},
	} {
		path := filepath.Join(t.TempDir(), "bill.pdf")
		if err := os.WriteFile(path, []byte(written(t, c.d, PDF, c.language)), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), program, "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("the bill of %.20s in %s does not say %q: %.600s", c.d.Name, c.language, want, text)
			}
		}
		unpriced := slices.ContainsFunc(c.d.Lines, func(l billing.Line) bool { return l.Unpriced })
		if said := strings.Count(text, "costs nothing"); c.language == "en" && (said > 1 || unpriced != (said == 1)) {
			t.Errorf("the bill of %.20s says %d times that something costs nothing", c.d.Name, said)
		}
	}
}

func TestNoNameFails(t *testing.T) {
	t.Parallel()
	d := usual(t)
	var all strings.Builder
	for r := rune(0); r <= utf8.MaxRune; r += 97 {
		all.WriteRune(r)
	}
	for _, name := range []string{"", " ", "\xff\xfe", "\uFFFF\uFFFE\U0010FFFF", strings.Repeat("W", 2000), strings.Repeat("云", 900), all.String()} {
		d.Name, d.Holder = name, name
		if file := written(t, d, PDF, "en"); !strings.HasPrefix(file, "%PDF-") || strings.Count(file, "<</Type /Page\n") == 0 {
			t.Errorf("with the name %.20q the file is no PDF", name)
		}
	}
}
