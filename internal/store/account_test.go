package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

var (
	_ account.Store      = Accounts{}
	_ account.TokenStore = Tokens{}
	_ company.Store      = Companies{}
	_ scs.CtxStore       = Sessions{}
)

// fakeClock is a clock that a test moves.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 8, 31, 23, 30, 0, 5_000_000, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

const password = "correct horse"

// owner creates a reseller with an owner who can sign in.
func owner(t *testing.T, db *DB, clock *fakeClock, email string) account.User {
	t.Helper()
	accounts := account.NewService(db.Accounts(), clock.Now)
	hash, err := accounts.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	_, err = company.NewService(db.Companies(), clock.Now).CreateReseller(t.Context(), company.Reseller{Name: "Reseller of " + email},
		account.User{Email: email, Name: "Owner", PasswordHash: hash})
	if err != nil {
		t.Fatal(err)
	}
	user, err := db.Accounts().UserByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	return user
}

func TestAUserIsFoundAsCreated(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		u := owner(t, db, clock, "Élan@Example.com")
		if u.ID == 0 || u.Email != "Élan@Example.com" || u.ResellerName != "Reseller of Élan@Example.com" ||
			u.Language != "en" || !u.CreatedAt.Equal(clock.Now()) || !u.LastSignInAt.IsZero() {
			t.Errorf("user %+v", u)
		}
		if found, err := service.User(t.Context(), u.ID); err != nil || found != u {
			t.Errorf("found %+v, %v", found, err)
		}
		for _, email := range []string{"ÉLAN@EXAMPLE.COM", "e\u0301lan@example.com"} {
			if found, err := db.Accounts().UserByEmail(t.Context(), email); err != nil || found != u {
				t.Errorf("by %q: %+v, %v", email, found, err)
			}
			_, err := service.Create(t.Context(), account.User{Email: email, Name: "Other", Role: account.Operator}, "")
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("%q again: %v", email, err)
			}
		}
		if _, err := service.User(t.Context(), u.ID+1); fault.KindOf(err) != fault.NotFound {
			t.Errorf("unknown user: %v", err)
		}
	})
}

func TestAnAddressIsTakenOnceByManyAtATime(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		var group sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			group.Go(func() {
				_, errs[i] = db.Accounts().CreateUser(t.Context(), account.User{Email: "ann@example.com", Name: fmt.Sprint(i)})
			})
		}
		group.Wait()
		taken := 0
		for _, err := range errs {
			if err == nil {
				taken++
			} else if fault.KindOf(err) != fault.Conflict {
				t.Error(err)
			}
		}
		if taken != 1 {
			t.Errorf("taken %d times", taken)
		}
	})
}

func TestANewNameIsKeptAndFoundAndInTheTrail(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		u := owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		for _, name := range []string{" Ann Änderung ", "Ann Änderung"} { // the second is the same one
			if err := service.Rename(t.Context(), u.Caller(), name); err != nil {
				t.Fatal(err)
			}
			u, _ = service.User(t.Context(), u.ID)
		}
		if u.Name != "Ann Änderung" {
			t.Errorf("the name is %q", u.Name)
		}
		if err := service.Rename(t.Context(), u.Caller(), "two\nlines"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("two lines: %v", err)
		}
		entries, err := account.NewTrail(db.Audit()).List(t.Context(), u.Caller(), account.AuditFilter{Action: "user.rename", Limit: 9})
		if err != nil || len(entries) != 1 || entries[0].Changes[0] != (account.Change{Field: "name", Before: "Owner", After: "Ann Änderung"}) {
			t.Errorf("the trail has %+v, %v", entries, err)
		}
	})
}

func TestTheLanguageIsKept(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		u := owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		if err := service.SetLanguage(t.Context(), u.Caller(), "zh-Hans"); err != nil {
			t.Error(err)
		}
		if err := service.SetLanguage(t.Context(), u.Caller(), "de"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("unknown language: %v", err)
		}
		if err := service.SetLanguage(t.Context(), account.Caller{User: 4711}, "en"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("unknown user: %v", err)
		}
		if u, err := service.User(t.Context(), u.ID); err != nil || u.Language != "zh-Hans" {
			t.Errorf("language %q, %v", u.Language, err)
		}
	})
}

