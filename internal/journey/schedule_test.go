package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"reseller-console/internal/demo"
)

// A schedule is made, its time comes, and the link in the mail leads to the
// file.
func TestAScheduleMakesItsFileAndMailsALinkToIt(t *testing.T) {
	t.Parallel()
	const email = "planner@journeys.example"
	chromium(t)
	p := &program{dir: t.TempDir()}
	stop := p.serve(t)
	b := visitAt(t, p, wide, high)
	b.allow = "ERR_CONNECTION_REFUSED" // what a page wants of the server that stops
	password := b.ownReseller(email)
	b.signInWith(email, password)
	b.open("/usage/download?type=monthly&content=company&content=about&product=rtc&product=rtm")
	b.click("#save-template")
	b.fill("#templateName", "Billing")
	b.click("#act-do")
	if said := b.said(); !strings.Contains(said, "The template “Billing” is saved.") {
		t.Errorf("the page says %q", said)
	}
	b.open("/usage/download")
	b.click("[aria-labelledby=templates] a")
	if chosen := b.numbers("[aria-labelledby=templates] [aria-current]"); len(chosen) != 1 {
		t.Errorf("chosen is %q", chosen)
	}
	b.click("#make-schedule")
	b.fill("#scheduleName", "Monthly bill")
	b.do(chromedp.SetValue(chromedp.CSS("#span"), "lastMonth"), chromedp.SetValue(chromedp.CSS("#hour"), "5"))
	b.accessible()
	b.picture("new")
	b.click("#save-schedule")
	if row := b.text("tbody tr"); !strings.Contains(row, "Daily at 05:00") || !strings.Contains(row, "Not run yet") {
		t.Errorf("the schedule is %q", row)
	}
	stop()

	p.serve(t, "--clock-offset", "25h")
	p.Resellers = []demo.Reseller{{Email: email, Password: password}}
	letter := b.letterTo(email)
	b.picture("letter")
	b.open("/login")
	b.do(chromedp.Navigate(p.BaseURL + letter))
	if at := b.address(); strings.HasPrefix(at, "/login") {
		b.fill("#email", email)
		b.fill("#password", password)
		b.click("main button[type=submit]")
	}
	if at := b.address(); !strings.HasPrefix(at, "/usage/exports") {
		t.Fatalf("the link leads to %s", at)
	}
	if row := b.text("tr.table-active"); !strings.Contains(row, "Monthly bill") || !strings.Contains(row, "Ready") {
		t.Errorf("the export is %q", row)
	}
	b.picture("export")
	file := evaluate[string](b, `document.querySelector("tr.table-active a[href$='/file']").pathname`)
	if rows := b.sheet(file); rows[0][0] != "Interval" {
		t.Errorf("the file begins with %q", rows[0])
	}
	b.open("/usage/schedules")
	if row := b.text("tbody tr"); !strings.Contains(row, "Ready") {
		t.Errorf("after its run the schedule is %q", row)
	}
	b.ask("tbody a[data-dialog]")
	b.accessible()
	b.picture("ask-delete")
	b.looks("/usage/download?type=monthly&content=company&content=about&product=rtc&product=rtm", "/usage/exports", "/usage/templates", "/usage/schedules", "/usage/schedules/new")
}

// letterTo waits for a letter to an address, and returns where its link leads.
func (b *browser) letterTo(email string) string {
	b.t.Helper()
	b.openLetter(email)
	return evaluate[string](b, `(() => { const link = document.querySelector("#letter a[href*='export=']"); return link.pathname + link.search })()`)
}
