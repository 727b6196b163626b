package journey

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	logdomain "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// patience is how long one journey may take on a slow machine.
func patience() time.Duration {
	if everything() {
		return 30 * time.Minute
	}
	return 4 * time.Minute
}

// more leaves a journey to make test-all: what it goes through others begin with.
func more(t *testing.T) {
	t.Helper()
	if !thorough() {
		t.Skip("make test-all")
	}
}

// thorough says that everything is to be gone through.
func thorough() bool { return os.Getenv("TEST_ALL") == "true" || everything() }

// browser is one visitor: a window of its own, at one of our pages.
type browser struct {
	t   *testing.T
	ctx context.Context
	*program
	allow    string          // what a problem that is none contains
	watch    func(event any) // nil: nobody else is told of events
	mu       sync.Mutex
	problems []string
}

// visit opens a window for the demo.
func visit(t *testing.T, width, height int64) *browser {
	t.Helper()
	chromium(t) // before the demo is filled in vain
	return visitAt(t, served(t), width, height)
}

// visitAt opens a window at a program; the test fails if its console shows an
// error.
func visitAt(t *testing.T, p *program, width, height int64) *browser {
	t.Helper()
	chromium(t)
	w, err := freeWindow()
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, program: p}
	w.visitor.Store(b)
	ctx, cancel := context.WithTimeout(w.ctx, patience())
	b.ctx = ctx
	t.Cleanup(func() {
		defer cancel()
		w.leave(b)
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, p := range b.problems {
			t.Errorf("the browser's console shows: %s", p)
		}
	})
	b.resize(width, height)
	return b
}

// listen collects what no page of ours may cause.
func (b *browser) listen(event any) {
	b.mu.Lock()
	watch := b.watch
	b.mu.Unlock()
	if watch != nil {
		watch(event)
	}
	var problem string
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		problem = fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.URL)
		if e.ExceptionDetails.Exception != nil {
			problem += " " + e.ExceptionDetails.Exception.Description
		}
	case *logdomain.EventEntryAdded:
		if e.Entry.Level == logdomain.EntryLevelError || e.Entry.Level == logdomain.EntryLevelWarning {
			problem = e.Entry.Text + " " + e.Entry.URL
		}
	}
	if problem != "" && !ofTheLeft(problem) && (b.allow == "" || !strings.Contains(problem, b.allow)) {
		b.mu.Lock()
		b.problems = append(b.problems, problem)
		b.mu.Unlock()
	}
}

// ofTheLeft tells a problem of a page that the visitor has left for an empty one
// before Chromium asked for its icon, which it then does in vain.
func ofTheLeft(problem string) bool {
	return strings.Contains(problem, "favicon.svg") && (strings.Contains(problem, "from origin 'null'") || strings.Contains(problem, "net::ERR_FAILED"))
}

func (b *browser) check(err error) {
	b.t.Helper()
	if err != nil {
		b.picture("failed")
		b.t.Fatal(err)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.check(chromedp.Do(b.ctx, steps...))
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.BaseURL + path))
}

// openOnce opens a page once it has a text: what happens beside the pages is
// waited for without showing them over and over. A page of the program is open.
func (b *browser) openOnce(path, text string) {
	b.t.Helper()
	evaluate[bool](b, fmt.Sprintf(`(async () => {
		while (!(await (await fetch(%q)).text()).includes(%q)) await new Promise(done => setTimeout(done, 100))
		return true
	})()`, path, text))
	b.open(path)
}

// click follows a link or sends a form, and waits for the page it leads to.
func (b *browser) click(selector string) {
	b.t.Helper()
	_, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(selector)))
	b.check(err)
}

func (b *browser) fill(selector, value string) {
	b.t.Helper()
	b.do(chromedp.Clear(chromedp.CSS(selector)), chromedp.SendKeys(chromedp.CSS(selector), value))
}

func evaluate[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	b.check(err)
	return v
}

func (b *browser) text(selector string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS(selector)))
	b.check(err)
	return strings.TrimSpace(s)
}

var fileName = strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-")

// picture keeps a screenshot in artifacts/ at the root of the project.
func (b *browser) picture(name string) {
	result, err := chromedp.Call(b.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{OptimizeForSpeed: new(true)})
	if err != nil {
		b.t.Log("no screenshot:", err)
		return
	}
	dir := filepath.Join("..", "..", "artifacts")
	file := filepath.Join(dir, fileName.Replace(b.t.Name()+"-"+name)+".png")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.t.Error(err)
	}
	if err := os.WriteFile(file, result.Data, 0o644); err != nil {
		b.t.Error(err)
	}
}

// accessible fails the test on any serious finding of axe.
func (b *browser) accessible() {
	b.t.Helper()
	b.do(script(axe))
	found := evaluate[[]string](b, `axe.run().then(r => r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
		.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + n.failureSummary)))`)
	for _, f := range found {
		b.t.Errorf("axe on %s: %s", evaluate[string](b, "location.pathname"), f)
	}
}

// signIn signs the first reseller in.
func (b *browser) signIn() { b.t.Helper(); b.signInAs(0) }

// signInAs signs one of the resellers in. The journey that changes a user's
// language needs a user of its own.
func (b *browser) signInAs(reseller int) {
	b.t.Helper()
	b.signInWith(b.Resellers[reseller].Email, b.Resellers[reseller].Password)
}

func (b *browser) signInWith(email, password string) {
	b.t.Helper()
	b.open("/login")
	b.fill("#email", email)
	b.fill("#password", password)
	b.click("main button[type=submit]")
}

func (b *browser) signOut() {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS("header details:has(form[action='/logout']) > summary")))
	b.click("header form[action='/logout'] button")
}

func (b *browser) resize(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// theme and language press the same buttons as a visitor, where it matters
// nothing which page is open.
func (b *browser) theme(name string)   { b.post("/theme", "theme", name) }
func (b *browser) language(tag string) { b.post("/language", "language", tag) }

func (b *browser) post(path, field, value string) {
	b.t.Helper()
	status := evaluate[int](b, fmt.Sprintf(`fetch(%q, {method: "POST", body: new URLSearchParams({%q: %q, back: "/settings"})}).then(r => r.status)`, path, field, value))
	if status != 200 {
		b.t.Fatalf("%s is answered %d", path, status)
	}
}

// swap clicks what replaces a part of the page, and waits for the new part.
func (b *browser) swap(selector string) {
	b.t.Helper()
	b.swapBy(chromedp.Click(chromedp.CSS(selector)))
}

// swapBy does what replaces a part of the page, and waits for the new part.
func (b *browser) swapBy(act chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	evaluate[bool](b, `window.swapped = new Promise(done => document.addEventListener("htmx:after:swap", () => done(true), {once: true})); true`)
	b.do(act)
	evaluate[bool](b, `window.swapped`)
}

// script runs a script in the page; an exception of the script is an error.
func script(text string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		answer, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: text})
		if err == nil && answer.ExceptionDetails != nil {
			err = fmt.Errorf("the script fails: %s", answer.ExceptionDetails.Exception.Description)
		}
		return chromedp.Void{}, err
	}
}

// numbers reads a row of figures as the page shows them.
func (b *browser) numbers(selector string) []string {
	b.t.Helper()
	return evaluate[[]string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.textContent.trim().replaceAll(",", ""))`, selector))
}
