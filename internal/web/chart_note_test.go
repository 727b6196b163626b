package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// fakeNotes are notes of the first reseller, in memory.
type fakeNotes struct {
	all  []company.Note
	acts []account.Action
}

func newFakeNotes() *fakeNotes {
	return &fakeNotes{all: []company.Note{
		{ID: 1, Day: testToday.Add(-3), Text: "New price list <from today>"},
		{ID: 2, Day: testToday.Add(-1), Text: "Concert", Company: 200001},
	}}
}

func (f *fakeNotes) Notes(_ context.Context, q company.NoteFilter) (some []company.Note, err error) {
	for _, n := range f.all {
		if q.Reseller == 7 && (q.Company == 0 || n.Company == 0 || n.Company == q.Company) && n.Day >= q.From && n.Day <= q.To {
			some = append(some, n)
		}
	}
	return some, nil
}

func (f *fakeNotes) Note(_ context.Context, reseller, id int64) (company.Note, error) {
	for _, n := range f.all {
		if reseller == 7 && n.ID == id {
			return n, nil
		}
	}
	return company.Note{}, fault.New(fault.NotFound, "There is no such note.")
}

func (f *fakeNotes) CreateNote(_ context.Context, act account.Act, _ int64, n company.Note, most int) error {
	if len(f.all) >= most {
		return fault.New(fault.Conflict, "There are too many.")
	}
	n.ID = int64(len(f.all) + 1)
	f.all, f.acts = append(f.all, n), append(f.acts, act.Entry.Action)
	return nil
}

func (f *fakeNotes) UpdateNote(_ context.Context, act account.Act, _ int64, n company.Note) error {
	f.acts = append(f.acts, act.Entry.Action)
	f.all[n.ID-1] = n
	return nil
}

func (f *fakeNotes) DeleteNote(_ context.Context, act account.Act, _, id int64) error {
	f.acts = append(f.acts, act.Entry.Action)
	f.all = slices.DeleteFunc(f.all, func(n company.Note) bool { return n.ID == id })
	return nil
}

// Check is what notes ask of companies.
func (f *fakeCompanies) Check(ctx context.Context, c account.Caller, id int64) error {
	_, err := f.Find(ctx, c, id)
	return err
}

func TestNotesAndFreezesAreMarkedOnTheChart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for query, want := range map[string][]string{
		"interval=7d":                               {"2026-08-24 New price list <from today>", "2026-08-26 Concert 云帆在线教育"},
		"interval=7d&company=200002":                {"2026-08-24 New price list <from today>"},
		"interval=7d&company=200001":                {"2026-08-23 Frozen by Mara Lindqvist", "2026-08-24 New price list <from today>", "2026-08-26 Concert"},
		"interval=month&type=monthly":               {"2026-08-24 New price list <from today>", "2026-08-26 Concert"},
		"interval=last-month":                       nil,
		"interval=7d&company=200001&group=project":  {"2026-08-23 Frozen by Mara Lindqvist", "2026-08-26 Concert"},
		"interval=7d&company=200001&product=rtm":    {"2026-08-23 Frozen by Mara Lindqvist"},
		"interval=7d&compare=previous&series=hdAll": {"2026-08-26 Concert"},
	} {
		_, page, _ := s.get(t, "/usage/chart?"+query)
		for _, line := range want {
			if !strings.Contains(text(page), line) {
				t.Errorf("?%s does not tell %q: %s", query, line, text(page))
			}
		}
		marks := drawn(t, page).Marks
		if len(want) == 0 != (len(marks) == 0) || strings.Contains(text(page), "None in this interval.") != (len(want) == 0) {
			t.Errorf("?%s has the marks %+v", query, marks)
		}
	}
}

func TestANoteIsAddedChangedAndDeletedOnTheChart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	state := "?interval=7d&company=200001&product=rtm&type=daily"
	for _, c := range []struct{ path, day, text, about, told string }{
		{"/new", "2026-08-25", "A fair", "200001", "The note is added."},
		{"/3/edit", "2026-08-26", "A great fair", "", "The note is changed."},
		{"/3/delete", "", "", "", "The note is deleted."},
	} {
		status, _, h := s.post(t, notesPath+c.path+state, url.Values{"day": {c.day}, "text": {c.text}, "company": {c.about}})
		back, err := url.Parse(h.Get("Location"))
		if err != nil || status != http.StatusSeeOther || back.Path != chartPath || back.Query().Get("product") != "rtm" || back.Query().Get("company") != "200001" {
			t.Fatalf("%s answers %d and leads to %q", c.path, status, h.Get("Location"))
		}
		_, page, _ := s.get(t, h.Get("Location"))
		if plain := text(page); !strings.Contains(plain, c.told) || (c.text != "" && !strings.Contains(plain, c.day+" "+c.text)) || (c.text == "" && strings.Contains(plain, "fair")) {
			t.Errorf("after %s the page says %s", c.path, plain)
		}
	}
	if want := []account.Action{"note.create", "note.update", "note.delete"}; !slices.Equal(s.notes.acts, want) {
		t.Errorf("the trail has %q", s.notes.acts)
	}
}

func TestWhatIsWrongWithANoteIsToldBesideTheField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[81].Reseller = 8
	for _, c := range []struct{ day, text, about, told string }{
		{"tomorrow", "x", "", "A day up to today, like 2026-01-31"},
		{"2026-08-28", "x", "", "A day up to today, like 2026-01-31"},
		{"2026-08-26", " ", "", "1 to 200 characters"},
		{"2026-08-26", strings.Repeat("x", 201), "", "1 to 200 characters"},
		{"2026-08-26", "x", "200082", "Choose one of these"}, // another reseller's
		{"2026-08-26", "x", "all", "Choose one of these"},
	} {
		status, page, _ := s.post(t, notesPath+"/new?company=200001", url.Values{"day": {c.day}, "text": {c.text}, "company": {c.about}})
		if status != http.StatusBadRequest || !strings.Contains(text(page), c.told) || !strings.Contains(page, `value="`+c.day+`"`) {
			t.Errorf("%+v is answered %d: %s", c, status, text(page))
		}
	}
	if len(s.notes.acts) > 0 {
		t.Errorf("something was done: %q", s.notes.acts)
	}
	for _, path := range []string{"/9/edit", "/x/edit", "/9/delete"} {
		if status, _, _ := s.get(t, notesPath+path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
}
