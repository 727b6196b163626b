package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// reaches reports whether a company is one of the caller's.
func (f *fakeCompanies) reaches(c account.Caller, l company.Listed) bool {
	if c.Company != 0 {
		return l.ID == c.Company && (c.Reseller == 0 || l.Reseller == c.Reseller)
	}
	return l.Reseller == c.Reseller
}

func (f *fakeCompanies) note(c account.Caller, what string) {
	f.acts = append(f.acts, c.Name+" "+string(c.Role)+" "+what)
}

func (f *fakeCompanies) Certificate(_ context.Context, c account.Caller, id int64, project string) (string, error) {
	if project != "p"+strconv.FormatInt(id, 10) {
		return "", fault.New(fault.NotFound, "There is no project %q.", project)
	}
	f.note(c, "certificate "+project)
	return strings.Repeat("c0de", 8), c.Must(account.SeeCertificates)
}

func (f *fakeCompanies) UAPs(context.Context, account.Caller, int64, string) ([]company.UAP, error) {
	return f.enabled, nil
}

func (f *fakeCompanies) EnableUAP(_ context.Context, c account.Caller, _ int64, u company.UAP) (company.UAP, company.Project, error) {
	if u.Type != company.UAPCDN {
		return u, company.Project{}, fault.New(fault.Invalid, "There is no such type.")
	}
	f.enabled = append(f.enabled, u)
	return u, company.Project{}, c.Must(account.ChangeProjects)
}

func (f *fakeCompanies) DisableUAP(_ context.Context, c account.Caller, _ int64, _ company.UAP) error {
	f.enabled = nil
	return c.Must(account.ChangeProjects)
}

func (f *fakeCompanies) BeginVisit(_ context.Context, c account.Caller, _ string, id int64, reason string) (company.Visit, error) {
	if reason == "" {
		return company.Visit{}, fault.New(fault.Invalid, "No.").With("reason", "a reason", reason)
	}
	f.note(c.Visiting(id), "visits "+reason)
	return company.Visit{Company: id, Reason: reason, Until: f.clock().Add(company.VisitFor)}, nil
}

func (f *fakeCompanies) Visited(ctx context.Context, c account.Caller, visit company.Visit) (company.Listed, error) {
	if !f.clock().Before(visit.Until) {
		return company.Listed{}, company.ErrVisitOver
	}
	return f.Find(ctx, c.Visiting(visit.Company), visit.Company)
}

func (f *fakeCompanies) EndVisit(_ context.Context, c account.Caller, visit company.Visit) error {
	f.note(c.Visiting(visit.Company), "leaves")
	return nil
}

// fakeMembers notes what is done with members. Number 50 is the last
// administrator.
type fakeMembers struct{ acts []string }

func (f *fakeMembers) Invite(_ context.Context, c account.Caller, u account.User) error {
	u.Company = c.Company
	if err := u.Prepare(); err != nil {
		return err
	}
	switch u.Email {
	case "used@company.example":
		return fault.New(fault.Conflict, "No.").With("email", "an address that nobody uses", u.Email)
	case "full@company.example":
		return fault.New(fault.Invalid, "The company has all of its members.")
	}
	f.acts = append(f.acts, "invite "+u.Email+" "+string(u.Role)+" "+u.Language)
	return c.Must(account.ChangeMembers)
}

func (f *fakeMembers) Reinvite(_ context.Context, _ account.Caller, user int64) error {
	f.acts = append(f.acts, "again "+strconv.FormatInt(user, 10))
	return nil
}

func (f *fakeMembers) SetRole(_ context.Context, _ account.Caller, user int64, role account.Role) error {
	if !role.OfCompany() && role != "" {
		return fault.New(fault.Invalid, "No.").With("role", "a role", role)
	}
	if user == 50 {
		return fault.New(fault.Conflict, "No.").With("role", "an administrator", role)
	}
	f.acts = append(f.acts, "role "+strconv.FormatInt(user, 10)+" "+string(role))
	return nil
}

func (f *fakeMembers) RemoveMember(ctx context.Context, c account.Caller, user int64) error {
	if user == 50 {
		return f.SetRole(ctx, c, user, "")
	}
	f.acts = append(f.acts, "remove "+strconv.FormatInt(user, 10))
	return nil
}

// memberEmail is the address that a member of a role signs in with.
func memberEmail(r account.Role) string {
	return strings.TrimPrefix(string(r), "company.") + "@company.example"
}

// addMembers adds users of a company in all roles but the administrator's, who
// is there.
func (f *fakeAccounts) addMembers() {
	f.users[8] = account.User{ID: 8, Email: "none@company.example", Name: "None", Language: "en", Role: "company.none", Company: 200001}
	for i, r := range account.CompanyRoles() {
		id := int64(3 + i)
		f.users[id] = account.User{ID: id, Email: memberEmail(r), Name: "Robin " + strings.TrimPrefix(string(r), "company."), Language: "en", Role: r, Company: 200001, CompanyName: "云帆在线教育", PasswordHash: "x"}
	}
}

// signInMember signs in a member of the first company.
func (s *site) signInMember(t testing.TB, r account.Role) { t.Helper(); s.signInAs(t, memberEmail(r)) }

// visitCompany begins a visit as the first reseller's owner.
func (s *site) visitCompany(t testing.TB, id string) {
	t.Helper()
	s.signIn(t)
	if status, _, h := s.post(t, companiesPath+"/"+id+"/visit", map[string][]string{"reason": {"usage question, ticket 4821"}}); status != http.StatusSeeOther || h.Get("Location") != dashboardPath {
		t.Fatalf("the visit answers %d, Location %q", status, h.Get("Location"))
	}
}

// wait lets time pass.
func (s *site) wait(d time.Duration) { s.later.Add(int64(d)) }
