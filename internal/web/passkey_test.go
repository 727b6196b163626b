package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// fakePasskeys lets in user 1 for the answer "good", within the options that
// it gave out last.
type fakePasskeys struct {
	origin string
	rows   []account.Passkey
	begun  int
}

func (f *fakePasskeys) Origin() string { return f.origin }

func (f *fakePasskeys) begin() ([]byte, string, error) {
	f.begun++
	return []byte(`{"challenge":"c"}`), "kept", nil
}

func (f *fakePasskeys) Begin(_ context.Context, _ account.Caller, _ *account.User, name, _ string) ([]byte, string, error) {
	if name == "" {
		return nil, "", fault.New(fault.Invalid, "No name.")
	}
	return f.begin()
}

func (f *fakePasskeys) Confirm(_ context.Context, _ account.Caller, _ *account.User, kept string, response []byte) error {
	if kept != "kept" || string(response) != "good" {
		return fault.New(fault.Invalid, "No.")
	}
	return nil
}

func (f *fakePasskeys) List(context.Context, account.Caller) ([]account.Passkey, error) {
	return f.rows, nil
}

func (f *fakePasskeys) Delete(_ context.Context, _ account.Caller, id string) error {
	if id != "aWQ" {
		return fault.New(fault.NotFound, "No.")
	}
	return nil
}

func (f *fakePasskeys) BeginSignIn(string) ([]byte, string, error) {
	if f.begun > 9 {
		return nil, "", fault.New(fault.TooMany, "Wait.").After(time.Minute)
	}
	return f.begin()
}

func (f *fakePasskeys) SignIn(_ context.Context, _, kept string, response []byte) (int64, error) {
	switch {
	case kept != "kept":
	case string(response) == "good":
		return 1, nil
	case string(response) == "company":
		return 8, nil
	case string(response) == "copied":
		return 0, fault.New(fault.Forbidden, "Copied.")
	}
	return 0, fault.New(fault.Unauthenticated, "No.")
}

// twoPasskeys are one that was used and one that never was.
func twoPasskeys(s *site) {
	s.passkeys.rows = []account.Passkey{
		{Name: "Work laptop", CreatedAt: testNow.Add(-48 * time.Hour), UsedAt: testNow.Add(-time.Hour)},
		{Name: "<b>手机</b>", CreatedAt: testNow.Add(-24 * time.Hour)},
	}
	for i, id := range []string{"id", "id2"} {
		s.passkeys.rows[i].Credential.ID = []byte(id)
	}
}

// send posts what a script would, and returns the sentence or the address of
// the answer.
func (s *site) send(t *testing.T, path, body string, pairs ...string) (status int, says string) {
	t.Helper()
	status, text, h := s.do(t, http.MethodPost, path, strings.NewReader(body), append(pairs, "Content-Type", "text/plain"))
	var answer struct{ Detail, Next string }
	if err := json.Unmarshal([]byte(text), &answer); err != nil || !strings.HasSuffix(h.Get("Content-Type"), "json") {
		t.Fatalf("%s answers %d %s: %s", path, status, h.Get("Content-Type"), text)
	}
	return status, answer.Detail + answer.Next
}

func TestAPasskeySignsInOnceForWhatWasBegun(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if status, says := s.send(t, signInPasskeyPath, "good"); status != http.StatusForbidden || !strings.Contains(says, "does not let in") {
		t.Errorf("without a beginning: %d %s", status, says)
	}
	for _, c := range []struct {
		response string
		status   int
		says     string
	}{
		{"bad", 403, "does not let in"}, {"copied", 403, "copied"}, {"company", 403, "no pages here"}, {strings.Repeat("x", 100_000), 400, "cannot be understood"},
	} {
		s.send(t, beginSignInPasskeyPath, "")
		if status, says := s.send(t, signInPasskeyPath, c.response); status != c.status || !strings.Contains(says, c.says) {
			t.Errorf("%.9s: %d %s", c.response, status, says)
		}
		if status, says := s.send(t, signInPasskeyPath, "good"); status != http.StatusForbidden {
			t.Errorf("what was begun is good twice: %d %s", status, says)
		}
	}
	s.send(t, beginSignInPasskeyPath, "")
	if status, says := s.send(t, signInPasskeyPath+"?next="+url.QueryEscape("/usage/chart"), "good"); status != http.StatusOK || says != "/usage/chart" {
		t.Errorf("%d %s", status, says)
	}
	if status, _, _ := s.get(t, "/settings"); status != http.StatusOK {
		t.Errorf("after the sign-in the settings answer %d", status)
	}
}

