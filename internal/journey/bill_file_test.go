package journey

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func TestABillIsDownloadedAndAddsUp(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/billing/bills?sort=-total")
	b.click(`table a[href^="/billing/bills/"]`)
	if kind := evaluate[string](b, `fetch(document.querySelector("a[href$='format=pdf']").href).then(r => r.text()).then(t => t.slice(0, 5))`); kind != "%PDF-" {
		t.Errorf("the file begins with %q", kind)
	}
	total := strings.ReplaceAll(b.text(".page-body dd.h2"), ",", "")
	text := evaluate[string](b, `fetch(document.querySelector("a[href$='format=focus']").href).then(r => r.text())`)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	b.check(err)
	sum := decimal.Zero
	for _, r := range rows[1:] {
		sum = sum.Add(decimal.RequireFromString(r[0]))
	}
	if sum.IsZero() || !strings.Contains(total, sum.StringFixed(2)) {
		t.Errorf("the costs add up to %s, the page says %q", sum, total)
	}
}
