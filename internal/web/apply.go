package web

import (
	"net/http"
	"net/url"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// The pages of applications.
const (
	applyPath        = "/apply"
	applicationsPath = operatorPath + "/applications"
)

// applyView is the form of a would-be reseller.
type applyView struct {
	form form
	sent bool
}

// applyForm asks who wants to be a reseller.
func (s *server) applyForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, applyPage(v, applyView{form: newForm(), sent: r.URL.Query().Has("sent")}))
}

// apply keeps an application. The answer is the same whatever is known of the
// address.
func (s *server) apply(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	err = s.Desk.Applications.Apply(r.Context(), v.caller(), company.Application{
		Company: f.Get("firm"), Name: f.Get("name"), Email: f.Get("mail"), Country: f.Get("country"), Note: f.Get("note"), Language: v.Tag(),
	})
	if fault.KindOf(err) == fault.TooMany {
		f.problem = v.T("signIn.throttled")
		tellWait(w, err)
		return show(w, r, http.StatusTooManyRequests, applyPage(v, applyView{form: f}))
	}
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName, "Most", company.MaxApplicationNote)
		if err != nil {
			return err
		}
		return show(w, r, status, applyPage(v, applyView{form: f}))
	}
	return goTo(w, r, applyPath+"?sent")
}

// applicationStates are the tabs of the operator's list.
var applicationStates = []company.ApplicationState{company.Open, company.Approved, company.Declined}

// applicationsView is the list of applications.
type applicationsView struct {
	state company.ApplicationState
	rows  []company.Application
}

// applications lists the applications.
func (s *server) applications(w http.ResponseWriter, r *http.Request, v visitor) (err error) {
	view := applicationsView{state: company.ApplicationState(r.URL.Query().Get("state"))}
	if !slices.Contains(applicationStates, view.state) {
		view.state = company.Open
	}
	if view.rows, err = s.Desk.Applications.List(r.Context(), v.caller(), view.state, 200); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, applicationsPage(v, view))
}

func applicationsIn(state company.ApplicationState) string {
	return withQuery(applicationsPath, url.Values{"state": {string(state)}})
}

func applicationRows(v visitor, all []company.Application) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, a := range all {
		rows[i] = []deskCell{{text: a.Company, link: applicationPath(a.ID)}, {text: a.Name, sub: a.Email}, {text: countryName(v.Tag(), a.Country)}, {text: inUTC(a.CreatedAt)}}
	}
	return rows
}

func applicationPath(id int64) string { return applicationsPath + "/" + cid(id) }

// application shows one, with what can be done about it.
func (s *server) application(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showApplication(w, r, v, http.StatusOK, newForm())
}

func (s *server) showApplication(w http.ResponseWriter, r *http.Request, v visitor, status int, f form) error {
	id, err := pathNumber(r, "application")
	if err != nil {
		return err
	}
	a, err := s.Desk.Applications.Find(r.Context(), v.caller(), id)
	if err != nil {
		return err
	}
	return show(w, r, status, applicationPage(v, a, f))
}

// decide approves or declines an application.
func (s *server) decide(w http.ResponseWriter, r *http.Request, v visitor) error {
	id, err := pathNumber(r, "application")
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	address, done := applicationPath(id), "application.done.decline"
	switch f.Get("act") {
	case "approve":
		var reseller int64
		reseller, err = s.Desk.Applications.Approve(r.Context(), v.caller(), id)
		address, done = resellerPath(reseller), "application.done.approve"
	case "decline":
		err = s.Desk.Applications.Decline(r.Context(), v.caller(), id, oneLine(f.Get("reason")))
	default:
		return fault.New(fault.Invalid, "The form is not one of this page.")
	}
	if err == nil {
		return s.say(w, r, address, v.T(done))
	}
	status, err := f.refuse(v, err, "application.decided", "Longest", company.MaxReason)
	if err != nil {
		return err
	}
	if f.wrong["email"] != "" {
		f.problem = v.T("application.inUse")
	}
	return s.showApplication(w, r, v, status, f)
}
