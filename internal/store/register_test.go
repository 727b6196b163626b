package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

var _ company.RegisterStore = Companies{}

// gate is where companies sign up, over a store.
type gate struct {
	*company.SignUps
	companies *company.Service
	accounts  *account.Service
	clock     *fakeClock
	owner     account.User
	register  string
}

func newGate(t *testing.T, db *DB) gate {
	t.Helper()
	clock := newClock()
	g := gate{companies: company.NewService(db.Companies(), clock.Now), accounts: account.NewService(db.Accounts(), clock.Now), clock: clock, owner: owner(t, db, clock, "ann@example.com")}
	g.SignUps = company.NewSignUps(db.Companies(), g.accounts, clock.Now)
	g.register = g.link(t)
	return g
}

func (g gate) link(t *testing.T) string {
	t.Helper()
	register, err := g.Link(t.Context(), g.owner.Caller())
	if err != nil {
		t.Fatal(err)
	}
	return register
}

func applicant(name, email string) company.New {
	return company.New{Company: company.Company{Name: name, Country: "DE", Area: company.Outside, AppLimit: 10, MemberLimit: 10, Industry: 12, Interest: 1, Environment: 1},
		Email: email, FirstName: "Nia", LastName: "Neu", Language: "zh-Hans"}
}

// mailsTo are the texts of the mails that were asked for by address.
func mailsTo(t *testing.T, db *DB, email string) (texts []string) {
	t.Helper()
	for _, payload := range jobsOf(t, db, account.LinkKind) {
		var q account.LinkRequest
		if err := json.Unmarshal([]byte(payload), &q); err != nil {
			t.Fatal(err)
		}
		if q.Email == email {
			texts = append(texts, q.Mail)
		}
	}
	return texts
}

func TestACompanySignsUpWithEverythingOrNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		n, from := applicant("Neu", "nia@neu.example"), account.Caller{Request: "R9"}
		if err := g.SignUp(t.Context(), from, g.register, n, "short", "192.0.2.1"); !errors.Is(err, account.ErrPasswordLength) {
			t.Errorf("a short password: %v", err)
		}
		n.Country, n.Email = "", "nowhere"
		if err := g.SignUp(t.Context(), from, g.register, n, "short", "192.0.2.1"); fault.KindOf(err) != fault.Invalid || len(fault.Readable(err).Fields) != 3 {
			t.Errorf("three wrong fields: %v", err)
		}
		if err := g.SignUp(t.Context(), from, g.register, applicant("Neu", "nia@neu.example"), freshPassword, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		page, err := g.companies.List(t.Context(), g.owner.Caller(), company.Filter{})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].OwnerEmail != "nia@neu.example" || page.Rows[0].Name != "Neu" {
			t.Fatalf("the list is %+v, %v", page, err)
		}
		u, err := db.Accounts().UserByEmail(t.Context(), "nia@neu.example")
		if err != nil || !u.Unconfirmed || u.Role != account.CompanyAdmin || u.Company != page.Rows[0].ID || u.Language != "zh-Hans" || u.Name != "Nia Neu" {
			t.Errorf("user %+v, %v", u, err)
		}
		if mails := mailsTo(t, db, "nia@neu.example"); len(mails) != 1 || mails[0] != account.MailConfirm {
			t.Errorf("mails %q", mails)
		}
		trail, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: g.owner.Reseller, Action: "company.register", Limit: 10})
		if err != nil || len(trail) != 1 || trail[0].Actor.Name != "Nia Neu" || trail[0].Actor.Kind != account.ActorUser || trail[0].Company != u.Company || trail[0].Request != "R9" {
			t.Errorf("trail %+v, %v", trail, err)
		}
		if holds, err := db.Companies().Holds(t.Context(), g.owner.Reseller, u.Company); err != nil || !holds {
			t.Errorf("the reseller holds it: %v, %v", holds, err)
		}
	})
}

