package store

import (
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestAnApplicationBecomesAResellerInOneAct(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		applications := company.NewApplications(db.Companies(), clock.Now)
		for _, email := range []string{"lou@lark.example", "taken@lark.example", "ada@lark.example"} {
			err := applications.Apply(t.Context(), account.Caller{}, company.Application{Company: "Lark", Name: "Lou", Email: email, Country: "DE", Language: "zh-Hans"})
			if err != nil {
				t.Fatal(err)
			}
		}
		owner(t, db, clock, "taken@lark.example")
		if _, err := applications.Approve(t.Context(), account.Caller{Role: account.ResellerOwner, Reseller: 1}, 1); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a reseller approves: %v", err)
		}
		id, err := applications.Approve(t.Context(), ines, 1)
		if err != nil {
			t.Fatal(err)
		}
		_, staff, err := company.NewResellers(db.Companies(), clock.Now).Find(t.Context(), ines, id)
		if err != nil || len(staff) != 1 || staff[0].Email != "lou@lark.example" || staff[0].Language != "zh-Hans" {
			t.Errorf("%+v, %v", staff, err)
		}
		if _, err := applications.Approve(t.Context(), ines, 2); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an address in use: %v", err)
		}
		if open, err := applications.List(t.Context(), ines, company.Open, 9); err != nil || len(open) != 2 {
			t.Errorf("one that failed is not open: %+v, %v", open, err)
		}
		if err := applications.Decline(t.Context(), ines, 3, "Too small"); err != nil {
			t.Fatal(err)
		}
		if err := applications.Decline(t.Context(), ines, 3, "Again"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("declined twice: %v", err)
		}
		mails, err := db.Jobs().Jobs(t.Context(), 0, account.NoticeKind, 9)
		if err != nil || len(mails) != 1 || !strings.Contains(string(mails[0].Payload), "ada@lark.example") {
			t.Errorf("%+v, %v", mails, err)
		}
		links, err := db.Jobs().Jobs(t.Context(), 0, account.LinkKind, 9)
		if err != nil || len(links) != 1 {
			t.Errorf("%+v, %v", links, err)
		}
	})
}

func TestOperatorsReadTheTrailsOfAll(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		trail := account.NewTrail(db.Audit())
		count := func(c account.Caller, f account.AuditFilter) int {
			t.Helper()
			f.Limit = 99
			all, err := trail.List(t.Context(), c, f)
			if err != nil {
				t.Fatal(err)
			}
			return len(all)
		}
		of := count(ines, account.AuditFilter{Reseller: w.ann.Reseller})
		if all := count(ines, account.AuditFilter{}); of == 0 || all <= of {
			t.Errorf("of one %d, of all %d", of, all)
		}
		if own := count(w.bob, account.AuditFilter{Reseller: w.ann.Reseller, Everywhere: true}); own != count(ines, account.AuditFilter{Reseller: w.bob.Reseller}) {
			t.Errorf("a reseller reads %d entries", own)
		}
		support := account.Caller{User: 1, Role: account.ResellerSupport, Reseller: w.ann.Reseller}
		if _, err := trail.List(t.Context(), support, account.AuditFilter{Limit: 9}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("support reads all: %v", err)
		}
		if count(support, account.AuditFilter{Company: 1}) != 0 {
			t.Error("support reads of another company")
		}
	})
}
