package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// atLocalhost visits the program by the name of its address.
func (b *browser) atLocalhost() {
	p := *b.program
	p.BaseURL = strings.Replace(p.BaseURL, "127.0.0.1", "localhost", 1)
	b.program = &p
}

// device gives the browser a device that keeps passkeys, and a user who puts a
// finger on it at once.
func (b *browser) device() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, webauthn.Enable, webauthn.EnableParams{})
	b.check(err)
	_, err = chromedp.Call(b.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
	}})
	b.check(err)
}

// formSaid waits for the sentence that a form with a passkey shows.
func (b *browser) formSaid(form string) string {
	b.t.Helper()
	alert := form + " [role=alert]:not([hidden])"
	b.do(chromedp.WaitVisible(chromedp.CSS(alert)))
	return b.text(alert)
}

func TestAPasskeySignsInAtTheNameOfTheMachine(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	const email = "passkey@journeys.example"
	const add, enter = "form[data-passkey=create]", "form[data-passkey=get]"
	password := b.ownReseller(email)
	b.open("/login")
	if b.has(enter) {
		t.Error("passkeys are offered at an address without a name")
	}
	b.signInWith(email, password)
	b.open("/settings/two-factor")
	b.accessible()
	byName := strings.Replace(b.BaseURL, "127.0.0.1", "localhost", 1)
	if hint := b.text("#elsewhere"); b.has(add) || hint != byName {
		t.Errorf("at %s the page says %q", b.BaseURL, hint)
	}
	b.picture("elsewhere")

	b.click("#elsewhere")
	b.atLocalhost()
	b.device()
	b.signInWith(email, password)
	b.open("/settings/two-factor")
	b.fill("#passkey-name", "Work laptop")
	b.click(add + " button")
	if rows := b.numbers("#passkeys tbody td:first-child"); len(rows) != 1 || rows[0] != "Work laptop" {
		t.Fatalf("the page lists %v", rows)
	}
	b.accessible()
	b.picture("added")
	b.fill("#passkey-name", "Again")
	b.do(chromedp.Click(chromedp.CSS(add + " button")))
	if says := b.formSaid(add); !strings.Contains(says, "already") {
		t.Errorf("a second one on the same device: %s", says)
	}

	b.signOut()
	b.open("/login?next=/settings/two-factor")
	b.accessible()
	b.picture("sign-in")
	b.click("#passkey")
	if at := b.address(); at != "/settings/two-factor" {
		t.Fatalf("the passkey leads to %s", at)
	}
	if used := b.text("#passkeys tbody td:nth-child(3)"); !strings.HasSuffix(used, "UTC") {
		t.Errorf("last used: %q", used)
	}

	b.resize(phone, phigh)
	if over := evaluate[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		t.Errorf("on a phone the page is %d px too wide", over)
	}
	b.do(script("document.getElementById(\"passkeys\").scrollIntoView()"))
	b.picture("phone-list")
	b.resize(wide, high)

	b.do(chromedp.Click(chromedp.CSS("#passkeys button")), chromedp.WaitVisible(chromedp.CSS("dialog:popover-open")))
	b.accessible()
	b.picture("delete")
	b.click("dialog:popover-open .btn-danger")
	if b.has("#passkeys") {
		t.Error("the passkey is still listed")
	}
	b.signOut()
	b.open("/login")
	b.do(chromedp.Click(chromedp.CSS("#passkey")))
	if says := b.formSaid(enter); !strings.Contains(says, "does not let in") {
		t.Errorf("a deleted passkey: %s", says)
	}
	b.expect(403)
	b.accessible()
	b.resize(phone, phigh)
	b.theme("dark")
	b.open("/login")
	b.picture("phone")
}
