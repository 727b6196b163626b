package web

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
	"reseller-console/internal/web/asset"
)

// errDisk is an error that visitors must not read.
var errDisk = errors.New("disk on fire at /dev/sda")

func withName(u account.User, name string) account.User {
	u.Name = name
	return u
}

func withLanguage(u account.User, tag string) account.User {
	u.Language = tag
	return u
}

// speak makes language the one of the first user.
func (s *site) speak(language string) {
	u := s.accounts.users[1]
	u.Language = language
	s.accounts.users[1] = u
}

func TestEveryAnswerCarriesTheHeadersThatKeepBrowsersCareful(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range []string{"/", "/login", "/companies", "/nowhere", asset.URL("console.css"), asset.Prefix + "x/none.js"} {
		_, _, h := s.get(t, path)
		if h.Get(requestID) == "" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
			t.Errorf("%s: %v", path, h)
		}
		if csp := h.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if kept := strings.Contains(h.Get("Cache-Control"), "immutable"); kept != strings.HasSuffix(path, ".css") {
			t.Errorf("%s: Cache-Control %q", path, h.Get("Cache-Control"))
		}
	}
}

func TestTheStartLeadsToWhereAVisitorBegins(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if _, _, h := s.get(t, "/"); h.Get("Location") != "/login" {
		t.Errorf("signed out: %q", h.Get("Location"))
	}
	s.signIn(t)
	if _, _, h := s.get(t, "/"); h.Get("Location") != "/companies" {
		t.Errorf("signed in: %q", h.Get("Location"))
	}
}

func TestThePresentPageIsMarkedInTheNavigation(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/companies?size=50")
	if !regexp.MustCompile(`href="/companies" aria-current="page"`).MatchString(page) || strings.Count(page, `class="nav-item active"`) != 1 {
		t.Error("the company list is not marked once")
	}
	for _, want := range []string{"<title>Company List · Reseller Console</title>", `href="#content"`, `<main id="content"`, "Northgate Communications", `action="/logout"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestEveryKindOfErrorHasAPage(t *testing.T) {
	t.Parallel()
	for kind, status := range map[fault.Kind]int{
		fault.Internal: 500, fault.Invalid: 400, fault.Unauthenticated: 403, fault.Forbidden: 403, fault.Conflict: 409,
		fault.TooLarge: 413, fault.Unsupported: 415, fault.TooMany: 429, fault.Unavailable: 503,
	} {
		s := newSite(t)
		s.signIn(t)
		s.accounts.broken = fault.Wrap(kind, errDisk, "A sentence.")
		got, page, h := s.get(t, "/settings")
		if got != status || !strings.Contains(page, h.Get(requestID)) || strings.Contains(page, "disk") {
			t.Errorf("kind %d answers %d, want %d", kind, got, status)
		}
		readable := kind != fault.Internal && kind != fault.Unavailable
		if strings.Contains(page, "A sentence.") != readable {
			t.Errorf("kind %d: detail shown: %v", kind, !readable)
		}
	}
}

func TestAPanicBecomesAPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.panics = true
	status, page, h := s.get(t, "/companies")
	if status != http.StatusInternalServerError || !strings.Contains(page, h.Get(requestID)) || !strings.Contains(s.log.String(), "index out of luck") {
		t.Errorf("answers %d, log %s", status, s.log)
	}
}

func TestAMethodThatAPageDoesNotTakeIsToldFromAPageThatIsNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{http.MethodDelete, "/companies", 405, "GET, HEAD"},
		{http.MethodPost, "/usage/chart?product=rtm", 405, "GET, HEAD"},
		{http.MethodPut, "/login", 405, "GET, HEAD, POST"},
		{http.MethodGet, "/logout", 405, "POST"},
		{http.MethodPost, "/", 405, "GET, HEAD"},
		{http.MethodPost, asset.URL("console.css"), 405, "GET, HEAD"},
		{http.MethodPost, "/nowhere", 404, ""},
		{http.MethodGet, "/companies/", 404, ""},
	} {
		status, page, h := s.do(t, c.method, c.path, nil, nil)
		if status != c.status || h.Get("Allow") != c.allow || !strings.Contains(page, h.Get(requestID)) {
			t.Errorf("%s %s answers %d, Allow %q", c.method, c.path, status, h.Get("Allow"))
		}
	}
}

func TestTheFirstPageWaitsForTheThemeOfTheSystem(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, _, h := s.get(t, "/login")
	if h.Get("Accept-CH") != prefersTheme || h.Get("Critical-CH") != prefersTheme || !slices.Contains(h.Values("Vary"), prefersTheme) {
		t.Errorf("headers are %v", h)
	}
}

func TestABaseURLThatIsNoAddressIsRefused(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "console.example", "ftp://console.example", "http://", "://"} {
		if _, err := New(Config{BaseURL: base}); err == nil {
			t.Errorf("%q is taken", base)
		}
	}
}

func TestPagesAreSentCompressed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/companies", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := s.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.Header.Get("Content-Encoding") != "gzip" {
		t.Error("the company list is sent as it is")
	}
}

// sources are the texts of this package's Go and template files.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.go", "*.templ"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_templ.go") || strings.HasSuffix(file, "_test.go") {
				continue
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[file] = string(content)
		}
	}
	return all
}

func TestEveryMessageThatThePagesNameExists(t *testing.T) {
	t.Parallel()
	call := regexp.MustCompile(`\.(?:T|N)\("([A-Za-z0-9.]+)"[,)]`)
	for file, text := range sources(t) {
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			for _, tag := range locale.Tags() {
				if strings.HasPrefix(locale.For(tag).T(m[1]), "⟦") && strings.HasPrefix(locale.For(tag).N(m[1], 1), "⟦") {
					t.Errorf("%s: %s has no %q", file, tag, m[1])
				}
			}
		}
	}
}

func TestTheSpriteHoldsTheIconsThatAreShownAndNoOthers(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("asset/src/icon.txt")
	if err != nil {
		t.Fatal(err)
	}
	icons := strings.Fields(string(list))
	var all strings.Builder
	for file, text := range sources(t) {
		all.WriteString(text)
		for _, m := range regexp.MustCompile(`@icon\("([a-z0-9-]+)"`).FindAllStringSubmatch(text, -1) {
			if !slices.Contains(icons, m[1]) {
				t.Errorf("%s: icon.txt has no %q", file, m[1])
			}
		}
	}
	script, err := os.ReadFile("asset/src/copy.js")
	if err != nil {
		t.Fatal(err)
	}
	all.Write(script)
	for _, name := range icons {
		if !strings.Contains(all.String(), `"`+name+`"`) && !strings.Contains(all.String(), "#"+name) {
			t.Errorf("nobody shows the icon %q", name)
		}
	}
}
