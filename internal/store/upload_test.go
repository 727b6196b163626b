package store

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/bulk"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

var _ bulk.Store = Uploads{}

// roster is a file of n companies, one of them not right and one whose address
// is Ann's.
func roster(n int) []byte {
	var b strings.Builder
	b.WriteString("companyName,email,firstName,lastName,country,area\n")
	for i := range n {
		fmt.Fprintf(&b, "=Neu %d,n%d@neu.example,Nia,Neu,DE,Non-CN\n", i, i)
	}
	b.WriteString("Wrong,w@neu.example,Nia,Neu,XX,Non-CN\nUsed,ANN@example.com,Nia,Neu,DE,CN\n")
	return []byte(b.String())
}

// dying lets the program die after so many acts.
type dying struct {
	*company.Service
	left atomic.Int64
	die  func()
}

func (d *dying) Register(ctx context.Context, c account.Caller, n company.New) (company.Company, error) {
	made, err := d.Service.Register(ctx, c, n)
	if d.left.Add(-1) == 0 {
		d.die()
		return made, errors.New("the program died")
	}
	return made, err
}

// dead is the store of a node that may die: nothing of it is kept from then on.
type dead struct {
	job.Store
	yes atomic.Bool
}

func (d *dead) Claim(ctx context.Context, k job.Kind, n int, now, until time.Time, except ...int64) ([]job.Claimed, error) {
	if d.yes.Load() {
		return nil, errCut
	}
	return d.Store.Claim(ctx, k, n, now, until, except...)
}

func (d *dead) End(ctx context.Context, l job.Lease, e job.Ending) error {
	if d.yes.Load() {
		return errCut
	}
	return d.Store.End(ctx, l, e)
}

func TestAnImportThatDiesMakesEachCompanyOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		const n = 12
		ann := owner(t, j.DB, newClock(), "ann@example.com")
		companies := &dying{Service: company.NewService(j.Companies(), time.Now)}
		s := bulk.NewService(companies, nil, j.Uploads(), job.NewService(j.Jobs()), time.Now)
		file, err := s.Keep(t.Context(), ann.Caller(), "new.csv", roster(n))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := s.Plan(t.Context(), ann.Caller(), file)
		if err != nil || plan.Right() != n || plan.Wrong != 2 || len(plan.Problems) != 2 || plan.Problems[0].Column != "country" || plan.Problems[1].Kind != bulk.Used {
			t.Fatalf("the plan is %+v, %v", plan, err)
		}
		id, err := s.Import(t.Context(), ann.Caller(), file, true, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, after := range []int64{3, 8} {
			dead := &dead{Store: j.Jobs()}
			companies.die = func() { dead.yes.Store(true) }
			companies.left.Store(after)
			stop := j.node(dead, map[job.Kind]job.Work{bulk.Kind: s.Work()})
			synctest.Wait()
			time.Sleep(3 * time.Second) // the node looks for jobs
			stop()
			time.Sleep(2 * job.LeaseFor)
		}
		j.node(j.Jobs(), map[job.Kind]job.Work{bulk.Kind: s.Work()})
		for {
			runs, err := s.List(t.Context(), ann.Caller())
			if err != nil || len(runs) != 1 {
				t.Fatal(runs, err)
			}
			if runs[0].State.Ended() {
				break
			}
			time.Sleep(time.Second)
		}
		run, err := s.Result(t.Context(), ann.Caller(), id)
		if err != nil || run.Done != n || run.Failed != 2 || run.Name != "new.csv" {
			t.Fatalf("%+v, %v", run, err)
		}
		page, err := companies.List(t.Context(), ann.Caller(), company.Filter{})
		if err != nil || page.Count != n {
			t.Errorf("%d companies, %v", page.Count, err)
		}
		if mails := jobsOf(t, j.DB, account.LinkKind); len(mails) != n {
			t.Errorf("%d mails", len(mails))
		}
		var text bytes.Buffer
		if err := s.Copy(t.Context(), &text, ann.Caller(), &run); err != nil || int64(text.Len()) != run.Size {
			t.Errorf("%d of %d bytes, %v", text.Len(), run.Size, err)
		}
		rows, err := csv.NewReader(&text).ReadAll()
		if err != nil || len(rows) != n+3 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		cids := map[string]bool{}
		for _, row := range rows[1 : n+1] {
			cids[row[1]] = true
		}
		if len(cids) != n || cids[""] || rows[1][0] != "2" || rows[1][2] != "'=Neu 0" || rows[1][4] != "Created" || rows[n+1][1] != "" || !strings.Contains(rows[n+1][4], "country") {
			t.Errorf("the result is %q", rows)
		}
	})
}

