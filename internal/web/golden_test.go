package web

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"reseller-console/internal/web/asset"
)

var update = flag.Bool("update", false, "write the golden files anew")

// changing is what differs from run to run or with every change of an asset.
var changing = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(asset.Prefix + `[0-9a-f]{16}/`), asset.Prefix + "HASH/"},
	{regexp.MustCompile(`<code>[A-Z2-7]{26}</code>`), "<code>REQUEST</code>"},
	{regexp.MustCompile(`name="once" value="[A-Z2-7]{26}"`), `name="once" value="ONCE"`},
	{regexp.MustCompile(`\b[A-Za-z0-9]{40}\b`), "KEY"},
	{regexp.MustCompile(`\b[A-Za-z0-9]{8}…`), "KEY…"},
}

// golden compares a page with testdata/golden/NAME.html, a tag a line.
func golden(t *testing.T, name, page string) {
	t.Helper()
	for _, c := range changing {
		page = c.pattern.ReplaceAllString(page, c.instead)
	}
	page = strings.ReplaceAll(page, "><", ">\n<") + "\n"
	path := filepath.Join("testdata", "golden", name+".html")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./internal/web -update writes it", err)
	}
	got, wanted := strings.Split(page, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(got), len(wanted)) {
		if got[i] != wanted[i] {
			t.Fatalf("%s differs in line %d:\n got %s\nwant %s", path, i+1, got[i], wanted[i])
		}
	}
	if len(got) != len(wanted) {
		t.Fatalf("%s has %d lines, the page %d", path, len(wanted), len(got))
	}
}