func TestTheLastSignInIsTheOneBefore(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		first := clock.Now()
		owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		var times []time.Time
		for range 3 {
			u, err := service.SignIn(t.Context(), " ANN@example.com ", password, "192.0.2.1")
			if err != nil {
				t.Fatal(err)
			}
			times = append(times, u.LastSignInAt)
			clock.advance(time.Hour)
		}
		if !times[0].IsZero() || !times[1].Equal(first) || !times[2].Equal(first.Add(time.Hour)) {
			t.Errorf("last sign-ins %v", times)
		}
	})
}

func TestWhoCannotSignInIsNotToldWhy(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		if _, err := service.Create(t.Context(), account.User{Email: "bob@example.com", Name: "Bob", Role: account.Operator}, ""); err != nil {
			t.Fatal(err)
		}
		const sentence = "The e-mail address or the password is wrong."
		for _, try := range []struct{ email, password string }{
			{"ann@example.com", "wrong horse"}, {"ann@example.com", ""}, {"bob@example.com", ""}, {"bob@example.com", password},
			{"nobody@example.com", password}, {"", ""}, {"ann@example.com\x00\xff", password},
		} {
			_, err := service.SignIn(t.Context(), try.email, try.password, "192.0.2.1")
			if fault.KindOf(err) != fault.Unauthenticated || err.Error() != sentence {
				t.Errorf("%q: %v", try, err)
			}
		}
	})
}

func TestSignInsAreRefusedAfterTenFailuresForAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		for _, email := range []string{"ann@example.com", "nobody@example.com"} {
			for i := range 10 {
				if _, err := service.SignIn(t.Context(), email, "wrong horse", "192.0.2.1"); fault.KindOf(err) != fault.Unauthenticated {
					t.Fatalf("attempt %d: %v", i, err)
				}
			}
			if _, err := service.SignIn(t.Context(), email, password, "192.0.2.1"); fault.KindOf(err) != fault.TooMany {
				t.Errorf("%s: %v", email, err)
			}
		}
		if _, err := service.SignIn(t.Context(), "ann@example.com", password, "192.0.2.2"); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
		clock.advance(15 * time.Minute)
		if _, err := service.SignIn(t.Context(), "ann@example.com", password, "192.0.2.1"); err != nil {
			t.Errorf("later: %v", err)
		}
	})
}

func TestManyFailuresAtOnceAreNotAllLetIn(t *testing.T) {
	t.Parallel()
	db, clock := open(t, newSQLite(t)), newClock()
	service := account.NewService(db.Accounts(), clock.Now)
	var group sync.WaitGroup
	errs := make([]error, 40)
	for i := range errs {
		group.Go(func() { _, errs[i] = service.SignIn(t.Context(), "ann@example.com", password, "192.0.2.1") })
	}
	group.Wait()
	tried := 0
	for _, err := range errs {
		if fault.KindOf(err) == fault.Unauthenticated {
			tried++
		}
	}
	if tried > 10+4 { // as many more as are hashed at a time
		t.Errorf("%d of %d passwords were tried", tried, len(errs))
	}
}

func TestATokenIsKnownByItsSecret(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		tokens := account.NewTokens(db.Tokens(), clock.Now)
		secret, err := tokens.CreateToken(t.Context(), " Media servers ", []string{"urn:a", "urn:b"})
		if err != nil || len(secret) != 44 || secret[:4] != "rci_" {
			t.Fatalf("secret %q, %v", secret, err)
		}
		anySource, err := tokens.CreateToken(t.Context(), "Any", nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // from the store, and from memory
			token, err := tokens.VerifyToken(t.Context(), secret)
			if err != nil || token.Name != "Media servers" || !token.CreatedAt.Equal(clock.Now()) || !token.Allows("urn:b") || token.Allows("urn:c") {
				t.Errorf("token %+v, %v", token, err)
			}
		}
		if token, err := tokens.VerifyToken(t.Context(), anySource); err != nil || !token.Allows("urn:c") {
			t.Errorf("token %+v, %v", token, err)
		}
		for _, wrong := range []string{"", secret[:43], secret + "x", "\x00\xff"} {
			if _, err := tokens.VerifyToken(t.Context(), wrong); fault.KindOf(err) != fault.Unauthenticated {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		for name, sources := range map[string][]string{"": nil, "Empty source": {""}} {
			if _, err := tokens.CreateToken(t.Context(), name, sources); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", name, err)
			}
		}
	})
}

