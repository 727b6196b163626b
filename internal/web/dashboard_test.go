package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// dashboardSites are a console for each role, signed in, and one that a
// reseller's owner visits the Dashboard in.
func dashboardSites(t *testing.T) map[account.Role]*site {
	sites := map[account.Role]*site{account.CompanyVisitor: newSite(t)}
	sites[account.CompanyVisitor].visitCompany(t, "200001")
	for _, r := range account.CompanyRoles() {
		sites[r] = newSite(t)
		sites[r].signInMember(t, r)
	}
	return sites
}

func TestEachRoleOpensWhatTheTableOfRolesSays(t *testing.T) {
	t.Parallel()
	roles := append(account.CompanyRoles(), account.CompanyVisitor)
	var table strings.Builder
	for _, p := range (&server{}).dashboard() {
		method, path, _ := strings.Cut(p.pattern, " ")
		table.WriteString(p.pattern + ":")
		path = strings.NewReplacer("{project}", "p200001", "{member}", "51").Replace(path)
		sites := dashboardSites(t)
		for _, r := range roles {
			status, page, _ := sites[r].do(t, method, path, strings.NewReader(""), []string{"Content-Type", "application/x-www-form-urlencoded"})
			allowed := status != http.StatusForbidden
			if allowed != r.May(p.needs) {
				t.Errorf("%s %s as %s answers %d", method, path, r, status)
			}
			if !allowed && !strings.Contains(page, "does not permit") && !strings.Contains(page, "during a visit") {
				t.Errorf("%s %s as %s does not say why", method, path, r)
			}
			if allowed {
				table.WriteString(" " + strings.TrimPrefix(string(r), "company."))
			}
		}
		table.WriteString("\n")
	}
	file := filepath.Join("testdata", "dashboard_roles.txt")
	if *update {
		if err := os.WriteFile(file, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != table.String() {
		t.Errorf("%v: who opens what is\n%s", err, table.String())
	}
}

func TestTheDashboardOffersOnlyWhatTheRolePermits(t *testing.T) {
	t.Parallel()
	offered := map[account.Permission][]string{
		account.ChangeProjects: {`href="/dashboard/add-project"`}, account.SeeActivity: {`href="/dashboard/activity"`},
		account.SeeCertificates: {`/certificate"`}, account.ChangeMembers: {`href="/dashboard/invite"`, "/members/51/remove"},
	}
	for r, s := range dashboardSites(t) {
		var all string
		for _, path := range []string{dashboardPath, dashboardProjectsPath + "/p200001", membersPath} {
			_, page, _ := s.get(t, path)
			all += strings.ReplaceAll(page, `type="submit" id="show-certificate"`, `/certificate"`+" shown")
		}
		for p, marks := range offered {
			for _, mark := range marks {
				if p == account.SeeCertificates {
					mark = "shown"
				}
				if strings.Contains(all, mark) != r.May(p) {
					t.Errorf("%s is offered %s: %t", r, mark, !r.May(p))
				}
			}
		}
	}
}

func TestABlockedCompanysMembersDoNotComeInAndOpenSessionsEnd(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInMember(t, account.CompanyAdmin)
	block := func() {
		u := s.accounts.users[3]
		u.Blocked = true
		s.accounts.users[3] = u
	}
	if status, _, _ := s.get(t, dashboardPath); status != http.StatusOK {
		t.Fatalf("the Dashboard answers %d", status)
	}
	block()
	for _, path := range []string{dashboardPath, settingsPath, dashboardUsagePath} {
		if status, _, h := s.get(t, path); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/login") {
			t.Errorf("%s of a blocked company answers %d", path, status)
		}
	}
	status, page, _ := s.post(t, "/login", credentials("admin@company.example", testPassword))
	if status != http.StatusForbidden || !strings.Contains(text(page), "blocked") || !strings.Contains(text(page), "Contact your reseller") {
		t.Errorf("the sign-in answers %d: %s", status, text(page))
	}
	if status, page, _ := s.post(t, "/login", credentials("admin@company.example", "guess")); status != http.StatusUnauthorized || strings.Contains(text(page), "blocked") {
		t.Errorf("a wrong password learns of the block: %d", status)
	}
}

func TestAMembersPagesAreOfTheOwnCompanyOnly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInMember(t, account.CompanyAdmin)
	for _, path := range []string{"/projects/p200002", "/projects/p200002/rename", "/projects/p200002/delete", "/members/4711/role", "/usage?project=p200002"} {
		if status, _, _ := s.get(t, dashboardPath+path); status != http.StatusNotFound {
			t.Errorf("GET %s answers %d", path, status)
		}
	}
	for _, path := range []string{"/projects/p200002/certificate", "/projects/p200002/rename", "/members/4711/remove"} {
		if status, _, _ := s.post(t, dashboardPath+path, url.Values{"version": {"1"}, "name": {"Mine"}}); status != http.StatusNotFound {
			t.Errorf("POST %s answers %d", path, status)
		}
	}
	if _, page, _ := s.get(t, dashboardUsagePath+"?company=200002"); strings.Contains(text(page), "Hanlin") || !strings.Contains(text(page), "CID 200001") {
		t.Error("the chart is of the company that the address names")
	}
	for _, o := range s.usage.owners {
		if o.Company != 200001 || o.Reseller != 0 {
			t.Errorf("figures are read of %+v", o)
		}
	}
}

func TestAProjectsCertificateIsShownWhenAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInMember(t, account.CompanyEngineer)
	secret := strings.Repeat("c0de", 8)
	if _, page, _ := s.get(t, dashboardProjectsPath+"/p200001"); strings.Contains(page, secret) || !strings.Contains(page, strings.Repeat("a1", 16)) {
		t.Error("the page shows the certificate unasked, or not the App ID")
	}
	status, page, h := s.post(t, dashboardProjectsPath+"/p200001/certificate", nil)
	if status != http.StatusOK || !strings.Contains(page, secret) || h.Get("Cache-Control") != "no-store" {
		t.Errorf("asked for, it answers %d, Cache-Control %q", status, h.Get("Cache-Control"))
	}
	if !slices.Equal(s.companies.acts, []string{"Robin engineer company.engineer certificate p200001"}) {
		t.Errorf("kept: %q", s.companies.acts)
	}
}

func TestSelfServiceIsSwitched(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInMember(t, account.CompanyProduct)
	address := dashboardProjectsPath + "/p200001/self-service"
	form := url.Values{"type": {"3"}, "region": {"2"}, "enable": {"1"}}
	if status, _, h := s.post(t, address, form); status != http.StatusSeeOther || h.Get("Location") != dashboardProjectsPath+"/p200001" {
		t.Errorf("answers %d", status)
	}
	if _, page, _ := s.get(t, dashboardProjectsPath+"/p200001"); !strings.Contains(text(page), "Enabled: CDN live streaming, Outside China.") || !strings.Contains(page, "Disable CDN live streaming, Outside China") {
		t.Error("the page does not say or show what is enabled")
	}
	form.Del("enable")
	s.post(t, address, form)
	if _, page, _ := s.get(t, dashboardProjectsPath+"/p200001"); !strings.Contains(text(page), "Disabled: CDN live streaming") || len(s.companies.enabled) != 0 {
		t.Error("it is not disabled")
	}
	if status, _, _ := s.post(t, address, url.Values{"type": {"x"}, "enable": {"1"}}); status != http.StatusBadRequest {
		t.Errorf("a type that does not exist answers %d", status)
	}
}

func TestMembersAreInvitedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInMember(t, account.CompanyAdmin)
	for _, c := range []struct {
		path   string
		form   url.Values
		status int
		says   string
	}{
		{invitePath, url.Values{"email": {"new@company.example"}, "name": {"New"}, "role": {"company.finance"}}, 303, ""},
		{invitePath, url.Values{"email": {"new"}, "name": {"New"}, "role": {"company.finance"}}, 400, "An e-mail address like"},
		{invitePath, url.Values{"email": {"n@c.example"}, "name": {""}, "role": {"company.finance"}}, 400, "1 to 511 characters"},
		{invitePath, url.Values{"email": {"n@c.example"}, "name": {"N"}, "role": {"reseller.owner"}}, 400, "Choose one of these"},
		{invitePath, url.Values{"email": {"used@company.example"}, "name": {"N"}, "role": {"company.finance"}}, 409, "nobody uses"},
		{invitePath, url.Values{"email": {"full@company.example"}, "name": {"N"}, "role": {"company.finance"}}, 400, "all of its 10 members"},
		{memberPath(51, changeRole), url.Values{"role": {"company.support"}}, 303, ""},
		{memberPath(51, changeRole), url.Values{"role": {"operator"}}, 400, "Choose one of these"},
		{memberPath(50, changeRole), url.Values{"role": {"company.support"}}, 409, "needs an administrator"},
		{memberPath(50, removeMember), url.Values{}, 409, "needs an administrator"},
		{memberPath(51, inviteAgain), url.Values{}, 303, ""},
		{memberPath(51, removeMember), url.Values{}, 303, ""},
	} {
		if status, page, _ := s.post(t, c.path, c.form); status != c.status || !strings.Contains(text(page), c.says) {
			t.Errorf("%s %v answers %d: %s", c.path, c.form, status, text(page))
		}
	}
	want := []string{"invite new@company.example company.finance en", "role 51 company.support", "again 51", "remove 51"}
	if !slices.Equal(s.members.acts, want) {
		t.Errorf("done: %q", s.members.acts)
	}
}

