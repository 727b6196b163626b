package store

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"sync"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// world is two resellers and the service over them.
type world struct {
	*company.Service
	db        *DB
	clock     *fakeClock
	ann, bob  account.Caller
	companies int
}

func newWorld(t *testing.T, db *DB) *world {
	t.Helper()
	clock := newClock()
	w := &world{Service: company.NewService(db.Companies(), clock.Now), db: db, clock: clock}
	for i, caller := range []*account.Caller{&w.ann, &w.bob} {
		owner := account.User{Email: fmt.Sprintf("owner%d@reseller.example", i), Name: "Owner"}
		id, err := w.CreateReseller(t.Context(), company.Reseller{Name: "Reseller"}, owner)
		if err != nil {
			t.Fatal(err)
		}
		*caller = account.Caller{Role: account.ResellerOwner, Reseller: id}
	}
	return w
}

// company creates a company of a reseller whose administrator has this name
// and address.
func (w *world) company(t *testing.T, of account.Caller, name, admin, email string) int64 {
	t.Helper()
	id, err := w.CreateCompany(t.Context(), company.Company{Reseller: of.Reseller, Name: name, Country: "CN", Area: company.China},
		account.User{Name: admin, Email: email})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// some creates a company of which only the name matters.
func (w *world) some(t *testing.T, of account.Caller, name string) int64 {
	t.Helper()
	w.companies++
	return w.company(t, of, name, "Admin", fmt.Sprintf("admin%d@example.com", w.companies))
}

func TestACompanyIsFoundAsCreated(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		given := company.Company{ID: 314159, Reseller: w.ann.Reseller, Name: "声网", Country: "US", Area: company.Outside, AppLimit: 3, MemberLimit: 4,
			Industry: 19, Interest: 5, Environment: 8, CreatedAt: w.clock.Now().AddDate(-1, 0, 0), Version: 1}
		id, err := w.CreateCompany(t.Context(), given, account.User{Name: "Ann", Email: "Ann@example.com"})
		if err != nil || id != 314159 {
			t.Fatalf("id %d, %v", id, err)
		}
		listed, err := w.Find(t.Context(), w.ann, id)
		if err != nil || listed.Company != given || listed.OwnerName != "Ann" || listed.OwnerEmail != "Ann@example.com" || listed.Projects != 0 {
			t.Errorf("listed %+v, %v", listed, err)
		}
		next := w.some(t, w.ann, "Next")
		listed, err = w.Find(t.Context(), w.ann, next)
		if err != nil || next != 314160 || listed.AppLimit != 10 || listed.MemberLimit != 10 || listed.Industry != 12 ||
			listed.Interest != 1 || listed.Environment != 1 || !listed.CreatedAt.Equal(w.clock.Now()) {
			t.Errorf("listed %+v, %v", listed, err)
		}
	})
}

func TestCIDsHaveSixDigitsAndAreGivenOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		var group sync.WaitGroup
		var ids sync.Map
		for i := range 10 {
			group.Go(func() {
				id := w.company(t, w.ann, "Acme", "Ann", fmt.Sprintf("ann%d@example.com", i))
				if _, twice := ids.LoadOrStore(id, true); twice || id <= 200_000 || id > 200_010 {
					t.Errorf("CID %d, twice: %v", id, twice)
				}
			})
		}
		group.Wait()
	})
}

func TestACompanyIsCreatedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.company(t, w.ann, "Acme", "Ann", "ann@example.com")
		good := company.Company{Reseller: w.ann.Reseller, Name: "Other", Country: "CN", Area: company.China}
		_, err := w.CreateCompany(t.Context(), good, account.User{Name: "Ann", Email: "ANN@example.com"})
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("address in use: %v", err)
		}
		taken := good
		taken.ID = id
		if _, err = w.CreateCompany(t.Context(), taken, account.User{Name: "Bob", Email: "bob@example.com"}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("id in use: %v", err)
		}
		_, err = w.CreateCompany(t.Context(), company.Company{Name: "Other"}, account.User{Name: "Bob"})
		if fault.KindOf(err) != fault.Invalid || len(fault.Readable(err).Fields) != 3 {
			t.Errorf("incomplete: %v", err)
		}
		for _, f := range fault.Readable(err).Fields {
			if f.Message == "" {
				t.Errorf("field %s is not explained", f.Location)
			}
		}
		if page, err := w.List(t.Context(), w.ann, company.Filter{}); err != nil || page.Count != 1 {
			t.Errorf("companies %+v, %v", page, err)
		}
	})
}

func TestAnotherResellerSeesNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.some(t, w.ann, "Acme")
		project, err := w.CreateProject(t.Context(), company.Project{Company: id, Name: "Chat"})
		if err != nil {
			t.Fatal(err)
		}
		if own, err := w.CompanyOf(t.Context(), w.ann, project.ID); err != nil || own.ID != id {
			t.Errorf("the company of a project is %+v, %v", own, err)
		}
		page, err := w.List(t.Context(), w.bob, company.Filter{Reseller: w.ann.Reseller})
		if err != nil || page.Count != 0 || len(page.Rows) != 0 {
			t.Errorf("list %+v, %v", page, err)
		}
		if ids, err := w.Matching(t.Context(), w.bob, company.Filter{Reseller: w.ann.Reseller}); err != nil || len(ids) != 0 {
			t.Errorf("matching %v, %v", ids, err)
		}
		if rows, err := w.ByID(t.Context(), w.bob, []int64{id}); err != nil || len(rows) != 0 {
			t.Errorf("by id %v, %v", rows, err)
		}
		if names, err := w.ProjectNames(t.Context(), w.bob); err != nil || len(names) != 0 {
			t.Errorf("project names %v, %v", names, err)
		}
		for caller, want := range map[account.Caller]string{w.ann: "map[1:Acme] map[p:Chat]", w.bob: "map[] map[]"} {
			companies, err := w.CompanyNamesOf(t.Context(), caller, []int64{id, id + 1})
			projects, otherErr := w.ProjectNamesOf(t.Context(), caller, []string{project.ID, "none such"})
			got := strings.NewReplacer(fmt.Sprint(id), "1", project.ID, "p").Replace(fmt.Sprint(companies, projects))
			if got != want || err != nil || otherErr != nil {
				t.Errorf("names %s, want %s, %v, %v", got, want, err, otherErr)
			}
		}
		_, findErr := w.Find(t.Context(), w.bob, id)
		_, unknownErr := w.Find(t.Context(), w.bob, id+1)
		_, projectsErr := w.Projects(t.Context(), w.bob, id)
		_, ofErr := w.CompanyOf(t.Context(), w.bob, project.ID)
		_, ofUnknownErr := w.CompanyOf(t.Context(), w.ann, "none such")
		for name, err := range map[string]error{"find": findErr, "unknown": unknownErr, "projects": projectsErr, "company of": ofErr, "company of unknown": ofUnknownErr} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if hidden := strings.ReplaceAll(unknownErr.Error(), fmt.Sprint(id+1), fmt.Sprint(id)); hidden != findErr.Error() {
			t.Errorf("existence is told: %q, %q", findErr, unknownErr)
		}
	})
}

func TestOnlyAResellersStaffSeeCompanies(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		id := w.some(t, w.ann, "Acme")
		for _, c := range []account.Caller{{}, {Role: account.Operator}, {Role: account.CompanyAdmin}} {
			_, listErr := w.List(t.Context(), c, company.Filter{Reseller: w.ann.Reseller})
			_, matchErr := w.Matching(t.Context(), c, company.Filter{Reseller: w.ann.Reseller})
			_, findErr := w.Find(t.Context(), c, id)
			_, projectErr := w.Projects(t.Context(), c, id)
			_, nameErr := w.ProjectNames(t.Context(), c)
			_, ofErr := w.CompanyOf(t.Context(), c, "p1")
			for name, err := range map[string]error{"list": listErr, "matching": matchErr, "find": findErr, "projects": projectErr, "names": nameErr, "company of": ofErr} {
				if fault.KindOf(err) != fault.Forbidden {
					t.Errorf("%s for %+v: %v", name, c, err)
				}
			}
		}
	})
}

func TestStatusesAreKeptAndCounted(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		frozen, poor := w.some(t, w.ann, "Acme A"), w.some(t, w.ann, "Acme B")
		w.some(t, w.ann, "Acme C")
		w.some(t, w.bob, "Acme D")
		if err := w.SetStatus(t.Context(), frozen, company.SuspendedManually, " Fraud ", company.AccountBlocked); err != nil {
			t.Fatal(err)
		}
		if err := w.SetStatus(t.Context(), poor, company.InsufficientBalance, "does not stay", company.AccountActive); err != nil {
			t.Fatal(err)
		}
		l, err := w.Find(t.Context(), w.ann, frozen)
		if err != nil || l.Status != company.SuspendedManually || l.StatusReason != "Fraud" || l.AccountStatus != company.AccountBlocked {
			t.Errorf("frozen %+v, %v", l, err)
		}
		if l, err := w.Find(t.Context(), w.ann, poor); err != nil || l.Status != company.InsufficientBalance || l.StatusReason != "" {
			t.Errorf("poor %+v, %v", l, err)
		}
		status := company.InsufficientBalance
		page, err := w.List(t.Context(), w.ann, company.Filter{Status: &status, By: company.ByName, Text: "acme"})
		want := company.StatusCounts{company.Normal: 1, company.InsufficientBalance: 1, company.SuspendedManually: 1}
		if err != nil || page.Count != 1 || len(page.Rows) != 1 || page.Rows[0].ID != poor || !maps.Equal(page.ByStatus, want) {
			t.Errorf("page %+v, %v", page, err)
		}
		if err := w.SetStatus(t.Context(), 4711, company.Normal, "", company.AccountActive); fault.KindOf(err) != fault.NotFound {
			t.Errorf("unknown company: %v", err)
		}
		for _, err := range []error{
			w.SetStatus(t.Context(), frozen, 4, "", company.AccountActive),
			w.SetStatus(t.Context(), frozen, company.Normal, "", 2),
			w.SetStatus(t.Context(), frozen, company.SuspendedManually, "a\nb", company.AccountActive),
			w.SetStatus(t.Context(), frozen, company.SuspendedManually, strings.Repeat("x", 501), company.AccountActive),
		} {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("error %v", err)
			}
		}
	})
}

func TestCompaniesByIDComeInTheOrderAskedFor(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		w := newWorld(t, db)
		a, b, c := w.some(t, w.ann, "A"), w.some(t, w.ann, "B"), w.some(t, w.bob, "C")
		rows, err := w.ByID(t.Context(), w.ann, []int64{b, c, 4711, a, b})
		var ids []int64
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
		if err != nil || !reflect.DeepEqual(ids, []int64{b, a}) {
			t.Errorf("ids %v, %v", ids, err)
		}
	})
}