func TestAnAddressInUseIsAnsweredTheSameAndItsOwnerTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		for range 5 {
			if err := g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", "ANN@example.com"), freshPassword, "192.0.2.1"); err != nil {
				t.Fatal(err)
			}
		}
		page, err := g.companies.List(t.Context(), g.owner.Caller(), company.Filter{})
		if err != nil || len(page.Rows) != 0 {
			t.Errorf("companies %+v, %v", page.Rows, err)
		}
		if mails := mailsTo(t, db, "ANN@example.com"); len(mails) != 3 {
			t.Errorf("its owner gets %d mails", len(mails))
		}
		if now, err := g.accounts.SignIn(t.Context(), "ann@example.com", password, "192.0.2.1"); err != nil || now.Unconfirmed {
			t.Errorf("its owner: %+v, %v", now, err)
		}
	})
}

func TestNobodySignsUpWithASuspendedReseller(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		resellers, reseller := company.NewResellers(db.Companies(), g.clock.Now), g.owner.Reseller
		sign := func(email string) error {
			return g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", email), freshPassword, "192.0.2.1")
		}
		if _, err := resellers.Suspend(t.Context(), account.Command(), reseller, "unpaid"); err != nil {
			t.Fatal(err)
		}
		if err := sign("nia@neu.example"); !errors.Is(err, company.ErrRegister) {
			t.Errorf("while it is suspended: %v", err)
		}
		if _, err := g.ResellerOf(t.Context(), g.register); !errors.Is(err, company.ErrRegister) {
			t.Errorf("the link of a suspended reseller: %v", err)
		}
		if _, err := db.Companies().SignUp(t.Context(), account.Act{}, g.register, company.Company{Reseller: reseller}, account.User{}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("suspended meanwhile: %v", err)
		}
		if _, err := resellers.Unsuspend(t.Context(), account.Command(), reseller); err != nil {
			t.Fatal(err)
		}
		if err := sign("nia@neu.example"); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestALinkThatWasRotatedSignsNobodyUp(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		if len(g.register) < 22 {
			t.Errorf("the link ends in %q: less than 128 bits", g.register)
		}
		other := owner(t, db, g.clock, "bob@example.com")
		if err := g.Rotate(t.Context(), g.owner.Caller()); err != nil {
			t.Fatal(err)
		}
		if err := g.Rotate(t.Context(), account.Caller{}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("nobody's rotation: %v", err)
		}
		fresh := g.link(t)
		if theirs, err := g.Link(t.Context(), other.Caller()); err != nil || theirs == fresh || fresh == g.register {
			t.Errorf("links %q, %q and %q, %v", g.register, fresh, theirs, err)
		}
		for _, register := range []string{g.register, "", "x"} {
			if err := g.SignUp(t.Context(), account.Caller{}, register, applicant("Neu", "nia@neu.example"), freshPassword, "192.0.2.1"); !errors.Is(err, company.ErrRegister) {
				t.Errorf("through %q: %v", register, err)
			}
		}
		if _, err := db.Companies().SignUp(t.Context(), account.Act{}, g.register, company.Company{Reseller: g.owner.Reseller}, account.User{}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("rotated meanwhile: %v", err)
		}
		if r, err := g.ResellerOf(t.Context(), fresh); err != nil || r.ID != g.owner.Reseller {
			t.Errorf("%+v, %v", r, err)
		}
		trail, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: g.owner.Reseller, Action: "register.rotate", Limit: 10})
		if err != nil || len(trail) != 1 || strings.Contains(fmt.Sprint(trail), fresh) {
			t.Errorf("trail %+v, %v", trail, err)
		}
	})
}

func TestOneFormSignsUpOnceHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				from := account.Caller{Once: &account.Once{Key: "form 1", At: g.clock.Now()}}
				if err := g.SignUp(t.Context(), from, g.register, applicant("Neu", "nia@neu.example"), freshPassword, "192.0.2.1"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if mails := mailsTo(t, db, "nia@neu.example"); len(mails) != 1 {
			t.Errorf("mails %q", mails)
		}
	})
}

