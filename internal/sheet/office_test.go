package sheet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// strange are texts that programs like to make something else of.
var strange = []string{
	"=1+1", "+49 30 123", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "'=1+1", "'", "007", "00123", "1e5", "2026-08-31", "12:30", "TRUE", "1/2", "50%", "€ 5",
	"云帆在线教育", "شركة الأفق للتعليم", "חברת אופק", "שלום (world) 123", "日本語テキスト", "🎓 school", "a,b;c\td", "say \"hi\"", "two\nlines", " space around ", "#REF!", "\\N", "&amp; <b>",
	strings.Repeat("A company with a very long name ", 60), "x",
}

// TestOfficeReadsEveryCell has LibreOffice open our workbook and write every
// sheet of it as CSV, in which text, and only that, is quoted.
func TestOfficeReadsEveryCell(t *testing.T) {
	t.Parallel()
	const rows, limit = 40, 15 // a header and 14 rows on a sheet
	var want [][]Cell
	for i := range int64(rows) {
		want = append(want, []Cell{Text("2026-08-31"), Number(200_000 + i), Text(strange[int(i)%len(strange)]), Number(i * i * 99_999_999_999)})
	}
	want[7][3], want[8][3], want[9][2] = Number(-42), Number(0), Cell{}
	dir := t.TempDir()
	table := people
	writeBook(t, filepath.Join(dir, "usage.xlsx"), table, want, limit)
	convert(t, dir)
	for i := range 3 {
		name := []string{"Usage", "Usage 2", "Usage 3"}[i]
		part := want[i*(limit-1) : min(len(want), (i+1)*(limit-1))]
		compareOffice(t, filepath.Join(dir, "usage-"+name+".csv"), append([][]Cell{titles(table)}, part...))
	}
}

func writeBook(t *testing.T, path string, table Table, rows [][]Cell, limit int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := openExcel(file, table, limit)
	if err != nil {
		t.Fatal(err)
	}
	defer w.discard()
	for _, r := range rows {
		if err := w.push(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// asCSV has LibreOffice write all sheets (-1) in UTF-8 (76), every text cell
// quoted, numbers as they are and not as they are shown.
const asCSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"

// convert makes a file for each sheet of usage.xlsx, beside it. A machine
// without LibreOffice skips the test, unless TEST_ALL=true.
func convert(t *testing.T, dir string) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("TEST_ALL") == "true" {
			t.Fatal("LibreOffice is missing; `build/deps all` installs it")
		}
		t.Skip("SKIPPED: LibreOffice is missing; `build/deps all` installs it")
	}
	profile := "-env:UserInstallation=file://" + filepath.Join(dir, "profile")
	said, err := exec.CommandContext(t.Context(), office, profile, "--headless", "--norestore", "--convert-to", asCSV, "--outdir", dir, filepath.Join(dir, "usage.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
}

func compareOffice(t *testing.T, path string, want [][]Cell) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := quoted(strings.TrimPrefix(string(text), mark))
	if len(got) != len(want) {
		t.Errorf("%s has %d rows, want %d", path, len(got), len(want))
	}
	for r := range min(len(got), len(want)) {
		var cells []string
		for _, c := range want[r] {
			cells = append(cells, inOffice(c))
		}
		if fmt.Sprint(got[r]) != fmt.Sprint(cells) {
			t.Errorf("row %d of %s is\n%q, want\n%q", r+1, filepath.Base(path), got[r], cells)
		}
	}
}

// inOffice is a cell as quoted returns it.
func inOffice(c Cell) string {
	if _, isNumber := c.Int(); isNumber || !c.filled {
		return c.String()
	}
	return `"` + c.text + `"`
}

// quoted reads CSV as encoding/csv does, but leaves quoted fields between one
// pair of quotation marks.
func quoted(text string) (rows [][]string) {
	var row []string
	var field strings.Builder
	inside := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' && inside && i+1 < len(text) && text[i+1] == '"':
			field.WriteByte(c)
			i++
		case c == '"':
			inside = !inside
			field.WriteByte(c)
		case !inside && (c == ',' || c == '\n'):
			row = append(row, field.String())
			field.Reset()
			if c == '\n' {
				rows, row = append(rows, row), nil
			}
		default:
			field.WriteByte(c)
		}
	}
	return rows
}
