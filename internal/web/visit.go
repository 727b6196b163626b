package web

import (
	"fmt"
	"net/http"
	"time"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// leavePath is where a visit ends.
const leavePath = dashboardPath + "/exit"

// Where a reseller's session keeps the visit that it has begun: the company,
// why, and until when (Unix milliseconds). It ends with the session.
const (
	visitKey       = "visit"
	visitReasonKey = "visit-reason"
	visitUntilKey  = "visit-until"
)

// visitOf is the visit that the session has begun, if it has.
func (s *server) visitOf(r *http.Request) (visit company.Visit, begun bool) {
	ctx := r.Context()
	visit = company.Visit{Company: s.sessions.GetInt64(ctx, visitKey), Reason: s.sessions.GetString(ctx, visitReasonKey), Until: time.UnixMilli(s.sessions.GetInt64(ctx, visitUntilKey))}
	return visit, visit.Company != 0
}

// forgetVisit takes the visit out of the session, which whoever answers writes.
func (s *server) forgetVisit(r *http.Request) {
	for _, key := range []string{visitKey, visitReasonKey, visitUntilKey} {
		s.sessions.Remove(r.Context(), key)
	}
}

// askVisit asks for the reason of a visit, and says what it is.
func (s *server) askVisit(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showAskVisit(w, r, v, http.StatusOK, newForm())
}

func (s *server) showAskVisit(w http.ResponseWriter, r *http.Request, v visitor, status int, f form) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	return show(w, r, status, askVisitPage(v, actOn(v, l, "visit", v.T("visit.ask", "Name", l.Name), v.T("visit.begin"), f)))
}

// visit lets the visitor into the Dashboard of a company. One that is visited
// already is left.
func (s *server) visit(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	if err := s.endVisit(r, v); err != nil {
		return err
	}
	visit, err := s.Companies.BeginVisit(r.Context(), v.caller(), v.user.ResellerName, l.ID, oneLine(f.Get("reason")))
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", company.MaxReason)
		if err != nil {
			return err
		}
		return s.showAskVisit(w, r, v, status, f)
	}
	s.sessions.Put(r.Context(), visitKey, visit.Company)
	s.sessions.Put(r.Context(), visitReasonKey, visit.Reason)
	s.sessions.Put(r.Context(), visitUntilKey, visit.Until.UnixMilli())
	if err := s.keepSession(w, r); err != nil {
		return err
	}
	return goTo(w, r, dashboardPath)
}

// endVisit ends the visit that the session has begun, if it is not over.
func (s *server) endVisit(r *http.Request, v visitor) error {
	visit, begun := s.visitOf(r)
	if !begun {
		return nil
	}
	s.forgetVisit(r)
	if !s.Clock().Before(visit.Until) {
		return nil
	}
	if err := s.Companies.EndVisit(r.Context(), v.caller(), visit); err != nil && fault.KindOf(err) != fault.NotFound {
		return fmt.Errorf("end the visit: %w", err)
	}
	return nil
}

// leave ends a visit and goes back to where it began.
func (s *server) leave(w http.ResponseWriter, r *http.Request, v visitor) error {
	if v.visit == nil {
		return fault.New(fault.NotFound, "There is no visit to leave.")
	}
	if err := s.endVisit(r, v); err != nil {
		return err
	}
	return s.say(w, r, companyPath(v.company.ID), v.T("visit.left", "Name", v.company.Name))
}

// afterVisit leads back from a Dashboard whose visit is over. Nothing of what
// was asked for is done.
func (s *server) afterVisit(w http.ResponseWriter, r *http.Request, v visitor) error {
	visit, _ := s.visitOf(r)
	s.forgetVisit(r)
	address, text := companyPath(visit.Company), v.T("visit.over")
	if fault.KindOf(v.ended) == fault.NotFound {
		address, text = companiesPath, v.T("visit.gone", "CID", cid(visit.Company))
	}
	s.sessions.Put(r.Context(), saidKey, text)
	s.renewSession(w, r, true)
	return goToWhole(w, r, address)
}

// minutesLeft is how long the visit lasts from a time on, in begun minutes.
func minutesLeft(visit *company.Visit, now time.Time) int {
	return int((visit.Until.Sub(now) + time.Minute - 1) / time.Minute)
}
