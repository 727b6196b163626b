package store

import (
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// damages are ways to change each table behind the store's back; each makes a
// difference.
var damages = map[string]string{
	"a figure that is too high":                    "update figure set m0 = m0 + 1 where product = 1",
	"a figure of another company":                  "update figure set company = company + 1 where product = 1",
	"a figure of another reseller":                 "update figure set reseller = 3 - reseller where product = 7",
	"figures that are missing":                     "delete from figure where product = 7",
	"all figures of a day":                         "delete from figure where day = 20260731",
	"a figure too many":                            "insert into figure select day, project, 4, company, reseller, " + valueColumns + ", revision from figure where product = 7",
	"a figure of no product":                       "insert into figure select day, project, 99, company, reseller, " + valueColumns + ", revision from figure where product = 7",
	"a total that is too high":                     "update total set m1 = m1 + 1 where company = 0",
	"a month's total that is too low":              "update total set m0 = m0 - 1 where period < 1000000 and company > 0",
	"totals that are missing":                      "delete from total where company > 0",
	"a total too many":                             "insert into total select period, reseller, company + 1000, product, " + valueColumns + ", revision from total where company > 0",
	"a highest day that is too high":               "update top set m0 = m0 + 1",
	"a highest day of another company":             "update top set company = company + 1",
	"highest days that are missing":                "delete from top",
	"a highest day too many":                       "insert into top select month, project, product, reseller + 2, company, " + valueColumns + ", revision from top",
	"a user with too many events":                  "update presence set events = events + 1",
	"users that are missing":                       "delete from presence",
	"a user too many":                              "insert into presence select day - 10, project, user_id, 1 from presence where day < 20260800",
	"segments that are not listed under their day": "delete from segment_day where day = 20260730",
	"segments that are listed too narrowly":        "update segment_day set last_project = first_project where day = 20260731",
	"segments that are listed under another day":   "update segment_day set day = day + 3 where day = 20260730",
	"everything that is counted":                   "delete from figure; delete from total; delete from top; delete from presence",
}

// placedMonths are twoMonths of six projects of three companies that exist.
func placedMonths(t *testing.T, db *DB) [][]usage.Entry {
	t.Helper()
	w := newWorld(t, db)
	var projects []string
	for i, of := range []account.Caller{w.ann, w.bob, w.ann} {
		cid := w.some(t, of, "Company")
		for k := range 2 {
			created, err := w.CreateProject(t.Context(), company.Project{ID: fmt.Sprintf("placed-%d-%d", i, k), Company: cid, Name: "Project"})
			if err != nil {
				t.Fatal(err)
			}
			projects = append(projects, created.ID)
		}
	}
	places, err := db.Companies().Places(t.Context(), projects)
	if err != nil {
		t.Fatal(err)
	}
	batches := twoMonths(idForms["uuid7"])
	for _, batch := range batches {
		for i := range batch {
			var n int
			if _, err := fmt.Sscanf(batch[i].Project, "p%d", &n); err != nil {
				t.Fatal(err)
			}
			batch[i].Project = projects[n%len(projects)]
			batch[i].Place = places[batch[i].Project]
		}
	}
	return batches
}

func ruin(t *testing.T, db *DB, text string) {
	t.Helper()
	if _, err := db.usage.writer.ExecContext(t.Context(), text); err != nil {
		t.Fatal(text, err)
	}
}

// textRows are the rows of a query, each as one text.
func textRows(t *testing.T, db *DB, text string) []string {
	t.Helper()
	all, err := query(t.Context(), db.usage.reader, func(rows *sql.Rows, line *string) error {
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		values, targets := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			targets[i] = &values[i]
		}
		err = rows.Scan(targets...)
		*line = fmt.Sprint(text[:40], values)
		return err
	}, text)
	if err != nil {
		t.Fatal(text, err)
	}
	return all
}

