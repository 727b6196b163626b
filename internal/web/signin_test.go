package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func credentials(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

func TestSignInLeadsToThePageThatWasAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	status, _, h := s.get(t, "/companies?status=3&size=50")
	if want := "/login?next=" + url.QueryEscape("/companies?status=3&size=50"); status != http.StatusSeeOther || h.Get("Location") != want {
		t.Fatalf("signed out: %d to %q, want 303 to %q", status, h.Get("Location"), want)
	}
	form := credentials("MARA@northgate.example", testPassword)
	form.Set("next", "/companies?status=3&size=50")
	status, _, h = s.post(t, "/login", form)
	if status != http.StatusSeeOther || h.Get("Location") != "/companies?status=3&size=50" {
		t.Fatalf("signed in: %d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.get(t, "/companies?status=3&size=50"); status != http.StatusOK || !strings.Contains(page, "Mara Lindqvist") {
		t.Errorf("the page answers %d", status)
	}
	if status, _, h := s.get(t, "/login"); status != http.StatusSeeOther || h.Get("Location") != "/companies" {
		t.Errorf("the sign-in page of one who is signed in: %d to %q", status, h.Get("Location"))
	}
}

func TestSignInNeverLeadsToAnotherSite(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "/\t/evil.example", "/\n/evil.example", "evil", "javascript:alert(1)", "", "http:/companies", "///evil.example"} {
		s := newSite(t)
		form := credentials("mara@northgate.example", testPassword)
		form.Set("next", next)
		if _, _, h := s.post(t, "/login", form); h.Get("Location") != "/companies" {
			t.Errorf("next %q leads to %q", next, h.Get("Location"))
		}
	}
}

func TestARefusedSignInTellsNothingAndOpensNothing(t *testing.T) {
	t.Parallel()
	const wrong = "E-mail address or password is wrong."
	for _, c := range []struct {
		name, email, password string
		status                int
		sentence              string
	}{
		{"unknown address", "nobody@northgate.example", testPassword, 401, wrong},
		{"wrong password", "mara@northgate.example", "guess", 401, wrong},
		{"nothing", "", "", 401, wrong},
		{"throttled", "wait@northgate.example", testPassword, 429, "Too many attempts."},
		{"no role", "none@company.example", testPassword, 403, "no pages here for this sign-in"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			status, page, h := s.post(t, "/login", credentials(c.email, c.password))
			if status != c.status || !strings.Contains(page, c.sentence) {
				t.Errorf("answers %d, want %d with %q", status, c.status, c.sentence)
			}
			if wait := h.Get("Retry-After"); (wait == "90") != (c.status == 429) {
				t.Errorf("says to wait %q seconds", wait)
			}
			if got := h.Values("Set-Cookie"); len(got) != 0 {
				t.Errorf("sets %q", got)
			}
			if status, _, _ := s.get(t, "/settings"); status != http.StatusSeeOther {
				t.Errorf("settings answer %d afterwards", status)
			}
		})
	}
}

func TestAPlantedSessionIsWorthNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	home, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	planted := s.browser.Jar.Cookies(home)[0].Value
	s.signIn(t) // the victim signs in with the planted cookie
	if now := s.browser.Jar.Cookies(home)[0].Value; now == planted {
		t.Error("the token stays the same over a sign-in")
	}
	s.browser.Jar = nil
	if status, _, _ := s.get(t, "/settings", "Cookie", "session="+planted); status != http.StatusSeeOther {
		t.Errorf("the planted token opens settings: %d", status)
	}
}

func TestSignOutEndsTheSessionOnTheServer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	home, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	token := s.browser.Jar.Cookies(home)[0].Value
	if status, _, h := s.post(t, "/logout", nil); status != http.StatusSeeOther || h.Get("Location") != "/login" {
		t.Fatalf("sign-out: %d to %q", status, h.Get("Location"))
	}
	s.browser.Jar = nil
	if status, _, _ := s.get(t, "/settings", "Cookie", "session="+token); status != http.StatusSeeOther {
		t.Errorf("the old token still opens settings: %d", status)
	}
}

func TestAUserWhoIsGoneIsAskedToSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	delete(s.accounts.users, 1)
	if status, _, h := s.get(t, "/companies"); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/login") {
		t.Errorf("%d to %q", status, h.Get("Location"))
	}
}

func TestAScriptThatLostItsSessionLoadsTheSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	status, _, h := s.get(t, "/companies", "HX-Request", "true")
	if status != http.StatusOK || h.Get("HX-Redirect") != "/login?next=%2Fcompanies" {
		t.Errorf("%d, HX-Redirect %q", status, h.Get("HX-Redirect"))
	}
}

func TestTheSessionCookieIsAsStrictAsTheAddressAllows(t *testing.T) {
	t.Parallel()
	for base, want := range map[string][]string{
		"https://console.example": {"__Host-session=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"},
		"http://127.0.0.1:8080":   {"session=", "Path=/", "HttpOnly", "SameSite=Lax"},
	} {
		s := newSiteAt(t, base)
		_, _, h := s.post(t, "/login", credentials("mara@northgate.example", testPassword))
		cookie := h.Get("Set-Cookie")
		for _, part := range want {
			if !strings.Contains(cookie, part) {
				t.Errorf("%s: cookie %q lacks %s", base, cookie, part)
			}
		}
		if strings.Contains(cookie, "Secure") != strings.HasPrefix(base, "https") || strings.Contains(cookie, "Domain") {
			t.Errorf("%s: cookie %q", base, cookie)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, path := range []string{"/logout", "/language", "/theme", "/settings", "/login"} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
			status, page, _ := s.post(t, path, url.Values{"language": {"zh-Hans"}}, header...)
			if status != http.StatusForbidden || !strings.Contains(page, "from another site") {
				t.Errorf("%s with %v answers %d", path, header, status)
			}
		}
	}
	if status, _, _ := s.get(t, "/settings"); status != http.StatusOK {
		t.Errorf("the session is gone: %d", status)
	}
	if s.accounts.users[1].Language != "en" {
		t.Error("the language has changed")
	}
}
