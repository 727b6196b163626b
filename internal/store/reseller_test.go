package store

import (
	"context"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

var (
	_ company.ResellerStore   = Companies{}
	_ company.MembershipStore = Companies{}
)

// ines is an operator.
var ines = account.Caller{User: 99, Name: "Ines", Role: account.Operator}

func TestASuspendedResellerIsOutAtOnceAndItsCompaniesStay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		cid, _ := w.companyWithProject(t, w.ann)
		resellers := company.NewResellers(db.Companies(), w.clock.Now)
		before, err := db.Accounts().UserByEmail(t.Context(), "owner0@reseller.example")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // again changes nothing
			if _, err := resellers.Suspend(t.Context(), ines, w.ann.Reseller, " unpaid "); err != nil {
				t.Fatal(err)
			}
		}
		u, err := db.Accounts().User(t.Context(), before.ID)
		if err != nil || !u.Suspended || u.AfterPassword() != account.Barred || u.Epoch != before.Epoch+1 {
			t.Errorf("the owner is %+v, %v", u, err)
		}
		if _, err := account.NewService(db.Accounts(), w.clock.Now).SignedIn(t.Context(), u.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("the owner is let in: %v", err)
		}
		if other, err := db.Accounts().UserByEmail(t.Context(), "owner1@reseller.example"); err != nil || other.Suspended || other.Epoch != 0 {
			t.Errorf("another reseller's owner is %+v, %v", other, err)
		}
		if l, err := resellers.Company(t.Context(), ines, cid); err != nil || l.Reseller != w.ann.Reseller || l.Status != company.Normal || l.ResellerName == "" {
			t.Errorf("its company is %+v, %v", l, err)
		}
		page, err := resellers.List(t.Context(), ines, company.ResellerFilter{OnlySuspended: true})
		if err != nil || page.Count != 1 || page.Sum < 2 || page.Suspended != 1 || page.Rows[0].Reason != "unpaid" || page.Rows[0].Companies != 1 {
			t.Errorf("the list is %+v, %v", page, err)
		}
		if r, err := resellers.Unsuspend(t.Context(), ines, w.ann.Reseller); err != nil || r.Suspended() || r.Reason != "" {
			t.Errorf("afterwards it is %+v, %v", r, err)
		}
		entries, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: w.ann.Reseller, Limit: 9})
		if err != nil || entries[0].Action != "reseller.unsuspend" || entries[1].Action != "reseller.suspend" || entries[1].Actor.Name != "Ines" || entries[2].Action == "reseller.suspend" {
			t.Errorf("the trail is %+v, %v", entries, err)
		}
	})
}

func TestOnlyOperatorsMakeAndChangeResellers(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		resellers := company.NewResellers(db.Companies(), w.clock.Now)
		members := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now)
		owner := account.User{Name: "Kim", Email: "kim@new.example"}
		for _, c := range []account.Caller{{}, w.ann, {Key: "k", Role: account.ResellerOwner, Reseller: w.ann.Reseller}, {Role: account.CompanyAdmin, Company: 1}} {
			_, create := resellers.Create(t.Context(), c, "New", owner)
			_, rename := resellers.Rename(t.Context(), c, w.ann.Reseller, "Other")
			_, suspend := resellers.Suspend(t.Context(), c, w.ann.Reseller, "why")
			_, unsuspend := resellers.Unsuspend(t.Context(), c, w.ann.Reseller)
			_, list := resellers.List(t.Context(), c, company.ResellerFilter{})
			_, _, find := resellers.Find(t.Context(), c, w.ann.Reseller)
			_, search := resellers.Search(t.Context(), c, company.Search{}, 1)
			_, companies := resellers.Companies(t.Context(), c, company.Filter{Reseller: w.ann.Reseller})
			_, holdings := members.Holdings(t.Context(), c, 1)
			_, plan := members.PlanAttach(t.Context(), c, 1, w.ann.Reseller, 0)
			for i, err := range []error{create, rename, suspend, unsuspend, list, find, search, companies, holdings, plan,
				members.Attach(t.Context(), c, 1, w.ann.Reseller, 0), members.Detach(t.Context(), c, 1, 0)} {
				if fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%+v: act %d: %v", c, i, err)
				}
			}
		}
		id, err := resellers.Create(t.Context(), ines, " New ", owner)
		if err != nil {
			t.Fatal(err)
		}
		if jobs, err := db.Jobs().Jobs(t.Context(), 0, account.LinkKind, 9); err != nil || len(jobs) != 1 || jobs[0].State != job.Queued {
			t.Errorf("the link's job: %+v, %v", jobs, err)
		}
		r, staff, err := resellers.Find(t.Context(), ines, id)
		if err != nil || r.Name != "New" || len(staff) != 1 || staff[0].Role != account.ResellerOwner || staff[0].PasswordHash != "" {
			t.Errorf("%+v, %+v, %v", r, staff, err)
		}
		if _, err := resellers.Create(t.Context(), ines, "", account.User{Email: "no"}); len(fault.Readable(err).Fields) != 3 {
			t.Errorf("an empty one: %v", err)
		}
		if _, err := resellers.Create(t.Context(), ines, "Twice", owner); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an address twice: %v", err)
		}
	})
}

