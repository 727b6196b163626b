package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// callers are the kinds of visitors, by the address that they sign in with.
var callers = map[string]string{"stranger": "", "reseller": "mara@northgate.example", "operator": "ops@console.example", "company": "admin@company.example"}

// siteAs is a console with a visitor of one kind.
func siteAs(t *testing.T, caller string) *site {
	t.Helper()
	s := newSite(t)
	s.desk.fill(t, 3)
	if callers[caller] != "" {
		s.signInAs(t, callers[caller])
	}
	return s
}

func TestEveryPageIsForItsOwnUsersOnly(t *testing.T) {
	t.Parallel()
	const ok, signIn, other, method = 200, 303, 403, 405
	type answers struct{ stranger, reseller, operator, company int }
	onlyOperators := answers{signIn, other, ok, other}
	onlyResellers := answers{signIn, ok, other, other}
	for _, c := range []struct {
		method, path string
		want         answers
	}{
		{"GET", operatorPath, onlyOperators},
		{"GET", quarantinePath, onlyOperators},
		{"GET", quarantinePath + "?reason=too-old&project=p", onlyOperators},
		{"GET", quarantinePath + "?reason=none", answers{signIn, other, 400, other}},
		{"GET", receivedPath, onlyOperators},
		{"GET", checksPath, onlyOperators},
		{"POST", replayPath, answers{signIn, other, 400, other}}, // without a form
		{"POST", dropPath, answers{signIn, other, 400, other}},
		{"GET", replayPath, answers{method, method, method, method}},
		{"GET", dropPath, answers{method, method, method, method}},
		{"POST", quarantinePath, answers{method, method, method, method}},
		{"DELETE", quarantinePath, answers{method, method, method, method}},
		{"POST", receivedPath, answers{method, method, method, method}},
		{"PUT", checksPath, answers{method, method, method, method}},
		{"POST", operatorPath, answers{method, method, method, method}},
		{"GET", operatorPath + "/nowhere", answers{404, 404, 404, 404}},
		{"GET", dashboardPath, answers{signIn, other, other, ok}},
		{"GET", dashboardPath + "/nowhere", answers{404, 404, 404, 404}},
		{"GET", sessionsPath, answers{signIn, ok, ok, ok}},
		{"POST", passwordPath, answers{signIn, 400, 400, 400}}, // without a form
		{"GET", keysPath, onlyResellers},
		{"POST", keysPath, answers{signIn, 400, other, other}}, // without a form
		{"GET", keysPath + "/" + usedKey + "/delete", onlyResellers},
		{"GET", keysPath + "/nothing/delete", answers{signIn, 404, other, other}},
		{"GET", activityPath, onlyResellers},
		{"GET", activityFilePath, onlyResellers},
		{"GET", companiesPath + "/200001", onlyResellers},
		{"GET", companiesPath + "/200001/freeze", onlyResellers},
		{"POST", companiesPath + "/200001/freeze", answers{signIn, 400, other, other}}, // without a form
		{"POST", companiesPath + "/200001/remove", answers{signIn, 400, other, other}},
		{"GET", companiesFilePath, onlyResellers},
		{"GET", newCompanyPath, onlyResellers},
		{"POST", newCompanyPath, answers{signIn, 400, other, other}}, // without a form
		{"GET", bulkFreezePath + "?all=1", onlyResellers},
		{"GET", bulkUnfreezePath + "?all=1", onlyResellers},
		{"GET", companiesPath, onlyResellers},
		{"GET", chartPath, onlyResellers},
		{"GET", chartFilePath, onlyResellers},
		{"GET", chartCompaniesPath, onlyResellers},
		{"GET", downloadPath, onlyResellers},
		{"GET", downloadFilePath, onlyResellers},
		{"GET", exportsPath, onlyResellers},
		{"POST", exportsPath, answers{signIn, 400, other, other}}, // without a form
		{"GET", exportsPath + "/1/file", answers{signIn, 404, other, other}},
		{"POST", exportsPath + "/1/delete", answers{signIn, 404, other, other}},
		{"GET", settingsPath, answers{signIn, ok, ok, ok}},
		{"POST", settingsPath, answers{signIn, 400, 400, 400}}, // without a form
	} {
		for caller, want := range map[string]int{"stranger": c.want.stranger, "reseller": c.want.reseller, "operator": c.want.operator, "company": c.want.company} {
			t.Run(fmt.Sprintf("%s %s as %s", c.method, c.path, caller), func(t *testing.T) {
				t.Parallel()
				if want == signIn && c.method == http.MethodPost && caller != "operator" {
					want = http.StatusUnauthorized // what was typed is kept
				}
				status, page, h := siteAs(t, caller).do(t, c.method, c.path, nil, nil)
				if status != want {
					t.Errorf("answers %d, want %d", status, want)
				}
				if to := h.Get("Location"); status == signIn && strings.HasPrefix(to, "/login") == (caller == "operator") {
					t.Errorf("leads to %q", to)
				}
				if strings.Contains(page, "e0001") && caller != "operator" {
					t.Error("shows an event of the quarantine")
				}
			})
		}
	}
}

func TestSignInLeadsToTheOwnFace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ email, next, to string }{
		{"ops@console.example", "", operatorPath},
		{"ops@console.example", quarantinePath + "?reason=too-old", quarantinePath + "?reason=too-old"},
		{"ops@console.example", "/companies", operatorPath},
		{"ops@console.example", "/settings?saved", "/settings?saved"},
		{"ops@console.example", "//evil.example/operator", operatorPath},
		{"mara@northgate.example", "", "/companies"},
		{"mara@northgate.example", quarantinePath, "/companies"},
		{"mara@northgate.example", operatorPath, "/companies"},
		{"mara@northgate.example", "/operators", "/operators"},
		{"mara@northgate.example", "/dashboard/usage", "/companies"},
		{"admin@company.example", "", "/dashboard"},
		{"admin@company.example", "/dashboard/usage?product=rtm", "/dashboard/usage?product=rtm"},
		{"admin@company.example", "/companies", "/dashboard"},
		{"admin@company.example", quarantinePath, "/dashboard"},
	} {
		s := newSite(t)
		form := credentials(c.email, testPassword)
		form.Set("next", c.next)
		_, _, h := s.post(t, "/login", form)
		if strings.HasPrefix(h.Get("Location"), codePath) {
			form.Set("code", testCode)
			_, _, h = s.post(t, codePath, form)
		}
		if h.Get("Location") != c.to {
			t.Errorf("%s with next %q is led to %q, want %q", c.email, c.next, h.Get("Location"), c.to)
		}
		if _, _, h := s.get(t, "/login?next="+url.QueryEscape(c.next)); h.Get("Location") != c.to {
			t.Errorf("%s, signed in already, with next %q is led to %q, want %q", c.email, c.next, h.Get("Location"), c.to)
		}
	}
	s := newSite(t)
	s.signInOperator(t)
	if _, _, h := s.get(t, "/"); h.Get("Location") != operatorPath {
		t.Errorf("an operator begins at %q", h.Get("Location"))
	}
}

func TestAnotherFacesPageSaysSoInTheOwnFrame(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, page, _ := s.get(t, quarantinePath)
	if status != http.StatusForbidden || !strings.Contains(page, "for other users") || !strings.Contains(page, `href="/companies"`) || strings.Contains(page, `href="/operator`) {
		t.Errorf("%d: %s", status, page)
	}
}
