package journey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// choose chooses in a field that sends the filters, and waits for the new part.
func (b *browser) choose(selector, value string) {
	b.t.Helper()
	b.swapBy(script(fmt.Sprintf(`(field => { field.value = %q; field.dispatchEvent(new Event("change", {bubbles: true})) })(document.querySelector(%q))`, value, selector)))
}

// says fails the test unless the address holds each of the texts.
func (b *browser) says(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if at := b.address(); !strings.Contains(at, text) {
			b.t.Errorf("the address is %s, without %q", at, text)
		}
	}
}

func TestTheChartIsGroupedComparedAnnotatedAndKept(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart")
	evaluate[bool](b, `window.kept = true`) // lost if the whole page is loaded
	b.choose("#group", "company")
	b.choose("#metric", "videoAll")
	b.choose("#compare", "previous")
	b.says("group=company", "metric=videoAll", "compare=previous", "interval=30d", "type=daily")
	if !evaluate[bool](b, `window.kept === true`) {
		t.Error("the whole page was loaded")
	}
	if n := len(b.numbers("thead tr:first-child .table-sort")); n != 11 {
		t.Errorf("the table has %d columns, want the day, nine companies and the others", n)
	}
	b.accessible()
	b.picture("grouped")

	b.do(chromedp.Click(chromedp.CSS("[data-series]")))
	b.says("series=")
	b.open(b.address())
	if on := evaluate[int](b, `document.querySelectorAll("[data-series]:checked").length`); on != 9 {
		t.Errorf("after a reload %d series are drawn, want 9", on)
	}
	evaluate[bool](b, `HTMLAnchorElement.prototype.click = function () { window.saved = this.download }
		URL.createObjectURL = blob => { window.picture = blob; return "blob:picture" }; true`)
	b.do(chromedp.Click(chromedp.CSS("#picture")))
	kept := evaluate[string](b, `new Promise(done => { const wait = () => window.saved
		? createImageBitmap(window.picture).then(p => done([saved, p.width > 1000, p.height > 600].join(" "))) : setTimeout(wait, 50)
		wait() })`)
	if !strings.HasPrefix(kept, "usage-rtc-") || !strings.HasSuffix(kept, ".png true true") {
		t.Errorf("the picture is %q", kept)
	}

	cid := strings.TrimPrefix(evaluate[string](b, `document.querySelector("[data-series]").value`), "c:")
	b.open("/usage/chart?interval=30d&group=project&company=" + cid)
	b.do(chromedp.Click(chromedp.CSS("#add-note")), chromedp.WaitVisible(chromedp.CSS("dialog #text")))
	b.accessible()
	b.fill("dialog #text", "A fair in the city")
	b.click("dialog #act-do")
	b.says("group=project", "company="+cid)
	if list := b.text(".events"); !strings.Contains(list, "A fair in the city") {
		t.Errorf("the events are %q", list)
	}
	b.accessible()
	b.picture("noted")
	b.do(chromedp.Click(chromedp.CSS(".events li:last-child a:last-child")), chromedp.WaitVisible(chromedp.CSS("dialog #act-do")))
	b.click("dialog #act-do")
	if b.has(".events") && strings.Contains(b.text(".events"), "A fair in the city") {
		t.Error("the note stays after it is deleted")
	}
}

func TestAPeriodOfTheChartLeadsOnByMouseAndKeys(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart?interval=12m&type=monthly")
	b.do(chromedp.Focus(chromedp.CSS(".chart")), chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	b.says("interval=custom", "type=daily")
	days := b.numbers("tbody tr")
	if len(days) < 28 {
		t.Errorf("a month leads to %d days", len(days))
	}
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(".chart canvas"))); err != nil {
		t.Fatal(err)
	}
	b.says("/usage/explain", "period=", "metric=audioAll")
}

func TestTheChartIsChosenWithoutAScript(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, phone, phigh)
	b.signIn()
	b.scripts(false)
	b.open("/usage/chart?interval=7d")
	b.do(chromedp.Click(chromedp.CSS("details.filter > summary")), chromedp.SetValue(chromedp.CSS("#group"), "company"), chromedp.SetValue(chromedp.CSS("#compare"), "year"))
	b.click("#show")
	b.says("group=company", "compare=year")
	if n := len(b.numbers("tbody tr")); n != 7 {
		t.Errorf("the table has %d rows, want 7", n)
	}
	b.click("#add-note")
	b.fill("#text", "Without a script")
	b.click("#act-do")
	b.says("group=company", "compare=year")
	if list := b.text(".events"); !strings.Contains(list, "Without a script") {
		t.Errorf("the events are %q", list)
	}
	b.picture("scriptless")
}
