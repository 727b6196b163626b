package store

import (
	"maps"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

func lastChanges(t *testing.T, db *DB) map[usage.CompanyMonth]int64 {
	t.Helper()
	return must(db.Usage().LastChanges(t.Context(), nil, keptMonth-1, keptMonth))(t)
}

func TestAMonthThatIsRebuiltBelowItsTotalsHasChanged(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, placedMonths(t, db))
		before := lastChanges(t, db)
		ruin(t, db, "update figure set m0 = m0 + 1 where m0 % 60 between 1 and 58 and product = 1")
		rebuilt(t, db)
		after := lastChanges(t, db)
		for at, was := range before {
			if after[at] <= was {
				t.Errorf("%v was changed last by commit %d, and is by %d", at, was, after[at])
			}
		}
	})
}

// TestMonthsCatchUpWithChangesThatDidNotShow migrates a database in which
// totals kept the revisions of what showed.
func TestMonthsCatchUpWithChangesThatDidNotShow(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, config Config, _ func() string) {
		db := open(t, config)
		entry := usage.Entry{Event: usage.Event{Source: "s", ID: "a", Type: usage.Seconds, Project: "p", Product: productOf(catalog.RTC), Start: goneDay.Start().UnixMilli(), Value: 10},
			ReceivedAt: goneDay.Start().UnixMilli()}
		entry.Place.Company = 7
		for _, entry.ID = range []string{"a", "b", "c"} {
			record(t, db, []usage.Entry{entry})
		}
		want := lastChanges(t, db)
		ruin(t, db, "update total set revision = 1")
		ruin(t, db, "delete from usage_migration where version_id = 29")
		if got := lastChanges(t, db); maps.Equal(got, want) {
			t.Fatalf("%v before it is migrated", got)
		}
		if got := lastChanges(t, open(t, config)); len(got) != 1 || !maps.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}