func TestSignInsByPasskeyLeadNowhereElseAndAreThrottled(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for range 10 {
		s.send(t, beginSignInPasskeyPath, "")
	}
	if status, says := s.send(t, beginSignInPasskeyPath, "", "Accept-Language", "zh-CN"); status != http.StatusTooManyRequests || !strings.Contains(says, "尝试次数过多") {
		t.Errorf("%d %s", status, says)
	}
	if _, says := s.send(t, signInPasskeyPath+"?next=//evil.example", "good"); says != "/companies" {
		t.Errorf("leads to %s", says)
	}
	if status, _, _ := s.do(t, http.MethodPost, beginSignInPasskeyPath, nil, []string{"Sec-Fetch-Site", "cross-site"}); status != http.StatusForbidden {
		t.Errorf("another site begins: %d", status)
	}
}

func TestAPasskeyIsAddedAndDeletedByItsUser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if status, _, _ := s.post(t, beginPasskeyPath, url.Values{"name": {"Laptop"}}); status != http.StatusUnauthorized {
		t.Errorf("a stranger: %d", status)
	}
	s.signIn(t)
	for name, want := range map[string]int{"": 400, "Laptop": 200} {
		if status, page, _ := s.post(t, beginPasskeyPath, url.Values{"name": {name}}); status != want {
			t.Errorf("%q: %d %s", name, status, page)
		}
	}
	if status, says := s.send(t, passkeysPath, "bad"); status != 400 || !strings.Contains(says, "did not work") {
		t.Errorf("%d %s", status, says)
	}
	s.post(t, beginPasskeyPath, url.Values{"name": {"Laptop"}})
	if status, says := s.send(t, passkeysPath, "good"); status != 200 || says != factorPath {
		t.Errorf("%d %s", status, says)
	}
	for id, want := range map[string]int{"aWQ": 303, "other": 404} {
		if status, _, _ := s.post(t, deletePasskeyPath, url.Values{"id": {id}}); status != want {
			t.Errorf("deleting %s: %d", id, status)
		}
	}
}

func TestWhoMustHaveAFactorHasOneInAPasskey(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	set := func(must, passkey bool) {
		u := s.accounts.users[1]
		u.MustHave, u.HasPasskey = must, passkey
		s.accounts.users[1] = u
	}
	set(true, false)
	s.signIn(t) // to set one up, and for nothing else
	if status, _, h := s.get(t, "/companies"); status != http.StatusSeeOther || h.Get("Location") != factorPath {
		t.Errorf("without a factor: %d to %s", status, h.Get("Location"))
	}
	if status, _, _ := s.post(t, beginPasskeyPath, url.Values{"name": {"Laptop"}}); status != http.StatusOK {
		t.Errorf("a passkey cannot be added: %d", status)
	}
	set(true, true)
	if status, _, _ := s.get(t, "/companies"); status != http.StatusOK {
		t.Errorf("with a passkey: %d", status)
	}
	s.post(t, "/logout", nil)
	status, page, _ := s.post(t, "/login", credentials("mara@northgate.example", testPassword))
	if status != http.StatusForbidden || !strings.Contains(page, "Use your passkey instead") {
		t.Errorf("a password alone answers %d", status)
	}
	if status, _, _ := s.get(t, "/settings"); status != http.StatusSeeOther {
		t.Errorf("after a password alone the settings answer %d", status)
	}
}

func TestPasskeysAreOfferedWhereTheyWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ origin, host, button, says string }{
		{"https://console.example", "console.example", "yes", ""},
		{"https://console.example", "10.0.0.7:8080", "yes", ""}, // as a proxy asks
		{"http://localhost:8080", "localhost:8080", "yes", ""},
		{"http://localhost:8080", "127.0.0.1:8080", "", `href="http://localhost:8080"`},
		{"", "192.0.2.7", "", ""},
	} {
		s := newSite(t)
		s.passkeys.origin = c.origin
		_, page, _ := s.get(t, "/login", "Host", c.host)
		if strings.Contains(page, "data-passkey") != (c.button != "") || !strings.Contains(page, c.says) {
			t.Errorf("%s at %s: %s", c.origin, c.host, page)
		}
	}
}
