package store

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// dashboard is a company of ann's and one of bob's, with the first one's
// members.
type dashboard struct {
	*world
	accounts     *account.Service
	trail        *account.Trail
	own, foreign int64
	admin        account.Caller
	project      company.Project
}

func newDashboard(t *testing.T, db *DB) *dashboard {
	t.Helper()
	w := newWorld(t, db)
	d := &dashboard{world: w, accounts: account.NewService(db.Accounts(), w.clock.Now), trail: account.NewTrail(db.Audit())}
	d.own = w.company(t, w.ann, "Acme", "Ada", "ada@acme.example")
	d.foreign = w.company(t, w.bob, "Other", "Bea", "bea@other.example")
	u, err := db.Accounts().UserByEmail(t.Context(), "ada@acme.example")
	if err != nil || u.CompanyName != "Acme" || u.Blocked {
		t.Fatalf("%+v, %v", u, err)
	}
	d.admin = u.Caller()
	if d.project, err = w.AddProject(t.Context(), d.admin, d.own, "Live"); err != nil {
		t.Fatal(err)
	}
	return d
}

// as is a member of the company in a role.
func (d *dashboard) as(r account.Role) account.Caller {
	return account.Caller{User: 99, Name: "Robin", Role: r, Company: d.own}
}

// acts are what was kept about the company for a caller, the newest first.
func (d *dashboard) acts(t *testing.T, c account.Caller) (all []string) {
	t.Helper()
	entries, err := d.trail.List(t.Context(), c, account.AuditFilter{Company: d.own, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, string(e.Action))
	}
	return all
}

func TestAMemberReachesTheOwnCompanyOnlyAndAsTheRolePermits(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		theirs, err := d.AddProject(t.Context(), d.bob, d.foreign, "Theirs")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []account.Caller{d.admin, d.as(account.CompanyFinance), d.ann.Visiting(d.own)} {
			l, err := d.Find(t.Context(), c, d.own)
			if err != nil || l.Name != "Acme" {
				t.Errorf("%s finds %+v, %v", c.Role, l, err)
			}
			if _, err := d.Find(t.Context(), c, d.foreign); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s finds another company: %v", c.Role, err)
			}
			if _, err := d.Members(t.Context(), c, d.foreign); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s sees another company's members: %v", c.Role, err)
			}
			for name, err := range map[string]error{
				"project":     second(d.Project(t.Context(), c, d.own, theirs.ID)),
				"certificate": second(d.Certificate(t.Context(), d.admin, d.own, theirs.ID)),
				"foreign":     second(d.Certificate(t.Context(), d.admin, d.foreign, theirs.ID)),
				"add":         second(d.AddProject(t.Context(), c, d.foreign, "Mine")),
				"uap":         second(d.UAPs(t.Context(), c, d.own, theirs.ID)),
				"rename":      second(d.UpdateProject(t.Context(), d.admin, d.own, theirs.ID, company.ProjectUpdate{Name: new("Mine")}, nil)),
			} {
				if kind := fault.KindOf(err); kind != fault.NotFound && kind != fault.Forbidden {
					t.Errorf("%s of another company as %s: %v", name, c.Role, err)
				}
			}
			for name, err := range map[string]error{
				"list":   second(d.List(t.Context(), c, company.Filter{})),
				"freeze": second(d.Freeze(t.Context(), c, d.own, company.Freeze{Reason: "No"})),
				"limits": second(d.Update(t.Context(), c, d.own, company.Update{AppLimit: new(99)}, nil)),
			} {
				if fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%s as %s: %v", name, c.Role, err)
				}
			}
		}
		for _, r := range append(account.CompanyRoles(), account.CompanyVisitor) {
			c := d.as(r)
			if r == account.CompanyVisitor {
				c = d.ann.Visiting(d.own)
			}
			for p, err := range map[account.Permission]error{
				account.ChangeProjects:  d.DisableUAP(t.Context(), c, d.own, company.UAP{Project: d.project.ID, Type: company.UAPCDN, Region: company.RegionChina}),
				account.SeeCertificates: second(d.Certificate(t.Context(), c, d.own, d.project.ID)),
				account.SeeActivity:     second(d.trail.List(t.Context(), c, account.AuditFilter{Limit: 1})),
				account.ChangeMembers:   d.accounts.Invite(t.Context(), c, account.User{}),
			} {
				if refused := fault.KindOf(err) == fault.Forbidden; refused == r.May(p) {
					t.Errorf("%s as %s: %v", p, r, err)
				}
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestABlockEndsTheSessionsOfAllMembersForGood(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		epoch := func() int64 {
			u, err := db.Accounts().User(t.Context(), d.admin.User)
			if err != nil {
				t.Fatal(err)
			}
			return u.Epoch
		}
		before := epoch()
		if _, err := d.Freeze(t.Context(), d.ann, d.own, company.Freeze{Reason: "Unpaid"}); err != nil || epoch() != before {
			t.Fatalf("a freeze ends sessions, or %v", err)
		}
		for range 2 { // the second changes the reason only
			if _, err := d.Freeze(t.Context(), d.ann, d.own, company.Freeze{Reason: "Unpaid still", BlockDashboard: true}); err != nil {
				t.Fatal(err)
			}
		}
		u, err := db.Accounts().User(t.Context(), d.admin.User)
		if err != nil || !u.Blocked || u.Epoch != before+1 || u.AfterPassword() != account.Barred {
			t.Errorf("blocked, the member is %+v, %v", u, err)
		}
		if _, err := d.Unfreeze(t.Context(), d.ann, d.own); err != nil || epoch() != before+1 {
			t.Errorf("unfrozen, the session of before goes on: %v", err)
		}
	})
}

