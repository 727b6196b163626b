package app

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
)

func TestTheQuarantineIsListedReplayedAndDropped(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	db, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var real clocked
	companies := company.NewService(db.Companies(), real.now)
	reseller, err := companies.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Email: "mara@northgate.example", Name: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	cid, err := companies.CreateCompany(t.Context(), company.Company{Reseller: reseller, Name: "Brightlane", Country: "DE", Area: company.Outside},
		account.User{Email: "lena@brightlane.example", Name: "Lena"})
	if err != nil {
		t.Fatal(err)
	}
	today := real.now().Format("2006-01-02")
	csv := "source,id,type,subject,product,metric,seconds,day\n" +
		"eu,1,usage.seconds,late,rtc,audioAll,60," + today + "\n" +
		"eu,2,usage.seconds,late,rtc,audioAll,60,2010-01-01\n" +
		"us,\"3\x1b[2J\",usage.seconds,never,rtc,audioAll,60," + today + "\n"
	command(t, csv, nil, "import", "--data", dir, "-")

	expect := func(code int, want string, args ...string) {
		t.Helper()
		got := command(t, "", nil, append([]string{"quarantine", args[0], "--data", dir}, args[1:]...)...)
		if got.code != code || !regexp.MustCompile("^"+want+"$").MatchString(got.out) {
			t.Errorf("quarantine %s: code %d, %q, want %d, %q; %s", strings.Join(args, " "), got.code, got.out, code, want, got.errOut)
		}
	}
	expect(0, "unknown-project\t3\nall\t3\n", "count")
	expect(0, `20\S+Z\tunknown-project\tus\t"3\\x1b\[2J"\tusage\.seconds\tnever\tunknown project "never"\n`, "list", "--source", "us")
	expect(0, "accepted 0, still held 3, no longer there 0\n", "replay")
	if _, err := companies.CreateProject(t.Context(), company.Project{ID: "late", Company: cid, Name: "Late"}); err != nil {
		t.Fatal(err)
	}
	expect(0, "accepted 1, still held 1, no longer there 0\n", "replay", "--project", "late")
	expect(0, "too-old\t1\nall\t1\n", "count", "--source", "eu")
	expect(0, "(.*\n){1}", "list", "--limit", "1")
	expect(0, "dropped 1\n", "drop", "--reason", "too-old")
	expect(0, "dropped 1\n", "drop", "--all")
	expect(0, "all\t0\n", "count")
	if got := command(t, "", nil, "check", "--data", dir); got.code != 0 {
		t.Errorf("after all that, check says %+v", got)
	}
}

func TestAnOperatorIsCreatedOnce(t *testing.T) {
	t.Parallel()
	args := []string{"operator", "create", "--data", filepath.Join(t.TempDir(), "data"), "--name", "Ines", "--email", "ines@platform.example", "--language", "zh-Hans"}
	if got := command(t, "", nil, args...); got.code != 0 || !strings.Contains(got.out, "with the password ") {
		t.Errorf("the first time: %+v", got)
	}
	if got := command(t, "", nil, args...); got.code != 1 || !strings.Contains(got.errOut, "already in use") {
		t.Errorf("the second time: %+v", got)
	}
}