func TestADeletedTokenEndsWithinSeconds(t *testing.T) {
	t.Parallel()
	db, clock := open(t, newSQLite(t)), newClock()
	tokens := account.NewTokens(db.Tokens(), clock.Now)
	secret, err := tokens.CreateToken(t.Context(), "Media servers", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.VerifyToken(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := db.console.writer.ExecContext(t.Context(), "delete from ingest_token"); err != nil {
		t.Fatal(err)
	}
	clock.advance(10 * time.Second)
	if _, err := tokens.VerifyToken(t.Context(), secret); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("error %v", err)
	}
}

func TestAUsersSessionsAreFoundWithoutThoseOfOthers(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		sessions, until := Sessions{db.console, clock.Now}, clock.Now().Add(time.Hour)
		err := errors.Join(
			sessions.CommitOf(t.Context(), 1, "a", []byte("one"), until), sessions.CommitOf(t.Context(), 2, "b", []byte("two"), until),
			sessions.CommitOf(t.Context(), 0, "c", []byte("nobody"), until), sessions.CommitOf(t.Context(), 1, "c", []byte("signed in"), until),
			sessions.CommitOf(t.Context(), 1, "d", []byte("over"), clock.Now()))
		all, listed := sessions.AllOf(t.Context(), 1)
		if err := errors.Join(err, listed); err != nil || len(all) != 2 || string(all[0])+string(all[1]) != "onesigned in" && string(all[0])+string(all[1]) != "signed inone" {
			t.Errorf("%q, %v", all, err)
		}
	})
}

func TestASecretGoesOnForAsLongAsToldOnceThereIsAnother(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		tokens := account.NewTokens(db.Tokens(), clock.Now)
		first, err := tokens.CreateToken(t.Context(), "Media servers", []string{"urn:a"})
		if err != nil {
			t.Fatal(err)
		}
		expect := func(when, secret string, good bool) {
			t.Helper()
			if token, err := tokens.VerifyToken(t.Context(), secret); (err == nil) != good || good && token.Name != "Media servers" {
				t.Errorf("%s: %+v, %v", when, token, err)
			}
		}
		list := func() account.IngestToken {
			t.Helper()
			all, err := tokens.List(t.Context(), ines)
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			return all[0]
		}
		id := list().ID
		for c, want := range map[*account.Caller]fault.Kind{{}: fault.Forbidden, {Role: account.ResellerOwner, Reseller: 1}: fault.Forbidden} {
			_, create := tokens.Create(t.Context(), *c, "x", nil)
			_, rotate := tokens.Rotate(t.Context(), *c, id, 0, 0)
			if fault.KindOf(create) != want || fault.KindOf(rotate) != want || fault.KindOf(tokens.End(t.Context(), *c, id)) != want {
				t.Errorf("%+v may", c)
			}
		}
		for _, overlap := range []time.Duration{-1, account.MaxOverlap + 1} {
			if _, err := tokens.Rotate(t.Context(), ines, id, 0, overlap); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%v: %v", overlap, err)
			}
		}
		second, err := tokens.Rotate(t.Context(), ines, id, 1, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tokens.Rotate(t.Context(), ines, id, 1, time.Hour); fault.KindOf(err) != fault.Stale {
			t.Errorf("the same form again: %v", err)
		}
		expect("rotated", first, true)
		expect("rotated", second, true)
		clock.advance(time.Hour - time.Second)
		expect("shortly before its end", first, true)
		clock.advance(time.Second)
		expect("at its end", first, false)
		expect("afterwards", second, true)
		third, err := tokens.Rotate(t.Context(), ines, id, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		expect("rotated without overlap", second, false)
		if err := tokens.End(t.Context(), ines, id); err != nil || list().EndsAt.IsZero() {
			t.Errorf("%+v, %v", list(), err)
		}
		expect("ended", third, false)
		if _, err := tokens.Rotate(t.Context(), ines, id, 0, 0); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an ended one: %v", err)
		}
		if err := tokens.End(t.Context(), ines, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("ended again: %v", err)
		}
		entries, err := db.Audit().Entries(t.Context(), account.AuditFilter{Everywhere: true, Action: "source.rotate", Limit: 9})
		if err != nil || len(entries) != 2 || entries[0].Actor.Name != "Ines" {
			t.Errorf("the trail: %+v, %v", entries, err)
		}
	})
}

