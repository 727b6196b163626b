package store

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

var _ account.FactorStore = Factors{}

// factored is a user who has a second factor.
type factored struct {
	*account.Factors
	clock  *fakeClock
	user   account.User
	caller account.Caller
	secret string
	codes  []string
}

func newFactored(t *testing.T, db *DB) *factored {
	t.Helper()
	sealer, err := account.NewSealer(account.NewSealKey())
	if err != nil {
		t.Fatal(err)
	}
	f := &factored{clock: newClock()}
	f.Factors = account.NewFactors(db.Factors(), sealer, f.clock.Now)
	f.user = owner(t, db, f.clock, "mara@northgate.example")
	f.caller = f.user.Caller()
	key, err := f.Begin("Console", f.user.Email)
	if err != nil {
		t.Fatal(err)
	}
	f.secret = key.Secret()
	if _, err := f.Confirm(t.Context(), f.caller, f.secret, "000000"); fault.KindOf(err) != fault.Invalid {
		t.Fatal(err)
	}
	if f.codes, err = f.Confirm(t.Context(), f.caller, f.secret, f.code(t)); err != nil || len(f.codes) != 10 {
		t.Fatal(f.codes, err)
	}
	return f
}

// code is what the application shows now.
func (f *factored) code(t *testing.T) string {
	t.Helper()
	code, err := totp.GenerateCode(f.secret, f.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestACodeLetsInOnceAndOnlyInItsTime(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		f := newFactored(t, db)
		check := func(code string, want fault.Kind) {
			t.Helper()
			err := f.Check(t.Context(), f.caller, code)
			if want == fault.Internal && err != nil || want != fault.Internal && fault.KindOf(err) != want {
				t.Errorf("%s: %v, want %v", code, err, want)
			}
		}
		const in = fault.Internal               // let in
		check(f.code(t), fault.Unauthenticated) // it was used to confirm
		f.clock.advance(30 * time.Second)
		before := f.code(t)
		f.clock.advance(30 * time.Second)
		check(" "+before[:3]+" "+before[3:], in) // a device that is slow, a user who types spaces
		check(before, fault.Unauthenticated)
		check(f.code(t), in)
		f.clock.advance(30 * time.Second)
		late := f.code(t)
		f.clock.advance(61 * time.Second)
		check(late, fault.Unauthenticated)
		check("", fault.Unauthenticated)
		check("12345678901234567890123456789012345678901234567890", fault.Unauthenticated)

		check(strings.ToUpper(f.codes[3]), in)
		check(f.codes[3], fault.Unauthenticated)
		left, err := f.Find(t.Context(), f.caller)
		if err != nil || left.Recovery != 9 {
			t.Errorf("%+v, %v", left, err)
		}
	})
}

func TestOfManyWithTheSameCodeOneIsLetIn(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		f := newFactored(t, db)
		f.clock.advance(time.Minute)
		for _, code := range []string{f.code(t), f.codes[0]} {
			var in atomic.Int64
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					if f.Check(t.Context(), f.caller, code) == nil {
						in.Add(1)
					}
				})
			}
			all.Wait()
			if in.Load() != 1 {
				t.Errorf("%d were let in by %s", in.Load(), code)
			}
		}
	})
}

func TestGuessingCodesIsStopped(t *testing.T) {
	t.Parallel()
	f := newFactored(t, open(t, newSQLite(t)))
	var wrong, stopped atomic.Int64
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			switch fault.KindOf(f.Check(t.Context(), f.caller, "000000")) {
			case fault.Unauthenticated:
				wrong.Add(1)
			case fault.TooMany:
				stopped.Add(1)
			}
		})
	}
	all.Wait()
	if wrong.Load() != 10 || stopped.Load() != 30 {
		t.Errorf("%d were looked at, %d stopped", wrong.Load(), stopped.Load())
	}
	f.clock.advance(time.Hour)
	if err := f.Check(t.Context(), f.caller, f.code(t)); err != nil {
		t.Error(err)
	}
}

func TestAFactorIsTakenAwayByACodeOnly(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		f := newFactored(t, db)
		if u, err := (Accounts{db.console}).User(t.Context(), f.user.ID); err != nil || !u.HasCodes {
			t.Errorf("%+v, %v", u, err)
		}
		if err := f.Delete(t.Context(), f.caller, "wrong"); fault.KindOf(err) != fault.Unauthenticated {
			t.Error(err)
		}
		codes, err := f.NewRecovery(t.Context(), f.caller, f.codes[0])
		if err != nil || len(codes) != 10 {
			t.Error(codes, err)
		}
		if err := f.Check(t.Context(), f.caller, f.codes[1]); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("an old recovery code: %v", err)
		}
		if err := f.Delete(t.Context(), f.caller, codes[0]); err != nil {
			t.Error(err)
		}
		if u, err := (Accounts{db.console}).User(t.Context(), f.user.ID); err != nil || u.HasCodes {
			t.Errorf("%+v, %v", u, err)
		}
		if err := f.Check(t.Context(), f.caller, codes[1]); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a code of no factor: %v", err)
		}
	})
}

func TestALostFactorIsResetByAnOperator(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		f := newFactored(t, db)
		if err := f.Reset(t.Context(), f.caller, &f.user); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a user may: %v", err)
		}
		if err := f.Reset(t.Context(), ines, &f.user); err != nil {
			t.Fatal(err)
		}
		u, err := db.Accounts().User(t.Context(), f.user.ID)
		if err != nil || u.HasFactor() || u.Epoch != f.user.Epoch+1 {
			t.Errorf("%+v, %v", u, err)
		}
		if jobs, err := db.Jobs().Jobs(t.Context(), 0, account.NoticeKind, 9); err != nil || len(jobs) != 1 || !strings.Contains(string(jobs[0].Payload), "factor.reset") {
			t.Errorf("%+v, %v", jobs, err)
		}
		if err := f.Reset(t.Context(), ines, &account.User{ID: 999}); fault.KindOf(err) != fault.NotFound {
			t.Error(err)
		}
		secret, err := f.Give(t.Context(), ines, &f.user)
		if err != nil {
			t.Fatal(err)
		}
		f.secret = secret
		if err := f.Check(t.Context(), f.caller, f.code(t)); err != nil {
			t.Errorf("a code of the secret that was given: %v", err)
		}
	})
}

func TestAnOperatorNeedsMoreThanAPassword(t *testing.T) {
	t.Parallel()
	for u, want := range map[account.User]account.Step{
		{Role: account.Operator}: account.Enter, {Role: account.Operator, HasCodes: true}: account.AskCode,
		{Role: account.Operator, HasPasskey: true}: account.AskPasskey, {Role: account.ResellerOwner, HasPasskey: true}: account.Enter,
	} {
		if got := u.AfterPassword(); got != want || u.NeedsFactor() != (u.Role == account.Operator) {
			t.Errorf("%+v: %v", u, got)
		}
	}
}

func TestAResellerAsksItForEverybody(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		f := newFactored(t, db)
		for _, on := range []bool{true, false} {
			if err := f.Require(t.Context(), f.caller, on); err != nil {
				t.Fatal(err)
			}
			if u, err := (Accounts{db.console}).User(t.Context(), f.user.ID); err != nil || u.MustHave != on {
				t.Errorf("%+v, %v", u, err)
			}
		}
		if err := f.Require(t.Context(), account.Caller{User: 7, Role: account.Operator}, true); fault.KindOf(err) != fault.Forbidden {
			t.Error(err)
		}
	})
}