func TestACompanyKeepsAnAdministratorAndItsLimitOfMembers(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		if _, err := d.Update(t.Context(), d.ann, d.own, company.Update{MemberLimit: new(2)}, nil); err != nil {
			t.Fatal(err)
		}
		if err := d.accounts.SetRole(t.Context(), d.admin, d.admin.User, account.CompanyFinance); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the last administrator stops: %v", err)
		}
		if err := d.accounts.RemoveMember(t.Context(), d.admin, d.admin.User); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the last administrator goes: %v", err)
		}
		second := account.User{Email: "cy@acme.example", Name: "Cy", Role: account.CompanyAdmin}
		if err := d.accounts.Invite(t.Context(), d.admin, second); err != nil {
			t.Fatal(err)
		}
		if err := d.accounts.Invite(t.Context(), d.admin, account.User{Email: "di@acme.example", Name: "Di", Role: account.CompanyFinance}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("one more than the limit: %v", err)
		}
		cy, err := db.Accounts().UserByEmail(t.Context(), second.Email)
		if err != nil || cy.Company != d.own {
			t.Fatalf("%+v, %v", cy, err)
		}
		if err := d.accounts.Reinvite(t.Context(), d.admin, cy.ID); err != nil {
			t.Error(err)
		}
		var group sync.WaitGroup // both at once: one stays
		errs := make([]error, 2)
		for i, user := range []int64{d.admin.User, cy.ID} {
			group.Go(func() { errs[i] = d.accounts.RemoveMember(t.Context(), d.admin, user) })
		}
		group.Wait()
		left, err := db.Accounts().Members(t.Context(), d.own)
		if err != nil || len(left) != 1 || (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%d are left, %v", len(left), errs)
		}
		if err := d.accounts.SetRole(t.Context(), d.admin, d.ownerOf(t, d.foreign), account.CompanyFinance); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another company's member changes: %v", err)
		}
		for _, c := range []account.Caller{d.ann, d.admin} { // in both trails
			if got := d.acts(t, c); !slices.Contains(got, "member.invite") || !slices.Contains(got, "member.reinvite") || !slices.Contains(got, "member.remove") {
				t.Errorf("kept for %s: %q", c.Role, got)
			}
		}
	})
}

// ownerOf is the first member of a company.
func (d *dashboard) ownerOf(t *testing.T, id int64) int64 {
	t.Helper()
	all, err := d.db.Accounts().Members(t.Context(), id)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d members, %v", len(all), err)
	}
	return all[0].ID
}

func TestARemovedMemberIsGoneWithAllThatLetsIn(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		cy := account.User{Email: "cy@acme.example", Name: "Cy", Role: account.CompanyEngineer}
		for range 2 { // the address can be used again
			if err := d.accounts.Invite(t.Context(), d.admin, cy); err != nil {
				t.Fatal(err)
			}
			u, err := db.Accounts().UserByEmail(t.Context(), cy.Email)
			if err != nil {
				t.Fatal(err)
			}
			link, err := d.accounts.NewLink(t.Context(), u.ID, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			if err := d.accounts.RemoveMember(t.Context(), d.admin, u.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := d.accounts.LinkUser(t.Context(), link); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the link of one who is gone: %v", err)
			}
			if _, err := db.Accounts().User(t.Context(), u.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("one who is gone: %v", err)
			}
		}
	})
}

