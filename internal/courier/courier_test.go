package courier

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/hook"
	"reseller-console/internal/job"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

// depot is a database with a reseller, a clock and a courier.
type depot struct {
	*store.DB
	*hook.Service
	courier  *Courier
	mu       sync.Mutex
	now      time.Time
	reseller int64
	owner    account.Caller
	desk     *company.Service
}

func eachEngine(t *testing.T, test func(t *testing.T, d *depot)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, newDepot(t, store.Config{Dir: t.TempDir()})) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); test(t, newDepot(t, store.Config{Database: pgtest.URL(t)})) })
}

func newDepot(t *testing.T, config store.Config) *depot {
	t.Helper()
	db, err := store.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	sealer, err := account.NewSealer(account.NewSealKey())
	if err != nil {
		t.Fatal(err)
	}
	d := &depot{DB: db, now: time.Date(2026, 8, 24, 12, 0, 0, 0, time.UTC)}
	d.desk = company.NewService(db.Companies(), d.clock)
	d.Service = hook.NewService(hook.Config{Store: db.Hooks(), Sealer: sealer, Clock: d.clock, Private: true})
	d.courier = &Courier{Outbox: db.Hooks(), Sealer: sealer, Clock: d.clock, Private: true, Agent: "test", Log: slog.New(slog.DiscardHandler)}
	d.reseller, err = d.desk.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Name: "Mara", Email: "mara@northgate.example"})
	if err != nil {
		t.Fatal(err)
	}
	d.owner = account.Caller{User: 1, Name: "Mara", Role: account.ResellerOwner, Reseller: d.reseller}
	return d
}

func (d *depot) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *depot) later(wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(wait)
}

// receiver is a program that takes messages, and answers as it is told.
type receiver struct {
	*httptest.Server
	mu    sync.Mutex
	got   []*http.Request
	said  []string
	wrong error // of the last signature
}

func newReceiver(t *testing.T, secret func() string, answer http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		verifier, err := standard.NewWebhook(secret())
		if err == nil {
			err = verifier.VerifyIgnoringTimestamp(body, q.Header)
		}
		r.mu.Lock()
		r.got, r.said, r.wrong = append(r.got, q), append(r.said, string(body)), err
		r.mu.Unlock()
		answer(w, q)
	}))
	t.Cleanup(r.Close)
	return r
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// listens makes an endpoint with a receiver.
func (d *depot) listens(t *testing.T, answer http.HandlerFunc) (hook.Endpoint, *string, *receiver) {
	t.Helper()
	var mu sync.Mutex
	secret := ""
	r := newReceiver(t, func() string { mu.Lock(); defer mu.Unlock(); return secret }, answer)
	e, made, err := d.Create(t.Context(), d.owner, hook.Endpoint{Name: "Ours", URL: r.URL, Events: hook.Events()})
	if err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	secret = made
	return e, &secret, r
}

// deliver tries all jobs once that are due, as a runner would, and returns how
// long each wants to wait.
func (d *depot) deliver(t *testing.T) (waits []time.Duration) {
	t.Helper()
	all, err := d.Jobs().Claim(t.Context(), hook.Kind, 100, d.clock(), d.clock().Add(job.LeaseFor))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		err := d.courier.Work().Do(t.Context(), &job.Run{ID: c.ID, Job: c.Job, Attempt: c.Attempt})
		end := job.Ending{State: job.Done, At: d.clock(), Now: d.clock()}
		if wait, ok := errors.AsType[job.Later](err); ok {
			end.State, end.At = job.Queued, d.clock().Add(time.Duration(wait))
			waits = append(waits, time.Duration(wait))
		} else if err != nil {
			t.Fatal(err)
		}
		if err := d.Jobs().End(t.Context(), c.Lease, end); err != nil {
			t.Fatal(err)
		}
	}
	return waits
}

