package journey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until the element has the focus.
func (b *browser) tabTo(id string) {
	b.t.Helper()
	for range 80 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if evaluate[string](b, "document.activeElement.id") == id {
			return
		}
	}
	b.t.Fatalf("Tab does not lead to #%s", id)
}

func TestTheKeyboardReachesEveryChoice(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart")
	b.tabTo("type-daily")
	if ring := evaluate[string](b, `getComputedStyle(document.querySelector("label[for=type-daily]")).outlineStyle`); ring != "solid" {
		t.Errorf("the focus on Daily is drawn %q", ring)
	}
	b.picture("focus")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	b.tabTo("show")
	b.swapBy(chromedp.KeyEvent(kb.Enter))
	if address := evaluate[string](b, "location.search"); !strings.Contains(address, "type=monthly") {
		t.Errorf("Monthly by keyboard leads to %s", address)
	}

	before := b.canvas()
	b.tabTo("mark-line")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	if b.canvas() == before || !strings.Contains(evaluate[string](b, "location.search"), "mark=bar") {
		t.Errorf("Bars by keyboard draws nothing else at %s", evaluate[string](b, "location.search"))
	}
	b.accessible()

	b.open("/usage/download")
	for from, to := range map[string]string{"type-daily": "type-monthly", "file-xlsx": "file-csv"} {
		b.do(chromedp.Focus(chromedp.CSS("#to")))
		b.tabTo(from)
		b.do(chromedp.KeyEvent(kb.ArrowRight))
		if !evaluate[bool](b, fmt.Sprintf("document.getElementById(%q).checked", to)) {
			t.Errorf("an arrow key on %s does not choose %s", from, to)
		}
	}
}

func TestThePageStaysWhereItWasScrolledTo(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, 700)
	b.signIn()
	for _, page := range []struct {
		path  string
		links []string
	}{
		{"/usage/chart", []string{"#sort-audioAll", "#sort-period", "#product-onPremiseRecording"}},
		{"/companies", []string{"#sort-name", "#tab-all"}},
	} {
		b.open(page.path)
		for _, link := range page.links {
			want := evaluate[int](b, `scrollTo({top: 300, behavior: "instant"}), Math.round(scrollY)`)
			b.swapBy(script(fmt.Sprintf("document.querySelector(%q).click()", link)))
			if got := evaluate[int](b, "Math.round(scrollY)"); want < 100 || got != want {
				t.Errorf("%s %s scrolls from %d to %d", page.path, link, want, got)
			}
		}
	}
	evaluate[bool](b, `scrollTo({top: 300, behavior: "instant"}), true`)
	b.swapBy(script(`document.querySelector(".pagination a").click()`))
	if got := evaluate[int](b, `Math.round(document.getElementById("content").getBoundingClientRect().top)`); got != 0 {
		t.Errorf("another page of the list begins at %d", got)
	}
}

func TestTheLastOfSeveralClicksCounts(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart")
	// The later answers are slower, so that the first one would come first.
	b.swapBy(script(`(() => {
		const fetch = window.fetch
		let wait = 0
		window.fetch = async (...all) => { await new Promise(done => setTimeout(done, wait += 200)); return fetch(...all) }
		for (const product of ["cloudRecording", "transcoding", "rtm"]) document.getElementById("product-" + product).click()
	})()`))
	evaluate[bool](b, `new Promise(done => setTimeout(() => done(true), 700))`)
	if got := evaluate[string](b, `document.querySelector(".nav-bordered .active").id + " " + new URLSearchParams(location.search).get("product")`); got != "product-rtm rtm" {
		t.Errorf("the page shows %q", got)
	}
}

func TestWithoutScriptsTheTableStandsForTheChart(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.scripts(false)
	b.open("/usage/chart")
	b.picture("page")
	if shown := b.text("noscript"); !strings.Contains(shown, "table below") {
		t.Errorf("instead of the chart the page says %q", shown)
	}
	if shown := evaluate[[]string](b, `[...document.querySelectorAll("#chart, [name=mark] + label, [name=series]")].filter(e => e.checkVisibility()).map(e => e.outerHTML)`); len(shown) > 0 {
		t.Errorf("without scripts the page offers %q", shown)
	}
	b.scripts(true)
}

// scripts lets the pages that are opened from now on run scripts, or not.
func (b *browser) scripts(run bool) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
	b.check(err)
}