func TestSignUpsFromOneNetworkAreLimited(t *testing.T) {
	t.Parallel()
	g := newGate(t, open(t, newSQLite(t)))
	var err error
	for i := range 21 {
		err = g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", fmt.Sprintf("n%d@neu.example", i)), freshPassword, "192.0.2.1")
	}
	if fault.KindOf(err) != fault.TooMany {
		t.Errorf("the last one: %v", err)
	}
	if err := g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", "other@neu.example"), freshPassword, "198.51.100.1"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestAUserSignsInAfterConfirmingTheAddress(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		g := newGate(t, db)
		for _, email := range []string{"nia@neu.example", "leo@neu.example"} {
			if err := g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", email), freshPassword, "192.0.2.1"); err != nil {
				t.Fatal(err)
			}
		}
		u, err := g.accounts.SignIn(t.Context(), "nia@neu.example", freshPassword, "192.0.2.1")
		if err != nil || u.AfterPassword() != account.AskConfirm {
			t.Fatalf("before: %v, %v", u.AfterPassword(), err)
		}
		token := newLink(t, g.accounts, u.ID, account.InviteFor)
		if err := g.accounts.Confirm(t.Context(), account.Caller{Request: "R1"}, token); err != nil {
			t.Fatal(err)
		}
		if err := g.accounts.Confirm(t.Context(), account.Caller{}, token); !errors.Is(err, account.ErrLink) {
			t.Errorf("again: %v", err)
		}
		if u, err = g.accounts.SignIn(t.Context(), "nia@neu.example", freshPassword, "192.0.2.1"); err != nil || u.AfterPassword() != account.Enter {
			t.Errorf("after: %v, %v", u.AfterPassword(), err)
		}
		leo, err := db.Accounts().UserByEmail(t.Context(), "leo@neu.example")
		if err != nil {
			t.Fatal(err)
		}
		if err := g.accounts.ResetPassword(t.Context(), account.Caller{}, newLink(t, g.accounts, leo.ID, account.ResetFor), "eleven patient herons"); err != nil {
			t.Fatal(err)
		}
		if leo, err = g.accounts.User(t.Context(), leo.ID); err != nil || leo.Unconfirmed {
			t.Errorf("a password by mail does not confirm the address: %+v, %v", leo, err)
		}
	})
}

func TestWhoIsConfirmedIsToldSoInsteadOfALink(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	g := newGate(t, db)
	if err := g.SignUp(t.Context(), account.Caller{}, g.register, applicant("Neu", "nia@neu.example"), freshPassword, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	for email, want := range map[string]string{"nia@neu.example": account.MailConfirm, "ann@example.com": account.MailKnown} {
		j, err := account.LinkRequest{Email: email, Mail: account.MailConfirm}.Job()
		if err != nil {
			t.Fatal(err)
		}
		follow := followed(t, g.accounts.RunLink, j)
		if len(follow) != 1 || !strings.Contains(string(follow[0].Payload), `"`+want+`"`) {
			t.Errorf("%s is sent %+v, want %q", email, follow, want)
		}
	}
}

// lone is a store of one job.
type lone struct {
	job.Store
	all   []job.Claimed
	ended chan job.Ending
}

func (l *lone) Enqueued() <-chan struct{} { return nil }

func (l *lone) Claim(context.Context, job.Kind, int, time.Time, time.Time, ...int64) (all []job.Claimed, err error) {
	all, l.all = l.all, nil
	return all, nil
}

func (l *lone) End(_ context.Context, _ job.Lease, e job.Ending) error {
	l.ended <- e
	return nil
}

// followed does a job and returns what follows from it.
func followed(t *testing.T, do job.Handler, j job.Job) []job.Job {
	t.Helper()
	l := &lone{all: []job.Claimed{{Job: j, Attempt: 1}}, ended: make(chan job.Ending, 1)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go job.NewRunner(l, map[job.Kind]job.Work{j.Kind: {Do: do, AtOnce: 1, Attempts: 1}}, time.Now, slog.New(slog.DiscardHandler)).Run(ctx)
	return (<-l.ended).Follow
}