func (d *depot) last(t *testing.T) hook.Delivery {
	t.Helper()
	all, err := d.Log(t.Context(), d.owner, hook.Filter{})
	if err != nil || len(all) == 0 {
		t.Fatalf("the log has %d messages: %v", len(all), err)
	}
	return all[0]
}

func TestAStatusThatChangesIsToldOnceSignedAsOthersVerifyIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *depot) {
		_, _, r := d.listens(t, status(http.StatusNoContent))
		id, err := d.desk.CreateCompany(t.Context(), company.Company{Reseller: d.reseller, Name: "Acme", Country: "DE", Area: company.Outside}, account.User{Name: "Ann", Email: "ann@acme.example"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.desk.Freeze(t.Context(), d.owner, id, company.Freeze{Reason: "unpaid"}); err != nil {
			t.Fatal(err)
		}
		d.deliver(t)
		d.deliver(t)
		if len(r.got) != 1 || r.wrong != nil {
			t.Fatalf("%d requests, the last signed wrong: %v", len(r.got), r.wrong)
		}
		if want := `{"type":"company.status_changed","timestamp":"2026-08-24T12:00:00Z","data":{"company":200001,"before":0,"after":3,"reason":"unpaid"}}`; r.said[0] != want && !strings.Contains(r.said[0], `"before":0,"after":3,"reason":"unpaid"`) {
			t.Errorf("told was %s, want %s", r.said[0], want)
		}
		if got := d.last(t); got.State != hook.Delivered || got.Last.Status != http.StatusNoContent || got.Message != r.got[0].Header.Get(hook.HeaderID) || got.Body != r.said[0] {
			t.Errorf("the log says %+v", got)
		}
	})
}

func TestAMessageIsTriedForDaysThenGivenUpAndTheOwnerTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *depot) {
		e, _, r := d.listens(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = io.WriteString(w, strings.Repeat("out of order ", 1000))
		})
		if err := d.Test(t.Context(), d.owner, e.ID); err != nil {
			t.Fatal(err)
		}
		for i, least := range []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour} {
			waits := d.deliver(t)
			if len(waits) != 1 || waits[0] < least-time.Second || waits[0] > least+least/5+time.Second {
				t.Fatalf("after attempt %d it waits %v, want %v and up to a fifth more", i+1, waits, least)
			}
			if again := d.deliver(t); again != nil {
				t.Fatalf("attempt %d is made at once", i+2)
			}
			d.later(waits[0] + time.Second)
		}
		if waits := d.deliver(t); waits != nil {
			t.Errorf("after the last attempt it waits %v", waits)
		}
		got, attempts, err := d.Look(t.Context(), d.owner, d.last(t).ID)
		if err != nil || got.State != hook.Failed || len(attempts) != 10 || attempts[0].Status != 500 || len(attempts[0].Answer) != hook.MaxAnswer {
			t.Fatalf("%+v, %d attempts, %v", got, len(attempts), err)
		}
		for _, q := range r.got {
			if q.Header.Get(hook.HeaderID) != got.Message {
				t.Errorf("an attempt has the id %s, not %s", q.Header.Get(hook.HeaderID), got.Message)
			}
		}
		if found, _ := d.Find(t.Context(), d.owner, e.ID); found.FailingSince.IsZero() {
			t.Error("the endpoint is not marked as failing")
		}
		if mails, _ := d.Jobs().Claim(t.Context(), account.NoticeKind, 10, d.clock(), d.clock().Add(time.Hour)); len(mails) != 1 || !strings.Contains(string(mails[0].Payload), hook.MailFailing) {
			t.Errorf("mails are %v", mails)
		}
		if n, err := d.ReplayFailed(t.Context(), d.owner, e.ID, d.clock().AddDate(0, 0, -30)); n != 1 || err != nil {
			t.Errorf("%d are replayed, %v", n, err)
		}
		d.deliver(t)
		if len(r.got) != 11 || r.got[10].Header.Get(hook.HeaderID) != got.Message {
			t.Errorf("replayed, it is sent %d times", len(r.got))
		}
	})
}

