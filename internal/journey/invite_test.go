package journey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// setPassword sets the password by the link in the letter to an address, and
// signs in with it.
func (b *browser) setPassword(email, password string) {
	b.t.Helper()
	b.open(b.letter(email))
	b.fill("#password", password)
	b.click("main button[type=submit]")
	b.signInWith(email, password)
}

func TestAViewerIsInvitedByMailAndSeesOnlyWhatViewersMay(t *testing.T) {
	t.Parallel()
	const owner, email = "inviter@journeys.example", "viewer@journeys.example"
	b := visit(t, wide, high)
	b.signInWith(owner, b.ownReseller(owner))
	b.open("/settings/staff")
	b.fill("#name", "Vi Ewer")
	b.fill("#email", email)
	b.do(chromedp.SetValue(chromedp.CSS("#role"), "reseller.viewer"))
	b.click("#invite button[type=submit]")
	if rows := b.text("table"); !strings.Contains(rows, email) {
		t.Fatalf("the staff is %s", rows)
	}
	b.signOut()
	b.setPassword(email, "four amber lanterns")
	if at := b.address(); at != "/usage/chart" {
		t.Errorf("a viewer begins at %s", at)
	}
	if b.has("#add-note") {
		t.Error("a viewer is offered a note")
	}
	links := evaluate[[]string](b, `[...document.querySelectorAll("nav a[href^='/']")].map(a => a.getAttribute("href"))`)
	for _, hidden := range []string{"/companies", "/billing/bills", "/billing/margin", "/billing/budgets", "/activity"} {
		if slices.Contains(links, hidden) {
			t.Errorf("a viewer is led to %s", hidden)
		}
	}
	b.open("/usage/schedules")
	b.accessible()
	b.picture("schedules")
	if b.has("#new-schedule") {
		t.Error("a viewer is offered a schedule")
	}
	b.open("/usage/schedules/new")
	b.expect(403)
	b.open("/settings/staff")
	b.expect(403)
}

// apply applies for an account.
func (b *browser) apply(firm, email string) {
	b.t.Helper()
	b.open("/apply")
	for field, text := range map[string]string{"#firm": firm, "#name": "Ada Pply", "#mail": email} {
		b.fill(field, text)
	}
	b.do(chromedp.SetValue(chromedp.CSS("#country"), "DE"))
	b.click("main button[type=submit]")
	if !b.has("#sent") {
		b.t.Fatalf("after applying the page says %q", b.text("main"))
	}
}

// decide opens an application, and does something with it.
func (b *browser) decide(firm string, do func()) {
	b.t.Helper()
	b.open("/operator/applications")
	b.open(evaluate[string](b, fmt.Sprintf(`[...document.querySelectorAll("tbody tr")].find(row => row.textContent.includes(%q)).querySelector("a").pathname`, firm)))
	do()
}

func TestAnApplicationIsApprovedOrDeclinedByMail(t *testing.T) {
	t.Parallel()
	const approved, declined = "ada@approved.example", "ada@declined.example"
	b := visit(t, wide, high)
	b.apply("Approved Partners", approved)
	b.accessible()
	b.apply("Declined Partners", declined)
	b.signInOperator("applications@platform.example")
	b.decide("Approved Partners", func() {
		b.accessible()
		b.picture("application")
		b.click("#approve")
	})
	b.decide("Declined Partners", func() {
		b.do(chromedp.SendKeys(chromedp.CSS("#reason"), "No traffic is expected"))
		b.click("#decline")
	})
	b.signOut()
	b.openLetter(declined)
	if letter := b.text("#letter"); !strings.Contains(letter, "Declined Partners") || !strings.Contains(letter, "No traffic is expected") {
		t.Errorf("the letter says %q", letter)
	}
	b.picture("declined")
	b.setPassword(approved, "four amber lanterns")
	if at := b.address(); at != "/companies" {
		t.Errorf("the new reseller begins at %s", at)
	}
}
