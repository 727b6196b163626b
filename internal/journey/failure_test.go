package journey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// connected lets the page's scripts reach the server, or not.
func (b *browser) connected(yes bool) {
	b.t.Helper()
	b.do(script(fmt.Sprintf(`window.answered ??= window.fetch
		window.fetch = %v ? window.answered : () => Promise.reject(new TypeError("Failed to fetch"))`, yes)))
}

func TestWithoutAnAnswerThePageStaysAndMayTryAgain(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signInAs(1)
	b.language("en")
	b.open("/companies")
	rows := b.numbers("tbody tr")
	b.connected(false)
	b.do(chromedp.Click(chromedp.CSS("#sort-name")), chromedp.WaitVisible(chromedp.CSS("#offline")))
	b.picture("offline")
	b.accessible()
	if shown := b.text("#offline"); !strings.Contains(shown, "No answer from the server") || len(b.numbers("tbody tr")) != len(rows) {
		t.Errorf("offline the page says %q and shows %d of %d rows", shown, len(b.numbers("tbody tr")), len(rows))
	}
	if focus := evaluate[string](b, "document.activeElement.textContent"); focus != "Try again" {
		t.Errorf("the focus is on %q", focus)
	}
	b.connected(true)
	b.swapBy(chromedp.KeyEvent(kb.Enter))
	if address := evaluate[string](b, "location.search"); !strings.Contains(address, "sort=name") || evaluate[bool](b, `document.getElementById("offline").checkVisibility()`) {
		t.Errorf("tried again, the page is at %s", address)
	}

	b.connected(false)
	b.do(chromedp.Click(chromedp.CSS("#new-company")), chromedp.WaitVisible(chromedp.CSS("#offline")))
	b.connected(true)
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog[open] #companyName")))
}

func TestAFormThatComesTooLateIsSentAgainAfterTheSignIn(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "late@journeys.example"
	password := b.ownReseller(email)
	b.signInWith(email, password)
	company := b.ownCompany(email)
	b.open(company)
	b.ask("#add-project")
	b.fill("dialog #name", "Evening walk")
	cookies(b)
	b.click("dialog #act-do")
	b.expect(401)
	b.accessible()
	b.picture("expired")
	if said := b.text("main"); !strings.Contains(said, "nothing was changed") {
		t.Errorf("the page says %q", said)
	}
	next := evaluate[string](b, `document.getElementById("sign-in").getAttribute("href")`)
	if !strings.HasSuffix(next, strings.ReplaceAll(company, "/", "%2F")) {
		t.Errorf("the sign-in leads on to %s", next)
	}
	// The sign-in in another tab is another page with the same cookies.
	status := evaluate[int](b, fmt.Sprintf(`fetch("/login", {method: "POST", body: new URLSearchParams({email: %q, password: %q})}).then(r => r.status)`, email, password))
	if status != 200 {
		t.Fatalf("the sign-in is answered %d", status)
	}
	b.click("#send-again")
	if said := b.said(); b.address() != company || !strings.Contains(said, "Evening walk") {
		t.Errorf("sent again, %s says %q", b.address(), said)
	}
	cookies(b)
	b.open("/usage/chart?product=rtm")
	b.fill("#email", email)
	b.fill("#password", password)
	b.click("main button[type=submit]")
	if at := b.address(); !strings.HasPrefix(at, "/usage/chart") {
		t.Errorf("the sign-in leads to %s", at)
	}
}

// cookies forgets them: the sign-in has ended.
func cookies(b *browser) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, struct{}{})
	b.check(err)
}

// Without scripts a page offers nothing that only a script can do. Without
// GALLERY=all every fourth page is seen.
func TestEveryPageWorksWithoutScripts(t *testing.T) {
	t.Parallel()
	b := visitAt(t, inGallery(t), wide, high)
	b.statusesAreShown()
	b.scripts(false)
	look := galleryLooks()[0]
	for i, name := range b.names() {
		if !everything() && i%4 != 0 {
			continue
		}
		b.see(look, name)
		idle := evaluate[[]string](b, `[...document.querySelectorAll("button, [role=button], input[type=button]")]
			.filter(e => e.checkVisibility() && !e.disabled && !e.hasAttribute("popovertarget") && (e.type !== "submit" || !e.form)).map(e => e.outerHTML)`)
		if len(idle) > 0 {
			t.Errorf("%s offers without scripts what does nothing: %q", name, idle)
		}
		if shown := strings.TrimSpace(b.text("main")); shown == "" {
			t.Errorf("%s is empty without scripts", name)
		}
	}
}
