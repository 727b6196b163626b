package demo

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

func ignore(*usage.Event) {}

func TestPeopleAndCompaniesAreComplete(t *testing.T) {
	t.Parallel()
	r, credentials := settled(t, 1)
	if len(r.resellers) != 3 || r.users[0].Name != "Mara Lindqvist" || r.users[0].Language != "en" || r.users[1].Language != "zh-Hans" {
		t.Errorf("resellers %v of %v", r.resellers, r.users)
	}
	of, emails, areas := map[int64]int{}, map[string]bool{}, map[company.Area]int{}
	for i, c := range r.companies {
		of[c.Reseller]++
		areas[c.Area]++
		email := strings.ToLower(r.admins[i].Email)
		if !account.IsName(c.Name, company.MaxCompanyName) || c.ID < 200_000 || c.ID > 999_999 || !strings.HasSuffix(email, ".example") || emails[email] {
			t.Errorf("company %d %q of %s", c.ID, c.Name, email)
		}
		if emails[email] = true; c.CreatedAt.After(afternoon) || c.CreatedAt.Before(afternoon.AddDate(-2, 0, 0)) {
			t.Errorf("company %s created %s", c.Name, c.CreatedAt)
		}
	}
	if len(r.companies) != 120 || of[1] != 82 || areas[company.China] < 20 || areas[company.Outside] < 60 {
		t.Errorf("%d companies, of the first reseller %d, areas %v", len(r.companies), of[1], areas)
	}
	if len(credentials.Companies) != 120 || len(credentials.Companies[0].Projects) == 0 {
		t.Errorf("credentials of %d companies", len(credentials.Companies))
	}
}

func TestProjectsAreWithinLimits(t *testing.T) {
	t.Parallel()
	r, _ := settled(t, 7)
	created, projects, ids, appIDs := map[int64]time.Time{}, map[int64]int{}, map[string]bool{}, map[string]bool{}
	for _, c := range r.companies {
		created[c.ID] = c.CreatedAt
	}
	for _, p := range r.projects {
		projects[p.Company]++
		if !company.IsProjectID(p.ID) || len(p.ID) != 8 || ids[p.ID] || len(p.AppID) != 32 || appIDs[p.AppID] || p.AppCertificate != "" {
			t.Errorf("project %+v", p)
		}
		if ids[p.ID], appIDs[p.AppID] = true, true; p.CreatedAt.Before(created[p.Company]) || p.CreatedAt.After(afternoon) {
			t.Errorf("project %s of %s, its company of %s", p.Name, p.CreatedAt, created[p.Company])
		}
	}
	for cid := range created {
		if n := projects[cid]; n < 1 || n > 9 {
			t.Errorf("company %d has %d projects", cid, n)
		}
	}
}

func TestSomeCompaniesAreFrozenBlockedOrShortOfMoney(t *testing.T) {
	t.Parallel()
	r, _ := settled(t, 1)
	count, blocked := map[company.FinancialStatus]int{}, 0
	for cid, status := range r.statuses {
		count[status]++
		if r.blocked[cid] {
			blocked++
		}
		if frozen := status == company.SuspendedManually; frozen != (r.reasons[cid] != "") {
			t.Errorf("company %d has status %d with reason %q", cid, status, r.reasons[cid])
		}
	}
	want := map[company.FinancialStatus]int{company.InsufficientBalance: 5, company.SuspendedAutomatically: 2, company.SuspendedManually: 4}
	if !reflect.DeepEqual(count, want) || blocked != 2 {
		t.Errorf("statuses %v, %d blocked", count, blocked)
	}
}

func TestIdleAndFrozenCompaniesUseNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		w := worldAt(seed, afternoon)
		fates := map[string]fateKind{}
		for _, m := range w.companies {
			for _, p := range m.projects {
				fates[p.id] = m.fate.kind
			}
		}
		month, idle := afternoon.AddDate(0, 0, -30).UnixMilli(), 0
		drawn(t, w, afternoon, func(e *usage.Event) {
			kind := fates[e.Project]
			if kind == dormant || max(e.Start, e.End) > month && (kind == frozenByHand || kind == departed) {
				idle++
			}
		})
		if idle > 0 {
			t.Errorf("seed %d: %d events of companies that use nothing", seed, idle)
		}
	}
}

