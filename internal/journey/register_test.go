package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestACompanySignsUpThroughTheCopiedLink(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.open(strings.TrimPrefix(b.Resellers[0].RegisterURL, b.BaseURL))
	if shown := b.text("form.card p"); !strings.Contains(shown, b.Resellers[0].Name) {
		t.Errorf("the link of the demo's credentials shows %q", shown)
	}
	const email = "register@journeys.example"
	password := b.ownReseller(email)
	b.signInWith(email, password)
	first := evaluate[string](b, `document.getElementById("register").value`)
	b.accessible()
	b.picture("link")
	b.ask("#rotate")
	b.accessible()
	b.picture("ask-rotate")
	b.click("dialog #act-do")
	if said := b.said(); !strings.Contains(said, "was replaced") {
		t.Errorf("the page says %q", said)
	}
	link := evaluate[string](b, `document.querySelector(".input-group [data-copy]").dataset.copy`)
	b.signOut()
	b.open(strings.TrimPrefix(first, b.BaseURL))
	b.expect(404)
	b.picture("over")

	b.scripts(false)
	b.open(strings.TrimPrefix(link, b.BaseURL))
	b.signUp("Newcomers", "nia@newcomers.example", "password123")
	b.click("#sign-up")
	b.expect(400)
	b.scripts(true)
	if wrong := b.text("#password-wrong"); !strings.Contains(wrong, "10 to 256 characters") {
		t.Errorf("a common password shows %q", wrong)
	}
	b.accessible()
	b.picture("wrong")
	for _, size := range [][2]int64{{wide, high}, {phone, 1400}} {
		b.resize(size[0], size[1])
		for _, theme := range []string{"dark", "light"} {
			b.theme(theme)
			b.open(strings.TrimPrefix(link, b.BaseURL))
			b.accessible()
			b.picture("sign-up-" + theme + map[bool]string{true: "-phone", false: ""}[size[0] == phone])
		}
	}
	b.resize(wide, high)
	b.scripts(false)
	b.open(strings.TrimPrefix(link, b.BaseURL))
	b.signUp("Newcomers", "nia@newcomers.example", "eleven patient herons")
	b.click("#sign-up")
	if title := b.text("h1"); title != "Look into your mailbox" {
		t.Fatalf("after signing up the page is %q", title)
	}
	b.scripts(true)
	b.accessible()
	b.picture("sent")
	b.signInWith("nia@newcomers.example", "eleven patient herons")
	if shown := b.text("#problem"); !strings.Contains(shown, "not confirmed yet") {
		t.Errorf("before the confirmation the sign-in shows %q", shown)
	}
	b.expect(403)
	b.picture("unconfirmed")

	confirm := b.letter("nia@newcomers.example")
	for range 2 {
		b.open(confirm)
	}
	b.accessible()
	b.picture("confirm")
	b.click("#confirm")
	if done := b.text("[role=status]"); !strings.Contains(done, "is confirmed") {
		t.Errorf("the sign-in says %q", done)
	}
	b.open(confirm)
	b.expect(404)

	b.signInWith(email, password)
	b.open("/companies")
	if rows := b.numbers("tbody tr"); len(rows) != 1 || !strings.Contains(rows[0], "Newcomers") || !strings.Contains(rows[0], "nia@newcomers.example") {
		t.Errorf("the list has %q", rows)
	}
	b.open("/activity")
	if first := b.text("tbody tr:nth-child(2)") + b.text("tbody tr"); !strings.Contains(first, "Company signed up") || !strings.Contains(first, "Nia Neu") {
		t.Errorf("the activity has %q", first)
	}
}

// signUp fills the form of a company.
func (b *browser) signUp(name, email, password string) {
	b.t.Helper()
	for field, text := range map[string]string{"#companyName": name, "#email": email, "#firstName": "Nia", "#lastName": "Neu", "#password": password} {
		b.fill(field, text)
	}
	b.do(chromedp.SetValue(chromedp.CSS("#country"), "DE"), chromedp.SetValue(chromedp.CSS("#area"), "Non-CN"))
}
