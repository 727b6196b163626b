package web

import (
	"fmt"
	"net/http"
	netmail "net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/mail"
)

// link gives the first user a link with the token t1.
func (s *site) link() { s.accounts.links = map[string]int64{"t1": 1} }

// write puts a letter into the outbox.
func (s *site) write(t testing.TB) {
	t.Helper()
	err := s.mail.Send(t.Context(), &mail.Message{
		ID: "12.0a@console.example", From: netmail.Address{Name: "Reseller Console", Address: "no-reply@console.example"},
		To: netmail.Address{Name: "Mara Lindqvist", Address: "mara@northgate.example"}, At: testNow, Subject: "Reset <your> password",
		Text: "Hello Mara <b>,\n\nhttp://console.example/reset-password?token=t1\n", HTML: `<p style="color: red">Hello</p>`,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheAnswerToWhoForgotIsTheSameForEverybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var answers []string
	for _, email := range []string{"mara@northgate.example", "nobody@northgate.example", "no address"} {
		status, page, h := s.post(t, forgotPath, url.Values{"email": {email}})
		answers = append(answers, fmt.Sprint(status, h.Get("Location"), page))
	}
	if answers[0] != answers[1] || answers[0] != answers[2] || !strings.HasPrefix(answers[0], "303"+forgotPath+"?sent") {
		t.Errorf("answers %q", answers)
	}
	if !slices.Equal(s.accounts.asked, []string{"mara@northgate.example", "nobody@northgate.example", "no address"}) {
		t.Errorf("asked for %q", s.accounts.asked)
	}
	status, page, h := s.post(t, forgotPath, url.Values{"email": {"wait@northgate.example"}})
	if status != http.StatusTooManyRequests || h.Get("Retry-After") != "90" || !strings.Contains(page, "Too many attempts.") {
		t.Errorf("throttled: %d", status)
	}
}

func TestALinkIsUsedByItsFormOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.link()
	for range 3 { // a program that looks through mail
		status, page, h := s.get(t, resetPath+"?token=t1")
		if status != http.StatusOK || !strings.Contains(page, "mara@northgate.example") || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d, %v", status, h)
		}
	}
	for password, says := range map[string]string{"short": "A password has 10 to 256 characters.", "password123": "too easy to guess"} {
		status, page, _ := s.post(t, resetPath, url.Values{"token": {"t1"}, "password": {password}})
		if status != http.StatusBadRequest || !strings.Contains(page, says) || !strings.Contains(page, `value="t1"`) || strings.Contains(page, password+`"`) {
			t.Errorf("%q: %d", password, status)
		}
	}
	form := url.Values{"token": {"t1"}, "password": {"plum cake and rain"}}
	if status, _, h := s.post(t, resetPath, form); status != http.StatusSeeOther || h.Get("Location") != "/login?reset" {
		t.Errorf("%d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.post(t, resetPath, form); status != http.StatusNotFound || !strings.Contains(page, "no longer works") {
		t.Errorf("a second time: %d", status)
	}
	if status, _, _ := s.get(t, resetPath+"?token=t1"); status != http.StatusNotFound {
		t.Errorf("opened again: %d", status)
	}
}

func TestANewPasswordEndsTheSessionsOfItsUser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.link()
	s.signIn(t)
	if status, _, _ := s.post(t, resetPath, url.Values{"token": {"t1"}, "password": {"plum cake and rain"}}); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	if status, _, h := s.get(t, "/companies"); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/login") {
		t.Errorf("the old session: %d to %q", status, h.Get("Location"))
	}
	s.signIn(t)
	if status, _, _ := s.get(t, "/companies"); status != http.StatusOK {
		t.Errorf("a new session: %d", status)
	}
}

func TestTheOutboxIsForThisMachineOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write(t)
	for _, path := range []string{outboxPath, outboxPath + "/12.0a.eml", outboxPath + "/12.0a.eml/html"} {
		if status, _, _ := s.get(t, path); status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
		for _, header := range []string{"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"} {
			if status, _, _ := s.get(t, path, header, "127.0.0.1"); status != http.StatusNotFound {
				t.Errorf("%s with %s: %d", path, header, status)
			}
		}
	}
	for _, path := range []string{outboxPath + "/13.0a.eml", outboxPath + "/..%2fconsole.db", outboxPath + "/x/y"} {
		if status, _, _ := s.get(t, path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

func TestWhoIsOnThisMachineIsTold(t *testing.T) {
	t.Parallel()
	server := &server{Config: Config{BaseURL: "https://console.example:8443", Outbox: mail.NewOutbox(t.TempDir())}}
	for _, c := range []struct {
		remote, host string
		ok           bool
	}{
		{"127.0.0.1:4711", "127.0.0.1:8080", true},
		{"[::1]:4711", "localhost:8080", true},
		{"[::ffff:127.0.0.1]:4711", "[::1]", true},
		{"127.0.0.1:4711", "console.example:8443", true},
		{"127.0.0.1:4711", "evil.example", false}, // its name was made to lead here
		{"127.0.0.1:4711", "127.0.0.1.evil.example", false},
		{"192.0.2.1:4711", "127.0.0.1:8080", false},
		{"[2001:db8::1]:4711", "localhost", false},
		{"", "localhost", false},
	} {
		_, err := server.reader(&http.Request{RemoteAddr: c.remote, Host: c.host})
		if (err == nil) != c.ok {
			t.Errorf("%s for %s: %v", c.remote, c.host, err)
		}
	}
	server.Outbox = nil
	if _, err := server.reader(&http.Request{RemoteAddr: "127.0.0.1:1", Host: "localhost"}); err == nil {
		t.Error("with a mail server there is an outbox")
	}
}

func TestALetterCanDoNothingInABrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write(t)
	_, page, h := s.get(t, outboxPath+"/12.0a.eml/html")
	if page != `<p style="color: red">Hello</p>` || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox; default-src 'none'") {
		t.Errorf("%s with %v", page, h)
	}
}
