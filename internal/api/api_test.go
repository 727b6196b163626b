package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// meter decides by what the id says, and remembers what it was given.
type meter struct {
	mu   sync.Mutex
	seen []usage.Event
	err  error
}

func (m *meter) Record(_ context.Context, batch *usage.Batch) (usage.Answer, error) {
	if m.err != nil {
		return usage.Answer{}, m.err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen = append(m.seen, batch.Events...)
	results := make([]usage.Result, len(batch.Events))
	for i, e := range batch.Events {
		results[i] = usage.Result{Outcome: usage.Accepted}
		for _, o := range []usage.Outcome{usage.Duplicate, usage.Conflict, usage.Quarantined, usage.Rejected} {
			if strings.HasPrefix(e.ID, string(o)) {
				results[i] = usage.Result{Outcome: o, Reason: "the meter says " + string(o)}
			}
		}
		if strings.HasPrefix(e.ID, "panic") {
			panic("a secret of ours")
		}
	}
	return batch.Answer("r1", 0, results), nil
}

// down is the error of a database that cannot be used for a while.
var down = fault.Wrap(fault.Unavailable, errors.New("disk gone: /secret/path"), "The database is not available now; try again later.").After(6500 * time.Millisecond)

// tokens knows three secrets.
type tokens struct{}

func (tokens) VerifyToken(_ context.Context, secret string) (account.IngestToken, error) {
	switch secret {
	case "any":
		return account.IngestToken{ID: 1, Name: "any"}, nil
	case "sfu-only":
		return account.IngestToken{ID: 2, Name: "sfu", Sources: []string{"sfu"}}, nil
	case "down":
		return account.IngestToken{}, down
	}
	return account.IngestToken{}, fault.New(fault.Unauthenticated, "The ingest token is not known.")
}

// liveKit remembers one webhook and answers err.
type liveKit struct {
	authorization string
	body          []byte
	err           error
}

func (l *liveKit) Receive(_ context.Context, authorization string, body []byte) error {
	l.authorization, l.body = authorization, body
	return l.err
}

// config is a quiet API with a stopped clock.
func config() (api.Config, *meter) {
	m := &meter{}
	return api.Config{
		Meter: m, Tokens: tokens{}, LiveKit: &liveKit{},
		Log:   slog.New(slog.DiscardHandler),
		Clock: func() time.Time { return time.Unix(1_788_170_400, 0) },
	}, m
}

func request(method, path, contentType string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, path, body)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Authorization", "Bearer any")
	return r
}

func serve(c api.Config, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	api.New(c).ServeHTTP(w, r)
	return w
}

// checkProblem fails unless the answer is that problem, whole, and says so.
func checkProblem(t *testing.T, w *httptest.ResponseRecorder, status int, says string) {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatalf("status %d with %q: %v", w.Code, w.Body, err)
	}
	if w.Code != status || p["status"] != float64(status) || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("got %d %s %v, want %d", w.Code, w.Header().Get("Content-Type"), p, status)
	}
	if detail, _ := p["detail"].(string); !strings.Contains(detail, says) || p["message"] != detail {
		t.Errorf("%v does not say %q", p, says)
	}
	id := w.Header().Get("X-Request-Id")
	if _, ok := p["errors"].([]any); !ok || id == "" || !strings.HasSuffix(p["instance"].(string), "#"+id) {
		t.Errorf("errors or instance of %v are wrong (request %s)", p, id)
	}
	if p["type"] == nil || p["title"] != http.StatusText(status) {
		t.Errorf("type or title of %v is wrong", p)
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%s tells an internal error", w.Body)
	}
}

func TestPathsAndMethodsThatAreNotThere(t *testing.T) {
	t.Parallel()
	c, _ := config()
	for _, path := range []string{"/", "/v1", "/v1/usage", "/v1/usage/events/", "/v2/usage/events"} {
		checkProblem(t, serve(c, request("GET", path, "", nil)), 404, path)
	}
	for path, allow := range map[string]string{"/v1/usage/events": "POST", "/v1/livekit/webhook": "POST", "/healthz": "GET, HEAD"} {
		w := serve(c, request("DELETE", path, "", nil))
		checkProblem(t, w, 405, allow)
		if got := w.Header().Get("Allow"); got != allow {
			t.Errorf("%s allows %q, want %q", path, got, allow)
		}
	}
}

func TestHealthAnswersWithoutAskingAnyone(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"GET", "HEAD"} {
		w := serve(api.Config{Log: slog.New(slog.DiscardHandler), Clock: time.Now}, httptest.NewRequest(method, "/healthz", nil))
		if w.Code != 200 || w.Body.String() != `{"status":"ok"}` {
			t.Errorf("%s: %d %s", method, w.Code, w.Body)
		}
	}
}

func TestASaneRequestIDIsEchoedAndAnyOtherReplaced(t *testing.T) {
	t.Parallel()
	c, _ := config()
	for id, echoed := range map[string]bool{
		"6f0c6ab0-0000-4000-8000-000000000000": true, "a:b_c.D-1": true,
		"": false, "two words": false, "a\x00b": false, "<script>": false, strings.Repeat("x", 129): false,
	} {
		for _, path := range []string{"/healthz", "/nowhere"} {
			r := request("GET", path, "", nil)
			r.Header["X-Request-Id"] = []string{id}
			got := serve(c, r).Header().Get("X-Request-Id")
			if (got == id) != echoed || got == "" {
				t.Errorf("%q came back as %q", id, got)
			}
		}
	}
}

func TestAPanicIsA500ThatIsLoggedAndTellsNothing(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	c, _ := config()
	c.Log = slog.New(slog.NewJSONHandler(&log, nil))
	w := serve(c, request("POST", "/v1/usage/events", "application/json", strings.NewReader(active("panic", "sfu"))))
	checkProblem(t, w, 500, "on our side")
	id := w.Header().Get("X-Request-Id")
	for _, want := range []string{"a secret of ours", "api_test.go", id, `"status":500`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not hold %q:\n%s", want, &log)
		}
	}
}

func TestTheAccessLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	c, _ := config()
	c.Log = slog.New(slog.NewJSONHandler(&log, nil))
	r := request("POST", "/v1/usage/events?token=qqq", "application/json", strings.NewReader(active("e1", "sfu")))
	serve(c, r)
	if !strings.Contains(log.String(), `"path":"/v1/usage/events"`) || !strings.Contains(log.String(), `"status":200`) {
		t.Errorf("the log is %s", &log)
	}
	if strings.Contains(log.String(), "Bearer") || strings.Contains(log.String(), "qqq") {
		t.Errorf("the log holds a secret: %s", &log)
	}
}
