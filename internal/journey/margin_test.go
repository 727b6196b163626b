package journey

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The total of the table as it is read: revenue, cost, margin, percent.
func (b *browser) earned() string {
	b.t.Helper()
	return strings.Join(b.numbers("tfoot td"), " ")
}

func TestAResellerSeesWhatItEarns(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/companies")
	b.click(`nav a[href="/billing/margin"]`)
	total := b.earned()
	if rows := b.numbers("tbody tr"); len(rows) < 10 || !strings.Contains(strings.Join(rows, " "), "−") {
		t.Errorf("without a loss among them: %q", rows)
	}
	b.accessible()
	b.picture("companies")

	for _, by := range []string{"product", "month"} {
		b.do(chromedp.Click(chromedp.CSS(`label[for="by-` + by + `"]`)))
		b.swap("#show")
		b.says("by=" + by)
		if got := b.earned(); got != total {
			t.Errorf("by %s the total is %s, by company %s", by, got, total)
		}
		b.accessible()
		b.picture(by)
	}
	b.swap("#sort-margin")
	b.says("sort=-margin")

	sheet := b.sheet("/billing/margin/file?by=month")
	if len(sheet) != 7 || sheet[0][0] != "Month" || len(sheet[1]) != len(sheet[0]) {
		t.Errorf("the file has %q", sheet)
	}
	b.click("tbody tr a")
	b.says("by=company")
	b.click("tbody tr a")
	b.says("by=month", "q=2")

	b.scripts(false)
	b.resize(phone, phigh)
	b.open("/billing/margin")
	b.do(chromedp.Click(chromedp.CSS("details.filter > summary")))
	b.fill("#q", "no such company")
	b.click("#show")
	if said := b.text(".empty-title"); !strings.Contains(said, "no such company") {
		t.Errorf("the page says %q", said)
	}
	b.picture("nomatch")
	b.open("/billing/margin?from=2024-01")
	b.expect(http.StatusBadRequest)
	b.picture("wrong")
}