func TestBothSecretsSignForADayAfterARotation(t *testing.T) {
	t.Parallel()
	d := newDepot(t, store.Config{Dir: t.TempDir()})
	e, secret, r := d.listens(t, status(http.StatusOK))
	old := *secret
	_, fresh, err := d.Rotate(t.Context(), d.owner, e.ID)
	if err != nil || fresh == old {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after  time.Duration
		secret string
		sound  bool
	}{{0, old, true}, {0, fresh, true}, {23 * time.Hour, old, true}, {2 * time.Hour, old, false}, {0, fresh, true}} {
		d.later(c.after)
		*secret = c.secret
		if err := d.Test(t.Context(), d.owner, e.ID); err != nil {
			t.Fatal(err)
		}
		d.deliver(t)
		if (r.wrong == nil) != c.sound {
			t.Errorf("after %v more, verified: %v, want %v", c.after, r.wrong, c.sound)
		}
	}
}

func TestARotationThatIsSentTwiceKeepsTheSecretsOfTheFirst(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *depot) {
		e, secret, r := d.listens(t, status(http.StatusOK))
		once := d.owner
		once.Once = &account.Once{Reseller: d.reseller, Key: "form 1", At: d.clock()}
		_, fresh, err := d.Rotate(t.Context(), once, e.ID)
		if _, _, again := d.Rotate(t.Context(), once, e.ID); err != nil || !errors.Is(again, hook.ErrMade) {
			t.Fatalf("%v, then %v", err, again)
		}
		for _, sound := range []string{*secret, fresh} {
			*secret = sound
			if err := d.Test(t.Context(), d.owner, e.ID); err != nil {
				t.Fatal(err)
			}
			if d.deliver(t); r.wrong != nil {
				t.Error(r.wrong)
			}
		}
		if err := d.Change(t.Context(), once, e.ID, e); err != nil {
			t.Errorf("a change that is sent twice says %v", err)
		}
	})
}

func TestAnswersDecideWhatFollows(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	t.Cleanup(elsewhere.Close)
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		state  hook.State
		least  time.Duration
	}{
		"gone":     {status(http.StatusGone), hook.Failed, 0},
		"redirect": {func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, elsewhere.URL, http.StatusFound) }, hook.Waiting, 4 * time.Second},
		"busy": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}, hook.Waiting, 59 * time.Minute},
		"busy for all": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "9999999")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, hook.Waiting, 23 * time.Hour},
		"not found": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusNotFound)
		}, hook.Waiting, 4 * time.Second},
		"broken off": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, hook.Waiting, 4 * time.Second},
		"taken":      {status(http.StatusAccepted), hook.Delivered, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDepot(t, store.Config{Dir: t.TempDir()})
			e, _, _ := d.listens(t, c.answer)
			if err := d.Test(t.Context(), d.owner, e.ID); err != nil {
				t.Fatal(err)
			}
			waits := d.deliver(t)
			got := d.last(t)
			if got.State != c.state || (c.least > 0) != (len(waits) == 1) || c.least > 0 && (waits[0] < c.least || waits[0] > max(2*c.least, 25*time.Hour)) {
				t.Errorf("%+v, waits %v", got, waits)
			}
			found, err := d.Find(t.Context(), d.owner, e.ID)
			if gone := found.Switch == hook.Gone; err != nil || gone != (name == "gone") {
				t.Errorf("the endpoint is %+v, %v", found, err)
			}
		})
	}
}

func TestNothingIsSentIntoPrivateNetworks(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, func() string { return "" }, status(http.StatusOK))
	client := newClient(false)
	for _, to := range []string{r.URL, strings.Replace(r.URL, "127.0.0.1", "localhost", 1), strings.Replace(r.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1),
		"http://169.254.169.254/latest/meta-data", "http://100.64.0.1", "http://[fd00::1]", "http://0.0.0.0"} {
		var a hook.Attempt
		client.post(t.Context(), to, nil, "{}", "test", &a)
		if a.Error != hook.NotPublic || a.Status != 0 {
			t.Errorf("%s: %+v", to, a)
		}
	}
	if len(r.got) > 0 {
		t.Error("somebody was called")
	}
}

