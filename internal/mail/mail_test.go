package mail

import (
	"context"
	"flag"
	"io"
	"log/slog"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/job"
	"reseller-console/internal/locale"
	"reseller-console/internal/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestLettersAreWrittenInTheUsersLanguage(t *testing.T) {
	t.Parallel()
	for text, k := range kinds {
		for _, tag := range locale.Tags() {
			n := &account.Notice{Text: text, Data: map[string]string{
				"company": "Sons & <b>Daughters</b>", "reason": `Bill 2026-06 is "unpaid"`, "blocked": "true", "time": "2026-08-27 14:32", "address": "192.0.2.1",
				"cid": "200001", "month": "2026-08", "amount": "88766579.17 USD", "balance": "-1002.34 USD", "minimum": "0.00 USD", "day": "2026-09-06",
				"name": "Daily <b>minutes", "from": "2026-08-01", "to": "2026-08-26", "rows": "12345", "format": "xlsx", "export": "7",
				"percent": "80", "used": "820", "limit": "120000", "minutes": "true", "freeze": "true", "url": "https://hooks.example/a?b=<c>", "webhook": "7"}}
			action := "https://console.example" + k.page
			if k.shows != "" {
				action += "?" + k.shows + "=7"
			}
			if k.link > 0 {
				action += "?token=Zm9v_-"
			}
			l := newLetter(&account.User{Name: "Mara <i>Lindqvist", Language: tag}, n, "https://console.example", action)
			plain, html, err := l.render()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(plain+html, "⟦") || strings.Contains(plain+html, "<no value>") || strings.Contains(html, "<b>") || strings.Contains(html, "<i>") {
				t.Errorf("%s, %s: %s%s", text, tag, plain, html)
			}
			golden(t, text+"."+tag+".txt", "Subject: "+l.Subject+"\n\n"+plain)
			golden(t, text+"."+tag+".html", html)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || got != string(want) {
		t.Errorf("%s is not as written (%v):\n%s", path, err, got)
	}
}

func TestTheDomainOfLettersIsTheConsoles(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://Console.Example": "console.example", "http://console.example:8080/": "console.example", "http://localhost:8080": "localhost",
		"http://127.0.0.1:8080": "localhost", "http://[::1]:8080": "localhost", "http://[::]:8080": "localhost", "": "localhost",
	} {
		if got := Domain(base); got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
}

// office is the sending of mail with a database of its own.
type office struct {
	*store.DB
	accounts *account.Service
	mu       sync.Mutex
	now      time.Time
}

func newOffice(t *testing.T) *office {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{DB: db, now: time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC)}
	o.accounts = account.NewService(db.Accounts(), o.clock)
	t.Cleanup(func() { _ = db.Close() })
	return o
}

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// later lets time pass.
func (o *office) later(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
}

// open lets jobs be done until the test ends, or close is called.
func (o *office) open(t *testing.T, post Post) (closed func()) {
	t.Helper()
	s := &Sender{Accounts: o.accounts, Post: post, From: netmail.Address{Address: "no-reply@console.example"}, BaseURL: "https://console.example", Clock: o.clock}
	work := map[job.Kind]job.Work{account.NoticeKind: s.Work(), account.LinkKind: {Do: o.accounts.RunLink, AtOnce: 1, Attempts: 3}}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		job.NewRunner(o.Jobs(), work, o.clock, slog.New(slog.NewTextHandler(io.Discard, nil))).Run(ctx)
	}()
	closed = func() { stop(); <-done }
	t.Cleanup(closed)
	return closed
}

// company makes a company with members.
func (o *office) company(t *testing.T, members ...string) int64 {
	t.Helper()
	s := company.NewService(o.Companies(), o.clock)
	reseller, err := s.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Name: "Mara", Email: "mara@northgate.example"})
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.CreateCompany(t.Context(), company.Company{Reseller: reseller, Name: "Acme", Country: "DE", Area: company.Outside},
		account.User{Name: "First", Email: members[0]})
	if err != nil {
		t.Fatal(err)
	}
	for _, email := range members[1:] {
		if _, err := o.accounts.Create(t.Context(), account.User{Name: "Next", Email: email, Role: account.CompanyAdmin, Company: id, Language: "zh-Hans"}, ""); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

func (o *office) tell(t *testing.T, n account.Notice) {
	t.Helper()
	j, err := n.Job()
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Accounts().Enqueue(t.Context(), o.clock(), j); err != nil {
		t.Fatal(err)
	}
}

// until waits for the notices to be as told, and returns them.
func (o *office) until(t *testing.T, as func([]job.Status) bool) []job.Status {
	t.Helper()
	for {
		all, err := o.Jobs().Jobs(t.Context(), 0, account.NoticeKind, 100)
		if err != nil {
			t.Fatal(err)
		}
		if as(all) {
			return all
		}
		select {
		case <-t.Context().Done():
			t.Fatal("the test ended first")
		case <-time.After(5 * time.Millisecond): // nothing tells what becomes of a job
		}
	}
}

// ended waits until so many notices have ended, and returns all.
func (o *office) ended(t *testing.T, n int) []job.Status {
	t.Helper()
	return o.until(t, func(all []job.Status) bool {
		count := 0
		for _, j := range all {
			if j.State.Ended() {
				count++
			}
		}
		return count >= n
	})
}

func TestALetterIsSentOnceThroughAServerThatFailsAndComesBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	u, err := o.accounts.Create(t.Context(), account.User{Name: "Mara", Email: "mara@northgate.example", Role: account.Operator}, "")
	if err != nil {
		t.Fatal(err)
	}
	failures := []turn{{rcpt: "450 4.2.1 busy"}, {greet: "421 4.3.2 going down"}, {end: "451 4.3.0 no room"}}
	server := &mailServer{plan: func(n int) turn { return append(failures, turn{gone: true})[min(n, len(failures))] }}
	server.listen(t, "127.0.0.1:0")
	o.tell(t, account.Notice{User: u.ID, Text: account.MailReset})
	closed := o.open(t, server.post("smtp://%s"))
	for _, failure := range []string{"450", "421", "451"} {
		o.until(t, func(all []job.Status) bool {
			return all[0].State == job.Queued && strings.Contains(all[0].Error, failure)
		})
		o.later(2 * time.Minute) // the next attempt is due
	}
	all := o.ended(t, 1)
	closed()
	if len(all) != 1 || all[0].State != job.Done || len(server.letters()) != 1 {
		t.Fatalf("%d letters, jobs %+v", len(server.letters()), all)
	}
	if strings.Contains(string(all[0].Payload), "token") {
		t.Errorf("the payload is %s", all[0].Payload)
	}
	m, err := parse([]byte(server.letters()[0]))
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(m.Text, "https://console.example/reset-password?token=")
	token, _, _ = strings.Cut(token, "\n")
	if found, err := o.accounts.LinkUser(t.Context(), token); err != nil || found.ID != u.ID {
		t.Errorf("the link %q is of %+v, %v", token, found, err)
	}
}

