package web

import (
	"net/http"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// removeView is the question before a company leaves the reseller's account.
type removeView struct {
	form    form
	company company.Listed
}

// askRemove says what is lost and what stays.
func (s *server) askRemove(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, removePage(v, removeView{form: newForm(), company: l}))
}

// removeCompany takes a company out of the reseller's account, if its name was
// typed.
func (s *server) removeCompany(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	if f.text("confirm") != l.Name {
		f.spoil(v, "confirm", "Name", l.Name)
		f.renew()
		return show(w, r, http.StatusBadRequest, removePage(v, removeView{form: f, company: l}))
	}
	if err := s.Membership.Remove(r.Context(), v.caller(), l.ID); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, companiesPath, v.T("remove.done", "Name", l.Name, "CID", cid(l.ID)))
}

// removeAct is the question before a company leaves.
func removeAct(v visitor, view removeView) act {
	a := actOn(v, view.company, "remove", v.T("remove.ask", "Name", view.company.Name), v.T("remove.do"), view.form)
	a.danger = true
	return a
}
