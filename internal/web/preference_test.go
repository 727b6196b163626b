package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTheLanguageIsTheVisitorsThenTheUsers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	says := func(what, path string, want string, headers ...string) {
		t.Helper()
		if _, page, _ := s.get(t, path, headers...); !strings.Contains(page, `<html lang="`+want+`"`) {
			t.Errorf("%s: not in %s: %.120s", what, want, page)
		}
	}
	says("nothing known", "/login", "en")
	says("the browser's", "/login", "zh-Hans", "Accept-Language", "zh-CN,zh;q=0.9")
	if status, _, h := s.post(t, "/language", url.Values{"language": {"zh-Hans"}, "back": {"/login?next=/settings"}}); status != http.StatusSeeOther || h.Get("Location") != "/login?next=/settings" {
		t.Errorf("choosing answers %d to %q", status, h.Get("Location"))
	}
	says("chosen", "/login", "zh-Hans", "Accept-Language", "en")
	s.signIn(t)
	says("the user's", "/settings", "en")
	if status, _, h := s.post(t, "/settings", url.Values{"name": {"Mara Lindqvist"}, "language": {"zh-Hans"}}); status != http.StatusSeeOther || h.Get("Location") != settingsPath {
		t.Errorf("saving answers %d to %q", status, h.Get("Location"))
	}
	says("saved", "/companies", "zh-Hans")
	if got := s.accounts.users[1].Language; got != "zh-Hans" {
		t.Errorf("the user's language is %q", got)
	}
}

func TestTheThemeIsChosenElseTheSystems(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	looks := func(what, want string, headers ...string) {
		t.Helper()
		if _, page, _ := s.get(t, "/login", headers...); !strings.Contains(page, `data-bs-theme="`+want+`"`) {
			t.Errorf("%s: not %s", what, want)
		}
	}
	looks("nothing known", "light")
	looks("the system's", "dark", prefersTheme, `"dark"`)
	looks("the system's, by our script", "dark", "Cookie", "system-theme=dark")
	looks("the system's, by both", "light", "Cookie", "system-theme=dark", prefersTheme, `"light"`)
	if status, _, h := s.post(t, "/theme", url.Values{"theme": {"dark"}, "back": {"//evil.example"}}); status != http.StatusSeeOther || h.Get("Location") != "/" {
		t.Errorf("choosing answers %d to %q", status, h.Get("Location"))
	}
	looks("chosen", "dark", prefersTheme, `"light"`)
}

func TestAChoiceThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for path, form := range map[string]url.Values{
		"/theme":    {"theme": {"pink"}},
		"/language": {"language": {"tlh"}},
		"/settings": {"language": {`"><script>`}},
	} {
		status, page, h := s.post(t, path, form)
		if status != http.StatusBadRequest || strings.Contains(strings.Join(h.Values("Set-Cookie"), ""), path[1:]+"=") || strings.Contains(page, "<script>") {
			t.Errorf("%s answers %d", path, status)
		}
	}
}
