package store

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

var _ account.PasskeyStore = Passkeys{}

const visitor = "192.0.2.7"

// keyed is a user who may have passkeys.
type keyed struct {
	*account.Passkeys
	t      *testing.T
	db     *DB
	clock  *fakeClock
	user   account.User
	caller account.Caller
}

func newKeyed(t *testing.T, db *DB) *keyed {
	t.Helper()
	k := &keyed{t: t, db: db, clock: newClock()}
	k.Passkeys = account.NewPasskeys(db.Passkeys(), nil, "https://console.example", k.clock.Now)
	k.user = owner(t, db, k.clock, "mara@northgate.example")
	k.caller = k.user.Caller()
	return k
}

// device returns one that has no passkey yet.
func (k *keyed) device() *authenticator {
	return newAuthenticator(k.t, "https://console.example", "console.example")
}

// add lets a device make a passkey.
func (k *keyed) add(a *authenticator, name string) error {
	k.t.Helper()
	options, kept, err := k.Begin(k.t.Context(), k.caller, &k.user, name, "")
	if err != nil {
		return err
	}
	return k.Confirm(k.t.Context(), k.caller, &k.user, kept, a.create(options))
}

// enter lets a device show its passkey.
func (k *keyed) enter(a *authenticator) error {
	k.t.Helper()
	a.counter++
	options, kept, err := k.BeginSignIn(visitor)
	if err != nil {
		return err
	}
	user, err := k.SignIn(k.t.Context(), visitor, kept, a.show(options))
	if err == nil && user != k.user.ID {
		k.t.Errorf("lets in user %d, not %d", user, k.user.ID)
	}
	return err
}

func (k *keyed) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *keyed) refused(what string, err error, want fault.Kind) {
	k.t.Helper()
	if fault.KindOf(err) != want || err == nil {
		k.t.Errorf("%s: %v, want kind %d", what, err, want)
	}
}

func TestAPasskeyLetsInUntilItIsDeleted(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		k := newKeyed(t, db)
		a := k.device()
		k.must(k.add(a, "Laptop"))
		k.clock.advance(time.Hour)
		k.must(k.enter(a))
		k.must(k.enter(a))
		list, err := k.List(t.Context(), k.caller)
		k.must(err)
		if len(list) != 1 || list[0].Name != "Laptop" || list[0].UsedAt != k.clock.Now() || list[0].CreatedAt != k.clock.Now().Add(-time.Hour) ||
			list[0].Credential.Authenticator.SignCount != 2 || !list[0].Credential.Flags.UserVerified {
			t.Errorf("%+v", list)
		}
		u, err := db.Accounts().User(t.Context(), k.user.ID)
		if err != nil || !u.HasPasskey || u.HasCodes || !u.HasFactor() {
			t.Errorf("%+v, %v", u, err)
		}
		other := owner(t, db, k.clock, "joris@haldenberg.example")
		k.refused("another's passkey", k.Delete(t.Context(), other.Caller(), list[0].ID()), fault.NotFound)
		k.refused("no passkey", k.Delete(t.Context(), k.caller, "no id"), fault.NotFound)
		k.must(k.Delete(t.Context(), k.caller, list[0].ID()))
		k.refused("a deleted passkey", k.enter(a), fault.Unauthenticated)
		if u, err := db.Accounts().User(t.Context(), k.user.ID); err != nil || u.HasFactor() {
			t.Errorf("%+v, %v", u, err)
		}
	})
}

func TestMakingAndDeletingPasskeysIsInTheTrail(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		k := newKeyed(t, db)
		a := k.device()
		k.must(k.add(a, "Laptop"))
		k.must(k.Delete(t.Context(), k.caller, text64(a.id)))
		lines, err := account.NewTrail(db.Audit()).List(t.Context(), k.caller, account.AuditFilter{Limit: 2})
		k.must(err)
		var actions []account.Action
		for _, e := range lines {
			actions = append(actions, e.Action)
		}
		if !slices.Equal(actions, []account.Action{"passkey.delete", "passkey.create"}) || lines[1].Changes[0].After != "Laptop" {
			t.Errorf("%+v", lines)
		}
	})
}

func TestAPasskeyOfAnotherSiteOrWithoutVerificationIsRefused(t *testing.T) {
	t.Parallel()
	k := newKeyed(t, open(t, newSQLite(t)))
	for what, change := range map[string]func(*authenticator){
		"another site":           func(a *authenticator) { a.site = "https://console.evil.example" },
		"plain http":             func(a *authenticator) { a.site = "http://console.example" },
		"another relying party":  func(a *authenticator) { a.party = "evil.example" },
		"an unverified user":     func(a *authenticator) { a.flags = userPresent },
		"a user who is not here": func(a *authenticator) { a.flags = userVerified },
	} {
		made := k.device()
		change(made)
		k.refused("making one: "+what, k.add(made, "Laptop"), fault.Invalid)
		shown := k.device()
		k.must(k.add(shown, "Laptop"))
		change(shown)
		k.refused("showing one: "+what, k.enter(shown), fault.Unauthenticated)
	}
	stranger, known := k.device(), k.device()
	k.must(k.add(known, "Laptop"))
	stranger.id, stranger.user = known.id, known.user
	k.refused("another's key", k.enter(stranger), fault.Unauthenticated)
	known.user = text64([]byte("somebody"))
	k.refused("another's handle", k.enter(known), fault.Unauthenticated)
}

