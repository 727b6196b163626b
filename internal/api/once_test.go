package api_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

const onceKey = "Idempotency-Key"

func TestANamedRequestIsDoneOnceAndAnsweredAsAtFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	body := acme()
	first := d.ask(t, "POST", companies, body, onceKey, "a company")
	first.is(t, 201, `{"id":200001,"name":"Acme","country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":12,"interest":1,"environment":1,"status":0}`)
	// What becomes of it later does not change how it was answered.
	if err := d.companies.SetStatus(t.Context(), 200_001, company.SuspendedManually, "", company.AccountActive); err != nil {
		t.Fatal(err)
	}
	d.advance(23 * time.Hour)
	d.ask(t, "POST", companies, body, onceKey, "a company").is(t, 201, first.body)
	d.ask(t, "POST", companies, body, onceKey, "another company").problem(t, 400, "nobody uses", "email")
	d.ask(t, "POST", companies, acme("email", `"bob@acme.example"`), onceKey, "a company").problem(t, 422, "Send a new one")
	d.ask(t, "POST", projects(200_001), `{"name":"Chat"}`, onceKey, "a company").problem(t, 422, "Send a new one")

	project := d.ask(t, "POST", projects(200_001), `{"name":"Chat"}`, onceKey, "a project")
	d.advance(time.Minute)
	d.ask(t, "POST", projects(200_001), `{"name":"Chat"}`, onceKey, "a project").is(t, 201, project.body)
	d.ask(t, "GET", projects(200_001), "").is(t, 200, `{"rows":[`+project.body+`],"count":1}`)

	d.ask(t, "POST", projects(200_001)+"/x/uap", `{"typeId":1,"region":1}`, onceKey, "an enablement").problem(t, 404, "no project")
	for _, bad := range []string{"", "a\tb", "é", strings.Repeat("x", 256)} {
		d.ask(t, "POST", companies, body, onceKey, bad).problem(t, 400, "1 to 255 ASCII characters", onceKey)
	}
}

func TestTheSameNameIsAnothersOwn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.ask(t, "POST", companies, acme(), onceKey, "one")
	d.key, d.secret = d.newKey(t, d.reseller(t, "Alder", "theo@alder.example"), account.AccessKey{Name: "test"})
	if got := d.ask(t, "POST", companies, acme("email", `"bob@bolt.example"`), onceKey, "one"); got.status != 201 {
		t.Errorf("%+v", got)
	}
}

func TestANameIsForgottenAfterADayAndBySweeping(t *testing.T) {
	t.Parallel()
	for _, swept := range []bool{false, true} {
		d := newDesk(t)
		body := acme()
		if got := d.ask(t, "POST", companies, body, onceKey, "one"); got.status != 201 {
			t.Fatal(got)
		}
		d.advance(account.OnceFor - time.Second)
		if got := d.ask(t, "POST", companies, body, onceKey, "one"); got.status != 201 {
			t.Errorf("within a day: %+v", got)
		}
		d.advance(time.Second)
		if swept {
			if err := d.db.Companies().ForgetOnce(t.Context(), d.clock()); err != nil {
				t.Fatal(err)
			}
		}
		d.ask(t, "POST", companies, body, onceKey, "one").problem(t, 400, "nobody uses", "email")
	}
}

func TestWhatWasRefusedIsTriedAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t, "appLimit", "1")
	d.begin(t, cid)
	for range 2 {
		d.ask(t, "POST", projects(cid), `{"name":"Chat"}`, onceKey, "one").problem(t, 400, "all of its 1 projects")
	}
	body := acme("email", `"new@acme.example"`)
	d.ask(t, "POST", companies, body, onceKey, "one")
	if got := d.ask(t, "POST", companies, body, onceKey, "one"); got.status != 201 {
		t.Errorf("a name whose request was refused is taken: %+v", got)
	}
}

// Whatever reaches which node when, and however often: one company is made, and
// nobody is told of another. Whoever asks a node that works on it is told so.
func TestOneActIsDoneHoweverManyAskForItAtOnce(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]func(t *testing.T) store.Config{
		"sqlite":   func(t *testing.T) store.Config { return store.Config{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) store.Config { return store.Config{Database: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeskAt(t, config(t))
			other := httptest.NewServer(d.node(t, 50, 1000))
			t.Cleanup(other.Close)
			body := acme()
			var mu sync.Mutex
			answers := map[string]int{}
			var all sync.WaitGroup
			for i := range 16 {
				all.Go(func() {
					r := d.request(t, "POST", companies, body)
					if i%2 == 0 {
						r.URL.Host = other.Listener.Addr().String()
					}
					r.Header.Set(onceKey, "one")
					d.sign(t, r)
					got := d.send(t, r)
					mu.Lock()
					defer mu.Unlock()
					switch got.status {
					case 201:
						answers[got.body]++
					case 409:
						answers["still"]++
					default:
						t.Errorf("%+v", got)
					}
				})
			}
			all.Wait()
			delete(answers, "still")
			if len(answers) != 1 {
				t.Errorf("answers are %v", answers)
			}
			var list struct{ Count int }
			d.ask(t, "GET", companies, "").as(t, &list)
			if list.Count != 1 {
				t.Errorf("%d companies", list.Count)
			}
			for made := range answers {
				d.ask(t, "POST", companies, body, onceKey, "one").is(t, 201, made)
			}
		})
	}
}

// A program that dies after it has made something and before it has answered
// leaves a name that answers when it runs again.
func TestAnAnswerThatWasLostIsGivenAfterAnotherStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newDeskAt(t, store.Config{Dir: dir})
	body := acme()
	r := d.request(t, "POST", companies, body)
	r.Header.Set(onceKey, "one")
	d.sign(t, r)
	r.RemoteAddr, r.RequestURI = "127.0.0.1:1", r.URL.RequestURI()
	func() {
		defer func() { _ = recover() }() // as if the process ended while it answers
		d.node(t, 50, 10).ServeHTTP(lost{httptest.NewRecorder()}, r)
	}()
	d.Close()
	if err := d.db.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	service := company.NewService(again.Companies(), d.clock)
	page, err := service.List(t.Context(), d.owner, company.Filter{})
	if err != nil || page.Count != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	d.db, d.companies, d.keys = again, service, d.keysOf(t, again)
	d.serveWithQuota(t, 50, 10)
	d.ask(t, "POST", companies, body, onceKey, "one").is(t, 201,
		fmt.Sprintf(`{"id":%d,"name":"Acme","country":"DE","area":"Non-CN","appLimit":10,"memberLimit":10,"industry":12,"interest":1,"environment":1,"status":0}`, page.Rows[0].ID))
}

// lost is an answer that nobody gets.
type lost struct{ *httptest.ResponseRecorder }

func (lost) WriteHeader(int) { panic("killed") }
