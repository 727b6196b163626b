package journey

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"reseller-console/internal/account"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/demo"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// uses records minutes of audio of a company's only project, today.
func (b *browser) uses(owner, path string, minutes int64) {
	b.t.Helper()
	db, err := store.Open(b.t.Context(), store.Config{Dir: filepath.Join(b.dir, "data")})
	b.check(err)
	defer db.Close() //nolint:errcheck // what was recorded is on disk already
	u, err := db.Accounts().UserByEmail(b.t.Context(), owner)
	b.check(err)
	var cid int64
	_, err = fmt.Sscanf(path, "/companies/%d", &cid)
	b.check(err)
	projects, err := company.NewService(db.Companies(), time.Now).Projects(b.t.Context(), account.Caller{Reseller: u.Reseller, Role: account.ResellerOwner}, cid)
	b.check(err)
	rtc, _ := catalog.ByID(catalog.RTC)
	day := time.Now().UTC().Truncate(24 * time.Hour)
	answer, err := usage.NewMeter(db.Usage(), db.Companies(), time.Now, 400).Record(b.t.Context(), &usage.Batch{Events: []usage.Event{
		{Source: "journey", ID: owner, Type: usage.Seconds, Project: projects[0].ID, Product: rtc, Slot: 0, Start: day.UnixMilli(), Value: minutes * 60},
	}})
	if err != nil || answer.Results[0].Outcome != usage.Accepted {
		b.t.Fatalf("%+v, %v", answer, err)
	}
}

// A budget and a webhook are made, the budget is used up while no server runs,
// and the next one tells of it by mail and webhook.
func TestABudgetThatIsUsedUpIsToldByMailAndWebhook(t *testing.T) {
	t.Parallel()
	const email = "budget@journeys.example"
	chromium(t)
	type heard struct {
		body string
		head http.Header
	}
	messages := make(chan heard, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		messages <- heard{string(body), r.Header}
	}))
	t.Cleanup(receiver.Close)
	p := &program{dir: t.TempDir()}
	stop := p.serve(t, "--hook-allow-private")
	b := visitAt(t, p, wide, high)
	b.allow = "ERR_CONNECTION_REFUSED" // what a page wants of the server that stops
	password := b.ownReseller(email)
	company := b.ownCompany(email)
	b.signInWith(email, password)

	b.open("/settings/webhooks")
	b.fill("#name", "Ledger")
	b.fill("#url", receiver.URL)
	b.picture("webhook-form")
	b.click("#create-webhook")
	secret := evaluate[string](b, `document.getElementById("webhook-secret").value`)
	verifier, err := standard.NewWebhook(secret)
	b.check(err)
	b.accessible()
	b.picture("webhook-made")
	b.click("[id^='test-']")
	if m := <-messages; verifier.Verify([]byte(m.body), m.head) != nil || !strings.Contains(m.body, `"type":"webhook.test"`) {
		t.Errorf("the test is %s", m.body)
	}
	b.openOnce(b.address(), "200 OK")
	b.accessible()
	b.picture("webhook-log")
	b.click("tbody tr a")
	b.accessible()
	b.picture("webhook-message")

	b.scripts(false)
	b.open("/billing/budgets/new?cid=" + strings.TrimPrefix(company, "/companies/"))
	b.fill("#budgetName", "Journeys a month")
	b.fill("#limit", "1000")
	b.fill("#freeze", "100")
	b.picture("budget-form")
	b.click("#save-budget")
	if said := b.said(); !strings.Contains(said, "The budget “Journeys a month” is saved.") {
		t.Errorf("the page says %q", said)
	}
	b.scripts(true)
	b.uses(email, company, 1200)
	stop()

	p.serve(t, "--hook-allow-private")
	p.Resellers = []demo.Reseller{{Email: email, Password: password}}
	var told []string
	for len(told) < 4 {
		select {
		case m := <-messages:
			if err := verifier.Verify([]byte(m.body), m.head); err != nil {
				t.Errorf("%s: %v", m.body, err)
			}
			told = append(told, m.body)
		case <-b.ctx.Done():
			t.Fatalf("told is only %q", told)
		}
	}
	if all := strings.Join(told, "\n"); strings.Count(all, "budget.threshold") != 3 || !strings.Contains(all, `"threshold":100,"used":"1200","limit":"1000","unit":"minutes"`) || !strings.Contains(all, "company.status_changed") {
		t.Errorf("told is %s", all)
	}
	b.open("/outbox")
	b.openOnce("/outbox", "Journeys a month: 100% of 1,000 minutes reached")
	b.picture("outbox")
	b.open("/login")
	b.open("/billing/budgets")
	if at := b.address(); strings.HasPrefix(at, "/login") {
		b.fill("#email", email)
		b.fill("#password", password)
		b.click("main button[type=submit]")
	}
	if row := b.text("tbody tr"); !strings.Contains(row, "1,200 minutes of 1,000 minutes · 120%") || !strings.Contains(row, "Exceeded") {
		t.Errorf("the budget is %q", row)
	}
	if alerts := b.text("#alerts"); !strings.Contains(alerts, "100% reached") || !strings.Contains(alerts, "Freezes its company") {
		t.Errorf("the alerts are %q", alerts)
	}
	b.ask("tbody a[data-dialog]")
	b.accessible()
	b.picture("ask-delete")
	b.open(company)
	if page := b.text("main"); !strings.Contains(page, "Budget “Journeys a month” of 1000 minutes") {
		t.Errorf("the company's page is %.500q", page)
	}
	b.looks("/billing/budgets", "/billing/budgets/new", "/billing/budgets/1/edit", "/settings/webhooks", "/settings/webhook-log", "/settings/webhook-log/1")
}
