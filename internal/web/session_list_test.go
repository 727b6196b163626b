package web

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// another is a second browser at the same console, signed in as the same user.
func (s *site) another(t *testing.T) *site {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &site{Server: s.Server, accounts: s.accounts, log: s.log, browser: &http.Client{Jar: jar, CheckRedirect: s.browser.CheckRedirect}}
	b.signIn(t)
	return b
}

func TestANewPasswordEndsAllOtherSessions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	other := s.another(t)
	for _, c := range []struct {
		present, fresh string
		status         int
		says           string
	}{
		{"wrong", "several unlikely words", 400, "This is not your present password"},
		{testPassword, "tiny-pw", 400, "A password has 10 to 256 characters."},
		{testPassword, "mara lindqvist", 400, "too easy to guess"},
		{"too often", "several unlikely words", 429, "Too many attempts"},
	} {
		status, page, _ := s.post(t, passwordPath, url.Values{"present": {c.present}, "password": {c.fresh}})
		if status != c.status || !strings.Contains(page, c.says) || strings.Contains(page, c.fresh) {
			t.Errorf("%q, %q answers %d: %s", c.present, c.fresh, status, text(page))
		}
	}
	if status, _, _ := other.get(t, "/settings"); status != http.StatusOK {
		t.Errorf("what was refused ends the other session: %d", status)
	}
	if status, _, h := s.post(t, passwordPath, url.Values{"present": {testPassword}, "password": {"several unlikely words"}}); status != http.StatusSeeOther || h.Get("Location") != settingsPath {
		t.Errorf("answers %d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.get(t, "/settings"); status != http.StatusOK || !strings.Contains(page, "Your password is changed.") {
		t.Errorf("this session is answered %d", status)
	}
	if status, _, h := other.get(t, "/settings"); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/login") {
		t.Errorf("the other session is answered %d to %q", status, h.Get("Location"))
	}
}

func TestAUserSeesTheOwnSessionsAndEndsTheOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.later.Add(1e9)
	other := s.another(t)
	stranger := s.another(t)
	stranger.signInOperator(t)
	status, page, _ := s.get(t, sessionsPath)
	if status != http.StatusOK || strings.Count(page, "127.0.0.1") != 2 || strings.Count(page, "This one") != 1 || !strings.Contains(page, "Go-http-client") {
		t.Errorf("the list answers %d: %s", status, text(page))
	}
	if status, _, h := s.post(t, sessionsPath, nil); status != http.StatusSeeOther || h.Get("Location") != sessionsPath {
		t.Errorf("answers %d", status)
	}
	if _, page, _ := s.get(t, sessionsPath); strings.Count(page, "127.0.0.1") != 1 || !strings.Contains(page, "All other sessions are ended.") || strings.Contains(page, "end-others") {
		t.Errorf("afterwards the list is %s", text(page))
	}
	if status, _, _ := other.get(t, "/settings"); status != http.StatusSeeOther {
		t.Errorf("the other session is answered %d", status)
	}
	if status, _, _ := stranger.get(t, "/settings"); status != http.StatusOK {
		t.Errorf("another user's session is answered %d", status)
	}
}

func TestABrowserIsCalledAsPeopleDo(t *testing.T) {
	t.Parallel()
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0": "Edge · Windows",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36":                     "Chrome · Linux",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15":        "Safari · macOS",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140 Safari/604.1":    "Chrome · iOS",
		"Mozilla/5.0 (Android 15; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0":                                                      "Firefox · Android",
		"curl/8.5.0": "curl/8.5.0", "": "",
	} {
		if got := browserName(agent); got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
}
