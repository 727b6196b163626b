package api_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
	"reseller-console/internal/signature"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// noon is when tests of the reseller API happen.
var noon = time.Date(2026, 8, 31, 12, 0, 0, 0, time.UTC)

// desk is a server of the reseller API over a database, and a reseller with a
// key to it.
type desk struct {
	*httptest.Server
	db        *store.DB
	companies *company.Service
	keys      *account.Keys
	usage     *usage.Reader
	exports   *export.Service
	meter     *usage.Meter
	sealer    *account.Sealer
	owner     account.Caller
	key       account.AccessKey
	secret    string

	mu  sync.Mutex
	now time.Time
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *desk) advance(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

func newDesk(t testing.TB) *desk { return newDeskAt(t, store.Config{Dir: t.TempDir()}) }

func newDeskAt(t testing.TB, c store.Config) *desk {
	t.Helper()
	db, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	sealer, err := account.NewSealer(account.NewSealKey())
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{db: db, now: noon, sealer: sealer}
	d.companies = company.NewService(db.Companies(), d.clock)
	d.keys = d.keysOf(t, db)
	d.usage = usage.NewReader(db.Usage(), d.clock)
	d.exports = export.NewService(d.companies, d.usage, job.NewService(db.Jobs()), db.Jobs(), d.clock, "v1.2.3")
	d.meter = usage.NewMeter(db.Usage(), db.Companies(), d.clock, 400)
	d.serveWithQuota(t, 50, 10_000)
	d.owner = d.reseller(t, "Northgate", "mara@northgate.example")
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "test"})
	return d
}

// serveWithQuota puts a server in the place of the one before.
func (d *desk) serveWithQuota(t testing.TB, rate float64, burst int) {
	d.Server = httptest.NewServer(d.node(t, rate, burst))
	t.Cleanup(d.Close)
}

// node is a server's handler; all share the database.
func (d *desk) node(t testing.TB, rate float64, burst int) http.Handler {
	return api.New(api.Config{
		Keys: d.keys, Quota: api.Quota{Rate: rate, Burst: burst}, Companies: d.companies, Usage: d.usage, Exports: d.exports,
		Bills:      billing.NewService(billing.Config{Store: d.db.Billing(), Figures: d.db.Usage(), Clock: d.clock, OpenFrom: 400}),
		Membership: company.NewMembership(d.db.Companies(), d.db.Usage(), d.clock), Audit: account.NewTrail(d.db.Audit()),
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Clock: d.clock, BaseURL: "https://console.example",
	})
}

// work does n exports.
func (d *desk) work(t testing.TB, n int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w := d.exports.Work()
	do, done := w.Do, make(chan struct{}, n)
	w.Do = func(ctx context.Context, r *job.Run) error {
		defer func() { done <- struct{}{} }()
		return do(ctx, r)
	}
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	running.Go(func() {
		job.NewRunner(d.db.Jobs(), map[job.Kind]job.Work{export.Kind: w}, d.clock, slog.New(slog.NewTextHandler(t.Output(), nil))).Run(ctx)
	})
	for range n {
		<-done
	}
}

// keysOf are the keys of a database, also of one whose server was started a
// moment ago: then request ids would not be remembered for long enough.
func (d *desk) keysOf(t testing.TB, db *store.DB) *account.Keys {
	t.Helper()
	return account.NewKeys(db.AccessKeys(), longNonces{db.Nonces()}, d.sealer, d.clock)
}

type longNonces struct{ account.Nonces }

func (longNonces) Span() time.Duration { return time.Hour }

func (d *desk) reseller(t testing.TB, name, email string) account.Caller {
	t.Helper()
	id, err := d.companies.CreateReseller(t.Context(), company.Reseller{Name: name}, account.User{Name: "Mara", Email: email})
	if err != nil {
		t.Fatal(err)
	}
	return account.Caller{Role: account.ResellerOwner, Reseller: id}
}

func (d *desk) newKey(t testing.TB, owner account.Caller, k account.AccessKey) (account.AccessKey, string) {
	t.Helper()
	k, secret, err := d.keys.Create(t.Context(), owner, k)
	if err != nil {
		t.Fatal(err)
	}
	return k, secret
}

// reply is an answer, read.
type reply struct {
	status int
	header http.Header
	body   string
}

// as reads the body into v.
func (r reply) as(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(r.body), v, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatalf("%d %s: %v", r.status, r.body, err)
	}
}

// sign signs a request as of the present time.
func (d *desk) sign(t testing.TB, r *http.Request) {
	t.Helper()
	r.Header.Set("X-Date", d.clock().Format(http.TimeFormat))
	r.Header.Set("X-Request-Id", uuid.NewString())
	d.signNames(t, r, "x-date x-request-id")
}

// signNames signs those headers as they are.
func (d *desk) signNames(t testing.TB, r *http.Request, names string) {
	t.Helper()
	header := r.Header.Clone()
	header.Set("Host", r.URL.Host)
	m := &signature.Message{Method: r.Method, Target: r.URL.RequestURI(), Proto: "HTTP/1.1", Header: header}
	h, err := signature.Sign(m, d.key.ID, d.secret, signature.SHA256, strings.Fields(names)...)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", h.String())
}

// ask sends a signed request; headers are pairs of name and value.
func (d *desk) ask(t testing.TB, method, target, body string, headers ...string) reply {
	t.Helper()
	r := d.request(t, method, target, body)
	d.sign(t, r)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return d.send(t, r)
}

func (d *desk) request(t testing.TB, method, target, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, d.URL+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (d *desk) send(t testing.TB, r *http.Request) reply {
	t.Helper()
	response, err := d.Client().Do(r)
	if err != nil {
		t.Error(err)
		return reply{}
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	got := reply{response.StatusCode, response.Header, string(text)}
	conform(t, r, got)
	return got
}

// problemOf fails unless the answer is a problem with that status that says so
// and names those fields.
func (r reply) problem(t testing.TB, status int, says string, fields ...string) {
	t.Helper()
	var p struct {
		Type, Title, Detail, Instance, Message string
		Status                                 int
		Errors                                 *[]struct{ Location, Message string }
	}
	r.as(t, &p)
	if r.status != status || p.Status != status || r.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %s, want %d", r.status, r.body, status)
	}
	if !strings.Contains(p.Message, says) || p.Detail != p.Message || p.Type == "" || p.Title != http.StatusText(status) || p.Instance == "" || p.Errors == nil {
		t.Errorf("%s does not say %q", r.body, says)
		return
	}
	var wrong []string
	for _, e := range *p.Errors {
		wrong = append(wrong, e.Location)
	}
	if got := strings.Join(wrong, " "); got != strings.Join(fields, " ") {
		t.Errorf("%s names %q, want %q", r.body, got, fields)
	}
}
