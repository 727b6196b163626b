package store

import (
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

var _ account.StaffStore = Accounts{}

func TestAnOwnerInvitesChangesAndRemovesStaffButNeverTheLastOwner(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		staff := account.NewStaff(db.Accounts(), w.clock.Now)
		owner, err := db.Accounts().UserByEmail(t.Context(), "owner0@reseller.example")
		if err != nil {
			t.Fatal(err)
		}
		invite := func(email string, role account.Role) int64 {
			t.Helper()
			id, err := staff.Invite(t.Context(), w.ann, account.User{Name: "Kim", Email: email, Role: role})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		viewer := invite("kim@reseller.example", account.ResellerViewer)
		for _, wrong := range []account.User{{Name: "x", Email: "x@y.z", Role: account.Operator}, {Name: "x", Email: "x@y.z", Role: account.CompanyAdmin}, {Email: "x@y.z", Role: account.ResellerViewer}} {
			if _, err := staff.Invite(t.Context(), w.ann, wrong); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", wrong, err)
			}
		}
		for _, c := range []account.Caller{{}, ines, {Role: account.ResellerViewer, Reseller: w.ann.Reseller}, {Role: account.ResellerFinance, Reseller: w.ann.Reseller}, {Role: account.ResellerSupport, Reseller: w.ann.Reseller}} {
			_, list := staff.List(t.Context(), c)
			_, invited := staff.Invite(t.Context(), c, account.User{Name: "x", Email: "x@y.z", Role: account.ResellerViewer})
			for _, err := range []error{list, invited, staff.SetRole(t.Context(), c, viewer, account.ResellerOwner), staff.Remove(t.Context(), c, viewer)} {
				if fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%+v: %v", c, err)
				}
			}
		}
		for _, err := range []error{staff.SetRole(t.Context(), w.bob, viewer, account.ResellerOwner), staff.Remove(t.Context(), w.bob, viewer)} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("another reseller's: %v", err)
			}
		}
		for _, err := range []error{staff.SetRole(t.Context(), w.ann, owner.ID, account.ResellerViewer), staff.Remove(t.Context(), w.ann, owner.ID)} {
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("the last owner: %v", err)
			}
		}
		second := invite("second@reseller.example", account.ResellerOwner)
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, id := range []int64{owner.ID, second} {
			both.Go(func() { errs[i] = staff.SetRole(t.Context(), w.ann, id, account.ResellerSupport) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("of two owners at once both or none lost the role: %v", errs)
		}
		if err := staff.Remove(t.Context(), w.ann, viewer); err != nil {
			t.Fatal(err)
		}
		if u, err := db.Accounts().User(t.Context(), viewer); err != nil || u.Reseller != 0 || u.Epoch != 1 || u.Role == account.ResellerViewer {
			t.Errorf("%+v, %v", u, err)
		}
		invite("kim@reseller.example", account.ResellerFinance) // the address is free
	})
}

func TestOnlyWhoManagesCompaniesChangesThem(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		cid, project := w.companyWithProject(t, w.ann)
		members := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now)
		for _, role := range account.StaffRoles() {
			c := account.Caller{User: 1, Role: role, Reseller: w.ann.Reseller}
			name := "Other"
			_, update := w.Update(t.Context(), c, cid, company.Update{Name: &name}, nil)
			_, freeze := w.Freeze(t.Context(), c, cid, company.Freeze{Reason: "why"})
			_, unfreeze := w.Unfreeze(t.Context(), c, cid)
			_, add := w.AddProject(t.Context(), c, cid, "New "+string(role))
			_, rename := w.UpdateProject(t.Context(), c, cid, project, company.ProjectUpdate{Name: &name}, nil)
			may := c.May(account.ManageCompanies)
			for i, err := range []error{update, freeze, unfreeze, add, rename} {
				if (err == nil) != may || !may && fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%s, act %d: %v", role, i, err)
				}
			}
			if !may && fault.KindOf(members.Remove(t.Context(), c, cid)) != fault.Forbidden {
				t.Errorf("%s removes a company", role)
			}
		}
	})
}
