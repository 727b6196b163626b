package web

import (
	"context"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
)

// fakeTrail is an audit trail in memory, the newest entry first.
type fakeTrail struct{ all []account.Entry }

func newFakeTrail() *fakeTrail {
	f := &fakeTrail{}
	add := func(e account.Entry) {
		e.Number = int64(len(f.all) + 1)
		e.At = testNow.Add(time.Duration(e.Number-100) * time.Hour)
		if e.Reseller == 0 {
			e.Reseller = 7
		}
		f.all = append(f.all, e)
	}
	mara := account.Actor{Kind: account.ActorUser, ID: "1", Name: "Mara Lindqvist"}
	here := netip.MustParseAddr("203.0.113.40")
	add(account.Entry{Actor: account.Actor{Kind: account.ActorProgram, Name: "reseller-console"}, Action: "company.create", Company: 200001})
	add(account.Entry{Actor: mara, Action: "company.freeze", Company: 200001, Addr: here, Changes: []account.Change{
		{Field: "status", Before: "0", After: "3"}, {Field: "reason", After: "=Unpaid <since June>"}, {Field: "accountStatus", Before: "0", After: "1"}}})
	add(account.Entry{Actor: account.Actor{Kind: account.ActorKey, ID: usedKey, Name: "Nightly"}, Action: "project.update", Company: 200001, Target: "project p200001", Addr: here,
		Changes: []account.Change{{Field: "status", Before: "1", After: "0"}, {Field: "name", Before: "Old", After: "Live"}}})
	add(account.Entry{Actor: mara, Action: "key.delete", Target: "key " + usedKey, Addr: here})
	add(account.Entry{Actor: mara, Action: "company.update", Company: 200002, OnBehalf: 200002, Addr: here, Changes: []account.Change{
		{Field: "industry", Before: "3", After: "99"}, {Field: "something", Before: "", After: "new"}}})
	add(account.Entry{Actor: mara, Action: "company.remove", Company: 300000, Addr: here})
	add(account.Entry{Actor: mara, Action: "something.else", Target: "a thing"})
	add(account.Entry{Actor: account.Actor{Kind: account.ActorUser, Name: "Somebody Else"}, Action: "company.freeze", Company: 400000, Reseller: 8})
	return f
}

func (f *fakeTrail) Entries(_ context.Context, q account.AuditFilter) (some []account.Entry, err error) {
	for _, e := range slices.Backward(f.all) {
		if (e.Reseller == q.Reseller || q.Reseller == 0) && (q.Before == 0 || e.Number < q.Before) && (q.Action == "" || e.Action == q.Action) &&
			(q.Company == 0 || e.Company == q.Company) && !e.At.Before(q.From) && (q.To.IsZero() || e.At.Before(q.To)) && len(some) < q.Limit {
			some = append(some, e)
		}
	}
	return some, nil
}

func TestTheActivityIsTheResellersOwnAndSaysWhatChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, activityPath)
	shown := text(page)
	for _, want := range []string{"Account frozen", "Status: Normal → Suspended Manually", "Reason: =Unpaid <since June>", "Account status: Active → Blocked",
		"API key Nightly", "Project p200001", "Status: Enabled → Disabled", "Name: Old → Live", "The platform", "API key deleted", "API key d8a8d7e7…",
		"for Hanlin Classroom", "Industry: Education → 99", "something: new", "CID 300000", "something.else", "203.0.113.40", "2026-08-23 12:32"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(shown, "Somebody Else") {
		t.Error("the page shows another reseller's activity")
	}
}

