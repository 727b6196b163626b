package journey

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"reseller-console/internal/app"
	"reseller-console/internal/demo"
)

var servingURL = regexp.MustCompile(`msg=serving url=(\S+)`)

// serve runs the program on a directory of its own, with a clock that is ahead
// by so much, until stop is called.
func serve(t *testing.T, dir string, ahead time.Duration) (p *program, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	p = &program{dir: dir, done: make(chan int, 1)}
	go func() {
		p.done <- app.Main(ctx, app.Process{
			Args:   []string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), "--clock-offset", ahead.String()},
			Stdout: io.Discard, Stderr: in,
		})
		_ = in.Close()
	}()
	said := make([]byte, 0, 4096)
	for part := make([]byte, 1024); p.BaseURL == ""; {
		n, err := out.Read(part)
		if said = append(said, part[:n]...); err != nil {
			t.Fatalf("the program ends: %s", said)
		}
		if m := servingURL.FindSubmatch(said); m != nil {
			p.BaseURL = string(m[1])
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return p, func() {
		cancel()
		if code := <-p.done; code != 0 {
			t.Errorf("the program ended with code %d", code)
		}
	}
}

// A schedule is made, its time comes, and the link in the mail leads to the
// file.
func TestAScheduleMakesItsFileAndMailsALinkToIt(t *testing.T) {
	t.Parallel()
	const email = "planner@journeys.example"
	p, stop := serve(t, t.TempDir(), 0)
	b := visitAt(t, p, wide, high)
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

	p, stop = serve(t, p.dir, 25*time.Hour)
	defer stop()
	p.Resellers = []demo.Reseller{{Email: email, Password: password}}
	b.program = p
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
	for b.ctx.Err() == nil {
		b.open("/outbox")
		if at := evaluate[string](b, fmt.Sprintf(`[...document.querySelectorAll("tbody tr")].find(row => row.textContent.includes(%q))?.querySelector("a").pathname ?? ""`, email)); at != "" {
			b.open(at)
			return evaluate[string](b, `(() => { const link = document.querySelector("#letter a[href*='export=']"); return link.pathname + link.search })()`)
		}
	}
	b.t.Fatalf("no letter to %s", email)
	return ""
}
