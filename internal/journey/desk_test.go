package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"reseller-console/client"
)

// ask clicks what opens a question, and waits for its dialog.
func (b *browser) ask(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)), chromedp.WaitVisible(chromedp.CSS("dialog[open] #act-do")))
}

// said waits for nothing: it is what the page says about the act before it.
func (b *browser) said() string { b.t.Helper(); return b.text("[role=status].alert") }

func TestAKeyIsShownOnceSignsAndEnds(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "keys@journeys.example"
	b.signInWith(email, b.ownReseller(email))
	b.open("/settings/api-keys")
	b.fill("#name", "Billing sync")
	b.do(chromedp.Click(chromedp.CSS("details summary.text-secondary")), chromedp.Click(chromedp.CSS("[name=readOnly]")))
	b.click("#generate")
	id, secret := evaluate[string](b, `document.getElementById("key-id").value`), evaluate[string](b, `document.getElementById("key-secret").value`)
	b.accessible()
	b.picture("made")
	if at := b.address(); at != "/settings/api-keys" || len(secret) != 40 {
		t.Fatalf("at %s the secret has %d characters", at, len(secret))
	}
	c, err := client.New(client.Config{BaseURL: b.BaseURL, KeyID: id, Secret: secret, Attempts: 1})
	b.check(err)
	if _, err := c.CountCompanies(t.Context(), client.Filter{}); err != nil {
		t.Errorf("the key does not sign: %v", err)
	}

	b.do(chromedp.Reload())
	if keys := b.numbers("tbody tr"); b.has("#key-secret") || len(keys) != 1 {
		t.Errorf("loaded again, the page shows the secret, or there are %d keys", len(keys))
	}
	b.ask("tbody a[data-dialog]")
	if question := b.text("dialog #act-title"); question != "Delete the API key “Billing sync”?" {
		t.Errorf("the page asks %q", question)
	}
	b.accessible()
	b.picture("ask-delete")
	b.click("dialog #act-do")
	if said := b.said(); !strings.Contains(said, "is deleted") {
		t.Errorf("the page says %q", said)
	}
	if _, err := c.CountCompanies(t.Context(), client.Filter{}); err == nil {
		t.Error("a deleted key signs")
	}
}

func TestACompanyIsMadeFrozenAndRemoved(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "desk@journeys.example"
	b.signInWith(email, b.ownReseller(email))
	b.do(chromedp.Click(chromedp.CSS("#new-company")), chromedp.WaitVisible(chromedp.CSS("dialog[open] #companyName")))
	for field, text := range map[string]string{"#companyName": "Walk & Talk", "#email": "walk@journeys.example", "#firstName": "Wal", "#lastName": "Ker"} {
		b.fill(field, text)
	}
	b.do(chromedp.SetValue(chromedp.CSS("#country"), "DE"), chromedp.SetValue(chromedp.CSS("#area"), "Non-CN"))
	b.picture("new")
	b.click("dialog #act-do")
	page := b.address()
	if title := b.text("h1"); title != "Walk & Talk" || !strings.HasPrefix(page, "/companies/2") {
		t.Fatalf("the new company is %q at %s", title, page)
	}

	b.ask("#add-project")
	b.fill("dialog #name", "Morning walk")
	b.click("dialog #act-do")
	b.ask("a[href$='/disable']")
	b.click("dialog #act-do")
	if row := b.text("tbody tr"); !strings.Contains(row, "Morning walk") || !strings.Contains(row, "Disabled") {
		t.Errorf("the project is %q", row)
	}

	b.do(chromedp.Focus(chromedp.CSS("#freeze")), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog[open] #note")))
	b.do(chromedp.KeyEvent(kb.Escape))
	if focus := evaluate[string](b, "document.activeElement.id"); focus != "freeze" || b.has("dialog") {
		t.Errorf("Escape leaves the dialog, or the focus on %q", focus)
	}
	b.ask("#freeze")
	b.do(chromedp.SendKeys(chromedp.CSS("dialog #note"), "Bill 2026-06"), chromedp.Click(chromedp.CSS("dialog [name=block]")))
	if mail := b.text("dialog [lang=en]"); !strings.Contains(mail, "Bills are unpaid: Bill 2026-06") || !strings.Contains(mail, "Hello Wal Ker,") {
		t.Errorf("the preview is %q", mail)
	}
	b.accessible()
	b.picture("freeze")
	b.click("dialog #act-do")
	if shown := b.text("main"); !strings.Contains(shown, "Suspended Manually") || !strings.Contains(shown, "Blocked") || !strings.Contains(shown, "Account frozen") {
		t.Errorf("after the freeze the page shows %q", shown)
	}
	b.accessible()
	b.picture("frozen")

	b.scripts(false)
	b.open(page)
	b.click("#unfreeze")
	b.click("#act-do")
	if said := b.said(); !strings.Contains(said, "its status is Normal") {
		t.Errorf("without scripts, after the end of the freeze the page says %q", said)
	}
	b.open("/companies")
	b.do(chromedp.Click(chromedp.CSS("#all")))
	b.click("#bulk-freeze")
	if title := b.text("h1"); title != "Freeze 1 company?" {
		t.Errorf("the page asks %q", title)
	}
	b.scripts(true)

	b.open(page)
	b.ask("#remove")
	b.fill("dialog #confirm", "Walk & Talk")
	b.picture("remove")
	b.click("dialog #act-do")
	if said, rows := b.said(), b.numbers("tbody tr"); !strings.Contains(said, "no longer in your account") || len(rows) != 0 {
		t.Errorf("the list says %q and has %d rows", said, len(rows))
	}
	b.open("/activity")
	if first := b.text("tbody tr"); !strings.Contains(first, "Company removed") || !strings.Contains(first, "Jo Urney") || !strings.Contains(first, "127.0.0.1") {
		t.Errorf("the activity begins with %q", first)
	}
	b.open(page)
	b.expect(404)
}

func TestAllSessionsButThisOneEnd(t *testing.T) {
	t.Parallel()
	b, other := visit(t, wide, high), visit(t, phone, phigh)
	const email = "sessions@journeys.example"
	password := b.ownReseller(email)
	other.signInWith(email, password)
	b.signInWith(email, password)
	b.open("/settings")
	b.click("#sessions")
	if rows := b.numbers("tbody tr"); len(rows) != 2 || !strings.Contains(rows[0], "Chrome") || !strings.Contains(rows[0], "This one") {
		t.Errorf("the sessions are %q", rows)
	}
	b.picture("sessions")
	b.click("#end-others")
	if rows := b.numbers("tbody tr"); len(rows) != 1 {
		t.Errorf("%d sessions are left", len(rows))
	}
	other.open("/companies")
	if at := other.address(); !strings.HasPrefix(at, "/login") {
		t.Errorf("the other session is at %s", at)
	}
	b.open("/settings")
	b.fill("#present", password)
	b.fill("#password", "eleven patient herons")
	b.click("#password-form button")
	if said := b.said(); !strings.Contains(said, "Your password is changed") {
		t.Errorf("the page says %q", said)
	}
	other.signInWith(email, "eleven patient herons")
	if at := other.address(); at != "/companies" {
		t.Errorf("the new password leads to %s", at)
	}
}
