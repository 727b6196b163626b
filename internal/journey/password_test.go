package journey

import (
	"fmt"
	"strings"
	"testing"
)

// The mail is read where a browser on the same machine finds it.
func TestAForgottenPasswordIsSetThroughALinkThatWorksOnce(t *testing.T) {
	t.Parallel()
	const email, chosen = "forgetful@journeys.example", "seventeen quiet otters"
	other := visit(t, wide, high)
	password := other.ownReseller(email)
	other.signInWith(email, password)

	b := visit(t, phone, phigh)
	b.open("/login")
	b.click("a[href^='/forgot-password']")
	b.accessible()
	b.picture("forgot")
	b.fill("#email", email)
	b.click("main button[type=submit]")
	b.accessible()
	link := b.letter(email)
	for range 2 { // a mail scanner opens it first
		b.open(link)
	}
	b.accessible()
	b.picture("reset")
	b.fill("#password", chosen)
	b.click("main button[type=submit]")
	b.signInWith(email, chosen)
	if at := b.address(); at != "/companies" {
		t.Errorf("the new password leads to %s", at)
	}
	other.open("/companies")
	if at := other.address(); !strings.HasPrefix(at, "/login") {
		t.Errorf("the session from before is at %s", at)
	}
	other.open(link)
	other.expect(404)
	other.accessible()
	if other.has("#password") {
		t.Error("the link works again")
	}
}

// letter waits for the letter to an address, and returns the path of the link
// in it.
func (b *browser) letter(email string) string {
	b.t.Helper()
	b.openLetter(email)
	return evaluate[string](b, `(() => { const link = document.querySelector("#letter a[href*='token=']"); return link.pathname + link.search })()`)
}

// openLetter waits for the letter to an address, and opens it.
func (b *browser) openLetter(email string) {
	b.t.Helper()
	b.open("/outbox")
	b.openOnce("/outbox", email)
	b.open(evaluate[string](b, fmt.Sprintf(`[...document.querySelectorAll("tbody tr")].find(row => row.textContent.includes(%q)).querySelector("a").pathname`, email)))
}