func TestAPlanSaysWhatTheActThenDoes(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		members := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now)
		cid, _ := w.companyWithProject(t, w.ann)
		today := calendar.DayOf(w.clock.Now())
		for _, c := range []struct {
			from           calendar.Day
			attach, detach fault.Kind
		}{{today.Add(1), fault.Invalid, fault.Invalid}, {today, fault.Conflict, fault.Internal}} {
			_, err := members.PlanAttach(t.Context(), ines, cid, w.bob.Reseller, c.from)
			if fault.KindOf(err) != c.attach {
				t.Errorf("attach from %s: %v", c.from, err)
			}
			_, err = members.PlanDetach(t.Context(), ines, cid, c.from)
			if (err == nil) != (c.detach == fault.Internal) || fault.KindOf(err) != c.detach {
				t.Errorf("detach from %s: %v", c.from, err)
			}
		}
		plan, err := members.PlanDetach(t.Context(), ines, cid, today.Add(-1))
		if err != nil {
			t.Fatal(err)
		}
		if err := members.Detach(t.Context(), ines, cid, today.Add(-1)); err != nil {
			t.Fatal(err)
		}
		now, err := members.Holdings(t.Context(), ines, cid)
		if err != nil || len(now) != 1 || now[0] != plan.After[0] || now[0].To != today.Add(-2) {
			t.Errorf("planned %+v, done %+v, %v", plan.After, now, err)
		}
		entries, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: w.ann.Reseller, Action: "company.detach", Limit: 1})
		if err != nil || len(entries) != 1 {
			t.Errorf("the holder's trail: %+v, %v", entries, err)
		}
	})
}

func TestAKeyOfASuspendedResellerSaysSo(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		k := account.AccessKey{ID: "suspended-key", Reseller: w.ann.Reseller, Name: "k", CreatedAt: time.UnixMilli(1), Sealed: []byte{1}}
		if err := db.AccessKeys().CreateKey(t.Context(), w.ann.Did("key.create", w.clock.Now()), k, 9); err != nil {
			t.Fatal(err)
		}
		resellers := company.NewResellers(db.Companies(), w.clock.Now)
		for _, want := range []bool{false, true, false} {
			if found, err := db.AccessKeys().Key(t.Context(), k.ID); err != nil || found.Suspended != want {
				t.Errorf("%+v, %v; suspended should be %v", found, err, want)
			}
			act := resellers.Unsuspend
			if !want {
				act = func(ctx context.Context, c account.Caller, id int64) (company.Reseller, error) {
					return resellers.Suspend(ctx, c, id, "why")
				}
			}
			if _, err := act(t.Context(), ines, w.ann.Reseller); err != nil {
				t.Fatal(err)
			}
		}
	})
}
