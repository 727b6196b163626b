package journey

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"reseller-console/internal/account"
	"reseller-console/internal/app"
	"reseller-console/internal/demo"
	"reseller-console/internal/store"
)

// memberOf lets the administrator of the company at a page of ownCompany sign
// in, by another one's password.
func (b *browser) memberOf(owner string) (email string) {
	b.t.Helper()
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	defer db.Close() //nolint:errcheck // what was changed is on disk already
	from, err := db.Accounts().UserByEmail(b.t.Context(), owner)
	b.check(err)
	email = "ann." + owner
	u, err := db.Accounts().UserByEmail(b.t.Context(), email)
	b.check(err)
	b.check(db.Accounts().SetPassword(b.t.Context(), u.Caller().Did("password.reset", u.CreatedAt), u.ID, "", from.PasswordHash))
	return email
}

func TestAMemberWorksInTheDashboardAndInvitesAColleague(t *testing.T) {
	t.Parallel()
	const owner, chosen = "dashboard@journeys.example", "nineteen calm herons"
	b := visit(t, wide, high)
	password := b.ownReseller(owner)
	company := b.ownCompany(owner)
	b.signInWith(b.memberOf(owner), password)
	if at, title := b.address(), b.text("h1"); at != "/dashboard" || title != "Journeys" {
		t.Fatalf("a member begins at %s, %q", at, title)
	}
	b.accessible()
	b.picture("overview")
	b.open(company)
	b.expect(403)

	b.open("/dashboard/projects")
	b.ask("#add-project")
	b.fill("dialog #name", "Seminar")
	b.click("dialog #act-do")
	b.click("tbody tr:nth-child(2) td a[href^='/dashboard/projects/']")
	if title := b.text("h1"); title != "Seminar" || b.has("#certificate") {
		t.Errorf("the project's page is %q, or shows the certificate", title)
	}
	b.click("#show-certificate")
	if secret := evaluate[string](b, `document.getElementById("certificate").value`); len(secret) != 32 {
		t.Errorf("the certificate is %q", secret)
	}
	b.accessible()
	b.picture("certificate")
	b.click("button[aria-label='Enable CDN live streaming, Outside China']")
	if said := b.said(); said != "Enabled: CDN live streaming, Outside China." {
		t.Errorf("the page says %q", said)
	}

	b.open("/dashboard/members")
	b.ask("#invite")
	b.fill("dialog #email", "yuki.dashboard@journeys.example")
	b.fill("dialog #name", "Yuki Mori")
	b.accessible()
	b.picture("invite")
	b.click("dialog #act-do")
	b.accessible()
	b.picture("members")
	other := visit(t, phone, phigh)
	other.open(other.letter("yuki.dashboard@journeys.example"))
	other.fill("#password", chosen)
	other.click("main button[type=submit]")
	other.signInWith("yuki.dashboard@journeys.example", chosen)
	if at := other.address(); at != "/dashboard" {
		t.Fatalf("the colleague begins at %s", at)
	}
	other.open("/dashboard/members")
	if other.has("#invite") {
		t.Error("an engineer may invite")
	}
	other.open("/dashboard/activity")
	other.expect(403)

	b.scripts(false)
	b.open("/dashboard/members")
	b.click("a[href$='/role'][aria-label*='Yuki']")
	b.click("#act-do")
	b.click("a[href$='/remove'][aria-label*='Yuki']")
	b.click("#act-do")
	b.scripts(true)
	other.open("/dashboard")
	if at := other.address(); !strings.HasPrefix(at, "/login") {
		t.Errorf("who was removed is at %s", at)
	}
	b.open("/dashboard/activity")
	if all := b.text("tbody"); !strings.Contains(all, "Member invited") || !strings.Contains(all, "App Certificate shown") || !strings.Contains(all, "Self-service enabled") {
		t.Errorf("the activity is %q", all)
	}
	b.accessible()
	b.picture("activity")
}

