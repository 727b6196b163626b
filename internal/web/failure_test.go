package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// failurePages are pages that say what went wrong, and forms that say what was
// wrong with them.
func failurePages(t testing.TB) []pageCase {
	broken := func(err error) func(*site) {
		return func(s *site) { s.accounts.broken = err }
	}
	return []pageCase{
		{name: "method", status: 405, path: "/logout"},
		{name: "method.zh", status: 405, path: "/logout", method: http.MethodPut, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "toolarge", status: 413, path: settingsPath, form: url.Values{"name": {strings.Repeat("a", maxForm)}}},
		{name: "toomany", status: 429, path: settingsPath, then: broken(fault.New(fault.TooMany, "Too many requests.").After(89500 * time.Millisecond))},
		{name: "internal", status: 500, path: settingsPath, then: broken(errDisk)},
		{name: "internal.zh", status: 500, path: settingsPath, change: func(s *site) { s.speak("zh-Hans") }, then: broken(errDisk), headers: []string{"Accept-Language", "zh-CN"}},
		{name: "unavailable", status: 503, path: settingsPath, then: broken(fault.Wrap(fault.Unavailable, errDisk, "The database is away."))},
		{name: "crosssite", status: 403, path: settingsPath, form: url.Values{"name": {"Mallory"}}, headers: []string{"Sec-Fetch-Site", "cross-site"}},
		{name: "crosssite.out", status: 403, path: "/login", form: url.Values{"email": {"mara@northgate.example"}}, out: true, headers: []string{"Sec-Fetch-Site", "cross-site"}},
		{name: "expired", status: 401, path: "/companies/200001/freeze", form: url.Values{"choice": {"unpaid"}, "note": {"<b>Bill</b> 2026-06"}, "block": {"1"}}, out: true},
		{name: "expired.zh", status: 401, path: "/companies/200001/freeze", form: url.Values{"note": {"账单 2026-06"}}, out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "expired.secret", status: 401, path: passwordPath, form: url.Values{"present": {testPassword}, "password": {"another"}}, out: true},
		{name: "company.other", status: 404, path: "/companies/900001"},
		{name: "signin.wrong", status: 401, path: "/login", form: url.Values{"email": {"mara@northgate.example"}, "password": {"no"}, "next": {"/settings"}}, out: true},
		{name: "signin.throttled", status: 429, path: "/login", form: url.Values{"email": {"wait@northgate.example"}, "password": {"no"}}, out: true},
		{name: "code", path: codePath + "?next=/settings", out: true, change: withCodes, then: func(s *site) { s.post(t, "/login", credentials("mara@northgate.example", testPassword)) }},
		{name: "code.wrong", status: 401, path: codePath, form: url.Values{"code": {"000000"}}, out: true, change: withCodes, then: func(s *site) { s.post(t, "/login", credentials("mara@northgate.example", testPassword)) }},
		{name: "two-factor.on", path: factorPath, change: func(s *site) {
			s.factors.have = &account.Factor{Since: testNow.Add(-24 * time.Hour), Recovery: 7}
		}},
		{name: "settings.wrong", status: 400, path: settingsPath, form: url.Values{"name": {" "}, "language": {"en"}}},
		{name: "password.wrong", status: 400, path: passwordPath, form: url.Values{"present": {"no"}, "password": {"eleven patient herons"}}},
		{name: "keys.wrong", status: 400, path: keysPath, form: url.Values{"name": {""}, "expires": {"never"}, "allow": {"here"}}},
		{name: "keys.made", path: keysPath, form: url.Values{"name": {"Billing sync"}, "expires": {"365"}, "once": {"A"}}},
		{name: "company.new.wrong", status: 400, path: newCompanyPath, form: url.Values{"companyName": {strings.Repeat("Walk & Talk", 9)}, "email": {"walk@journeys.example"}, "once": {"A"}}},
		{name: "visit.closed", status: 403, path: passwordPath, form: url.Values{"present": {testPassword}, "password": {"another"}}, role: account.CompanyVisitor},
		{name: "project.add.wrong", status: 400, path: "/companies/200001/add-project", form: url.Values{"name": {""}, "once": {"A"}}},
		{name: "staff.wrong", status: 400, path: staffPath, form: url.Values{"name": {""}, "email": {"nowhere"}, "role": {"operator"}, "language": {"en"}}},
		{name: "staff.last", status: 409, path: staffPath + "/1/role", form: url.Values{"role": {string(account.ResellerViewer)}}},
		{name: "staff.forbidden", status: 403, path: staffPath, change: withRole(account.ResellerSupport)},
		{name: "companies.support", path: companiesPath, change: withRole(account.ResellerSupport)},
		{name: "company.support", path: companyPath(200001), change: withRole(account.ResellerSupport)},
		{name: "apply.wrong", status: 400, path: applyPath, form: url.Values{"firm": {""}, "mail": {"nowhere"}}, out: true},
		{name: "application.wrong", status: 400, path: applicationPath(1), form: url.Values{"act": {"decline"}, "reason": {""}}, operator: true, change: func(s *site) { s.operation.applications = slices.Clone(applied) }},
		{name: "reseller.new.wrong", status: 400, path: newResellerPath, form: url.Values{"name": {""}, "ownerName": {"Kim"}, "email": {"mara@northgate.example"}}, operator: true},
		{name: "source.new.wrong", status: 400, path: newSourcePath, form: url.Values{"name": {""}}, operator: true},
	}
}

