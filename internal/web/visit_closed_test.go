package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reseller-console/internal/company"
)

func TestWhileACompanyIsVisitedSignInKeysStaffWebhooksAndPricesStayAsTheyAre(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.visitCompany(t, "200001")
	closed := []string{
		passwordPath, factorPath, passkeysPath, beginPasskeyPath, deletePasskeyPath, keysPath, keysPath + "/" + usedKey + "/delete",
		staffPath, staffPath + "/1/role", webhooksPath, webhooksPath + "/a/rotate", webhookLogPath + "/1/replay", companyPath(200001) + "/plan/new",
	}
	expect := func(when string, want bool) {
		t.Helper()
		for _, path := range closed {
			_, page, _ := s.post(t, path, url.Values{"once": {"x"}})
			if got := strings.Contains(page, "with Exit in the Dashboard"); got != want {
				t.Errorf("%s, POST %s says so: %t", when, path, got)
			}
		}
	}
	expect("during the visit", true)
	if status, _, _ := s.post(t, passwordPath, url.Values{"once": {"x"}}); status != http.StatusForbidden {
		t.Errorf("the password is refused with %d", status)
	}
	for _, path := range []string{settingsPath, keysPath, staffPath, webhooksPath} {
		if status, _, _ := s.get(t, path); status != http.StatusOK {
			t.Errorf("GET %s during a visit: %d", path, status)
		}
	}
	if status, _, _ := s.post(t, "/theme", url.Values{"theme": {"dark"}}); status >= http.StatusBadRequest {
		t.Errorf("the theme is refused with %d", status)
	}
	s.wait(company.VisitFor)
	expect("after the time of the visit", false)
}

func TestExitOpensWhatAVisitHasClosed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.visitCompany(t, "200001")
	s.post(t, leavePath, nil)
	if _, page, _ := s.post(t, passwordPath, url.Values{"once": {"x"}}); strings.Contains(page, "with Exit in the Dashboard") {
		t.Error("the password is still closed after Exit")
	}
}
