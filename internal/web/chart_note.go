package web

import (
	"context"
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// notesPath is where notes on the chart are added and changed. Its addresses
// hold the state of the chart, to which they lead back.
const notesPath = chartPath + "/notes"

// The things that can be done with a note.
const (
	newNote    = "new"
	editNote   = "edit"
	deleteNote = "delete"
)

// Notes is what the pages need of resellers' notes; company.Notes is it.
type Notes interface {
	// List returns the caller's notes that match.
	List(ctx context.Context, c account.Caller, f company.NoteFilter) ([]company.Note, error)
	// Find returns one of the caller's notes, else fault.NotFound.
	Find(ctx context.Context, c account.Caller, id int64) (company.Note, error)
	// Create keeps a note, Update changes one and Delete takes it away.
	Create(ctx context.Context, c account.Caller, n company.Note) error
	Update(ctx context.Context, c account.Caller, n company.Note) error
	Delete(ctx context.Context, c account.Caller, id int64) error
}

// noteView is the form of a note.
type noteView struct {
	form    form
	verb    string
	note    company.Note // zero: a new one
	chart   chartQuery
	company *company.Listed // that it can be about, but all; nil for none
}

// noteAddress leads from a chart to the form of one of its notes, 0 for a new
// one.
func (q chartQuery) noteAddress(id int64, verb string) string {
	path := notesPath + "/" + verb
	if id != 0 {
		path = notesPath + "/" + strconv.FormatInt(id, 10) + "/" + verb
	}
	return path + "?" + q.values().Encode()
}

// viewNote reads which note of which chart the address is about.
func (s *server) viewNote(r *http.Request, v visitor, verb string) (noteView, error) {
	view := noteView{verb: verb}
	view.chart, _ = parseChart(r.URL.Query(), s.Usage.Today()) // what cannot be read has its default
	about := int64(0)
	if verb == newNote {
		owner, err := s.chartOwner(r.Context(), v, &view.chart)
		if err == nil {
			about, view.company = owner.Company, owner.company
		}
	} else {
		id, err := strconv.ParseInt(r.PathValue("note"), 10, 64)
		if err != nil {
			return view, fault.New(fault.NotFound, "There is no note %q.", r.PathValue("note"))
		}
		if view.note, err = s.Notes.Find(r.Context(), v.caller(), id); err != nil {
			return view, err
		}
		about = view.note.Company
	}
	if about != 0 && view.company == nil {
		found, err := s.Companies.Find(r.Context(), v.caller(), about)
		if err != nil {
			return view, err
		}
		view.company = &found
	}
	view.form = newForm("day", min(s.Usage.Today(), view.chart.window.To).String(), "company", cidOrNone(about))
	if view.note.ID != 0 {
		view.form.Set("day", view.note.Day.String())
		view.form.Set("text", view.note.Text)
	}
	return view, nil
}

// askNote asks for a new note.
func (s *server) askNote(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.askNoteChange(newNote)(w, r, v)
}

// addNote keeps a new note.
func (s *server) addNote(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.changeNote(newNote)(w, r, v)
}

func (s *server) askNoteChange(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.viewNote(r, v, verb)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, notePage(v, view))
	}
}

// changeNote does what was asked, and leads back to the chart.
func (s *server) changeNote(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.viewNote(r, v, verb)
		if err != nil {
			return err
		}
		if view.form, err = readForm(w, r); err != nil {
			return err
		}
		if err := s.doNote(r, v, &view); err != nil {
			status, err := view.form.refuse(v, err, "note.full", "Limit", company.MaxNotes, "Longest", company.MaxNote)
			if err != nil {
				return err
			}
			return show(w, r, status, notePage(v, view))
		}
		return s.say(w, r, view.chart.link(), v.T("note.done."+verb))
	}
}

// doNote does it. A day or CID that cannot be read is 0, and -1, which are
// never right.
func (s *server) doNote(r *http.Request, v visitor, view *noteView) error {
	if view.verb == deleteNote {
		return s.Notes.Delete(r.Context(), v.caller(), view.note.ID)
	}
	n := company.Note{ID: view.note.ID, Text: view.form.text("text")}
	n.Day, _ = calendar.ParseDay(view.form.text("day"))
	if about := view.form.text("company"); about != "" {
		var err error
		if n.Company, err = strconv.ParseInt(about, 10, 64); err != nil || n.Company < 1 {
			n.Company = -1
		}
	}
	if view.verb == newNote {
		return s.Notes.Create(r.Context(), s.once(v, &view.form), n)
	}
	return s.Notes.Update(r.Context(), v.caller(), n)
}

// noteAct is the form, or the question before a note is deleted.
func noteAct(v visitor, view noteView) act {
	button := "note.save"
	if view.verb == deleteNote {
		button = "note.delete"
	}
	title := v.T("note.ask."+view.verb, "Day", view.note.Day.String())
	return act{
		title: title, address: view.chart.noteAddress(view.note.ID, view.verb), back: view.chart.link(), button: v.T(button),
		danger: view.verb == deleteNote, form: view.form,
		page: page{title: title, address: chartPath, crumbs: under(v, chartPath), within: []link{{v.T("chart.title"), view.chart.link()}}},
	}
}
