package store

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestNotesAreTheResellersOwn(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		notes := company.NewNotes(db.Notes(), w.Service, w.clock.Now)
		today := calendar.DayOf(w.clock.Now())
		ours, theirs := w.some(t, w.ann, "Acme"), w.some(t, w.bob, "Other")
		all := company.NoteFilter{From: today.Add(-9), To: today}
		list := func(c account.Caller, f company.NoteFilter) (texts []string) {
			t.Helper()
			found, err := notes.List(t.Context(), c, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range found {
				texts = append(texts, n.Text)
			}
			return texts
		}
		for _, n := range []company.Note{{Day: today, Text: " new price "}, {Day: today.Add(-2), Text: "促销", Company: ours}, {Day: today.Add(-20), Text: "long ago"}} {
			if err := notes.Create(t.Context(), w.ann, n); err != nil {
				t.Fatal(err)
			}
		}
		if err := notes.Create(t.Context(), w.bob, company.Note{Day: today, Text: "bob's", Company: theirs}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			who  account.Caller
			f    company.NoteFilter
			want []string
		}{
			{w.ann, all, []string{"促销", "new price"}},
			{w.ann, company.NoteFilter{Reseller: w.bob.Reseller, From: today, To: today}, []string{"new price"}},
			{w.ann, company.NoteFilter{Company: theirs, From: today.Add(-9), To: today}, []string{"new price"}},
			{w.bob, all, []string{"bob's"}},
		} {
			if got := list(c.who, c.f); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v has %q, want %q", c.f, got, c.want)
			}
		}
		found, err := notes.List(t.Context(), w.ann, all)
		if err != nil {
			t.Fatal(err)
		}
		first := found[0]
		changed := company.Note{ID: first.ID, Day: today.Add(-1), Text: "over"}
		for _, err := range []error{notes.Update(t.Context(), w.bob, changed), notes.Delete(t.Context(), w.bob, first.ID)} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("another reseller changes a note: %v", err)
			}
		}
		if err := notes.Update(t.Context(), w.ann, changed); err != nil {
			t.Fatal(err)
		}
		if got, err := notes.Find(t.Context(), w.ann, first.ID); err != nil || got != changed {
			t.Errorf("after the change it is %+v, %v", got, err)
		}
		if err := notes.Delete(t.Context(), w.ann, first.ID); err != nil {
			t.Fatal(err)
		}
		if got := list(w.ann, all); !reflect.DeepEqual(got, []string{"new price"}) {
			t.Errorf("after it is deleted there are %q", got)
		}
		entries, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: w.ann.Reseller, Limit: 3})
		if err != nil || len(entries) != 3 || entries[0].Action != "note.delete" || entries[1].Action != "note.update" || entries[1].Target != fmt.Sprint("note ", first.ID) ||
			!reflect.DeepEqual(entries[1].Changes, []account.Change{{Field: "day", Before: first.Day.String(), After: changed.Day.String()}, {Field: "text", Before: "促销", After: "over"}}) {
			t.Errorf("the trail has %+v, %v", entries, err)
		}
	})
}

func TestNotesAboutACompanyLeaveWithIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		notes := company.NewNotes(db.Notes(), w.Service, w.clock.Now)
		today := calendar.DayOf(w.clock.Now())
		ours := w.some(t, w.ann, "Acme")
		if err := notes.Create(t.Context(), w.ann, company.Note{Day: today, Text: "about it", Company: ours}); err != nil {
			t.Fatal(err)
		}
		if err := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now).Remove(t.Context(), w.ann, ours); err != nil {
			t.Fatal(err)
		}
		if got, err := notes.List(t.Context(), w.ann, company.NoteFilter{From: today, To: today}); err != nil || len(got) != 0 {
			t.Errorf("there is %+v, %v", got, err)
		}
	})
}

func TestWhatIsWrongWithANoteIsTold(t *testing.T) {
	t.Parallel()
	db := open(t, newSQLite(t))
	w := newWorld(t, db)
	notes := company.NewNotes(db.Notes(), w.Service, w.clock.Now)
	today := calendar.DayOf(w.clock.Now())
	theirs := w.some(t, w.bob, "Other")
	for _, c := range []struct {
		note   company.Note
		fields string
	}{
		{company.Note{Day: today, Text: strings.Repeat("字", company.MaxNote)}, ""},
		{company.Note{Day: today, Text: strings.Repeat("字", company.MaxNote+1)}, "text"},
		{company.Note{Day: today, Text: "  "}, "text"},
		{company.Note{Day: today, Text: "two\nlines"}, "text"},
		{company.Note{Day: today.Add(1), Text: "x"}, "day"},
		{company.Note{Text: "x", Company: -1}, "day company"},
		{company.Note{Day: today, Text: "x", Company: theirs}, "company"},
	} {
		err := notes.Create(t.Context(), w.ann, c.note)
		var got []string
		if err != nil {
			for _, f := range fault.Readable(err).Fields {
				got = append(got, f.Location)
			}
		}
		if strings.Join(got, " ") != c.fields || (err == nil) != (c.fields == "") {
			t.Errorf("%+v: %v, wrong is %q, want %q", c.note, err, got, c.fields)
		}
	}
	if err := notes.Create(t.Context(), account.Caller{Company: theirs}, company.Note{Day: today, Text: "x"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a company's user makes a note: %v", err)
	}
}

func TestNotesHaveALimit(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				err := db.Notes().CreateNote(t.Context(), w.ann.Did("note.create", w.clock.Now()), w.ann.Reseller, company.Note{Day: 20260801, Text: "x"}, 5)
				if err != nil && fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		group.Wait()
		found, err := db.Notes().Notes(t.Context(), company.NoteFilter{Reseller: w.ann.Reseller, From: 20260801, To: 20260801})
		if err != nil || len(found) != 5 {
			t.Errorf("there are %d notes, %v", len(found), err)
		}
	})
}
