package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// daysOf returns on which days of a window a reseller has usage.
func (w *world) daysOf(t *testing.T, reseller int64, from, to calendar.Day) string {
	t.Helper()
	rtc, _ := catalog.ByID(catalog.RTC)
	points, err := w.db.Usage().Series(t.Context(), usage.Query{Owner: usage.Owner{Reseller: reseller}, Product: rtc, Window: usage.Window{From: from, To: to}})
	if err != nil {
		t.Fatal(err)
	}
	var days []int
	for _, p := range points {
		if p.Values != (catalog.Values{}) {
			days = append(days, int(p.Period)%100)
		}
	}
	return fmt.Sprint(days)
}

// use records a minute of a project on each of the days.
func (w *world) use(t *testing.T, project string, days ...calendar.Day) {
	t.Helper()
	meter := usage.NewMeter(w.db.Usage(), w.db.Companies(), w.clock.Now, usage.DefaultOpenFrom)
	rtc, _ := catalog.ByID(catalog.RTC)
	var events []usage.Event
	for _, day := range days {
		events = append(events, usage.Event{Source: "s", ID: fmt.Sprint(project, day), Type: usage.Seconds, Project: project, Product: rtc, Start: day.Start().UnixMilli(), Value: 60})
	}
	if _, err := meter.Record(t.Context(), &usage.Batch{Events: events}); err != nil {
		t.Fatal(err)
	}
}

func TestACompanyThatChangesHandsKeepsItsDaysWithWhoHeldIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		members := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now)
		today := calendar.DayOf(w.clock.Now())
		first := today.Add(-4)
		cid, project := w.companyWithProject(t, w.ann)
		w.use(t, project, first, first.Add(1), first.Add(2))

		kinds := func(err error, want fault.Kind) {
			t.Helper()
			if fault.KindOf(err) != want {
				t.Errorf("error %v, want kind %d", err, want)
			}
		}
		kinds(members.Attach(t.Context(), account.Command(), cid, w.bob.Reseller, 0), fault.Conflict)
		kinds(members.Detach(t.Context(), account.Command(), cid, today.Add(1)), fault.Invalid)
		kinds(members.Detach(t.Context(), account.Command(), 999_999, 0), fault.NotFound)
		kinds(members.Remove(t.Context(), w.bob, cid), fault.NotFound)
		if err := members.Detach(t.Context(), account.Command(), cid, first.Add(1)); err != nil {
			t.Fatal(err)
		}
		kinds(members.Detach(t.Context(), account.Command(), cid, first.Add(1)), fault.Conflict)
		kinds(members.Attach(t.Context(), account.Command(), cid, 999_999, 0), fault.NotFound)
		if err := members.Attach(t.Context(), account.Command(), cid, w.bob.Reseller, first.Add(2)); err != nil {
			t.Fatal(err)
		}
		w.use(t, project, first.Add(3), today)
		ann, bob := w.daysOf(t, w.ann.Reseller, first, today), w.daysOf(t, w.bob.Reseller, first, today)
		if want := fmt.Sprint([]int{int(first) % 100}); ann != want {
			t.Errorf("the first holder has the days %s, want %s", ann, want)
		}
		if want := fmt.Sprint([]int{int(first.Add(2)) % 100, int(first.Add(3)) % 100, int(today) % 100}); bob != want {
			t.Errorf("the next holder has the days %s, want %s", bob, want)
		}
		if _, err := w.Find(t.Context(), w.ann, cid); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the first holder still finds the company: %v", err)
		}
		if err := members.Remove(t.Context(), w.bob, cid); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Find(t.Context(), w.bob, cid); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a removed company is still found: %v", err)
		}
	})
}

// failing stands for a usage database that is down.
type failing struct{}

func (failing) Hold(context.Context, int64, []company.Holding) error { return errors.New("down") }

func TestFiguresFollowAChangeOfHandsThatWasCutShort(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		today := calendar.DayOf(w.clock.Now())
		cid, project := w.companyWithProject(t, w.ann)
		w.use(t, project, today.Add(-1), today)
		if err := company.NewMembership(db.Companies(), failing{}, w.clock.Now).Detach(t.Context(), account.Command(), cid, today); err == nil {
			t.Error("figures that cannot follow are no error")
		}
		if err := company.NewMembership(db.Companies(), db.Usage(), w.clock.Now).Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, want := w.daysOf(t, w.ann.Reseller, today.Add(-1), today), fmt.Sprint([]int{int(today.Add(-1)) % 100}); got != want {
			t.Errorf("the holder has the days %s, want %s", got, want)
		}
		if left, err := db.Companies().Unfollowed(t.Context()); err != nil || len(left) > 0 {
			t.Errorf("still unfollowed: %v, %v", left, err)
		}
	})
}

func (w *world) companyWithProject(t *testing.T, owner account.Caller) (cid int64, project string) {
	t.Helper()
	cid, err := w.CreateCompany(t.Context(), company.Company{Reseller: owner.Reseller, Name: "Moving", Country: "DE", Area: company.Outside},
		account.User{Email: "admin@moving.example", Name: "Admin"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.CreateProject(t.Context(), company.Project{Company: cid, Name: "Project"})
	if err != nil {
		t.Fatal(err)
	}
	return cid, p.ID
}
