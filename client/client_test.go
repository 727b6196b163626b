package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"reseller-console/client"
)

// script answers requests one after the other, without a network, and keeps
// them.
type script struct {
	mu      sync.Mutex
	answers []func() (*http.Response, error)
	seen    []*http.Request
	bodies  []string
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	s.seen, s.bodies = append(s.seen, r), append(s.bodies, string(body))
	return s.answers[min(len(s.seen), len(s.answers))-1]()
}

func answer(status int, body string, header ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		h := http.Header{"X-Request-Id": {"r1"}}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(bytes.NewReader([]byte(body)))}, nil
	}
}

func noAnswer() (*http.Response, error) { return nil, errors.New("connection reset") }

const made = `{"id":200001,"name":"Acme"}`

func clientOf(t *testing.T, s *script) *client.Client {
	t.Helper()
	c, err := client.New(client.Config{BaseURL: "https://console.example/", KeyID: "key", Secret: "secret", HTTP: &http.Client{Transport: s}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestARequestIsSentAgainUnderTheSameNameAndAnotherID(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []func() (*http.Response, error){
			noAnswer, answer(503, "", "Retry-After", "5"), answer(409, `{"detail":"It is being worked on."}`), answer(201, made),
		}}
		begun := time.Now()
		company, err := clientOf(t, s).CreateCompany(t.Context(), client.NewCompany{Name: "Acme"})
		if err != nil || company.ID != 200_001 || len(s.seen) != 4 {
			t.Fatalf("%+v, %v after %d attempts", company, err, len(s.seen))
		}
		if took := time.Since(begun); took < 5*time.Second || took > 7*time.Second {
			t.Errorf("it waited %s, and was told to wait 5 s", took)
		}
		ids, signatures := map[string]bool{}, map[string]bool{}
		for i, r := range s.seen {
			ids[r.Header.Get("X-Request-Id")], signatures[r.Header.Get("Authorization")] = true, true
			if key := r.Header.Get("Idempotency-Key"); key == "" || key != s.seen[0].Header.Get("Idempotency-Key") || s.bodies[i] != s.bodies[0] {
				t.Errorf("attempt %d is named %q", i, key)
			}
		}
		if len(ids) != 4 || len(signatures) != 4 {
			t.Error("ids or signatures are used twice")
		}
	})
}

func TestWhatAnotherAttemptWouldNotChangeIsToldAtOnce(t *testing.T) {
	t.Parallel()
	s := &script{answers: []func() (*http.Response, error){
		answer(400, `{"detail":"The company cannot be created.","errors":[{"location":"area","message":"CN or Non-CN","value":"x"}]}`),
	}}
	_, err := clientOf(t, s).CreateCompany(t.Context(), client.NewCompany{})
	e, ok := errors.AsType[*client.Error](err)
	if !ok || e.Status != 400 || e.RequestID != "r1" || len(e.Fields) != 1 || e.Fields[0].Name != "area" || string(e.Fields[0].Value) != `"x"` || len(s.seen) != 1 {
		t.Errorf("%+v after %d attempts", err, len(s.seen))
	}
	if e.Error() != "The company cannot be created (HTTP 400, request r1)" {
		t.Error(e)
	}
}

func TestAttemptsEndWithTheirNumberAndWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []func() (*http.Response, error){answer(502, "<html>")}}
		_, err := clientOf(t, s).CountCompanies(t.Context(), client.Filter{})
		if e, ok := errors.AsType[*client.Error](err); !ok || e.Detail != "Bad Gateway" || len(s.seen) != 4 {
			t.Errorf("%v after %d attempts", err, len(s.seen))
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		s.seen = nil
		if _, err := clientOf(t, s).CountCompanies(ctx, client.Filter{}); !errors.Is(err, context.DeadlineExceeded) || len(s.seen) != 1 {
			t.Errorf("%v after %d attempts", err, len(s.seen))
		}
	})
}

