package web

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
)

// pageCase is a page in one of its states: what the golden files keep, and
// what the gallery shows.
type pageCase struct {
	name, path string
	method     string       // GET, or POST if there is a form, unless it is named
	form       url.Values   // what is sent
	status     int          // of the answer; 0: 200
	headers    []string     // names and values
	out        bool         // signed out
	operator   bool         // signed in as operator
	role       account.Role // signed in as a company's member of that role, or visiting one
	site       func() *site
	change     func(*site) // before anybody comes
	then       func(*site) // once somebody is signed in
}

// cases are all pages in all their states.
func cases(t testing.TB) []pageCase {
	return slices.Concat(pages(t), failurePages(t), namePages(), usagePages(), explainPages(t), exportPages(t), dashboardPages(), mailPages(), schedulePages(t), billPages(), budgetPages(t), webhookPages(t), pricePages(), marginPages(), markupPages(t))
}

// begin makes the console of the case, with the visitor signed in.
func (c *pageCase) begin(t testing.TB) *site {
	t.Helper()
	var s *site
	if c.site != nil {
		s = c.site()
	} else {
		s = newSite(t)
	}
	if c.change != nil {
		c.change(s)
	}
	switch {
	case c.operator:
		s.signInOperator(t)
	case c.role == account.CompanyVisitor:
		s.visitCompany(t, "200001")
	case c.role != "":
		s.signInMember(t, c.role)
	case !c.out:
		s.signIn(t)
	}
	if c.then != nil {
		c.then(s)
	}
	return s
}

// request is how the visitor comes to the page.
func (c *pageCase) request(ctx context.Context, s *site) (*http.Request, error) {
	method := cmp.Or(c.method, http.MethodGet)
	if c.form != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, s.URL+c.path, strings.NewReader(c.form.Encode()))
	if err != nil {
		return nil, err
	}
	if c.form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(c.headers); i += 2 {
		r.Header.Set(c.headers[i], c.headers[i+1])
	}
	return r, nil
}

func TestPagesLookAsTheyDid(t *testing.T) {
	t.Parallel()
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := c.begin(t)
			method := cmp.Or(c.method, http.MethodGet)
			var page string
			var status int
			if c.form != nil {
				status, page, _ = s.post(t, c.path, c.form, c.headers...)
			} else {
				status, page, _ = s.do(t, method, c.path, nil, c.headers)
			}
			if want := cmp.Or(c.status, http.StatusOK); status != want {
				t.Fatalf("answers %d, want %d", status, want)
			}
			if !strings.HasSuffix(page, "</html>") {
				t.Fatalf("no page: %q", page)
			}
			golden(t, c.name, page)
		})
	}
}

// shownPage is the call by which a handler shows a page.
var shownPage = regexp.MustCompile(`\bshow\(w, r, [^,]+, (\w+Page)\(`)

// drawnPages notes which pages are drawn: a page's template is on the stack
// when it asks its context whether another template has called it.
type drawnPages struct {
	mu  sync.Mutex
	all map[string]bool
}

var drawnPage = regexp.MustCompile(`\.([a-z]\w*)\.func\d+$`)

func (d *drawnPages) look() {
	var at [64]uintptr
	frames := runtime.CallersFrames(at[:runtime.Callers(3, at[:])])
	for {
		frame, more := frames.Next()
		if m := drawnPage.FindStringSubmatch(frame.Function); m != nil {
			d.mu.Lock()
			d.all[m[1]] = true
			d.mu.Unlock()
		}
		if !more {
			return
		}
	}
}

// watched is a context that tells who asks it.
type watched struct {
	context.Context
	by *drawnPages
}

func (w watched) Value(key any) any {
	w.by.look()
	return w.Context.Value(key)
}

func TestEveryPageHasAGoldenFile(t *testing.T) {
	t.Parallel()
	drawn := drawnPages{all: map[string]bool{}}
	known := map[string]bool{}
	for _, c := range cases(t) {
		s := c.begin(t)
		r, err := c.request(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, cookie := range s.browser.Jar.Cookies(r.URL) {
			r.AddCookie(cookie)
		}
		r.RemoteAddr = "127.0.0.1:1"
		s.Config.Handler.ServeHTTP(httptest.NewRecorder(), r.WithContext(watched{r.Context(), &drawn}))
		known[c.name+".html"] = true
	}
	for file, text := range sources(t) {
		for _, m := range shownPage.FindAllStringSubmatch(text, -1) {
			if !drawn.all[m[1]] {
				t.Errorf("%s: no case draws %s", file, m[1])
			}
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !known[file.Name()] {
			t.Errorf("no case has the golden file %s", file.Name())
		}
	}
	if len(known) != len(cases(t)) {
		t.Errorf("%d cases share a name", len(cases(t))-len(known))
	}
}