// withRole gives the first user a role.
func withRole(role account.Role) func(*site) {
	return func(s *site) {
		u := s.accounts.users[1]
		u.Role = role
		s.accounts.users[1] = u
	}
}

// withCodes makes the first user one who is asked for a code.
func withCodes(s *site) {
	u := s.accounts.users[1]
	u.HasCodes = true
	s.accounts.users[1] = u
}

func TestAFormThatIsTooLargeIsToldSo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, page, _ := s.post(t, settingsPath, url.Values{"name": {strings.Repeat("a", maxForm)}})
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(page, "65536 bytes") {
		t.Errorf("answers %d: %s", status, text(page))
	}
}

func TestAFormThatComesAfterTheSignInHasEndedIsKept(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	from := []string{"Referer", s.URL + "/companies/200001?x=1", "Host", strings.TrimPrefix(s.URL, "http://")}
	form := url.Values{"name": {"Walk & Talk", "<b>"}, "once": {"A"}}
	status, page, _ := s.post(t, "/companies/200001/add-project", form, from...)
	for _, want := range []string{`action="/companies/200001/add-project"`, `name="name" value="Walk &amp; Talk"`, `name="name" value="&lt;b&gt;"`, `name="once" value="A"`,
		`href="/login?next=%2Fcompanies%2F200001%3Fx%3D1"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if status != http.StatusUnauthorized || len(s.companies.acts) > 0 {
		t.Errorf("answers %d, and did %v", status, s.companies.acts)
	}
	_, page, _ = s.post(t, passwordPath, url.Values{"present": {"hush"}, "password": {"hush2"}}, "Referer", "https://evil.example/x")
	if strings.Contains(page, "hush") || strings.Contains(page, "send-again") || strings.Contains(page, "evil") {
		t.Errorf("a secret is repeated, or another site is named: %s", page)
	}
	s.signIn(t)
	if status, _, h := s.post(t, "/companies/200001/add-project", form, from...); status != http.StatusSeeOther || h.Get("Location") != "/companies/200001" {
		t.Errorf("sent again, the form is answered %d", status)
	}
}

func TestAPageThatIsOpenedAfterTheSignInHasEndedIsWhereItLeads(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range []string{"/companies?q=sable&page=2", "/usage/chart?product=rtm", "/companies/200001/freeze"} {
		_, _, h := s.get(t, path)
		at, err := url.Parse(h.Get("Location"))
		if err != nil || at.Path != "/login" || at.Query().Get("next") != path {
			t.Errorf("%s leads to %s", path, h.Get("Location"))
		}
		_, _, h = s.post(t, "/login", url.Values{"email": {"mara@northgate.example"}, "password": {testPassword}, "next": {at.Query().Get("next")}})
		if h.Get("Location") != path {
			t.Errorf("the sign-in leads to %s, want %s", h.Get("Location"), path)
		}
		s.post(t, "/logout", nil)
	}
}