func TestAVisitIsKeptForBothAndEndsWithTheCompany(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		mara := account.Caller{User: 7, Name: "Mara", Role: account.ResellerOwner, Reseller: d.ann.Reseller}
		if _, err := d.BeginVisit(t.Context(), mara, "Northgate", d.foreign, "curious"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another reseller's company is visited: %v", err)
		}
		if _, err := d.BeginVisit(t.Context(), mara, "Northgate", d.own, "  "); fault.KindOf(err) != fault.Invalid {
			t.Errorf("without a reason: %v", err)
		}
		if _, err := d.BeginVisit(t.Context(), account.Caller{Key: "k", Role: account.ResellerOwner, Reseller: d.ann.Reseller}, "Northgate", d.own, "x"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a program visits: %v", err)
		}
		visit, err := d.BeginVisit(t.Context(), mara, "Northgate", d.own, "ticket 4821")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.UpdateProject(t.Context(), mara.Visiting(d.own), d.own, d.project.ID, company.ProjectUpdate{Name: new("Helped")}, nil); err != nil {
			t.Fatal(err)
		}
		if err := d.EndVisit(t.Context(), mara, visit); err != nil {
			t.Fatal(err)
		}
		for _, c := range []account.Caller{d.admin, d.ann} {
			entries, err := d.trail.List(t.Context(), c, account.AuditFilter{Company: d.own, Limit: 3})
			if err != nil || len(entries) != 3 {
				t.Fatalf("%d entries, %v", len(entries), err)
			}
			for i, action := range []account.Action{"visit.end", "project.update", "visit.begin"} {
				e := entries[i]
				if e.Action != action || e.Actor.Name != "Mara" || e.OnBehalf != d.own || e.Company != d.own || e.Reseller != d.ann.Reseller {
					t.Errorf("%s is kept as %+v", action, e)
				}
			}
			if texts := entries[2].Changes; len(texts) != 3 || texts[0].After != "Northgate" || texts[1].After != "ticket 4821" {
				t.Errorf("the visit is kept with %+v", texts)
			}
		}
		if _, err := d.Visited(t.Context(), mara, visit); err != nil {
			t.Error(err)
		}
		if err := company.NewMembership(db.Companies(), db.Usage(), d.clock.Now).Remove(t.Context(), d.ann, d.own); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Visited(t.Context(), mara, visit); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the company has left, and the visit goes on: %v", err)
		}
		visit.Until = d.clock.Now()
		if _, err := d.Visited(t.Context(), mara, visit); err != company.ErrVisitOver {
			t.Errorf("the time has come: %v", err)
		}
		if got := d.acts(t, d.admin); !slices.Contains(got, "company.remove") || !slices.Contains(got, "visit.begin") {
			t.Errorf("the company sees %q", got)
		}
	})
}

func TestWhoIsServedFollowsTheStates(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		serving := func(want company.Unserved) {
			t.Helper()
			p, why, err := d.Serving(t.Context(), d.project.AppID)
			if err != nil || why != want || p.ID != d.project.ID {
				t.Errorf("%s is not served because of %q, want %q, %v", p.ID, why, want, err)
			}
		}
		serving("")
		for status, want := range map[company.FinancialStatus]company.Unserved{
			company.InsufficientBalance: "", company.SuspendedAutomatically: company.ByNoBalance, company.SuspendedManually: company.ByFreeze,
		} {
			if err := d.SetStatus(t.Context(), d.own, status, "", company.AccountBlocked); err != nil {
				t.Fatal(err)
			}
			serving(want)
		}
		if _, err := d.UpdateProject(t.Context(), d.admin, d.own, d.project.ID, company.ProjectUpdate{Status: new(company.ProjectDisabled)}, nil); err != nil {
			t.Fatal(err)
		}
		serving(company.ByDisabling)
		if err := d.DeleteProject(t.Context(), d.admin, d.own, d.project.ID, nil); err != nil {
			t.Fatal(err)
		}
		serving(company.ByDeletion)
		for _, id := range []string{"", "nobody's", strings.Repeat("0", 32), strings.ToUpper(d.project.AppID), "\x00"} {
			if _, _, err := d.Serving(t.Context(), id); fault.KindOf(err) != fault.NotFound {
				t.Errorf("App ID %q: %v", id, err)
			}
		}
	})
}

func TestSelfServiceIsEnabledAndDisabled(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		d := newDashboard(t, db)
		u := company.UAP{Project: d.project.ID, Type: company.UAPCDN, Region: company.RegionOutside}
		first, _, err := d.EnableUAP(t.Context(), d.admin, d.own, u)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second changes nothing
			if err := d.DisableUAP(t.Context(), d.admin, d.own, u); err != nil {
				t.Fatal(err)
			}
		}
		if all, err := d.UAPs(t.Context(), d.admin, d.own, u.Project); err != nil || len(all) != 0 {
			t.Errorf("disabled, there are %v, %v", all, err)
		}
		again, _, err := d.EnableUAP(t.Context(), d.ann, d.own, u)
		if err != nil || again.ID != first.ID {
			t.Errorf("enabled again it has the number %d, was %d, %v", again.ID, first.ID, err)
		}
		if all, err := d.UAPs(t.Context(), d.admin, d.own, u.Project); err != nil || !slices.Equal(all, []company.UAP{again}) {
			t.Errorf("enabled, there are %v, %v", all, err)
		}
		if got := d.acts(t, d.ann); !slices.Equal(got[:3], []string{"uap.enable", "uap.disable", "uap.enable"}) {
			t.Errorf("kept: %q", got)
		}
	})
}
