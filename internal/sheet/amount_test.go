package sheet

import (
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAnAmountIsANumberWithItsTwoPlaces(t *testing.T) {
	t.Parallel()
	table := Table{Name: "Margin", Columns: []Column{{Title: "Revenue", Kind: Amount}}}
	rows := [][]Cell{{Exact("-1234567.50")}, {Exact("9999999999999.99")}, {{}}}
	text, err := io.ReadAll(build(t, CSV, table, rows))
	if err != nil || !strings.Contains(string(text), "\n-1234567.50\n9999999999999.99\n") {
		t.Errorf("%q, %v", text, err)
	}
	book := reopen(t, build(t, Excel, table, rows))
	for cell, want := range map[string]string{"A2": "-1,234,567.50", "A3": "9,999,999,999,999.99", "A4": ""} {
		if got, err := book.GetCellValue("Margin", cell); err != nil || got != want {
			t.Errorf("%s shows %q, want %q (%v)", cell, got, want, err)
		}
	}
	if kind := cellType(t, book, "Margin", "A2"); kind != excelize.CellTypeUnset {
		t.Errorf("the amount is of type %v, not a number", kind)
	}
	if n, whole := Exact("12").Int(); whole {
		t.Errorf("it is the whole number %d", n)
	}
}
