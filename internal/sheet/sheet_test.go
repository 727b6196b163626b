package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var people = Table{Name: "Usage", Columns: []Column{
	{Title: "Day"}, {Title: "CID", Kind: Key}, {Title: "公司"}, {Title: "Minutes", Kind: Figure},
}}

func row(day string, cid int64, name string, minutes int64) []Cell {
	return []Cell{Text(day), Number(cid), Text(name), Number(minutes)}
}

func build(t *testing.T, format Format, table Table, rows [][]Cell) *File {
	t.Helper()
	file, err := Build(t.TempDir(), format, table, pushAll(rows))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func pushAll(rows [][]Cell) func(Push) error {
	return func(push Push) error {
		for _, r := range rows {
			if err := push(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func reopen(t *testing.T, from io.Reader) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

func cellType(t *testing.T, book *excelize.File, sheet, cell string) excelize.CellType {
	t.Helper()
	kind, err := book.GetCellType(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	return kind
}

func value(t *testing.T, book *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := book.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestExcelNumbersAreNumbersAndTextIsText(t *testing.T) {
	t.Parallel()
	file := build(t, Excel, people, [][]Cell{row("2026-08-01", 200439, "00123", 1234567)})
	book := reopen(t, file)
	for cell, want := range map[string]string{"A1": "Day", "C1": "公司", "A2": "2026-08-01", "B2": "200439", "C2": "00123", "D2": "1234567"} {
		if got := value(t, book, "Usage", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString, "D2": excelize.CellTypeUnset} {
		if got := cellType(t, book, "Usage", cell); got != want {
			t.Errorf("%s is of type %v, want %v", cell, got, want)
		}
	}
	shown, err := book.GetCellValue("Usage", "D2")
	if err != nil || shown != "1,234,567" {
		t.Errorf("D2 is shown as %q (%v), want it grouped", shown, err)
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\")"} {
		table := Table{Name: "Usage", Columns: []Column{{Title: "Name"}}}
		book := reopen(t, build(t, Excel, table, [][]Cell{{Text(text)}}))
		if formula, err := book.GetCellFormula("Usage", "A2"); err != nil || formula != "" {
			t.Errorf("%q became the formula %q (%v)", text, formula, err)
		}
		if got := value(t, book, "Usage", "A2"); got != text {
			t.Errorf("%q became %q in Excel", text, got)
		}
		if got := readCSV(t, build(t, CSV, table, [][]Cell{{Text(text)}}))[1][0]; got != "'"+text {
			t.Errorf("%q became %q in CSV, want an apostrophe before it", text, got)
		}
	}
}

func TestCSVKeepsNegativeNumbersAsNumbers(t *testing.T) {
	t.Parallel()
	got := readCSV(t, build(t, CSV, people, [][]Cell{row("2026-08-01", 1, "a,\"b\"\nc", -5)}))
	want := []string{"2026-08-01", "1", "a,\"b\"\nc", "-5"}
	if strings.Join(got[1], "|") != strings.Join(want, "|") {
		t.Errorf("read %q, want %q", got[1], want)
	}
}

func TestForbiddenCharactersAreReplaced(t *testing.T) {
	t.Parallel()
	const text, want = "a\x00b\x1fc\uFFFEd\xffe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"
	book := reopen(t, build(t, Excel, people, [][]Cell{row("d", 1, text, 2)}))
	if got := value(t, book, "Usage", "C2"); got != want {
		t.Errorf("Excel has %q, want %q", got, want)
	}
	if got := readCSV(t, build(t, CSV, people, [][]Cell{row("d", 1, text, 2)}))[1][2]; got != want {
		t.Errorf("CSV has %q, want %q", got, want)
	}
}

func TestExcelHeaderIsBoldAndFrozen(t *testing.T) {
	t.Parallel()
	book := reopen(t, build(t, Excel, people, nil))
	panes, err := book.GetPanes("Usage")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes are %+v (%v), want the first row frozen", panes, err)
	}
	for _, cell := range []string{"A1", "D1"} {
		id, err := book.GetCellStyle("Usage", cell)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := book.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
			t.Errorf("%s is not bold (%v)", cell, err)
		}
	}
}

func TestRowsBeyondASheetGoOnInTheNext(t *testing.T) {
	t.Parallel()
	var to strings.Builder
	w, err := openExcel(&to, people, 4) // a header and three rows
	if err != nil {
		t.Fatal(err)
	}
	defer w.discard()
	for i := range int64(7) {
		if err := w.push(row("d"+strconv.FormatInt(i, 10), i, "n", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	book := reopen(t, strings.NewReader(to.String()))
	for cell, want := range map[string]string{"Usage!A4": "d2", "Usage!A5": "", "Usage 2!A1": "Day", "Usage 2!A2": "d3", "Usage 3!A2": "d6"} {
		sheet, ref, _ := strings.Cut(cell, "!")
		if got := value(t, book, sheet, ref); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

func TestColumnWidthsFitTheirTitles(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]float64{"CID": 12, "Video & Audio: audio (minutes)": 33, "实时消息：活跃用户数（人）": 29, strings.Repeat("x", 99): 40} {
		if got := (Column{Title: title}).width(); got != want {
			t.Errorf("%q is %v wide, want %v", title, got, want)
		}
	}
}

func TestCSVBeginsWithTheByteOrderMark(t *testing.T) {
	t.Parallel()
	all, err := io.ReadAll(build(t, CSV, people, nil))
	if err != nil || string(all) != "\uFEFFDay,CID,公司,Minutes\n" {
		t.Errorf("the file is %q (%v)", all, err)
	}
}

func TestAFailureLeavesNoFile(t *testing.T) {
	t.Parallel()
	for _, format := range []Format{Excel, CSV} {
		dir, broken := t.TempDir(), errors.New("storage went away")
		_, err := Build(dir, format, people, func(push Push) error {
			return errors.Join(push(row("d", 1, "n", 1)), broken)
		})
		if !errors.Is(err, broken) {
			t.Errorf("%s: the error is %v, want the one of fill", format, err)
		}
		expectEmpty(t, dir)
	}
}

func TestCloseRemovesTheFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, err := Build(dir, Excel, people, pushAll([][]Cell{row("d", 1, "n", 1)}))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := file.Stat(); err != nil || info.Size() != file.Size || file.Rows != 1 {
		t.Errorf("the file says %d bytes and %d rows, the disk %v (%v)", file.Size, file.Rows, info, err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	expectEmpty(t, dir)
}

func expectEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left in the directory: %v (%v)", left, err)
	}
}

func readCSV(t *testing.T, from io.Reader) [][]string {
	t.Helper()
	all, err := csv.NewReader(from).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestASheetClaimsNoOtherRangeThanItHas(t *testing.T) {
	t.Parallel()
	book := reopen(t, build(t, Excel, people, [][]Cell{row("2026-08-27", 1, "a", 2)}))
	if claimed, err := book.GetSheetDimension("Usage"); err != nil || claimed != "" {
		t.Errorf("the sheet claims to be %q (%v), which readers that stream it would believe", claimed, err)
	}
}

func TestExcelTakesNoTextForAnEscape(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"_x0041_", "a\rb", "<&>\"'", strings.Repeat("𠀀", 20_000)} {
		book := reopen(t, build(t, Excel, people, [][]Cell{row("d", 1, text, 2)}))
		if got := value(t, book, "Usage", "C2"); got != text && !strings.HasPrefix(text, got+"𠀀") {
			t.Errorf("%.40q is read as %.40q", text, got)
		}
	}
}

func TestAPageAboutTheTableComesFirst(t *testing.T) {
	t.Parallel()
	table := people
	table.About = &Page{Name: "About", Lines: []Line{{"Interval", "=2026-08"}, {Title: "Rules"}}}
	book := reopen(t, build(t, Excel, table, [][]Cell{row("d", 1, "n", 2)}))
	if got := strings.Join(book.GetSheetList(), "|"); got != "About|Usage" {
		t.Errorf("the sheets are %s", got)
	}
	if a, b, c := value(t, book, "About", "A1"), value(t, book, "About", "B1"), value(t, book, "Usage", "A2"); a != "Interval" || b != "=2026-08" || c != "d" {
		t.Errorf("read %q, %q, %q", a, b, c)
	}
	if got := readCSV(t, build(t, CSV, table, nil)); len(got) != 1 {
		t.Errorf("CSV has %q", got)
	}
}

// brokenPipe takes so many bytes.
type brokenPipe struct{ left int }

func (b *brokenPipe) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestAFileThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	for _, left := range []int{0, 1000, 10_000} {
		_, err := Write(&brokenPipe{left}, Excel, people, func(push Push) error {
			for i := range int64(50_000) {
				if err := push(row("d"+strconv.FormatInt(i*i*7919, 36), i, "n", i)); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("after %d bytes the error is %v", left, err)
		}
	}
}