func TestASessionLastsUntilItsExpiry(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		sessions := Sessions{db.console, clock.Now}
		expect := func(when, token, want string) {
			t.Helper()
			data, found, err := sessions.Find(token)
			if err != nil || found != (want != "") || string(data) != want {
				t.Errorf("%s: %q, %v, %v", when, data, found, err)
			}
		}
		expect("before", "a", "")
		err := errors.Join(
			sessions.Commit("a", []byte("one"), clock.Now().Add(time.Minute)),
			sessions.Commit("b", []byte("\x00\xff"), clock.Now().Add(time.Hour)),
			sessions.Commit("a", []byte("two"), clock.Now().Add(2*time.Minute)))
		if err != nil {
			t.Fatal(err)
		}
		clock.advance(time.Minute)
		expect("prolonged", "a", "two")
		now := clock.advance(time.Minute)
		expect("expired", "a", "")
		if err := sessions.DeleteExpired(t.Context(), now); err != nil {
			t.Error(err)
		}
		var n int
		if err := db.console.reader.QueryRowContext(t.Context(), "select count(*) from web_session").Scan(&n); err != nil || n != 1 {
			t.Errorf("%d sessions kept, %v", n, err)
		}
		expect("not expired", "b", "\x00\xff")
		if err := errors.Join(sessions.Delete("b"), sessions.Delete("never was")); err != nil {
			t.Error(err)
		}
		expect("deleted", "b", "")
	})
}

func TestACompanyHasAtMostAsManyMembersAsItsLimit(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id, err := w.CreateCompany(t.Context(), company.Company{Reseller: w.ann.Reseller, Name: "Acme", Country: "DE", Area: company.Outside, MemberLimit: 4},
			account.User{Name: "First", Email: "first@acme.example"})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		errs := make([]error, 10)
		for i := range errs {
			group.Go(func() {
				_, errs[i] = db.Accounts().CreateUser(t.Context(), account.User{Email: fmt.Sprintf("%d@acme.example", i), Name: "Next", Role: account.CompanyAdmin, Company: id})
			})
		}
		group.Wait()
		members := 1
		for _, err := range errs {
			if err == nil {
				members++
			} else if fault.KindOf(err) != fault.Invalid {
				t.Error(err)
			}
		}
		if members != 4 {
			t.Errorf("%d members, 4 are allowed", members)
		}
		if _, err := db.Accounts().CreateUser(t.Context(), account.User{Email: "x@acme.example", Company: 1}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member of nobody: %v", err)
		}
	})
}

func TestEndedSessionsAreOfAnotherEpochAndInTheTrail(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		u := owner(t, db, clock, "ann@example.com")
		service := account.NewService(db.Accounts(), clock.Now)
		after, err := service.EndSessions(t.Context(), u.Caller())
		if err != nil || after.Epoch != u.Epoch+1 {
			t.Errorf("the epoch is %d after %d, %v", after.Epoch, u.Epoch, err)
		}
		if _, err := service.EndSessions(t.Context(), account.Caller{User: 4711}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("unknown user: %v", err)
		}
		entries, err := account.NewTrail(db.Audit()).List(t.Context(), u.Caller(), account.AuditFilter{Action: "session.end", Limit: 9})
		if err != nil || len(entries) != 1 {
			t.Errorf("the trail has %+v, %v", entries, err)
		}
	})
}

func TestMembersAreTheOwnCompanysOnly(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		ann, bob := owner(t, db, clock, "ann@example.com"), owner(t, db, clock, "bob@example.com")
		companies := company.NewService(db.Companies(), clock.Now)
		cid, err := companies.CreateCompany(t.Context(), company.Company{Reseller: ann.Reseller, Name: "C", Country: "DE", Area: company.Outside},
			account.User{Email: "first@example.com", Name: "First"})
		if err != nil {
			t.Fatal(err)
		}
		members, err := companies.Members(t.Context(), ann.Caller(), cid)
		if err != nil || len(members) != 1 || members[0].Email != "first@example.com" || members[0].Company != cid {
			t.Errorf("members are %+v, %v", members, err)
		}
		if _, err := companies.Members(t.Context(), bob.Caller(), cid); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another reseller: %v", err)
		}
		if members, err := db.Companies().Members(t.Context(), bob.Reseller, cid); err != nil || len(members) > 0 {
			t.Errorf("another reseller's store shows %+v, %v", members, err)
		}
	})
}