func TestListsArePagedThroughAndLeftEarly(t *testing.T) {
	t.Parallel()
	full := make([]string, 1000)
	for i := range full {
		full[i] = fmt.Sprintf(`{"id":%d}`, 200_001+i)
	}
	pages := []func() (*http.Response, error){
		answer(200, `{"rows":[`+strings.Join(full, ",")+`],"count":1001}`), answer(200, `{"rows":[{"id":201001}],"count":1001}`),
	}
	s := &script{answers: pages}
	c := clientOf(t, s)
	n := 0
	for company, err := range c.Companies(t.Context(), client.Filter{User: "a&b"}) {
		if n++; err != nil || company.ID != int64(200_000+n) {
			t.Fatal(company, err)
		}
	}
	if n != 1001 || len(s.seen) != 2 || s.seen[1].URL.Query().Get("after") != "201000" || s.seen[1].URL.Query().Get("user") != "a&b" {
		t.Errorf("%d companies in %d requests", n, len(s.seen))
	}
	s.seen = nil
	for range c.Companies(t.Context(), client.Filter{}) {
		break
	}
	if len(s.seen) != 1 {
		t.Errorf("%d requests for one company", len(s.seen))
	}
	s.seen, s.answers = nil, []func() (*http.Response, error){answer(403, `{"detail":"No."}`)}
	var all []error
	for _, err := range c.Projects(t.Context(), 1) {
		all = append(all, err)
	}
	if len(all) != 1 || all[0] == nil {
		t.Errorf("%v", all)
	}
}

func TestUsageOfAllCompaniesIsPagedThroughByCursors(t *testing.T) {
	t.Parallel()
	row := func(cid int, figures string) string {
		return fmt.Sprintf(`{"companyId":%d,"companyName":"Acme","dateTime":"2026-08-31 00:00:00","status":"final","usage":%s}`, cid, figures)
	}
	page := func(row, rest string) func() (*http.Response, error) {
		return answer(200, `{"as_of":"2026-09-01T12:00:00Z","final_through":"2026-08-31","revision":7,"metrics":{"dau":{"unit":"number","additive":false}},"rows":[`+row+`]`+rest+`}`)
	}
	s := &script{answers: []func() (*http.Response, error){page(row(1, `{"dau":3}`), `,"next":"a_-"`), page(row(2, `{"dau":4}`), ``)}}
	at := time.Unix(1_788_134_400, 0)
	question := client.Question{Kind: client.RTM, From: at, To: at}
	n := int64(0)
	for row, err := range clientOf(t, s).ResellerUsage(t.Context(), question, client.ByProject) {
		n++
		if err != nil || row.Company != n || row.Figures["dau"] != n+2 || !row.Final || row.Head.Revision != 7 || row.Head.FinalThrough.Day() != 31 || row.Head.Metrics.Figures["dau"] != (client.Metric{Unit: "number"}) {
			t.Fatalf("%+v, %v", row, err)
		}
	}
	asked := s.seen[1].URL.Query()
	if n != 2 || len(s.seen) != 2 || asked.Get("cursor") != "a_-" || asked.Get("groupBy") != "project" || asked.Get("business") != "rtm" || s.seen[0].URL.Query().Has("cursor") {
		t.Errorf("%d rows in %d requests, %v", n, len(s.seen), asked)
	}
	s.seen, s.answers = nil, []func() (*http.Response, error){page(row(1, `{"dau":3}`), `,"next":"a"`), page(row(2, `[]`), ``)}
	var errs []error
	for _, err := range clientOf(t, s).ResellerUsage(t.Context(), question, client.ByCompany) {
		errs = append(errs, err)
	}
	if len(errs) != 2 || errs[0] != nil || errs[1] == nil {
		t.Errorf("%v", errs)
	}
}

