package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	browserdomain "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keys types; the page must have the focus somewhere, and show where.
func (b *browser) keys(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// tabWhere presses Tab until the element with the focus matches, and fails the
// test if that does not show.
func (b *browser) tabWhere(selector string) {
	b.t.Helper()
	for range 120 {
		b.keys(kb.Tab)
		if evaluate[bool](b, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
			if !evaluate[bool](b, `(() => { const e = document.activeElement, of = s => s.outlineStyle !== "none" && s.outlineWidth !== "0px" || s.boxShadow !== "none"
				return e.matches(":focus-visible") && [e, ...e.labels ?? []].some(x => of(getComputedStyle(x)) || getComputedStyle(x).backgroundColor !== "rgba(0, 0, 0, 0)") })()`) {
				b.t.Errorf("the focus on %s does not show", selector)
			}
			return
		}
	}
	b.t.Fatalf("Tab does not lead to %s on %s", selector, b.address())
}

// enter presses Enter, and waits for the page that it leads to.
func (b *browser) enter() {
	b.t.Helper()
	_, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(kb.Enter))
	b.check(err)
}

// focused fails the test if a partial update has lost the focus.
func (b *browser) focused(selector string) {
	b.t.Helper()
	if !evaluate[bool](b, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
		b.t.Errorf("the focus is on %s, want %s", evaluate[string](b, "document.activeElement.outerHTML.slice(0, 120)"), selector)
	}
}

func TestADayOfWorkNeedsOnlyKeys(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "keyboard@journeys.example"
	password := b.ownReseller(email)
	b.ownCompany(email)
	b.open("/login")
	b.focused("#email")
	b.keys(email)
	b.tabWhere("#password")
	b.keys(password)
	b.enter()

	b.keys(kb.Tab)
	b.focused(".visually-hidden-focusable")
	b.keys(kb.Enter)
	b.focused("main")
	b.tabWhere("[name=type]")
	b.keys("Company n")
	b.tabWhere("#q")
	b.keys("journ")
	b.swapBy(chromedp.KeyEvent(kb.Enter))
	b.focused("#q")
	b.tabWhere("#sort-name")
	b.swapBy(chromedp.KeyEvent(kb.Enter))
	b.focused("#sort-name")
	b.tabWhere("tbody a")
	b.enter()
	page := b.address()

	for _, act := range []string{"freeze", "unfreeze"} {
		b.tabWhere("#" + act)
		b.keys(kb.Enter)
		b.do(chromedp.WaitVisible(chromedp.CSS("dialog[open]")))
		b.tabWhere("dialog #act-do")
		b.enter()
		if b.address() != page || b.said() == "" {
			t.Errorf("after %s the page is %s", act, b.address())
		}
	}
	b.tabWhere(`main a[href^="/usage/chart"]`)
	b.enter()
	b.tabWhere("#product-rtm")
	b.swapBy(chromedp.KeyEvent(kb.Enter))
	b.focused("#product-rtm")

	b.open("/usage/download")
	dir := t.TempDir()
	_, err := chromedp.Call(b.ctx, browserdomain.SetDownloadBehavior, browserdomain.SetDownloadBehaviorParams{
		Behavior: "allow", DownloadPath: dir, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
	})
	b.check(err)
	b.tabWhere("[formaction]")
	b.keys(kb.Enter)
	for range 200 {
		if _, err := os.Stat(filepath.Join(dir, "usage.xlsx")); err == nil {
			return
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
	t.Error("no file has come")
}

// media makes the browser take a page as it would print it.
func (b *browser) media(name string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
	b.check(err)
}

func TestPagesPrintBlackOnWhiteWithoutWhatIsClicked(t *testing.T) {
	t.Parallel()
	b := visitAt(t, inGallery(t), 794, 1123)
	b.media("print")
	for _, name := range []string{"chart", "company", "companies", "explain.company"} {
		b.see(galleryLook{language: "en", theme: "dark"}, name)
		shown := evaluate[[]string](b, `[...document.querySelectorAll("aside, header, button, .btn, .pagination, form[role=search]")].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100))`)
		if len(shown) > 0 {
			t.Errorf("on paper %s has %q", name, shown)
		}
		colours := evaluate[[]string](b, `[...new Set([...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && e.childElementCount === 0 && e.textContent.trim() && !e.closest("svg, script, noscript")).map(e => getComputedStyle(e).color))]`)
		if len(colours) != 1 || colours[0] != "rgb(0, 0, 0)" {
			t.Errorf("on paper %s is written in %v", name, colours)
		}
		if ground := evaluate[string](b, `getComputedStyle(document.body).backgroundColor + " " + getComputedStyle(document.documentElement).colorScheme`); ground != "rgba(0, 0, 0, 0) light" {
			t.Errorf("on paper %s is written on %s", name, ground)
		}
		if b.text("h1") == "" {
			t.Errorf("on paper %s has no title", name)
		}
		b.picture(name)
	}
}

// At 200 % a screen of 1280 px has room for 640.
func TestPagesFitAtTwiceTheSize(t *testing.T) {
	more(t)
	t.Parallel()
	b := visitAt(t, inGallery(t), 640, 512)
	b.statusesAreShown()
	for i, name := range b.names() {
		if !everything() && i%6 != 0 || strings.HasSuffix(name, ".zh") {
			continue
		}
		look := galleryLook{language: "en", theme: "light", width: 640}
		b.see(look, name)
		b.fits(look, name)
	}
}
