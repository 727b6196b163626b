package web

import (
	"net/http"
	"strconv"

	"reseller-console/internal/company"
)

// How many industries, interests and environments there are (reseller API,
// 2019), numbered from 1.
const (
	industries   = 19
	interests    = 5
	environments = 8
)

// editView is the form of a company's data.
type editView struct {
	form  form
	now   company.Listed // as it is kept
	stale bool           // it is not as it was when the form was opened
}

// editCompany asks for a company's data.
func (s *server) editCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f := newForm("companyName", l.Name, "version", strconv.FormatInt(l.Version, 10))
	for name, value := range numbersOf(&l) {
		f.Set(name, strconv.Itoa(value))
	}
	return show(w, r, http.StatusOK, editCompanyPage(v, editView{form: f, now: l}))
}

// numbersOf are the fields of a company that are numbers and may be changed.
func numbersOf(l *company.Listed) map[string]int {
	return map[string]int{
		"appLimit": l.AppLimit, "memberLimit": l.MemberLimit, "industry": l.Industry, "interest": l.Interest, "environment": l.Environment,
	}
}

// saveCompany changes a company's data. If somebody else did so meanwhile,
// nothing is kept, and the form shows what it is now.
func (s *server) saveCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(f.Get("version"), 10, 64) // none is version 0
	stale := version != l.Version
	_, err = s.Companies.Update(r.Context(), v.caller(), l.ID, readUpdate(&f), []int64{version})
	if err == nil {
		return s.say(w, r, companyPath(l.ID), v.T("edit.saved"))
	}
	members, projects, countErr := s.made(r, v, l.ID)
	if countErr != nil {
		return countErr
	}
	status, err := f.refuse(v, err, "error.invalid", "Projects", v.Number(int64(projects)), "Members", v.Number(int64(members)))
	if err != nil {
		return err
	}
	f.Set("version", strconv.FormatInt(l.Version, 10))
	return show(w, r, status, editCompanyPage(v, editView{form: f, now: l, stale: stale}))
}

// made is how many members and projects a company has made.
func (s *server) made(r *http.Request, v visitor, id int64) (members, projects int, err error) {
	people, err := s.Companies.Members(r.Context(), v.caller(), id)
	if err != nil {
		return 0, 0, err
	}
	all, err := s.Companies.Projects(r.Context(), v.caller(), id)
	return len(people), len(all), err
}

// readUpdate is what the form wants. A field that is no number is 0, which is
// never right.
func readUpdate(f *form) company.Update {
	u := company.Update{}
	if f.Has("companyName") {
		u.Name = new(f.text("companyName"))
	}
	for name, field := range map[string]**int{
		"appLimit": &u.AppLimit, "memberLimit": &u.MemberLimit, "industry": &u.Industry, "interest": &u.Interest, "environment": &u.Environment,
	} {
		if f.Has(name) {
			n, _ := strconv.Atoi(f.text(name))
			*field = &n
		}
	}
	return u
}
