package store

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

const freshPassword = "plum cake and rain"

// jobsOf lists the payloads of the jobs of a kind that are kept.
func jobsOf(t *testing.T, db *DB, kind job.Kind) []string {
	t.Helper()
	rows, err := db.console.reader.QueryContext(t.Context(), "select payload from job where kind = $1 order by id", string(kind))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var payload []byte
		if err := rows.Scan(&payload); err != nil {
			t.Fatal(err)
		}
		all = append(all, string(payload))
	}
	return all
}

func newLink(t *testing.T, s *account.Service, user int64, lasts time.Duration) string {
	t.Helper()
	token, err := s.NewLink(t.Context(), user, lasts)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestALinkSetsAPasswordOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		u, other := owner(t, db, clock, "ann@example.com"), owner(t, db, clock, "bob@example.com")
		first, second, bobs := newLink(t, service, u.ID, account.ResetFor), newLink(t, service, u.ID, account.InviteFor), newLink(t, service, other.ID, account.ResetFor)
		for range 2 { // looking does not use it up
			if found, err := service.LinkUser(t.Context(), first); err != nil || found != u {
				t.Fatalf("%+v, %v", found, err)
			}
		}
		if err := service.ResetPassword(t.Context(), account.Caller{}, first, "password123"); !errors.Is(err, account.ErrPasswordGuessed) {
			t.Errorf("a weak password: %v", err)
		}
		if err := service.ResetPassword(t.Context(), account.Caller{Request: "R1"}, first, freshPassword); err != nil {
			t.Fatal(err)
		}
		for name, token := range map[string]string{"used": first, "of the same user": second, "never was": "x", "empty": ""} {
			if err := service.ResetPassword(t.Context(), account.Caller{}, token, freshPassword); !errors.Is(err, account.ErrLink) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := service.LinkUser(t.Context(), bobs); err != nil {
			t.Errorf("another user's link: %v", err)
		}
		now, err := service.SignIn(t.Context(), "ann@example.com", freshPassword, "192.0.2.1")
		if err != nil || now.Epoch != u.Epoch+1 {
			t.Errorf("epoch %d, %v", now.Epoch, err)
		}
		if _, err := service.SignIn(t.Context(), "ann@example.com", password, "192.0.2.1"); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("the old password: %v", err)
		}
		trail, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: u.Reseller, Action: "password.reset", Limit: 10})
		if err != nil || len(trail) != 1 || trail[0].Actor.Name != u.Name || trail[0].Request != "R1" {
			t.Errorf("trail %+v, %v", trail, err)
		}
		if mails := jobsOf(t, db, account.NoticeKind); len(mails) != 1 {
			t.Errorf("mails %q", mails)
		}
	})
}

func TestALinkEndsWithItsTime(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		token := newLink(t, service, owner(t, db, clock, "ann@example.com").ID, account.ResetFor)
		clock.advance(account.ResetFor - time.Millisecond)
		if _, err := service.LinkUser(t.Context(), token); err != nil {
			t.Error(err)
		}
		now := clock.advance(time.Millisecond)
		if err := service.ResetPassword(t.Context(), account.Caller{}, token, freshPassword); !errors.Is(err, account.ErrLink) {
			t.Errorf("after its time: %v", err)
		}
		if err := db.Accounts().ForgetLinks(t.Context(), now); err != nil {
			t.Error(err)
		}
		var n int
		if err := db.console.reader.QueryRowContext(t.Context(), "select count(*) from password_link").Scan(&n); err != nil || n != 0 {
			t.Errorf("%d links kept, %v", n, err)
		}
	})
}

func TestALinkIsUsedOnceByManyAtATime(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		token := newLink(t, service, owner(t, db, clock, "ann@example.com").ID, account.ResetFor)
		var group sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			group.Go(func() { errs[i] = service.ResetPassword(t.Context(), account.Caller{}, token, freshPassword) })
		}
		group.Wait()
		used := 0
		for _, err := range errs {
			if err == nil {
				used++
			} else if !errors.Is(err, account.ErrLink) {
				t.Error(err)
			}
		}
		if used != 1 {
			t.Errorf("used %d times", used)
		}
	})
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		u := owner(t, db, clock, "ann@example.com")
		token := newLink(t, service, u.ID, account.InviteFor)
		if _, err := service.ChangePassword(t.Context(), u.Caller(), "wrong horse", freshPassword); !errors.Is(err, account.ErrPresentPassword) {
			t.Errorf("a wrong one: %v", err)
		}
		if _, err := service.ChangePassword(t.Context(), u.Caller(), password, "short"); !errors.Is(err, account.ErrPasswordLength) {
			t.Errorf("a short one: %v", err)
		}
		now, err := service.ChangePassword(t.Context(), u.Caller(), password, freshPassword)
		if err != nil || now.Epoch != u.Epoch+1 {
			t.Fatalf("epoch %d, %v", now.Epoch, err)
		}
		if _, err := service.LinkUser(t.Context(), token); !errors.Is(err, account.ErrLink) {
			t.Errorf("a link from before: %v", err)
		}
		for range 10 {
			if _, err := service.ChangePassword(t.Context(), u.Caller(), "wrong horse", freshPassword); err == nil {
				t.Fatal("a wrong present password is taken")
			}
		}
		if _, err = service.ChangePassword(t.Context(), u.Caller(), freshPassword, password); fault.KindOf(err) != fault.TooMany {
			t.Errorf("after ten guesses: %v", err)
		}
	})
}

func TestWhoForgotIsAskedNothingAndToldNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		service := account.NewService(db.Accounts(), clock.Now)
		owner(t, db, clock, "ann@example.com")
		for _, email := range []string{"ANN@example.com", "nobody@example.com", "no address", ""} {
			if err := service.Forgot(t.Context(), email, "192.0.2.1"); err != nil {
				t.Errorf("%q: %v", email, err)
			}
		}
		asked := jobsOf(t, db, account.LinkKind)
		if want := []string{`{"email":"ANN@example.com","mail":"password.reset"}`, `{"email":"nobody@example.com","mail":"password.reset"}`}; !slices.Equal(asked, want) {
			t.Errorf("asked %q", asked)
		}
	})
}

func TestLinksAreNotAskedForWithoutEnd(t *testing.T) {
	t.Parallel()
	db, clock := open(t, newSQLite(t)), newClock()
	service := account.NewService(db.Accounts(), clock.Now)
	for i := range 4 {
		err := service.Forgot(t.Context(), "Nobody@example.com", "192.0.2."+string(rune('1'+i)))
		if (fault.KindOf(err) == fault.TooMany) != (i == 3) {
			t.Errorf("for one user, time %d: %v", i, err)
		}
	}
	for i := range 21 {
		err := service.Forgot(t.Context(), string(rune('a'+i))+"@example.com", "198.51.100.1")
		if (fault.KindOf(err) == fault.TooMany) != (i == 20) {
			t.Errorf("from one network, time %d: %v", i, err)
		}
	}
	clock.advance(15 * time.Minute)
	if err := service.Forgot(t.Context(), "nobody@example.com", "192.0.2.1"); err != nil {
		t.Error(err)
	}
}