func TestAnUploadIsItsResellersAndForgotten(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		ann, bob := owner(t, db, clock, "ann@example.com"), owner(t, db, clock, "bob@example.com")
		s := bulk.NewService(company.NewService(db.Companies(), clock.Now), nil, db.Uploads(), job.NewService(db.Jobs()), clock.Now)
		file, err := s.Keep(t.Context(), ann.Caller(), "new.csv", roster(1))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Plan(t.Context(), bob.Caller(), file); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another's plan: %v", err)
		}
		if _, err := s.Import(t.Context(), bob.Caller(), file, false, "en"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another's import: %v", err)
		}
		for range bulk.MaxOpen {
			if _, err := s.Import(t.Context(), ann.Caller(), file, false, "en"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Import(t.Context(), ann.Caller(), file, false, "en"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("one too many: %v", err)
		}
		if runs, err := s.List(t.Context(), bob.Caller()); err != nil || len(runs) != 0 {
			t.Errorf("another's list: %v, %v", runs, err)
		}
		trail, err := db.Audit().Entries(t.Context(), account.AuditFilter{Reseller: ann.Reseller, Action: "bulk.import", Limit: 10})
		if err != nil || len(trail) != bulk.MaxOpen || !strings.HasPrefix(trail[0].Target, "bulk ") {
			t.Errorf("trail %+v, %v", trail, err)
		}
		if err := db.Uploads().ForgetUploads(t.Context(), clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Plan(t.Context(), ann.Caller(), file); err != nil {
			t.Errorf("in its time: %v", err)
		}
		if err := db.Uploads().ForgetUploads(t.Context(), clock.Now().Add(time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Plan(t.Context(), ann.Caller(), file); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after its time: %v", err)
		}
	})
}

func TestManyCompaniesAreMarkedUpFrozenAndUnfrozenButNoOtherResellers(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		ann, bob := owner(t, j.DB, newClock(), "ann@example.com"), owner(t, j.DB, newClock(), "bob@example.com")
		companies := company.NewService(j.Companies(), time.Now)
		var ids []int64
		for i, who := range []account.User{ann, ann, bob} {
			id, err := companies.CreateCompany(t.Context(), company.Company{Reseller: who.Reseller, Name: "Acme", Country: "DE", Area: company.Outside},
				account.User{Name: "Ann", Email: fmt.Sprintf("%d@acme.example", i)})
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		bills := billing.NewService(billing.Config{Store: j.Billing(), Figures: j.Usage(), Clock: time.Now, OpenFrom: 400})
		s := bulk.NewService(companies, bills, j.Uploads(), job.NewService(j.Jobs()), time.Now)
		j.node(j.Jobs(), map[job.Kind]job.Work{bulk.Kind: s.Work()})
		next := calendar.DayOf(time.Now()).Month().Add(1)
		marking, err := s.Mark(t.Context(), ann.Caller(), bulk.Markup{From: next, Source: billing.Marked, Rule: plus(20)}, ids, "en")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if run, err := s.Result(t.Context(), ann.Caller(), marking); err != nil || run.Done != 2 || run.Failed != 1 {
			t.Errorf("%+v, %v", run, err)
		}
		for i, want := range []int{1, 1, 0} {
			if got, err := bills.Plans(t.Context(), operator, ids[i]); err != nil || len(got.Plans) != want {
				t.Errorf("company %d has %d plans, %v", i, len(got.Plans), err)
			}
		}
		for _, c := range []struct {
			act    bulk.Act
			how    company.Freeze
			status company.FinancialStatus
		}{
			{bulk.Freeze, company.Freeze{Reason: "Bills", BlockDashboard: true}, company.SuspendedManually},
			{bulk.Unfreeze, company.Freeze{}, company.Normal},
		} {
			id, err := s.Change(t.Context(), ann.Caller(), c.act, ids, c.how, "en")
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
			run, err := s.Result(t.Context(), ann.Caller(), id)
			if err != nil || run.Done != 2 || run.Failed != 1 {
				t.Errorf("%+v, %v", run, err)
			}
			if l, err := companies.Find(t.Context(), ann.Caller(), ids[1]); err != nil || l.Status != c.status || l.StatusReason != c.how.Reason {
				t.Errorf("%+v, %v", l, err)
			}
		}
		if l, err := companies.Find(t.Context(), bob.Caller(), ids[2]); err != nil || l.Status != company.Normal {
			t.Errorf("another's: %+v, %v", l, err)
		}
	})
}
