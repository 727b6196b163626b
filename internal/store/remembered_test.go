package store

import (
	"strings"
	"testing"

	"reseller-console/internal/company"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// TestWhatIsRememberedGivesWayToOthers lets others change figures between
// batches of one process that touch the same cells.
func TestWhatIsRememberedGivesWayToOthers(t *testing.T) {
	t.Parallel()
	other := []company.Holding{{Reseller: 9}}
	for name, between := range map[string]func(t *testing.T, here, there *DB){
		"another process records": func(t *testing.T, _, there *DB) { record(t, there, sessions(500, 500, idForms["uuid7"])) },
		"a company changes hands here": func(t *testing.T, here, _ *DB) {
			if err := here.Usage().Hold(t.Context(), 1, other); err != nil {
				t.Fatal(err)
			}
		},
		"a company changes hands there": func(t *testing.T, _, there *DB) {
			if err := there.Usage().Hold(t.Context(), 1, other); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachForm(t, func(t *testing.T, config Config, id func() string) {
				here, there := open(t, config), open(t, config)
				for i := range 3 {
					record(t, here, sessions(500, 500*i, id))
					between(t, here, there)
				}
				record(t, here, sessions(500, 0, id))
				expectExact(t, here)
			})
		})
	}
}

// TestWhatFailedIsNotRemembered lets a transaction fail after its figures are
// written. Then as many others commit as it would have been.
func TestWhatFailedIsNotRemembered(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, id func() string) {
		db, other := open(t, config), open(t, config)
		setUp, tearDown := failLate(db)
		record(t, db, sessions(500, 0, id))
		run(t, db, setUp)
		if _, err := db.Usage().Record(t.Context(), storetest.Delivery(sessions(500, 500, id))); err == nil || !strings.Contains(err.Error(), "late") {
			t.Fatalf("the batch does not fail as it should: %v", err)
		}
		run(t, db, tearDown)
		record(t, other, sessions(500, 0, id))
		record(t, db, sessions(500, 0, id))
		expectExact(t, db)
	})
}

// failLate are statements after which a change of totals fails: at once on
// SQLite, with the commit on PostgreSQL.
func failLate(db *DB) (setUp, tearDown string) {
	if db.usage.arrays {
		return `create function late() returns trigger language plpgsql as $$ begin raise 'late'; end $$;
			create constraint trigger late after insert or update on total deferrable initially deferred for each row execute function late()`,
			"drop trigger late on total"
	}
	return "create trigger late after update on total begin select raise(abort, 'late'); end", "drop trigger late"
}

func run(t *testing.T, db *DB, statements string) {
	t.Helper()
	if _, err := db.usage.writer.ExecContext(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
}

// expectExact counts all figures afresh.
func expectExact(t *testing.T, db *DB) {
	t.Helper()
	checked, err := db.Usage().Check(t.Context(), func(d usage.Difference) { t.Errorf("%+v", d) })
	if err != nil || checked.Events == 0 {
		t.Errorf("checked %+v, %v", checked, err)
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	known := map[int]int{1: 1, 2: 2, 3: 3}
	for _, c := range []struct {
		news map[int]int
		want int
	}{{map[int]int{3: 4}, 3}, {map[int]int{4: 4, 5: 5}, 5}, {map[int]int{6: 6}, 1}, {map[int]int{6: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0}, 0}} {
		remember(known, c.news, 5)
		if len(known) != c.want {
			t.Errorf("%d are remembered, want %d", len(known), c.want)
		}
	}
}