func TestAResellerVisitsADashboardAndABlockEndsTheMembersSession(t *testing.T) {
	t.Parallel()
	const owner = "visitor@journeys.example"
	b, member := visit(t, wide, high), visit(t, phone, phigh)
	password := b.ownReseller(owner)
	company := b.ownCompany(owner)
	member.signInWith(b.memberOf(owner), password)
	b.signInWith(owner, password)
	b.open(company)
	b.ask("#visit")
	b.fill("dialog #reason", "usage question, ticket 4821")
	b.accessible()
	b.picture("ask")
	b.click("dialog #act-do")
	if bar := b.text(".visit-bar"); !strings.Contains(bar, "Jo Urney (Journeys) is visiting Journeys.") || !strings.Contains(bar, "ticket 4821") || !strings.Contains(bar, "30 min left") {
		t.Errorf("the bar says %q", bar)
	}
	b.accessible()
	b.picture("visit")
	b.open("/dashboard/members")
	if b.has("#invite") || b.has("a[href$='/remove']") {
		t.Error("a visitor may change members")
	}
	if status := evaluate[int](b, `fetch("/dashboard/invite", {method: "POST", body: new URLSearchParams({email: "x@y.example"})}).then(r => r.status)`); status != 403 {
		t.Errorf("a visitor's invitation is answered %d", status)
	}
	b.expect(403)
	b.looks("/dashboard", "/dashboard/projects", "/dashboard/members", "/dashboard/usage", "/dashboard/activity")
	b.resize(wide, high)
	b.language("en")
	b.theme("light")
	b.open("/dashboard/activity")
	b.click("#exit")
	if at, said := b.address(), b.said(); at != company || said != "You have left the Dashboard of Journeys." {
		t.Errorf("Exit leads to %s, which says %q", at, said)
	}
	b.open("/dashboard")
	b.expect(403)

	member.open("/dashboard/activity")
	if all := member.text("tbody"); !strings.Contains(all, "Dashboard visited") || !strings.Contains(all, "Jo Urney") || !strings.Contains(all, "usage question, ticket 4821") {
		t.Errorf("the company sees %q", all)
	}
	member.picture("company-sees")
	b.open(company)
	b.ask("#freeze")
	b.do(chromedp.Click(chromedp.CSS("dialog [name=block]")))
	b.click("dialog #act-do")
	member.open("/dashboard/projects")
	if at := member.address(); !strings.HasPrefix(at, "/login") {
		t.Fatalf("a member of a blocked company is at %s", at)
	}
	member.signInWith("ann."+owner, password)
	if page := member.text("main"); !strings.Contains(page, "Contact your reseller") {
		t.Errorf("the sign-in says %q", page)
	}
	member.expect(403)
	member.accessible()
	member.picture("blocked")
}

func TestAVisitIsOverAtItsTime(t *testing.T) {
	more(t)
	t.Parallel()
	chromium(t)
	const owner = "late@journeys.example"
	p := &program{dir: t.TempDir()}
	stop := p.serve(t)
	b := visitAt(t, p, wide, high)
	b.allow = "ERR_CONNECTION_REFUSED" // what a page wants of the server that stops
	password := b.ownReseller(owner)
	company := b.ownCompany(owner)
	b.signInWith(owner, password)
	b.open(company + "/visit")
	b.fill("#reason", "usage question")
	b.click("#act-do")
	stop()
	stop = p.serve(t, "--clock-offset", "29m")
	b.open("/dashboard")
	if bar := b.text(".visit-bar"); !strings.Contains(bar, "min left") {
		t.Errorf("half an hour is not over, and the bar says %q", bar)
	}
	stop()
	p.serve(t, "--clock-offset", "31m")
	b.open("/settings") // the first page of an origin is asked for twice, to learn of the theme
	b.open("/dashboard/members")
	if at, said := b.address(), b.said(); at != company || !strings.Contains(said, "Your visit is over") {
		t.Errorf("after half an hour the Dashboard leads to %s, which says %q", at, said)
	}
}

var whereItServes = regexp.MustCompile(`msg=serving url=(\S+)`)

// serve runs the program over the data in its directory, on a clock of its own,
// until the end that it returns or that of the test.
func (p *program) serve(t *testing.T, args ...string) (end func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- app.Main(ctx, app.Process{Args: append([]string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(p.dir, "data")}, args...), Stdout: io.Discard, Stderr: in})
		_ = in.Close()
	}()
	end = sync.OnceFunc(func() { stop(); <-done })
	t.Cleanup(end)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := whereItServes.FindStringSubmatch(lines.Text()); m != nil {
			p.BaseURL = m[1]
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return end
		}
	}
	t.Fatal("the program ended without serving")
	return nil
}

func TestTheDashboardIsAccessibleInEveryThemeLanguageAndWidth(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	own := b.Companies[slices.IndexFunc(b.Companies, func(c demo.Company) bool { return len(c.Members) > 0 })]
	b.signInWith(own.Email, own.Password)
	b.looks("/dashboard", "/dashboard/projects", "/dashboard/projects/"+own.Projects[0], "/dashboard/members", "/dashboard/invite", "/dashboard/usage", "/dashboard/activity", "/settings")
}

func TestEveryCompanyOfTheDemoSignsIn(t *testing.T) {
	t.Parallel()
	p := served(t)
	db, err := store.Open(t.Context(), store.Config{Dir: filepath.Join(p.dir, "data")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	blocked := 0
	for _, c := range p.Companies {
		u, err := db.Accounts().UserByEmail(t.Context(), c.Email)
		if err != nil || u.PasswordHash == "" || c.Password == "" || u.Role != account.CompanyAdmin {
			t.Errorf("company %d: %+v, %v", c.CID, u, err)
		}
		if u.Blocked {
			blocked++
		}
	}
	if blocked == 0 || blocked > len(p.Companies)/4 {
		t.Errorf("%d companies are blocked", blocked)
	}
}