func TestWhoDoesNotListenOrAnswerIsTriedAgain(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(nil)
	closed.Close()
	slow := newReceiver(t, func() string { return "" }, func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })
	client := newClient(true)
	client.Timeout = 50 * time.Millisecond
	for to, want := range map[string]string{closed.URL: "connection refused", slow.URL: hook.NoAnswer} {
		var a hook.Attempt
		client.post(t.Context(), to, nil, "{}", "test", &a)
		if !strings.Contains(a.Error, want) {
			t.Errorf("%s: %+v, want %q", to, a, want)
		}
	}
}

func TestAMessageIsNotLostWithTheProgramThatSendsIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *depot) {
		e, _, r := d.listens(t, status(http.StatusOK))
		if err := d.Test(t.Context(), d.owner, e.ID); err != nil {
			t.Fatal(err)
		}
		// It is sent, and the program dies before that is noted anywhere.
		c, err := d.Jobs().Claim(t.Context(), hook.Kind, 1, d.clock(), d.clock().Add(job.LeaseFor))
		if err != nil || len(c) != 1 {
			t.Fatal(err)
		}
		dying, die := context.WithCancel(t.Context())
		d.courier.Outbox = deadly{d.Hooks(), die}
		_ = d.courier.Work().Do(dying, &job.Run{ID: c[0].ID, Job: c[0].Job, Attempt: 1})
		d.courier.Outbox = d.Hooks()
		d.later(2 * job.LeaseFor)
		d.deliver(t)
		if got := d.last(t); got.State != hook.Delivered || len(r.got) != 2 || r.got[0].Header.Get(hook.HeaderID) != r.got[1].Header.Get(hook.HeaderID) {
			t.Errorf("sent %d times, it is %+v", len(r.got), got)
		}
	})
}

// deadly is an outbox of a program that dies when it notes an attempt.
type deadly struct {
	store.Hooks
	die func()
}

func (d deadly) Tried(ctx context.Context, _ *hook.Endpoint, _ *hook.Delivery, _ *hook.Attempt, _ hook.Verdict, _ time.Time) error {
	d.die()
	return ctx.Err()
}

func TestWhatIsNotWantedIsNotSent(t *testing.T) {
	t.Parallel()
	d := newDepot(t, store.Config{Dir: t.TempDir()})
	e, _, r := d.listens(t, status(http.StatusOK))
	if err := d.Change(t.Context(), d.owner, e.ID, hook.Endpoint{Name: "Bills", URL: r.URL, Events: []hook.Event{hook.BillIssued}}); err != nil {
		t.Fatal(err)
	}
	id, err := d.desk.CreateCompany(t.Context(), company.Company{Reseller: d.reseller, Name: "Acme", Country: "DE", Area: company.Outside}, account.User{Name: "Ann", Email: "ann@acme.example"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.desk.Freeze(t.Context(), d.owner, id, company.Freeze{Reason: "unpaid"}); err != nil {
		t.Fatal(err)
	}
	if all, err := d.Log(t.Context(), d.owner, hook.Filter{}); len(all) > 0 || err != nil {
		t.Errorf("%+v, %v", all, err)
	}
	other := account.Caller{User: 2, Role: account.ResellerOwner, Reseller: d.reseller + 1}
	if err := d.Test(t.Context(), other, e.ID); !errors.Is(err, hook.ErrNoEndpoint) {
		t.Errorf("another reseller's: %v", err)
	}
	for _, role := range []account.Role{account.ResellerFinance, account.ResellerSupport, account.ResellerViewer, account.CompanyAdmin} {
		if _, err := d.List(t.Context(), account.Caller{User: 3, Role: role, Reseller: d.reseller}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", role, err)
		}
	}
}
