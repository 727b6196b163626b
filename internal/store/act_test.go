package store

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

func TestTheTrailIsAChainHoweverManyAppend(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		before, _, err := db.Audit().CheckAudit(t.Context(), func(int64, account.Hash) {})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				_, err := w.CreateCompany(t.Context(), company.Company{Reseller: w.ann.Reseller, Name: "Acme", Country: "DE", Area: company.Outside},
					account.User{Name: "Ann", Email: fmt.Sprintf("%d@acme.example", i)})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		sound, whole, err := db.Audit().CheckAudit(t.Context(), func(int64, account.Hash) {})
		if err != nil || !whole || sound != before+20 {
			t.Errorf("%d entries after %d, whole: %v, %v", sound, before, whole, err)
		}
	})
}

func TestWhatIsDoneToTheTrailShows(t *testing.T) {
	t.Parallel()
	damages := map[string]string{
		"an entry is taken out":        "delete from audit where number = 3",
		"the last ones are taken away": "delete from audit where number >= 3",
		"two change places":            "update audit set number = case number when 3 then -4 else -3 end where number in (3, 4); update audit set number = -number where number < 0",
		"a value before is altered":    `update audit set changes = '[{"field":"f","before":"x","after":""}]' where number = 3`,
		"a value after is altered":     "update audit set changes = replace(changes, '\"after\":\"', '\"after\":\"x') where number = 3",
		"changes are taken out":        "update audit set changes = '[]' where number = 3",
		"a hash is altered":            "update audit set hash = zeroblob(32) where number = 3",
	}
	for _, text := range []string{"actor_kind", "actor", "actor_name", "action", "target", "request"} {
		damages[text+" is altered"] = "update audit set " + text + " = " + text + " || 'x' where number = 3"
	}
	damages["addr is altered"] = "update audit set addr = '192.0.2.99' where number = 3"
	for _, number := range []string{"at", "on_behalf", "reseller", "company"} {
		damages[number+" is altered"] = "update audit set " + number + " = " + number + " + 1 where number = 3"
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := open(t, newSQLite(t))
			w := newWorld(t, db)
			w.some(t, w.ann, "Acme")
			w.some(t, w.ann, "Bolt")
			if _, err := db.console.writer.ExecContext(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			sound, whole, err := db.Audit().CheckAudit(t.Context(), func(int64, account.Hash) {})
			if err != nil || whole || sound != 2 {
				t.Errorf("%d are sound, whole: %v, %v", sound, whole, err)
			}
		})
	}
}

func TestAChangeIsKeptWithItsEntryAndItsJobsOrNotAtAll(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		cid := w.some(t, w.ann, "Acme")
		counts := func() string {
			var entries, jobs int
			err := db.console.reader.QueryRowContext(t.Context(), "select (select count(*) from audit), (select count(*) from job)").Scan(&entries, &jobs)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(entries, jobs)
		}
		before := counts()
		if _, err := w.Freeze(t.Context(), w.bob, cid, company.Freeze{Reason: "why"}); err == nil || counts() != before {
			t.Errorf("refused: %v, %s after %s", err, counts(), before)
		}
		if _, err := w.Unfreeze(t.Context(), w.ann, cid); err != nil || counts() != before {
			t.Errorf("nothing to do: %v, %s after %s", err, counts(), before)
		}
		frozen, err := w.Freeze(t.Context(), w.ann, cid, company.Freeze{Reason: "why", BlockDashboard: true})
		if err != nil || frozen.Status != company.SuspendedManually || frozen.Version != 2 {
			t.Errorf("%+v, %v", frozen, err)
		}
		if entries, jobs, _ := strings.Cut(counts(), " "); entries+" "+jobs == before || jobs != "1" {
			t.Errorf("%s after %s", counts(), before)
		}
		listed, err := w.Find(t.Context(), w.ann, cid)
		if err != nil || listed.Company != frozen {
			t.Errorf("%+v, not %+v, %v", listed.Company, frozen, err)
		}
	})
}

func TestUnfreezingRestoresWhatTheBalanceGives(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		cid := w.some(t, w.ann, "Acme")
		if err := w.SetStatus(t.Context(), cid, company.InsufficientBalance, "", company.AccountActive); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Freeze(t.Context(), w.ann, cid, company.Freeze{Reason: "why"}); err != nil {
			t.Fatal(err)
		}
		now, err := w.Unfreeze(t.Context(), w.ann, cid)
		if err != nil || now.Status != company.InsufficientBalance || now.StatusReason != "" {
			t.Errorf("%+v, %v", now, err)
		}
	})
}
