package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reseller-console/internal/company"
)

func application() url.Values {
	return url.Values{"firm": {"Lark Calls"}, "name": {"Lou Lark"}, "mail": {"lou@lark.example"}, "country": {"DE"}, "note": {"We sell."}}
}

func TestAnApplicationIsAnsweredTheSameForEveryAddressAndThrottled(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i, email := range []string{"lou@lark.example", "mara@northgate.example"} {
		f := application()
		f.Set("mail", email)
		status, _, h := s.post(t, applyPath, f)
		if status != http.StatusSeeOther || h.Get("Location") != applyPath+"?sent" || len(s.operation.applications) != i+1 {
			t.Errorf("%s: %d to %q", email, status, h.Get("Location"))
		}
	}
	wrong := url.Values{"mail": {"no"}}
	status, page, _ := s.post(t, applyPath, wrong)
	for _, field := range []string{"firm", "name", "mail", "country"} {
		if !strings.Contains(page, `id="`+field+`-wrong"`) {
			t.Errorf("%d: nothing is said of %s", status, field)
		}
	}
	for range 3 {
		s.post(t, applyPath, application())
	}
	if status, _, h := s.post(t, applyPath, application()); status != http.StatusTooManyRequests || h.Get("Retry-After") == "" || len(s.operation.applications) != 5 {
		t.Errorf("the sixth: %d, %d are kept", status, len(s.operation.applications))
	}
}

func TestAnApplicationIsApprovedOrDeclinedOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.operation.applications = []company.Application{
		{ID: 1, Company: "Lark", Name: "Lou", Email: "lou@lark.example", Country: "DE", Language: "en", State: company.Open},
		{ID: 2, Company: "Known", Name: "Mara", Email: "mara@northgate.example", Country: "DE", Language: "en", State: company.Open},
	}
	s.signInOperator(t)
	if status, page, _ := s.post(t, applicationPath(1), url.Values{"act": {"decline"}}); status != http.StatusBadRequest || !strings.Contains(page, "reason-wrong") {
		t.Errorf("declined without a reason: %d", status)
	}
	if status, _, h := s.post(t, applicationPath(1), url.Values{"act": {"approve"}}); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), resellersPath+"/") {
		t.Errorf("approved: %d to %q", status, h.Get("Location"))
	}
	if status, page, _ := s.post(t, applicationPath(1), url.Values{"act": {"decline"}, "reason": {"x"}}); status != http.StatusConflict || !strings.Contains(page, "approved or declined before") {
		t.Errorf("declined afterwards: %d", status)
	}
	if status, page, _ := s.post(t, applicationPath(2), url.Values{"act": {"approve"}}); status != http.StatusConflict || !strings.Contains(page, "in use by now") {
		t.Errorf("an address in use: %d", status)
	}
}

func TestATokenIsShownOnceAndItsFormRotatesOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	f := url.Values{"overlap": {"24"}, "version": {"2"}}
	_, page, _ := s.post(t, sourcePath(1)+"/rotate", f)
	if !strings.Contains(page, `id="source-token" value="rci_`) {
		t.Error("the token is not shown")
	}
	if status, page, _ := s.post(t, sourcePath(1)+"/rotate", f); status != http.StatusConflict || strings.Contains(page, "rci_") {
		t.Errorf("the same form again: %d", status)
	}
	if _, page, _ := s.get(t, sourcesPath); strings.Contains(page, "rci_") {
		t.Error("the token is shown again")
	}
	if status, _, _ := s.post(t, sourcePath(1)+"/end", url.Values{}); status != http.StatusSeeOther {
		t.Errorf("ended: %d", status)
	}
	if status, _, _ := s.get(t, sourcePath(1)+"/rotate"); status != http.StatusNotFound {
		t.Errorf("an ended one: %d", status)
	}
}