// pages are the pages of accounts, companies and operators in their states.
func pages(t testing.TB) []pageCase {
	return []pageCase{
		{name: "signin", path: "/login?next=/settings", out: true},
		{name: "signin.zh", path: "/login", out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "signin.reset", path: "/login?reset", out: true},
		{name: "forgot", path: forgotPath, out: true},
		{name: "forgot.sent", path: forgotPath + "?sent", out: true},
		{name: "forgot.zh", path: forgotPath, out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "reset", path: resetPath + "?token=t1", out: true, change: func(s *site) { s.accounts.links = map[string]int64{"t1": 1} }},
		{name: "reset.zh", path: resetPath + "?token=t1", out: true, headers: []string{"Accept-Language", "zh-CN"}, change: func(s *site) { s.accounts.links = map[string]int64{"t1": 1} }},
		{name: "reset.over", status: 404, path: resetPath + "?token=none", out: true},
		{name: "outbox", path: outboxPath, out: true, change: func(s *site) { s.write(t) }},
		{name: "outbox.empty", path: outboxPath, out: true},
		{name: "outbox.letter", path: outboxPath + "/12.0a.eml", out: true, change: func(s *site) { s.write(t) }},
		{name: "unknown.out", status: 404, path: "/nowhere", out: true},
		{name: "unknown", status: 404, path: "/nowhere"},
		{name: "settings", path: "/settings"},
		{name: "keys", path: keysPath},
		{name: "keys.zh", path: keysPath, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "keys.empty", path: keysPath, change: func(s *site) { s.keys.all = nil }},
		{name: "keys.delete", path: keysPath + "/" + usedKey + "/delete"},
		{name: "two-factor", path: factorPath, change: twoPasskeys},
		{name: "two-factor.zh", path: factorPath, change: func(s *site) {
			s.speak("zh-Hans")
			s.passkeys.origin = ""
		}},
		{name: "companies", path: "/companies"},
		{name: "companies.zh", path: "/companies?status=3", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "companies.nomatch", path: "/companies?type=cid&q=200999"},
		{name: "companies.empty", path: "/companies", change: func(s *site) { s.companies.all = nil }},
		{name: "companies.failed", status: 500, path: "/companies", change: func(s *site) { s.usage.broken = errDisk }},
		{name: "company", path: "/companies/200001"},
		{name: "company.zh", path: "/companies/200010", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "company.freeze", path: "/companies/200001/freeze"},
		{name: "company.unfreeze", path: "/companies/200010/unfreeze"},
		{name: "company.remove", path: "/companies/200004/remove"},
		{name: "company.edit", path: "/companies/200001/edit"},
		{name: "project.add", path: "/companies/200001/add-project"},
		{name: "project.rename", path: "/companies/200001/projects/p200001/rename"},
		{name: "project.delete", path: "/companies/200001/projects/p200001/delete"},
		{name: "activity", path: activityPath},
		{name: "activity.zh", path: activityPath + "?action=company.freeze&from=2026-08-01", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "activity.empty", path: activityPath, change: func(s *site) { s.trail.all = nil }},
		{name: "activity.nomatch", path: activityPath + "?company=999"},
		{name: "register.rotate", path: rotateRegisterPath},
		{name: "signup", path: registerPath + "/r7", out: true},
		{name: "signup.zh", path: registerPath + "/r7", out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "signup.over", status: 404, path: registerPath + "/gone", out: true},
		{name: "confirm", path: confirmPath + "?token=t3", out: true, change: func(s *site) { s.accounts.links = map[string]int64{"t3": 3} }},
		{name: "confirm.sent", path: confirmPath + "?sent", out: true},
		{name: "confirm.over", status: 404, path: confirmPath + "?token=none", out: true},
		{name: "confirm.zh", path: confirmPath, out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "import", path: importPath},
		{name: "import.zh", path: importPath, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "import.plan", path: importPath + "?file=1"},
		{name: "views", path: viewsPath},
		{name: "views.zh", path: viewsPath, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "views.empty", path: viewsPath, change: func(s *site) { s.views.all = nil }},
		{name: "runs", path: runsPath, change: func(s *site) { s.runs.run(t) }},
		{name: "runs.zh", path: runsPath, change: func(s *site) { s.speak("zh-Hans"); s.runs.run(t) }},
		{name: "runs.empty", path: runsPath},
		{name: "company.new", path: newCompanyPath},
		{name: "company.new.zh", path: newCompanyPath, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "bulk.freeze", path: bulkFreezePath + "?all=1&type=name&q=sable"},
		{name: "bulk.unfreeze.zh", path: bulkUnfreezePath + "?cid=200010&cid=200001", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "sessions", path: sessionsPath},
		{name: "forbidden", status: 403, path: "/operator/quarantine"},
		{name: "operator.settings", path: "/settings", operator: true},
		{name: "quarantine", path: quarantinePath, operator: true, change: func(s *site) { s.desk.fill(t, 3) }},
		{name: "quarantine.zh", path: quarantinePath + "?reason=too-old&accepted=3&held=1&gone=0", operator: true, change: func(s *site) {
			s.desk.fill(t, 3)
			s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans")
		}},
		{name: "quarantine.empty", path: quarantinePath, operator: true},
		{name: "quarantine.nomatch", path: quarantinePath + "?source=nobody", operator: true, change: func(s *site) { s.desk.fill(t, 3) }},
		{name: "quarantine.failed", status: 500, path: quarantinePath, operator: true, change: func(s *site) { s.desk.broken = errDisk }},
		{name: "received", path: receivedPath, operator: true, change: func(s *site) { s.desk.days = receipts }},
		{name: "received.empty", path: receivedPath, operator: true},
		{name: "received.failed", status: 500, path: receivedPath, operator: true, change: func(s *site) { s.desk.broken = errDisk }},
		{name: "state", path: operatorPath, operator: true, change: func(s *site) { s.desk.runs = runs }},
		{name: "state.zh", path: operatorPath, operator: true, change: func(s *site) { s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans") }},
		{name: "jobs", path: jobsPath, operator: true},
		{name: "jobs.none", path: jobsPath + "?state=queued", operator: true},
		{name: "resellers", path: resellersPath, operator: true},
		{name: "resellers.zh", path: resellersPath + "?suspended=1", operator: true, change: func(s *site) { s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans") }},
		{name: "resellers.nomatch", path: resellersPath + "?q=nobody", operator: true},
		{name: "resellers.empty", path: resellersPath, operator: true, change: func(s *site) { s.operation.resellers = nil }},
		{name: "reseller", path: resellerPath(7), operator: true},
		{name: "reseller.suspended", path: resellerPath(8), operator: true},
		{name: "reseller.new", path: newResellerPath, operator: true},
		{name: "reseller.suspend", path: resellerPath(7) + "/suspend", operator: true},
		{name: "reseller.unsuspend", path: resellerPath(8) + "/unsuspend", operator: true},
		{name: "helds", path: heldsPath + "?type=name&q=sable", operator: true},
		{name: "helds.none", path: heldsPath + "?q=999", operator: true},
		{name: "held", path: heldPath(200001), operator: true},
		{name: "held.detach", path: heldPath(200001) + "/detach", operator: true},
		{name: "held.plan", path: heldPath(200001) + "/detach?from=2026-08-01", operator: true},
		{name: "held.taken", status: 409, path: heldPath(200001) + "/attach?reseller=8&from=2026-08-01", operator: true},
		{name: "held.future", status: 400, path: heldPath(200001) + "/attach?reseller=8&from=2027-01-01", operator: true},
		{name: "sources", path: sourcesPath, operator: true},
		{name: "sources.empty", path: sourcesPath, operator: true, change: func(s *site) { s.operation.tokens = nil }},
		{name: "source.new", path: newSourcePath, operator: true},
		{name: "source.rotate", path: sourcePath(1) + "/rotate", operator: true},
		{name: "source.end", path: sourcePath(1) + "/end", operator: true},
		{name: "apply", path: applyPath, out: true},
		{name: "apply.sent", path: applyPath + "?sent", out: true, headers: []string{"Accept-Language", "zh-CN"}},
		{name: "applications", path: applicationsPath, operator: true, change: func(s *site) { s.operation.applications = applied }},
		{name: "applications.none", path: applicationsPath + "?state=declined", operator: true},
		{name: "application", path: applicationPath(1), operator: true, change: func(s *site) { s.operation.applications = applied }},
		{name: "activity.operator", path: operatorActivityPath + "?reseller=7", operator: true},
		{name: "staff", path: staffPath},
		{name: "staff.zh", path: staffPath, change: func(s *site) { s.speak("zh-Hans") }},
		{name: "staff.remove", path: staffPath + "/1/remove"},
		{name: "checks", path: checksPath, operator: true, change: func(s *site) { s.desk.runs = runs }},
		{name: "checks.empty", path: checksPath, operator: true},
		{name: "checks.failed", status: 500, path: checksPath, operator: true, change: func(s *site) { s.desk.broken = errDisk }},
	}
}
