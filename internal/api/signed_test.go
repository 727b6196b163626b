package api_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/signature"
)

const companies = "/v1/resellers/companies"

func TestWhateverIsWrongWithASignatureIsAnsweredAlike(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	bodies := map[string]bool{}
	for name, change := range map[string]func(*http.Request){
		"nothing signed":  func(r *http.Request) { r.Header.Del("Authorization") },
		"a bearer token":  func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+d.secret) },
		"an unknown key":  func(r *http.Request) { replace(r, d.key.ID, strings.Repeat("k", 40)) },
		"a changed date":  func(r *http.Request) { r.Header.Set("X-Date", noon.Add(time.Second).Format(http.TimeFormat)) },
		"an empty date":   func(r *http.Request) { r.Header.Set("X-Date", "") },
		"a second date":   func(r *http.Request) { r.Header.Add("X-Date", r.Header.Get("X-Date")) },
		"text before":     func(r *http.Request) { r.Header.Set("Authorization", "x "+r.Header.Get("Authorization")) },
		"a second header": func(r *http.Request) { r.Header.Add("Authorization", r.Header.Get("Authorization")) },
		"fewer headers":   func(r *http.Request) { replace(r, "x-date x-request-id", "x-date") },
	} {
		r := d.request(t, "GET", companies, "")
		d.sign(t, r)
		change(r)
		r.Header.Set("X-Request-Id", "6f0c6ab0-0000-4000-8000-000000000000") // of which the body tells
		got := d.send(t, r)
		got.problem(t, 401, "not signed by a valid key")
		bodies[got.body] = true
		if got.header.Get("WWW-Authenticate") != "hmac" || got.header.Get("Date") != "Mon, 31 Aug 2026 12:00:00 GMT" || got.header.Get("RateLimit") != "" {
			t.Errorf("%s: %v", name, got.header)
		}
	}
	if len(bodies) != 1 {
		t.Errorf("bodies differ: %v", bodies)
	}
}

func replace(r *http.Request, old, other string) {
	r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, other, 1))
}

func TestARequestIsAnsweredOnceAndEchoesItsID(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.request(t, "GET", companies, "")
	d.sign(t, r)
	first := d.send(t, r)
	if first.status != 200 || first.header.Get("X-Request-Id") != r.Header.Get("X-Request-Id") || first.header.Get("WWW-Authenticate") != "" {
		t.Errorf("%+v", first)
	}
	d.send(t, r.Clone(t.Context())).problem(t, 401, "not signed")
	d.advance(account.MaxSkew + time.Second)
	d.send(t, r.Clone(t.Context())).problem(t, 401, "not signed")
}