func TestACeremonyIsForOneEndAndItsTime(t *testing.T) {
	t.Parallel()
	k := newKeyed(t, open(t, newSQLite(t)))
	a := k.device()
	options, kept, err := k.Begin(t.Context(), k.caller, &k.user, "Laptop", "")
	k.must(err)
	if o := a.read(options); o.Selection.ResidentKey != "required" || o.Selection.UserVerification != "required" {
		t.Errorf("%s", options)
	}
	other := owner(t, k.db, k.clock, "joris@haldenberg.example")
	k.refused("another user's", k.Confirm(t.Context(), other.Caller(), &other, kept, a.create(options)), fault.Invalid)
	k.clock.advance(6 * time.Minute)
	k.refused("a late one", k.Confirm(t.Context(), k.caller, &k.user, kept, a.create(options)), fault.Invalid)
	k.refused("none", k.Confirm(t.Context(), k.caller, &k.user, "", a.create(options)), fault.Invalid)
	k.refused("no answer", k.Confirm(t.Context(), k.caller, &k.user, kept, []byte("{}")), fault.Invalid)

	k.must(k.add(a, "Laptop"))
	request, shown, err := k.BeginSignIn(visitor)
	k.must(err)
	if o := a.read(request); o.UserVerification != "required" {
		t.Errorf("%s", request)
	}
	_, adding, err := k.Begin(t.Context(), k.caller, &k.user, "Phone", "")
	k.must(err)
	enter := func(what, kept string, answer []byte) {
		t.Helper()
		_, err := k.SignIn(t.Context(), visitor, kept, answer)
		k.refused(what, err, fault.Unauthenticated)
	}
	enter("one of adding", adding, a.show(request))
	enter("none", "", a.show(request))
	enter("no answer", shown, []byte("{"))
	k.clock.advance(6 * time.Minute)
	enter("a late one", shown, a.show(request))
	request, shown, err = k.BeginSignIn(visitor)
	k.must(err)
	_, other2, err := k.BeginSignIn(visitor)
	k.must(err)
	enter("another challenge", other2, a.show(request))
	if _, err := k.SignIn(t.Context(), visitor, shown, a.show(request)); err != nil {
		t.Error(err)
	}
}

func TestACopiedPasskeyIsRefused(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		k := newKeyed(t, db)
		a := k.device()
		k.must(k.add(a, "Laptop"))
		copied := *a
		for range 3 {
			k.must(k.enter(a))
		}
		k.refused("a counter that goes back", k.enter(&copied), fault.Forbidden)
		k.must(k.enter(a))
	})
}

func TestOfTwoUsesAtOnceOneCounts(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		k := newKeyed(t, db)
		a := k.device()
		k.must(k.add(a, "Laptop"))
		a.counter++
		options, kept, err := k.BeginSignIn(visitor)
		k.must(err)
		shown := a.show(options)
		var in atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if _, err := k.SignIn(t.Context(), visitor, kept, shown); err == nil {
					in.Add(1)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 {
			t.Errorf("%d were let in", in.Load())
		}
	})
}

func TestPasskeysHaveALimitAndAreMadeOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		k := newKeyed(t, db)
		a := k.device()
		k.must(k.add(a, "Laptop"))
		k.refused("the same again", k.add(a, "Laptop"), fault.Conflict)
		k.refused("without a name", k.add(k.device(), " "), fault.Invalid)
		options, kept, err := k.Begin(t.Context(), k.caller, &k.user, "One too many", "")
		k.must(err)
		if o := a.read(options); len(o.Exclude) != 1 || o.Exclude[0].ID != text64(a.id) {
			t.Errorf("the browser is not told what there is: %s", options)
		}
		for i := range account.MaxPasskeys - 1 {
			k.must(k.add(k.device(), fmt.Sprint(i)))
		}
		k.refused("one too many", k.add(k.device(), "Phone"), fault.Conflict)
		k.refused("one too many that was begun before", k.Confirm(t.Context(), k.caller, &k.user, kept, k.device().create(options)), fault.Conflict)
	})
}

func TestWhoHasCodesGivesOneToAddAPasskey(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	f := newFactored(t, db)
	f.clock.advance(time.Minute)
	f.user.HasCodes = true
	k := keyed{account.NewPasskeys(db.Passkeys(), f.Factors, "https://console.example", f.clock.Now), t, db, f.clock, f.user, f.caller}
	k.refused("no code", k.add(k.device(), "Laptop"), fault.Unauthenticated)
	_, _, err := k.Begin(t.Context(), k.caller, &k.user, "Laptop", f.code(t))
	k.must(err)
}

func TestSignInsByPasskeyThatFailAreStopped(t *testing.T) {
	t.Parallel()
	k := newKeyed(t, open(t, newSQLite(t)))
	a := k.device()
	k.must(k.add(a, "Laptop"))
	for range 49 {
		_, _, err := k.BeginSignIn(visitor)
		k.must(err)
	}
	k.must(k.enter(a)) // a success begins anew
	for range 50 {
		_, _, err := k.BeginSignIn(visitor)
		k.must(err)
	}
	k.refused("the 51st", k.enter(a), fault.TooMany)
	if _, _, err := k.BeginSignIn("192.0.2.8"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	k.clock.advance(time.Hour)
	k.must(k.enter(a))
}
