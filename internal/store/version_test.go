package store

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// twoHandles opens a database twice, as two processes would.
func twoHandles(t *testing.T, test func(t *testing.T, here, there *DB)) {
	t.Helper()
	for name, config := range map[string]func(t *testing.T) Config{
		"sqlite":   newSQLite,
		"postgres": newPostgres,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			test(t, open(t, c), open(t, c))
		})
	}
}

func TestAKeyThatAnotherProcessDeletesIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	twoHandles(t, func(t *testing.T, here, there *DB) {
		d := newDesk(t, here)
		for _, by := range []*DB{there, here} {
			k, secret := d.create(t, account.AccessKey{})
			for range 3 {
				if err := d.ask(t, d.request(t, k.ID, secret)); err != nil {
					t.Fatal(err)
				}
			}
			if err := by.AccessKeys().DeleteKey(t.Context(), account.Act{}, k.Reseller, k.ID); err != nil {
				t.Fatal(err)
			}
			if err := d.ask(t, d.request(t, k.ID, secret)); fault.KindOf(err) != fault.Unauthenticated {
				t.Errorf("a deleted key: %v", err)
			}
		}
	})
}

func TestACompanyThatChangesHandsIsTheOthersAtOnce(t *testing.T) {
	t.Parallel()
	twoHandles(t, func(t *testing.T, here, there *DB) {
		w := newWorld(t, here)
		id := w.some(t, w.ann, "Acme")
		expect := func(ann, bob bool) {
			t.Helper()
			for reseller, want := range map[int64]bool{w.ann.Reseller: ann, w.bob.Reseller: bob} {
				if holds, err := here.Companies().Holds(t.Context(), reseller, id); holds != want || err != nil {
					t.Errorf("reseller %d holds it: %v, %v", reseller, holds, err)
				}
			}
		}
		expect(true, false)
		for _, by := range []*DB{there, here} {
			err := by.Companies().Hold(t.Context(), account.Act{}, id, 20260831, func(before []company.Holding) ([]company.Holding, error) {
				return []company.Holding{{Reseller: w.ann.Reseller + w.bob.Reseller - before[0].Reseller}}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			expect(by == here, by == there)
		}
	})
}

func TestCommitsTellOfEveryProcessThatChangesFigures(t *testing.T) {
	t.Parallel()
	twoHandles(t, func(t *testing.T, here, there *DB) {
		var last int64
		expectMore := func(what string) {
			t.Helper()
			now, err := here.Usage().Commits(t.Context())
			if now <= last || err != nil {
				t.Errorf("%s: %d commits after %d, %v", what, now, last, err)
			}
			last = now
		}
		for _, batch := range placedMonths(t, there) {
			record(t, there, batch)
			expectMore("events")
		}
		if err := there.Usage().Hold(t.Context(), 1, nil); err != nil {
			t.Fatal(err)
		}
		expectMore("a company changes hands")
		ruin(t, there, "update figure set m0 = m0 + 1 where product = 1")
		if _, err := there.Usage().Rebuild(t.Context(), func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		expectMore("a rebuild")
	})
}

func TestAVersionIsNewAfterItsConnectionWasLost(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	v := db.console.changes
	read := func() int64 {
		t.Helper()
		n, err := db.console.versions.Do(t.Context(), struct{}{})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := read()
	if again := read(); again != before {
		t.Errorf("the version is %d and then %d, while nothing is committed", before, again)
	}
	if err := v.conn.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.console.versions.Do(t.Context(), struct{}{}); err == nil {
		t.Error("the lost connection tells a version")
	}
	if after := read(); after == before {
		t.Error("another connection tells the same version")
	}
}

// TestOfManyAtOnceAnIDIsSpentOnce lets ids share transactions with others, some
// of which were used before.
func TestOfManyAtOnceAnIDIsSpentOnce(t *testing.T) {
	t.Parallel()
	twoHandles(t, func(t *testing.T, here, there *DB) {
		ids, until := make([]uuid.UUID, 40), time.Now().Add(time.Hour)
		for i := range ids {
			ids[i] = uuid.New()
		}
		var mu sync.Mutex
		var all sync.WaitGroup
		fresh := map[string]int{}
		for _, db := range []*DB{here, here, there} {
			for _, id := range ids {
				for _, key := range []string{"one", "other"} {
					all.Go(func() {
						first, err := db.Nonces().Spend(t.Context(), key, id, until)
						if err != nil {
							t.Error(err)
						}
						mu.Lock()
						defer mu.Unlock()
						if first {
							fresh[key+id.String()]++
						}
					})
				}
			}
		}
		all.Wait()
		if len(fresh) != 2*len(ids) {
			t.Errorf("%d of %d could be used", len(fresh), 2*len(ids))
		}
		for id, times := range fresh {
			if times != 1 {
				t.Errorf("%s could be used %d times", id, times)
			}
		}
	})
}

func TestSeveralIDsAreSpentTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		used, unused := spend{"key", uuid.New(), time.Now().Add(time.Hour)}, spend{"key", uuid.New(), time.Now().Add(time.Hour)}
		for i, c := range []struct {
			all  []spend
			want bool
			err  error
		}{{[]spend{used}, true, nil}, {[]spend{unused, used}, false, errSpent}, {[]spend{unused, unused}, false, errSpent},
			{[]spend{used}, false, nil}, {[]spend{unused}, true, nil}} {
			got, err := db.nonces.spend(t.Context(), c.all)
			if !errors.Is(err, c.err) || err == nil && got[0] != c.want {
				t.Errorf("%d: %v, %v", i, got, err)
			}
		}
	})
}