func TestHabitsOfOldClientsAreUnderstood(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.advance(-30*24*time.Hour - 4*time.Hour) // 1 August, 8:00
	if got := d.ask(t, "GET", companies, ""); got.status != 200 {
		t.Fatal(got)
	}
	for name, change := range map[string]func(date, id string) (http.Header, string){
		"a one-digit day": func(_, id string) (http.Header, string) {
			return http.Header{"X-Date": {"Sat, 1 Aug 2026 08:00:00 GMT"}, "X-Request-Id": {id}}, "x-date x-request-id"
		},
		"the zone UTC": func(_, id string) (http.Header, string) {
			return http.Header{"X-Date": {"Sat, 01 Aug 2026 08:00:00 UTC"}, "X-Request-Id": {id}}, "x-date x-request-id"
		},
		"the header Date": func(date, id string) (http.Header, string) {
			return http.Header{"Date": {date}, "X-Request-Id": {id}}, "x-request-id date"
		},
		"the target": func(date, id string) (http.Header, string) {
			return http.Header{"X-Date": {date}, "X-Request-Id": {id}}, "@request-target x-date x-request-id host"
		},
		"an empty header": func(date, id string) (http.Header, string) {
			return http.Header{"X-Date": {date}, "X-Request-Id": {id}, "X-Foo": {""}}, "x-date x-request-id x-foo"
		},
		"the request line": func(date, id string) (http.Header, string) {
			return http.Header{"X-Date": {date}, "X-Request-Id": {id}}, "X-Date request-line X-Request-ID"
		},
	} {
		r := d.request(t, "GET", companies+"?limit=1", "")
		header, names := change(d.clock().Format(http.TimeFormat), uuid.NewString())
		r.Header = header
		d.signNames(t, r, names)
		if got := d.send(t, r); got.status != 200 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestSignedRequestsNeedHTTPSUnlessFromThisMachine(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, c := range map[string]struct {
		from, scheme string
		status       int
	}{
		"plain, from elsewhere":      {"192.0.2.1:1", "http", 403},
		"plain, without a scheme":    {"192.0.2.1:1", "", 403},
		"encrypted":                  {"192.0.2.1:1", "https", 200},
		"plain, from here":           {"127.0.0.1:1", "http", 200},
		"plain, from here over IPv6": {"[::1]:1", "http", 200},
	} {
		r := httptest.NewRequest("GET", companies, nil)
		d.sign(t, r)
		r.RemoteAddr, r.URL.Scheme = c.from, c.scheme
		w := httptest.NewRecorder()
		d.Config.Handler.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestAKeysQuotaCountsItsVerifiedRequestsOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.serveWithQuota(t, 2, 3)
	for range 5 {
		r := d.request(t, "GET", companies, "")
		d.send(t, r).problem(t, 401, "not signed")
	}
	for left := 2; left >= 0; left-- {
		got := d.ask(t, "GET", companies, "")
		want := `"key";r=` + string(rune('0'+left)) + ";t="
		if got.status != 200 || got.header.Get("RateLimit-Policy") != `"key";q=3;w=2` || !strings.HasPrefix(got.header.Get("RateLimit"), want) {
			t.Errorf("%d left: %+v", left, got)
		}
	}
	over := d.ask(t, "GET", companies, "")
	over.problem(t, 429, "2 a second")
	if over.header.Get("Retry-After") != "1" || !strings.HasPrefix(over.header.Get("RateLimit"), `"key";r=0;`) {
		t.Errorf("%v", over.header)
	}
	d.advance(500 * time.Millisecond)
	if got := d.ask(t, "GET", companies, ""); got.status != 200 {
		t.Errorf("half a second later: %+v", got)
	}
}

func TestAKeysRestrictionsAreToldAsForbidden(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "read", ReadOnly: true})
	if got := d.ask(t, "GET", companies, ""); got.status != 200 {
		t.Error(got)
	}
	d.ask(t, "POST", companies, "{}").problem(t, 403, "read-only")
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "elsewhere", Allow: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}})
	d.ask(t, "GET", companies, "").problem(t, 403, "127.0.0.1")
	if err := d.keys.Delete(t.Context(), d.owner, d.key.ID); err != nil {
		t.Fatal(err)
	}
	d.ask(t, "GET", companies, "").problem(t, 401, "not signed")
}

func TestTheBodyMustBeTheSignedOneAndNotTooLarge(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for body, status := range map[string]int{`{"a":1}`: 400, `{"a":2}`: 401} {
		r := d.request(t, "POST", companies, body)
		r.Header.Set("Digest", signature.Digest([]byte(`{"a":1}`)))
		r.Header.Set("X-Date", d.clock().Format(http.TimeFormat))
		r.Header.Set("X-Request-Id", uuid.NewString())
		d.signNames(t, r, "x-date x-request-id digest")
		if got := d.send(t, r); got.status != status {
			t.Errorf("%s: %+v", body, got)
		}
	}
	d.ask(t, "POST", companies, `{"companyName":"`+strings.Repeat("x", 1<<20)+`"}`).problem(t, 413, "1048576 bytes")
}

func TestMethodsAndPathsThatTheResellerAPIHasNot(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for path, allow := range map[string]string{
		companies:                              "GET, HEAD, POST",
		companies + "/200001/projects":         "GET, HEAD, POST",
		companies + "/200001/projects/x/uap":   "POST",
		companies + "/200001/usage":            "GET, HEAD",
		companies + "/200001/projects/x/usage": "GET, HEAD",
		companies + "/200001":                  "DELETE, GET, HEAD, PATCH",
		"/openapi.json":                        "GET, HEAD",
		"/v1/resellers/keys":                   "GET, HEAD",
		"/v1/resellers/keys/x":                 "DELETE",
	} {
		got := d.ask(t, "PUT", path, "")
		got.problem(t, 405, allow)
		if got.header.Get("Allow") != allow {
			t.Errorf("%s allows %q", path, got.header.Get("Allow"))
		}
	}
	for _, path := range []string{"/v1/resellers", companies + "/", companies + "/200001/", companies + "/x/y"} {
		d.ask(t, "GET", path, "").problem(t, 404, path)
	}
}
