package journey

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"

	"reseller-console/internal/account"
	"reseller-console/internal/store"
)

// signInOperator creates an operator for this journey alone, who sets up the
// second factor that operators need: a code of another one is used once.
func (b *browser) signInOperator(email string) {
	b.t.Helper()
	const password = "a journey's own password"
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	_, err = account.NewService(db.Accounts(), time.Now).Create(b.t.Context(), account.User{Email: email, Name: "Op Erator", Role: account.Operator}, password)
	b.check(err)
	b.check(db.Close())
	b.signInWith(email, password)
	b.open("/operator/resellers")
	if at := b.address(); at != "/settings/two-factor" {
		b.t.Fatalf("without a second factor an operator is at %s", at)
	}
	code, err := totp.GenerateCode(b.text("#secret"), time.Now())
	b.check(err)
	b.fill("#code", code)
	b.click("button[value=confirm]")
}

func TestAnOperatorMakesAResellerWhoseOwnerSetsThePassword(t *testing.T) {
	t.Parallel()
	const email, chosen = "kim@newcomer.example", "nine violet kettles"
	b := visit(t, wide, high)
	b.signInWith(b.Operator.Email, b.Operator.Password)
	code, err := totp.GenerateCode(b.Operator.TOTPSecret, time.Now())
	b.check(err)
	b.fill("#code", code)
	b.click("main button[type=submit]")
	if at := b.address(); at != "/operator" {
		t.Fatalf("an operator begins at %s", at)
	}
	b.accessible()
	b.picture("state")
	b.open("/operator/resellers/new")
	for field, text := range map[string]string{"#name": "Newcomer", "#ownerName": "Kim New", "#email": email} {
		b.fill(field, text)
	}
	b.accessible()
	b.picture("new")
	b.click("#act-do")
	page := b.address()
	if title := b.text("h1"); title != "Newcomer" || !strings.HasPrefix(page, "/operator/resellers/") {
		t.Fatalf("the reseller is %q at %s", title, page)
	}

	o := visit(t, wide, high)
	o.open(o.letter(email))
	o.fill("#password", chosen)
	o.click("main button[type=submit]")
	o.signInWith(email, chosen)
	if at := o.address(); at != "/companies" {
		t.Fatalf("the owner begins at %s", at)
	}

	b.open(page + "/suspend")
	b.do(chromedp.SendKeys(chromedp.CSS("#reason"), "Bills are unpaid"))
	b.accessible()
	b.picture("suspend")
	b.click("#act-do")
	b.picture("suspended")
	o.open("/companies")
	if at := o.address(); !strings.HasPrefix(at, "/login") {
		t.Errorf("the owner of a suspended reseller is at %s", at)
	}
	o.signInWith(email, chosen)
	o.expect(403)
	if said := o.text("#problem"); !strings.Contains(said, "suspended") {
		t.Errorf("the sign-in says %q", said)
	}
	b.open(page + "/unsuspend")
	b.click("#act-do")
	o.signInWith(email, chosen)
	if at := o.address(); at != "/companies" {
		t.Errorf("afterwards the owner is at %s", at)
	}

	const holder = "hands@journeys.example"
	b.ownReseller(holder)
	b.ownCompany(holder)
	b.open("/operator/companies?type=email&q=ann." + holder)
	b.click("tbody a[href^='/operator/companies/']")
	b.accessible()
	b.picture("company")
	b.click("#detach")
	b.do()
	b.click("#preview")
	b.accessible()
	b.picture("detach")
	b.click("#act-do")
	b.click("#attach")
	b.picture("attach")
	evaluate[bool](b, `[...document.querySelectorAll("#reseller option")].find(o => o.text.startsWith("Newcomer")).selected = true`)
	b.click("#preview")
	b.picture("attach-preview")
	b.click("#act-do")
	if said := b.said(); !strings.Contains(said, "belongs to Newcomer from") {
		t.Errorf("the page says %q", said)
	}
	o.open("/companies")
	if rows := o.numbers("tbody tr"); len(rows) != 1 || !strings.Contains(rows[0], "ann."+holder) {
		t.Errorf("the new reseller has %q", rows)
	}

	b.open("/operator/sources/new")
	b.fill("#name", "Edge servers")
	b.click("#act-do")
	b.accessible()
	b.picture("source")
	if secret := evaluate[string](b, `document.getElementById("source-token").value`); len(secret) != 44 {
		t.Errorf("the token is %q", secret)
	}
}