func TestAClientNeedsAnAddressAndAKey(t *testing.T) {
	t.Parallel()
	good := client.Config{BaseURL: "https://console.example", KeyID: "key", Secret: "secret"}
	for name, change := range map[string]func(*client.Config){
		"no scheme": func(c *client.Config) { c.BaseURL = "console.example" }, "another scheme": func(c *client.Config) { c.BaseURL = "ftp://console.example" },
		"nothing": func(c *client.Config) { c.BaseURL = "" }, "no key": func(c *client.Config) { c.KeyID = "" }, "no secret": func(c *client.Config) { c.Secret = "" },
	} {
		c := good
		change(&c)
		if _, err := client.New(c); err == nil {
			t.Errorf("%s is enough", name)
		}
	}
}

func TestTranscodingIsInTwoGroups(t *testing.T) {
	t.Parallel()
	s := &script{answers: []func() (*http.Response, error){
		answer(200, `[{"dateTime":"2026-08-01 00:00:00","usage":{"transcodeDuration":{"avcHd":1},"concurrentChannel":{"avcTotal":2}}}]`,
			"Usage-As-Of", "2026-08-31T12:00:00Z", "Usage-Final-Through", "2026-08-30", "Usage-Revision", "7"),
	}}
	at := time.Unix(1_788_134_400, 0)
	u, err := clientOf(t, s).ProjectUsage(t.Context(), 200_001, "a/b", client.Question{Kind: client.Transcoding, From: at, To: at, Monthly: true})
	if err != nil || len(u.Periods) != 1 || u.Periods[0].TranscodeDuration["avcHd"] != 1 || u.Periods[0].ConcurrentChannel["avcTotal"] != 2 || u.Periods[0].Figures != nil {
		t.Fatalf("%+v, %v", u, err)
	}
	if u.AsOf.Hour() != 12 || u.Revision != 7 || u.FinalThrough.Day() != 30 || u.Periods[0].First != time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC) {
		t.Errorf("%+v", u)
	}
	target := s.seen[0].URL.RequestURI()
	if !strings.Contains(target, "/projects/a%2Fb/usage?") || !strings.Contains(target, "interval=monthly") {
		t.Error(target)
	}
}

func TestAListEndsWhereItIsToldTo(t *testing.T) {
	t.Parallel()
	s := &script{answers: []func() (*http.Response, error){answer(200, `{"rows":[{"id":200008},{"id":200009}],"count":9}`)}}
	n := 0
	for _, err := range clientOf(t, s).Companies(t.Context(), client.Filter{After: 200_007, Limit: 2}) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 2 || len(s.seen) != 1 || s.seen[0].URL.RawQuery != "after=200007&limit=2" {
		t.Errorf("%d companies in %d requests, %s", n, len(s.seen), s.seen[0].URL.RawQuery)
	}
}

func TestAnyRequestIsSignedAndAnsweredAsItIs(t *testing.T) {
	t.Parallel()
	s := &script{answers: []func() (*http.Response, error){answer(204, "", "Usage-Revision", "7")}}
	c := clientOf(t, s)
	got, err := c.Do(t.Context(), client.Request{Method: "POST", Target: "/v1/x?a=b%2Fc", Body: []byte("{}"), Name: "mine"})
	if err != nil || got.Status != 204 || len(got.Body) != 0 || got.Header.Get("Usage-Revision") != "7" {
		t.Errorf("%+v, %v", got, err)
	}
	r := s.seen[0]
	if r.URL.RequestURI() != "/v1/x?a=b%2Fc" || r.Header.Get("Idempotency-Key") != "mine" || s.bodies[0] != "{}" || !strings.Contains(r.Header.Get("Authorization"), "idempotency-key") {
		t.Errorf("%s %v %s", r.URL, r.Header, s.bodies[0])
	}
	if err := c.DeleteKey(t.Context(), "a/b"); err != nil || s.seen[1].Method != "DELETE" || s.seen[1].URL.RequestURI() != "/v1/resellers/keys/a%2Fb" || s.seen[1].Header.Get("Idempotency-Key") != "" {
		t.Errorf("%v, %s %s", err, s.seen[1].Method, s.seen[1].URL)
	}
}
