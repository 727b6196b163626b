package store

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

func TestACheckFindsEveryFigureThatIsNotWhatTheEventsSay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		if _, err := db.Usage().Record(t.Context(), storetest.Delivery(everyKind())); err != nil {
			t.Fatal(err)
		}
		if done, found := checked(t, db); len(found) > 0 || done.Events == 0 || done.Figures == 0 {
			t.Fatalf("untouched: %+v, %v", done, found)
		}
		for _, tamper := range []string{
			"update figure set m0 = m0 + 1 where product = 1",
			"update total set m0 = m0 + 1 where company = 0",
			"update total set m0 = m0 + 1 where period < 1000000 and company > 0",
			"update top set m3 = m3 + 1",
			"update presence set events = events + 1",
			"delete from figure where product = 7",
			"delete from total where company > 0",
		} {
			tampered(t, db, tamper, func(found []usage.Difference) {
				if len(found) == 0 {
					t.Errorf("not found: %s", tamper)
				}
			})
		}
	})
}

// everyKind is an entry of each kind of event, over midnight where it can be.
func everyKind() []usage.Entry {
	entries := sessions(50, 0, uuid.NewString)
	day := entries[0].Start / 86_400_000 * 86_400_000
	for i, e := range []usage.Event{
		{Type: usage.Active, Product: productOf("rtm"), User: "u", Start: day},
		{Type: usage.Peak, Product: productOf("transcoding"), Slot: 3, Value: 7, Start: day},
		{Type: usage.Transcoding, Task: "t", Channel: "c", Codec: usage.AVC, Hosts: 1, Width: 640, Height: 360, Start: day - 1000, End: day + 1000},
		{Type: usage.Session, Product: productOf("rtc"), Channel: "c", User: "u", Start: day - 1000, End: day + 1000},
	} {
		e.Source, e.ID, e.Project = "kinds", fmt.Sprint(i), entries[0].Project
		entries = append(entries, usage.Entry{Event: e, Place: entries[0].Place})
	}
	return entries
}

func checked(t *testing.T, db *DB) (usage.Checked, []usage.Difference) {
	t.Helper()
	var found []usage.Difference
	done, err := db.Usage().Check(t.Context(), func(d usage.Difference) { found = append(found, d) })
	if err != nil {
		t.Fatal(err)
	}
	return done, found
}

// tampered changes rows behind the store's back, and puts them back by
// rewriting them from a copy.
func tampered(t *testing.T, db *DB, statement string, then func([]usage.Difference)) {
	t.Helper()
	for _, table := range []string{"figure", "total", "top", "presence"} {
		execute := func(text string) {
			t.Helper()
			if _, err := db.usage.writer.ExecContext(t.Context(), text); err != nil {
				t.Fatal(text, err)
			}
		}
		execute("create table if not exists copy_of_" + table + " as select * from " + table)
		defer func() {
			execute("delete from " + table)
			execute("insert into " + table + " select * from copy_of_" + table)
		}()
	}
	if _, err := db.usage.writer.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	_, found := checked(t, db)
	then(found)
}

func productOf(id string) *catalog.Product {
	p, _ := catalog.ByID(id)
	return p
}
