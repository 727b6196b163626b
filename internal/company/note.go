package company

import (
	"context"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Note is what a reseller remarks about a day of its usage.
type Note struct {
	ID      int64
	Company int64 // that it is about; 0: all
	Day     calendar.Day
	Text    string
}

// MaxNote is the longest text of a note in characters, MaxNotes how many a
// reseller has.
const (
	MaxNote  = 200
	MaxNotes = 1000
)

// NoteFilter chooses a reseller's notes.
type NoteFilter struct {
	Reseller int64 // whose; always set
	Company  int64 // those about it, and about all companies; 0: all notes
	From, To calendar.Day
}

// NoteStore keeps notes. Those about a company are there as long as the
// reseller holds it. A note that is not there is fault.NotFound.
type NoteStore interface {
	// Notes returns those that match, by day and then as they were made.
	Notes(ctx context.Context, f NoteFilter) ([]Note, error)
	Note(ctx context.Context, reseller, id int64) (Note, error)
	// CreateNote keeps a note, unless the reseller has as many as most, which
	// is fault.Conflict. What was done before by the same name is not done again.
	CreateNote(ctx context.Context, act account.Act, reseller int64, n Note, most int) error
	// UpdateNote gives a note what stands in n.
	UpdateNote(ctx context.Context, act account.Act, reseller int64, n Note) error
	DeleteNote(ctx context.Context, act account.Act, reseller, id int64) error
}

// Checker tells whether a company is the caller's; Service is one.
type Checker interface {
	Check(ctx context.Context, c account.Caller, cid int64) error
}

// Notes is what can be done with notes.
type Notes struct {
	store     NoteStore
	companies Checker
	clock     func() time.Time
}

// NewNotes returns the service over its store.
func NewNotes(store NoteStore, companies Checker, clock func() time.Time) *Notes {
	return &Notes{store, companies, clock}
}

// List returns the caller's notes that match; the filter's Reseller is the
// caller's, whatever it says.
func (s *Notes) List(ctx context.Context, c account.Caller, f NoteFilter) (_ []Note, err error) {
	if f.Reseller, err = Reach(c, EveryCompany, account.ReadUsage); err != nil {
		return nil, err
	}
	return s.store.Notes(ctx, f)
}

// Find returns one of the caller's notes, else fault.NotFound.
func (s *Notes) Find(ctx context.Context, c account.Caller, id int64) (Note, error) {
	reseller, err := Reach(c, EveryCompany, account.ReadUsage)
	if err != nil {
		return Note{}, err
	}
	return s.store.Note(ctx, reseller, id)
}

// Create keeps a note of the caller's. A text that is empty or too long, a day
// that has not begun and a company of others are fault.Invalid, each with its
// field; more than MaxNotes are fault.Conflict.
func (s *Notes) Create(ctx context.Context, c account.Caller, n Note) error {
	if err := s.check(ctx, c, &n); err != nil {
		return err
	}
	return s.store.CreateNote(ctx, noted(c.Did("note.create", s.clock()), Note{}, n), c.Reseller, n, MaxNotes)
}

// Update changes one of the caller's notes to n; errors are those of Find and
// Create.
func (s *Notes) Update(ctx context.Context, c account.Caller, n Note) error {
	was, err := s.Find(ctx, c, n.ID)
	if err != nil {
		return err
	}
	if err := s.check(ctx, c, &n); err != nil {
		return err
	}
	return s.store.UpdateNote(ctx, noted(c.Did("note.update", s.clock()), was, n), c.Reseller, n)
}

// Delete takes one of the caller's notes away, else fault.NotFound.
func (s *Notes) Delete(ctx context.Context, c account.Caller, id int64) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	was, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	return s.store.DeleteNote(ctx, noted(c.Did("note.delete", s.clock()), was, Note{Company: was.Company}), c.Reseller, id)
}

func (s *Notes) check(ctx context.Context, c account.Caller, n *Note) error {
	if _, err := Reach(c, EveryCompany, account.ManageReports); err != nil {
		return err
	}
	wrong := fault.New(fault.Invalid, "The note is not right.")
	if n.Text = strings.TrimSpace(n.Text); !account.IsName(n.Text, MaxNote) {
		wrong.With("text", "1 to 200 characters", n.Text)
	}
	if today := calendar.DayOf(s.clock()); n.Day == 0 || n.Day > today {
		wrong.With("day", "a day not after "+today.String(), n.Day.String())
	}
	if n.Company != 0 {
		err := s.companies.Check(ctx, c, n.Company)
		if fault.KindOf(err) == fault.NotFound {
			wrong.With("company", "one of your companies", n.Company)
		} else if err != nil {
			return err
		}
	}
	if len(wrong.Fields) > 0 {
		return told("The note is not kept", wrong.Fields)
	}
	return nil
}

// noted tells in an act that it makes of a note another one; one without text
// is none.
func noted(act account.Act, was, is Note) account.Act {
	act.Entry.Company = is.Company
	act.Entry.Changes = changes(
		account.Change{Field: "day", Before: was.dayText(), After: is.dayText()},
		account.Change{Field: "text", Before: was.Text, After: is.Text})
	if id := max(was.ID, is.ID); id != 0 {
		act.Entry.Target = "note " + strconv.FormatInt(id, 10)
	}
	return act
}

func (n *Note) dayText() string {
	if n.Day == 0 {
		return ""
	}
	return n.Day.String()
}
