package web

import (
	"net/http"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

// freezeNote is how much may be written behind a reason, in characters.
const freezeNote = "400"

// freezeReasons are the reasons that are offered; the last needs words of its
// own.
var freezeReasons = []string{"unpaid", "request", "terms", "ended", "other"}

// freezeView is the question before a company is frozen or that ends.
type freezeView struct {
	form    form
	company company.Listed
	members []account.User
}

// mailView is a mail as a company's user will read it.
type mailView struct {
	language, subject, greeting, end string
	text, after                      string // around the reason
	reason                           string
}

// askFreeze asks for the reason of a freeze, and says what it does.
func (s *server) askFreeze(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showFreeze(w, r, v, http.StatusOK, newForm("choice", freezeReasons[0]))
}

func (s *server) showFreeze(w http.ResponseWriter, r *http.Request, v visitor, status int, f form) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	members, err := s.Companies.Members(r.Context(), v.caller(), l.ID)
	if err != nil {
		return err
	}
	return show(w, r, status, freezePage(v, freezeView{form: f, company: l, members: members}))
}

// freeze suspends a company.
func (s *server) freeze(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	how := readFreeze(v, &f)
	if len(f.wrong) > 0 {
		return s.showFreeze(w, r, v, http.StatusBadRequest, f)
	}
	if _, err := s.Companies.Freeze(r.Context(), v.caller(), l.ID, how); err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", company.MaxReason)
		if err != nil {
			return err
		}
		return s.showFreeze(w, r, v, status, f)
	}
	done := "freeze.done"
	if how.BlockDashboard {
		done = "freeze.doneBlocked"
	}
	return s.say(w, r, companyPath(l.ID), v.T(done, "Name", l.Name))
}

// readFreeze is how the form wants a company frozen. The reason is the chosen
// one, in the visitor's language, with what was written behind it.
func readFreeze(v visitor, f *form) company.Freeze {
	choice, note := f.Get("choice"), oneLine(f.Get("note"))
	switch {
	case !slices.Contains(freezeReasons, choice):
		f.spoil(v, "choice")
	case choice == "other" && note == "":
		f.spoil(v, "reason", "Longest", company.MaxReason)
	}
	return company.Freeze{Reason: readFreezeText(v, *f), BlockDashboard: f.ticked("block")}
}

// reasonText is a reason of the list with what was written behind it.
func reasonText(v visitor, choice, note string) string {
	switch {
	case !slices.Contains(freezeReasons, choice) || choice == "other":
		return note
	case note == "":
		return v.T("freeze.reason." + choice)
	}
	return v.T("freeze.reason."+choice) + v.T("freeze.join") + note
}

// askUnfreeze says what an end of the freeze does.
func (s *server) askUnfreeze(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	members, err := s.Companies.Members(r.Context(), v.caller(), l.ID)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, unfreezePage(v, freezeView{form: newForm(), company: l, members: members}))
}

// unfreeze ends a freeze.
func (s *server) unfreeze(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	now, err := s.Companies.Unfreeze(r.Context(), v.caller(), l.ID)
	if err != nil {
		return err
	}
	return s.say(w, r, companyPath(l.ID), v.T("freeze.undone", "Name", now.Name, "Status", v.T(statusName(now.Status))))
}

// previewMail is the mail about a freeze or its end, as the company's first
// user will read it.
func previewMail(kind string, view freezeView, reason string) mailView {
	var to account.User
	if len(view.members) > 0 {
		to = view.members[0]
	}
	w := locale.For(to.Language)
	say := func(part string) string {
		return w.T("mail.company."+kind+"."+part, "company", view.company.Name, "reason", shareMark,
			"short", view.company.ByBalance == company.SuspendedAutomatically)
	}
	m := mailView{language: w.Tag(), subject: say("subject"), greeting: w.T("mail.greeting", "name", to.Name), end: say("end"), reason: reason}
	m.text, m.after = cutMark(say("text"))
	return m
}

// freezeEffects are what a freeze does, in plain words.
func freezeEffects(v visitor, view freezeView) []string {
	return []string{
		v.T("freeze.effect.status", "Status", v.T(statusName(company.SuspendedManually))),
		v.N("freeze.effect.projects", view.company.Projects),
		v.N("freeze.effect.mail", len(view.members)),
		v.T("freeze.effect.undo", "Status", v.T(statusName(view.company.ByBalance))),
	}
}

// readFreezeText is the reason as the form has it.
func readFreezeText(v visitor, f form) string {
	return reasonText(v, f.Get("choice"), oneLine(f.Get("note")))
}

// freezeAct is the question before a freeze.
func freezeAct(v visitor, view freezeView) act {
	a := actOn(v, view.company, "freeze", v.T("freeze.ask", "Name", view.company.Name), v.T("freeze.do"), view.form)
	a.danger, a.wide = true, true
	return a
}
