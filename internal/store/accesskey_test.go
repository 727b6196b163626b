package store

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/signature"
)

var (
	_ account.KeyStore = AccessKeys{}
	_ account.Nonces   = (*Nonces)(nil)
)

// desk is a reseller's owner with keys.
type desk struct {
	*account.Keys
	clock *fakeClock
	owner account.Caller
}

func newDesk(t *testing.T, db *DB) *desk {
	t.Helper()
	db.nonces.since = time.Time{} // on PostgreSQL it is when the server was started
	sealer, err := account.NewSealer(account.NewSealKey())
	if err != nil {
		t.Fatal(err)
	}
	clock := &fakeClock{now: time.Now()} // by which request ids are remembered
	user := owner(t, db, clock, "keys@reseller.example")
	return &desk{account.NewKeys(db.AccessKeys(), db.Nonces(), sealer, clock.Now), clock, user.Caller()}
}

func (d *desk) create(t *testing.T, k account.AccessKey) (account.AccessKey, string) {
	t.Helper()
	k.Name = "key"
	key, secret, err := d.Create(t.Context(), d.owner, k)
	if err != nil {
		t.Fatal(err)
	}
	return key, secret
}

// request signs a request as of the present time.
func (d *desk) request(t *testing.T, key, secret string, names ...string) *account.Request {
	t.Helper()
	m := &signature.Message{Method: "GET", Target: "/v1/x", Proto: "HTTP/1.1", Header: map[string][]string{
		"X-Date": {d.clock.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, "X-Request-Id": {uuid.NewString()}, "Digest": {signature.Digest([]byte("body"))},
	}}
	h, err := signature.Sign(m, key, secret, signature.SHA256, append([]string{"x-date", "x-request-id"}, names...)...)
	if err != nil {
		t.Fatal(err)
	}
	return &account.Request{Authorization: []string{h.String()}, Message: m, Addr: netip.MustParseAddr("192.0.2.7"), Agent: "test/1"}
}

// ask verifies a request and uses its id up.
func (d *desk) ask(t *testing.T, r *account.Request) error {
	t.Helper()
	signed, err := d.Verify(t.Context(), r)
	if err != nil {
		return err
	}
	if c := signed.Caller(); c.Role != account.ResellerOwner || c.Reseller != d.owner.Reseller || c.Key != signed.Key.ID || c.User != 0 {
		t.Errorf("the caller is %+v", c)
	}
	return d.Spend(t.Context(), signed)
}

func TestARequestIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		key, secret := d.create(t, account.AccessKey{})
		other, otherSecret := d.create(t, account.AccessKey{})
		r := d.request(t, key.ID, secret)
		var answered atomic.Int64
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				err := d.ask(t, r)
				if err == nil {
					answered.Add(1)
				} else if fault.KindOf(err) != fault.Unauthenticated {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if answered.Load() != 1 {
			t.Errorf("%d of 20 were answered", answered.Load())
		}
		again := d.request(t, other.ID, otherSecret)
		again.Message.Header["X-Request-Id"] = r.Message.Header["X-Request-Id"]
		h, err := signature.Sign(again.Message, other.ID, otherSecret, signature.SHA256, "x-date", "x-request-id")
		if err != nil {
			t.Fatal(err)
		}
		again.Authorization = []string{h.String()}
		if err := d.ask(t, again); err != nil {
			t.Errorf("another key's request of the same id: %v", err)
		}
	})
}

func TestWhateverIsWrongWithASignatureIsTheSame(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		key, secret := d.create(t, account.AccessKey{})
		short, shortSecret := d.create(t, account.AccessKey{ExpiresAt: d.clock.Now().Add(time.Minute)})
		gone, goneSecret := d.create(t, account.AccessKey{})
		if err := d.Delete(t.Context(), d.owner, gone.ID); err != nil {
			t.Fatal(err)
		}
		early := d.request(t, key.ID, secret)
		d.clock.advance(account.MaxSkew + 2*time.Second)
		good := d.request(t, key.ID, secret)
		for name, r := range map[string]*account.Request{
			"wrong secret": d.request(t, key.ID, secret+"x"), "unknown key": d.request(t, strings.Repeat("x", 40), secret),
			"expired": d.request(t, short.ID, shortSecret), "deleted": d.request(t, gone.ID, goneSecret), "old": early,
			"no header": {Message: good.Message}, "two headers": {Message: good.Message, Authorization: append(good.Authorization, good.Authorization...)},
			"unreadable": {Message: good.Message, Authorization: []string{"hmac"}},
		} {
			err := d.ask(t, r)
			if fault.KindOf(err) != fault.Unauthenticated || fault.Readable(err).Detail != "The request is not signed by a valid key." {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := d.ask(t, good); err != nil {
			t.Errorf("the good one: %v", err)
		}
		d.clock.advance(-2*account.MaxSkew - 4*time.Second)
		if err := d.ask(t, good); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("one of the future: %v", err)
		}
	})
}