func TestTheActivityIsNarrowedAndPaged(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for range 120 {
		s.trail.all = append(s.trail.all, account.Entry{Number: int64(len(s.trail.all) + 1), At: testNow, Reseller: 7, Action: "project.create", Company: 200003, Actor: account.Actor{Kind: account.ActorUser, Name: "Mara"}})
	}
	lines := func(path string) int {
		t.Helper()
		_, page, _ := s.get(t, path)
		return strings.Count(page, "<tr>") - min(1, strings.Count(page, "<tr>"))
	}
	for path, want := range map[string]int{
		activityPath: 50, activityPath + "?before=79": 50, activityPath + "?before=29": 27, activityPath + "?action=project.create&before=20": 11, activityPath + "?company=200001": 3,
		activityPath + "?from=2026-08-23&to=2026-08-23": 7, activityPath + "?to=2026-08-22": 0, activityPath + "?action=company.freeze&company=200001": 1,
		activityPath + "?company=400000": 0,
	} {
		if got := lines(path); got != want {
			t.Errorf("%s has %d lines, want %d", path, got, want)
		}
	}
	_, page, _ := s.get(t, activityPath+"?action=project.create")
	if !strings.Contains(page, `href="/activity?action=project.create&amp;before=79"`) {
		t.Error("the page does not lead to older lines")
	}
	for _, bad := range []string{"?from=2026-02-31", "?to=x", "?company=abc", "?company=-1"} {
		for _, path := range []string{activityPath, activityFilePath} {
			if status, page, _ := s.get(t, path+bad); status != http.StatusBadRequest || !strings.Contains(page, "alert-warning") {
				t.Errorf("%s%s answers %d", path, bad, status)
			}
		}
	}
}

func TestTheFileOfTheActivityHasEveryLineAndNoFormula(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for range 2500 {
		s.trail.all = append(s.trail.all, account.Entry{Number: int64(len(s.trail.all) + 1), At: testNow, Reseller: 7, Action: "company.update", Actor: account.Actor{Name: "=cmd()"}})
	}
	status, content, h := s.get(t, activityFilePath)
	rows := commaSeparated(t, content)
	if status != http.StatusOK || len(rows) != 2508 || !strings.Contains(h.Get("Content-Disposition"), "activity.csv") {
		t.Fatalf("answers %d with %d rows, %q", status, len(rows), h.Get("Content-Disposition"))
	}
	if got := rows[1][1]; got != "'=cmd()" {
		t.Errorf("a name that looks like a formula is %q", got)
	}
	freeze := rows[len(rows)-2]
	if want := "2026-08-23T12:32:00Z|Mara Lindqvist|user||Account frozen|company.freeze|200001|云帆在线教育"; !strings.HasPrefix(strings.Join(freeze, "|"), want) {
		t.Errorf("a line is %q", freeze)
	}
	if _, content, _ := s.get(t, activityFilePath+"?company=200001&before=2"); len(commaSeparated(t, content)) != 4 {
		t.Error("the file has not what the filters choose")
	}
}

func TestAmountsOfTheActivityAreGrouped(t *testing.T) {
	t.Parallel()
	v := visitor{Words: locale.For("en")}
	for want, c := range map[string]account.Change{
		"Balance: 8,915.93\u00a0CNY → −55,015.00\u00a0CNY": {Field: "balance", Before: "8915.93 CNY", After: "-55015.00 CNY"},
		"Limit: 120,000\u00a0minutes":                      {Field: "limit", After: "120000 minutes"},
		"Name: 20000 Leagues":                              {Field: "name", After: "20000 Leagues"},
	} {
		if got := changeText(v, "balance.adjust", c); got != want {
			t.Errorf("%+v is %q, want %q", c, got, want)
		}
	}
}

func TestEveryActionThatIsKeptHasAName(t *testing.T) {
	t.Parallel()
	did := regexp.MustCompile(`(?:Did|did|return|change|suspend|changeProject|passwordAct|inviting|changeMember|switchUAP)[( ](?:ctx, )?(?:c, )?(?:cid, )?"([a-z]+\.[a-z]+)"`)
	found := 0
	for _, pkg := range []string{"account", "billing", "budget", "bulk", "company", "export", "hook"} {
		files, err := filepath.Glob("../" + pkg + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pkg, len(files), err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range did.FindAllStringSubmatch(string(content), -1) {
				found++
				if !slices.Contains(actions, account.Action(m[1])) {
					t.Errorf("%s keeps %q, which has no name", file, m[1])
				}
			}
		}
	}
	if found < len(actions)-1 {
		t.Errorf("only %d of %d actions are found in the code", found, len(actions))
	}
}