func TestWhateverIsDamagedIsFoundAndRebuilt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, placedMonths(t, db))
		before := rowsNow(t, db)
		if changed := rebuilt(t, db); changed != 0 {
			t.Errorf("%d rows of what is right were changed", changed)
		}
		for name, damage := range damages {
			ruin(t, db, damage)
			if _, found := checked(t, db); len(found) == 0 {
				t.Errorf("%s is not found", name)
			}
			if changed := rebuilt(t, db); changed == 0 {
				t.Errorf("%s: nothing was changed", name)
			}
			if _, found := checked(t, db); len(found) > 0 {
				t.Fatalf("%s: after rebuilding %v", name, found)
			}
			if after := rowsNow(t, db); !reflect.DeepEqual(after, before) {
				t.Fatalf("%s: not as it was", name)
			}
		}
	})
}

func rebuilt(t *testing.T, db *DB) int64 {
	t.Helper()
	last := 0
	changed, err := db.Usage().Rebuild(t.Context(), func(done, parts int) {
		if done != last+1 || parts != 4 {
			t.Errorf("%d of %d parts after %d", done, parts, last)
		}
		last = done
	})
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// rowsNow are all rows of figures and lists that say anything.
func rowsNow(t *testing.T, db *DB) (all []string) {
	t.Helper()
	sum := strings.ReplaceAll(valueColumns, ", ", " + ")
	for _, text := range []string{
		"select day, project, product, company, reseller, " + valueColumns + " from figure where " + sum + " <> 0",
		"select period, reseller, company, product, " + valueColumns + " from total where " + sum + " <> 0",
		"select month, project, product, reseller, company, " + valueColumns + " from top where " + sum + " <> 0",
		"select day, project, user_id, events from presence where events <> 0",
		"select day, segment, first_project, last_project from segment_day",
	} {
		all = append(all, textRows(t, db, text)...)
	}
	slices.Sort(all)
	return all
}

func TestMonthsWhoseEventsAreGoneAreRebuiltFromTheirFigures(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, placedMonths(t, db))
		if err := db.Usage().Prune(t.Context(), keptMonth); err != nil {
			t.Fatal(err)
		}
		before := rowsNow(t, db)
		for _, damage := range []string{"delete from total", "update top set m3 = m3 + 1", "update figure set company = company + 1 where product = 1"} {
			ruin(t, db, damage)
			if _, found := checked(t, db); len(found) == 0 {
				t.Errorf("not found: %s", damage)
			}
			rebuilt(t, db)
			checkClean(t, db)
		}
		if !reflect.DeepEqual(rowsNow(t, db), before) {
			t.Error("not as it was")
		}
	})
}

func TestWithoutItsEventsAMonthIsNotRebuilt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, placedMonths(t, db))
		before := rowsNow(t, db)
		ruin(t, db, "delete from segment where id = (select min(id) from segment)")
		found := 0
		if _, err := db.Usage().Check(t.Context(), func(usage.Difference) { found++ }); err == nil || found == 0 {
			t.Errorf("%d differences, %v", found, err)
		}
		if _, err := db.Usage().Rebuild(t.Context(), func(int, int) {}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("rebuilt: %v", err)
		}
		if !reflect.DeepEqual(rowsNow(t, db), before) {
			t.Error("figures have changed")
		}
	})
}

func TestACheckComparesEventsWithTheirKeys(t *testing.T) {
	t.Parallel()
	const someKey = " where key = (select min(key) from event_key where state = 0)"
	for name, damage := range map[string]string{
		"a key that is missing":       "delete from event_key" + someKey,
		"a key that leads elsewhere":  "update event_key set place = place + 1" + someKey,
		"a key of another content":    "update event_key set hash = key" + someKey,
		"a sample of another project": "update gauge set project = 'other' where id = (select min(id) from gauge)",
	} {
		db := open(t, newSQLite(t))
		recordAll(t, db, twoMonths(idForms["random"]))
		ruin(t, db, damage)
		if _, found := checked(t, db); len(found) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}
