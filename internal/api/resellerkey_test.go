package api_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

const keys = "/v1/resellers/keys"

func TestKeysAreListedWithoutTheirSecretsAndEndAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.advance(time.Minute)
	other, secret := d.newKey(t, d.owner, account.AccessKey{
		Name: "<Ops>", ExpiresAt: noon.Add(time.Hour), ReadOnly: true, Strict: true, Allow: []netip.Prefix{netip.MustParsePrefix("2001:db8::/32")},
	})
	got := d.ask(t, "GET", keys, "", "User-Agent", "ops/2")
	got.is(t, 200, `{"rows":[{"id":"`+other.ID+`","name":"<Ops>","created":"2026-08-31T12:01:00.000Z","expires":"2026-08-31T13:00:00.000Z",`+
		`"allow":["2001:db8::/32"],"readOnly":true,"strict":true,"lastUsed":null},`+
		`{"id":"`+d.key.ID+`","name":"test","created":"2026-08-31T12:00:00.000Z","expires":null,"allow":[],"readOnly":false,"strict":false,`+
		`"lastUsed":{"at":"2026-08-31T12:01:00.000Z","address":"127.0.0.1","agent":"ops/2"}}],"count":2}`)
	if strings.Contains(got.body, secret) || strings.Contains(got.body, d.secret) {
		t.Error("a secret is shown again")
	}
	d.ask(t, "DELETE", keys+"/"+other.ID, "").is(t, 204, "")
	d.ask(t, "DELETE", keys+"/"+other.ID, "").problem(t, 404, "no such API key")
	d.ask(t, "DELETE", keys+"/"+d.key.ID, "").is(t, 204, "")
	d.ask(t, "GET", keys, "").problem(t, 401, "not signed")
}

func TestAKeyThatReadsListsKeysAndDeletesNone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.key.ID
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "read", ReadOnly: true})
	for _, id := range []string{first, d.key.ID} {
		d.ask(t, "DELETE", keys+"/"+id, "").problem(t, 403, "read-only")
	}
	if got := d.ask(t, "GET", keys, ""); got.status != 200 || strings.Count(got.body, `"id"`) != 2 {
		t.Error(got)
	}
}

func TestKeysOfAnotherResellerAreNotThere(t *testing.T) {
	t.Parallel()
	for engine, config := range map[string]func(*testing.T) store.Config{
		"sqlite":   func(t *testing.T) store.Config { return store.Config{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) store.Config { return store.Config{Database: pgtest.URL(t)} },
	} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			d := newDeskAt(t, config(t))
			theirs := d.key
			key, secret := d.newKey(t, d.reseller(t, "Alder", "theo@alder.example"), account.AccessKey{Name: "Alder"})
			d.key, d.secret = key, secret
			for _, id := range []string{theirs.ID, strings.Repeat("k", 40), "x", "%00", "%ff" + key.ID[:39], strings.ToLower(key.ID) + "x"} {
				d.ask(t, "DELETE", keys+"/"+id, "").problem(t, 404, "no such API key")
			}
			if got := d.ask(t, "GET", keys, ""); got.status != 200 || strings.Contains(got.body, theirs.ID) || !strings.Contains(got.body, `"count":1}`) {
				t.Errorf("%+v", got)
			}
			if left, err := d.keys.List(t.Context(), d.owner); err != nil || len(left) != 1 {
				t.Errorf("%v, %v", left, err)
			}
			r := d.request(t, "GET", keys, "")
			d.sign(t, r)
			replace(r, d.key.ID, "\xff")
			d.send(t, r).problem(t, 401, "not signed")
		})
	}
}