// refuses lets each letter be counted, and refuses those to one address.
type refuses struct {
	address string
	mu      sync.Mutex
	sent    []string
}

func (r *refuses) Send(_ context.Context, m *Message) error {
	if m.To.Address == r.address {
		return job.Final(context.Canceled)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, m.To.Address+" "+m.Subject)
	return nil
}

func TestEachMemberOfACompanyIsToldByItself(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.company(t, "first@acme.example", "gone@acme.example", "third@acme.example")
	post := &refuses{address: "gone@acme.example"}
	o.tell(t, account.Notice{Company: id, Text: "company.unfreeze", Data: map[string]string{"company": "Acme"}})
	o.open(t, post)
	states := map[job.State]int{}
	for _, j := range o.ended(t, 4) {
		states[j.State]++
	}
	if states[job.Done] != 3 || states[job.Failed] != 1 {
		t.Errorf("%v", states)
	}
	got := strings.Join(post.sent, "\n")
	if len(post.sent) != 2 || !strings.Contains(got, "first@acme.example The suspension of Acme has ended") || !strings.Contains(got, "third@acme.example Acme 已恢复") {
		t.Errorf("sent\n%s", got)
	}
}

func TestALetterSaysWhatIsGivenBackAndWhatStillStops(t *testing.T) {
	t.Parallel()
	bill := map[string]string{"company": "Acme", "cid": "200001", "month": "2026-08", "amount": "22.48 USD", "day": "2026-09-06", "balance": "1.00 USD", "credit": "true"}
	for _, c := range []struct {
		text, says, not string
		data            map[string]string
	}{
		{"bill.issue", "issued: −22.48 USD. It will be added to the balance on 2026-09-06", "See to it", bill},
		{"bill.deduct", "22.48 USD, was added to the balance", "deducted", bill},
		{"company.unfreeze", "services are not available until it suffices", "until never", map[string]string{"company": "Acme", "short": "true"}},
		{"company.unfreeze", "sign in as before.", "balance", map[string]string{"company": "Acme"}},
	} {
		l := newLetter(&account.User{Name: "Ann"}, &account.Notice{Text: c.text, Data: c.data}, "", "")
		if all := l.Subject + " " + l.Text + " " + l.End; !strings.Contains(all, c.says) || strings.Contains(all, c.not) {
			t.Errorf("%s says %q", c.text, all)
		}
	}
}

func TestWhoForgotGetsALinkIfThereIsSuchAUser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.company(t, "first@acme.example")
	post := &refuses{}
	for _, email := range []string{"nobody@acme.example", "FIRST@acme.example"} {
		if err := o.accounts.Forgot(t.Context(), email, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	o.open(t, post)
	o.ended(t, 1)
	if len(post.sent) != 1 || post.sent[0] != "first@acme.example Reset your password" {
		t.Errorf("sent %q", post.sent)
	}
}

func TestANoticeThatCannotBeSentEnds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.company(t, "first@acme.example")
	o.tell(t, account.Notice{User: 4711, Text: account.MailReset})
	o.tell(t, account.Notice{User: 1, Text: "none"})
	post := &refuses{}
	o.open(t, post)
	all := o.ended(t, 2)
	if all[1].State != job.Done || all[0].State != job.Failed || len(post.sent) != 0 {
		t.Errorf("%+v, sent %q", all, post.sent)
	}
}

func TestEveryAttemptAtALetterHasItsName(t *testing.T) {
	t.Parallel()
	u := &account.User{CreatedAt: time.Unix(1, 0)}
	run := func(id int64, payload string) *job.Run {
		return &job.Run{ID: id, Job: job.Job{Payload: []byte(payload)}}
	}
	first := messageID(run(1, "{}"), u, "https://console.example")
	if first != messageID(run(1, "{}"), u, "https://console.example") || !fileName.MatchString(strings.TrimSuffix(first, "@console.example")+".eml") {
		t.Errorf("%s", first)
	}
	for name, other := range map[string]string{
		"another job":      messageID(run(2, "{}"), u, "https://console.example"),
		"another database": messageID(run(1, "{}"), &account.User{CreatedAt: time.Unix(2, 0)}, "https://console.example"),
	} {
		if other == first {
			t.Errorf("%s has the same name", name)
		}
	}
}