func TestTheFirstResellerUsesEveryProduct(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		r, store := newRegister(), usage.NewMemory()
		clock := func() time.Time { return afternoon }
		today := calendar.DayOf(afternoon)
		meter := usage.NewMeter(store, r, clock, usage.DefaultOpenFrom)
		var month []usage.Event
		c := config(r, seed, afternoon, func(e *usage.Event) {
			if e.FirstDay() > today.Add(-30) {
				month = append(month, *e)
			}
		})
		if _, err := Fill(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if err := recorder(t.Context(), meter, usage.Accepted)(month); err != nil {
			t.Fatal(err)
		}
		for _, p := range catalog.Products() {
			checkUsed(t, usage.NewReader(store, clock), p, today)
		}
	}
}

// checkUsed demands a figure for each day and each shown metric.
func checkUsed(t *testing.T, reader *usage.Reader, p *catalog.Product, today calendar.Day) {
	t.Helper()
	points, err := reader.Series(t.Context(), usage.Query{Owner: usage.Owner{Reseller: 1}, Product: p, Window: usage.Window{From: today.Add(-29), To: today}})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, point := range points {
		if point.Values == (catalog.Values{}) {
			t.Errorf("no %s on %s", p.ID, point.Period)
		}
		for i := range p.Metrics {
			used[p.Metrics[i].ID] = used[p.Metrics[i].ID] || p.Metrics[i].Of(&point.Values) > 0
		}
	}
	for i := range p.Metrics {
		if !used[p.Metrics[i].ID] {
			t.Errorf("no %s of %s in the month", p.Metrics[i].ID, p.ID)
		}
	}
}

func TestPasswordsDifferWithEveryDataDirectory(t *testing.T) {
	t.Parallel()
	r, one := settled(t, 1)
	_, two := settled(t, 1)
	readable := regexp.MustCompile(`^[a-z2-9]{4}(-[a-z2-9]{4}){2}$`)
	for i := range one.Resellers {
		password := one.Resellers[i].Password
		if password == two.Resellers[i].Password || !readable.MatchString(password) || password != r.passwords[2*i] {
			t.Errorf("passwords %q and %q", password, two.Resellers[i].Password)
		}
	}
	for _, all := range [][]Company{one.Companies, two.Companies} {
		for i := range all {
			if !readable.MatchString(all[i].Password) {
				t.Errorf("company %d has the password %q", all[i].CID, all[i].Password)
			}
			all[i].Password = "" // a secret differs
		}
	}
	if !reflect.DeepEqual(one.Companies, two.Companies) {
		t.Error("companies differ although the seed is the same")
	}
}

func TestAFilledStoreIsAConflict(t *testing.T) {
	t.Parallel()
	r, _ := settled(t, 1)
	_, err := Fill(t.Context(), config(r, 1, afternoon, ignore))
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Readable(err).Detail, "delete the data directory") {
		t.Errorf("second fill: %v", err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	t.Parallel()
	last, calls, total := 0, 0, 0
	c := config(newRegister(), 1, afternoon, ignore)
	c.Progress = func(done, of int) {
		if calls++; done <= last || done > of || calls > 1 && of != total {
			t.Errorf("%d of %d after %d of %d", done, of, last, total)
		}
		last, total = done, of
	}
	if _, err := Fill(t.Context(), c); err != nil || last != total || calls < 100 {
		t.Errorf("%d calls, %d of %d done: %v", calls, last, total, err)
	}
}

func TestCredentialsAreWrittenWholeAndForTheirOwnerOnly(t *testing.T) {
	t.Parallel()
	_, credentials := settled(t, 1)
	dir := t.TempDir()
	path := filepath.Join(dir, "credentials.json")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := credentials.Write(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	text, _ := os.ReadFile(path)
	var read Credentials
	if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, credentials) {
		t.Errorf("read back: %v", err)
	}
	for _, key := range []string{"base_url", "resellers", "companies", "ingest_token", "operator", "cid", "projects", "password"} {
		if !strings.Contains(string(text), `"`+key+`":`) {
			t.Errorf("no %q in the file", key)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(dir, ".*")); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
	if err := credentials.Write(filepath.Join(dir, "missing", "credentials.json")); err == nil {
		t.Error("written into a directory that does not exist")
	}
}

func TestTheNewYearTableHasFebruaryAndJanuaryDaysOnly(t *testing.T) {
	t.Parallel()
	for day := range newYear {
		if !slices.Contains([]int{1, 2}, int(day/100%100)) || seasonOf(day).holidayCN != 1 || seasonOf(day.Add(-3)).holidayCN == 1 {
			t.Errorf("the year begins on %s", day)
		}
	}
}