func TestAVisitShowsItselfOnEveryPageAndEndsWithExit(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if _, page, _ := s.post(t, "/companies/200001/visit", url.Values{"reason": {" "}}); !strings.Contains(text(page), "Say why") {
		t.Error("a visit needs no reason")
	}
	s.visitCompany(t, "200001")
	s.wait(10*time.Minute + time.Second)
	for _, path := range []string{dashboardPath, dashboardProjectsPath, membersPath, dashboardUsagePath, dashboardActivityPath, dashboardPath + "/nowhere", dashboardProjectsPath + "/p4711", invitePath} {
		_, page, _ := s.get(t, path)
		for _, want := range []string{"Mara Lindqvist (Northgate Communications) is visiting", "Reason: usage question, ticket 4821.", "20 min left", "Exit"} {
			if !strings.Contains(text(page), want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	if _, page, _ := s.get(t, companiesPath); strings.Contains(page, "visit-bar") || !strings.Contains(page, "Lena Hoffmann") {
		t.Error("the reseller's own pages are not as they were")
	}
	s.post(t, "/dashboard/projects/p200001/rename", url.Values{"version": {"1"}, "name": {"Helped"}})
	status, _, h := s.post(t, leavePath, nil)
	if status != http.StatusSeeOther || h.Get("Location") != "/companies/200001" {
		t.Errorf("Exit answers %d to %q", status, h.Get("Location"))
	}
	if status, _, _ := s.get(t, dashboardPath); status != http.StatusForbidden {
		t.Errorf("after Exit the Dashboard answers %d", status)
	}
	want := []string{"Mara Lindqvist company.visitor visits usage question, ticket 4821", "rename Helped", "Mara Lindqvist company.visitor leaves"}
	if !slices.Equal(s.companies.acts, want) {
		t.Errorf("done: %q", s.companies.acts)
	}
}

func TestAVisitEndsAtItsTimeWithTheCompanyAndWithTheSession(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end      func(*site)
		to, says string
	}{
		"its time":           {func(s *site) { s.wait(company.VisitFor) }, "/companies/200001", "Your visit is over"},
		"the company leaves": {func(s *site) { s.companies.at(200001).Reseller = 8 }, "/companies", "CID 200001 is no longer in your account"},
		"signed out":         {func(s *site) { s.post(t, "/logout", nil) }, "/login", ""},
		"sessions ended":     {func(s *site) { _, _ = s.accounts.EndSessions(t.Context(), account.Caller{User: 1}) }, "/login", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, ask := range []func(s *site) (int, string, http.Header){
				func(s *site) (int, string, http.Header) { return s.get(t, dashboardPath) },
				func(s *site) (int, string, http.Header) {
					return s.post(t, "/dashboard/projects/p200001/rename", url.Values{"version": {"1"}, "name": {"Late"}})
				},
			} {
				s := newSite(t)
				s.visitCompany(t, "200001")
				c.end(s)
				status, _, h := ask(s)
				if status == http.StatusUnauthorized && c.to == "/login" {
					continue // the page keeps what the form said, and asks to sign in
				}
				if to, _, _ := strings.Cut(h.Get("Location"), "?"); status != http.StatusSeeOther || to != c.to {
					t.Errorf("answers %d to %q", status, to)
				}
				if _, page, _ := s.get(t, c.to); !strings.Contains(text(page), c.says) {
					t.Errorf("%s lacks %q", c.to, c.says)
				}
				if slices.Contains(s.companies.acts, "rename Late") {
					t.Error("what comes late is done")
				}
			}
		})
	}
	s := newSite(t)
	s.visitCompany(t, "200001")
	s.wait(company.VisitFor)
	if _, _, h := s.get(t, dashboardUsagePath, "HX-Request", "true"); h.Get("HX-Redirect") != "/companies/200001" {
		t.Errorf("a part of a page leads to %q", h.Get("HX-Redirect"))
	}
}

func TestAFrozenCompanysDashboardSaysSo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status company.FinancialStatus
		acc    company.AccountStatus
		want   string
	}{
		{company.Normal, company.AccountActive, ""},
		{company.InsufficientBalance, company.AccountActive, "The balance is too low."},
		{company.SuspendedAutomatically, company.AccountActive, "Because of the balance, projects are not served."},
		{company.SuspendedManually, company.AccountActive, "Reason: Bill 2026-06"},
		{company.SuspendedManually, company.AccountBlocked, "none of the company's members can sign in"},
	} {
		s := newSite(t)
		l := s.companies.at(200001)
		l.Status, l.AccountStatus = c.status, c.acc
		if c.status == company.SuspendedManually {
			l.StatusReason = "Bill 2026-06"
		}
		s.visitCompany(t, "200001") // blocked ones can be visited too
		_, page, _ := s.get(t, membersPath)
		if !strings.Contains(text(page), c.want) || strings.Contains(page, "alert-heading") == (c.want == "") {
			t.Errorf("in status %d, %d the page shows %s", c.status, c.acc, text(page))
		}
	}
}

func TestABrokenStoreLetsNobodyIntoADashboard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.visitCompany(t, "200001")
	s.companies.broken = fault.New(fault.Unavailable, "No.")
	if status, page, _ := s.get(t, dashboardPath); status != http.StatusServiceUnavailable || strings.Contains(page, "云帆") {
		t.Errorf("answers %d", status)
	}
}