func TestAKeyAllowsWhatItSays(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		key, secret := d.create(t, account.AccessKey{ReadOnly: true, Strict: true, Allow: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}})
		whole := []string{signature.Target, "digest"}
		for name, c := range map[string]struct {
			names  []string
			change func(*account.Request)
			want   fault.Kind
		}{
			"as it should be":  {whole, func(*account.Request) {}, 0},
			"without target":   {whole[1:], func(*account.Request) {}, fault.Forbidden},
			"another address":  {whole, func(r *account.Request) { r.Addr = netip.MustParseAddr("198.51.100.1") }, fault.Forbidden},
			"a change":         {whole, func(r *account.Request) { r.Changes = true }, fault.Forbidden},
			"the request line": {[]string{signature.RequestLine, "digest"}, func(*account.Request) {}, 0},
		} {
			r := d.request(t, key.ID, secret, c.names...)
			c.change(r)
			if err := d.ask(t, r); err != nil && fault.KindOf(err) != c.want || err == nil && c.want != 0 {
				t.Errorf("%s: %v", name, err)
			}
		}
		for body, want := range map[string]fault.Kind{"body": 0, "another": fault.Unauthenticated} {
			signed, err := d.Verify(t.Context(), d.request(t, key.ID, secret, whole...))
			if err != nil {
				t.Fatal(err)
			}
			if err := signed.CheckBody([]byte(body)); err != nil && fault.KindOf(err) != want || err == nil && want != 0 {
				t.Errorf("%q: %v", body, err)
			}
		}
		signed, err := d.Verify(t.Context(), d.request(t, key.ID, secret, signature.Target))
		if err != nil {
			t.Fatal(err)
		}
		if err := signed.CheckBody([]byte("body")); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a body without digest: %v", err)
		}
	})
}

func TestKeysAreTheResellersOwn(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		first, secret := d.create(t, account.AccessKey{Allow: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::/32")}})
		d.clock.advance(time.Minute)
		second, _ := d.create(t, account.AccessKey{ExpiresAt: d.clock.Now().Add(time.Hour).Truncate(time.Millisecond), ReadOnly: true})
		stranger := owner(t, db, d.clock, "stranger@reseller.example")
		if err := d.Delete(t.Context(), stranger.Caller(), first.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a stranger's deletion: %v", err)
		}
		if list, err := d.List(t.Context(), stranger.Caller()); len(list) > 0 || err != nil {
			t.Errorf("a stranger sees %v, %v", list, err)
		}
		if err := d.ask(t, d.request(t, first.ID, secret)); err != nil {
			t.Fatal(err)
		}
		list, err := d.List(t.Context(), d.owner)
		if err != nil || len(list) != 2 || list[0].ID != second.ID || list[1].ID != first.ID {
			t.Fatalf("%+v, %v", list, err)
		}
		if got := list[0]; !got.ExpiresAt.Equal(second.ExpiresAt) || !got.ReadOnly || got.Strict || !got.LastUse.At.IsZero() {
			t.Errorf("the second: %+v", got)
		}
		if got := list[1]; len(got.Allow) != 2 || got.LastUse.Agent != "test/1" || got.LastUse.Addr.String() != "192.0.2.7" || !got.LastUse.At.Equal(d.clock.Now().Truncate(time.Millisecond)) {
			t.Errorf("the first: %+v", got)
		}
		if strings.Contains(string(list[1].Sealed), secret) {
			t.Error("the secret is kept readable")
		}
	})
}

func TestAResellerHasAtMostSoManyKeys(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		var made, refused atomic.Int64
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				k := account.AccessKey{ID: uuid.NewString(), Reseller: d.owner.Reseller, Name: "key", CreatedAt: d.clock.Now(), Sealed: []byte{1}}
				switch err := db.AccessKeys().CreateKey(t.Context(), account.Act{}, k, 5); {
				case err == nil:
					made.Add(1)
				case fault.KindOf(err) == fault.Conflict:
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if made.Load() != 5 || refused.Load() != 7 {
			t.Errorf("%d made, %d refused", made.Load(), refused.Load())
		}
	})
}

func TestARequestMakesItsKeyOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDesk(t, db)
		c := d.owner
		c.Once = &account.Once{Reseller: c.Reseller, Key: "form 1", At: d.clock.Now()}
		if _, _, err := d.Create(t.Context(), c, account.AccessKey{Name: "key"}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Create(t.Context(), c, account.AccessKey{Name: "key"}); !errors.Is(err, account.ErrKeyMade) {
			t.Errorf("again: %v", err)
		}
		c.Once.Asked[0] = 1
		if _, _, err := d.Create(t.Context(), c, account.AccessKey{Name: "other"}); !errors.Is(err, account.ErrOtherAct) {
			t.Errorf("with other values: %v", err)
		}
		if all, err := d.List(t.Context(), c); err != nil || len(all) != 1 {
			t.Errorf("there are %d keys, %v", len(all), err)
		}
	})
}

func TestRequestIDsAreForgottenWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		n, id, now := db.Nonces(), uuid.New(), time.Now()
		spend := func(want bool) {
			t.Helper()
			if fresh, err := n.Spend(t.Context(), "key", id, now); fresh != want || err != nil {
				t.Errorf("fresh: %v, %v", fresh, err)
			}
		}
		spend(true)
		if err := n.DeleteExpired(t.Context(), now.Add(-time.Second)); err != nil {
			t.Fatal(err)
		}
		spend(false)
		if err := n.DeleteExpired(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		spend(true)
	})
}

func TestRequestIDsSurviveTheProgramButNotTheMachine(t *testing.T) {
	t.Parallel()
	dir, id := t.TempDir(), uuid.New()
	use := func() bool {
		db, err := Open(t.Context(), Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := db.Nonces().Spend(t.Context(), "key", id, time.Now().Add(time.Hour))
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	use()
	if use() {
		t.Error("an id is forgotten when the program starts again")
	}
	run, known := presentBoot()
	if !known {
		t.Skip("runs of the machine cannot be told apart here: request ids are kept on disk")
	}
	if run.id == "" || run.at.After(time.Now()) {
		t.Errorf("the machine runs as %+v", run)
	}
	earlier := filepath.Join(dir, "nonce-earlier.db")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.WriteFile(earlier+suffix, []byte("torn by a power cut"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if use() {
		t.Error("an id is forgotten because of an earlier run's file")
	}
	if left, err := filepath.Glob(earlier + "*"); len(left) > 0 || err != nil {
		t.Errorf("left of an earlier run: %v, %v", left, err)
	}
}
