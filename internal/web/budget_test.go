package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
)

const budgetFields = "budgetName=Acme+in+August&cid=200001&measure=minutes&limit=12,000&thresholds=100,+50+%3B+80%25&forecast=1&freeze=100&recipient=1&recipient=9"

func TestABudgetIsMadeChangedPausedAndDeleted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if status, page, _ := s.post(t, budgetsPath, formOf(t, budgetFields)); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, text(page))
	}
	b := s.budgets.all[0]
	if b.Company != 200001 || b.Limit != 12_000 || !slices.Equal(b.Thresholds, []int{50, 80, 100}) || !b.Forecast || b.Freeze != 100 || !slices.Equal(b.Recipients, []int64{1, 9}) || b.User != 1 {
		t.Errorf("%+v", b)
	}
	s.budgets.stand(1, 9_700, 20260829, 50, 80)
	_, page, _ := s.get(t, budgetsPath)
	for _, want := range []string{"9,700 minutes of 12,000 minutes · 80%", "Will be exceeded on 2026-08-29", "Freezes at 100%", "The budget “Acme in August” is saved."} {
		if !strings.Contains(text(page), want) {
			t.Errorf("the page has no %q: %s", want, text(page))
		}
	}
	if !strings.Contains(page, `value="9700" max="12000"`) {
		t.Error("there is no bar")
	}
	_, page, _ = s.get(t, budgetsPath+"/1/edit")
	for _, want := range []string{`value="200001"`, `value="50, 80, 100"`, `name="forecast" value="1" checked`, `value="minutes" selected`, `name="freeze" value="100"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form has no %s", want)
		}
	}
	s.post(t, budgetsPath+"/1/edit", formOf(t, "budgetName=All&measure=money:USD&limit=1250.5&thresholds=100"))
	if b := s.budgets.all[0]; b.Company != 0 || b.Measure != budget.Money || b.Currency != billing.USD || b.Limit != 125_050 || b.Freeze != 0 {
		t.Errorf("changed, it is %+v", b)
	}
	s.post(t, budgetsPath+"/1/pause", nil)
	if _, page, _ := s.get(t, budgetsPath); !strings.Contains(text(page), "Paused") || !strings.Contains(page, "/billing/budgets/1/resume") {
		t.Error("it is not paused")
	}
	s.post(t, budgetsPath+"/1/resume", nil)
	s.post(t, budgetsPath+"/1/delete", nil)
	if _, page, _ := s.get(t, budgetsPath); !strings.Contains(text(page), "No budgets") {
		t.Error("it is still there")
	}
}

func TestABudgetThatCannotBeSaysWhyBesideTheField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct{ field, value, want string }{
		{"budgetName", " ", "1 to 80 characters"}, {"cid", "x", "The name or CID of one of your companies"}, {"cid", "300001", "The name or CID of one of your companies"},
		{"measure", "peaks", "Choose one of these; of one company"}, {"measure", "minutes:rtm", "Choose one of these; of one company"}, {"measure", "money:CNY", "Choose one of these; of one company"},
		{"limit", "0", "A whole number of minutes"}, {"limit", "12.5", "A whole number of minutes"}, {"limit", "-1", "A whole number of minutes"},
		{"thresholds", "0", "1 to 10 whole numbers"}, {"thresholds", "half", "1 to 10 whole numbers"}, {"thresholds", "1001", "1 to 10 whole numbers"},
		{"freeze", "90", "One of the thresholds"}, {"recipient", "77", "Choose users of your account"},
	} {
		form := formOf(t, budgetFields)
		form.Set(c.field, c.value)
		status, page, _ := s.post(t, budgetsPath, form)
		if status != http.StatusBadRequest || !strings.Contains(text(page), c.want) || len(s.budgets.all) > 0 {
			t.Errorf("%s of %q answers %d without %q: %s", c.field, c.value, status, c.want, text(page))
		}
	}
}

func TestABudgetIsAboutACompanyByItsName(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[2].Name = "Only One"
	form := formOf(t, budgetFields)
	form.Set("cid", " only ONE ")
	if status, page, _ := s.post(t, budgetsPath, form); status != http.StatusSeeOther || s.budgets.all[0].Company != 200003 {
		t.Errorf("%d %s", status, text(page))
	}
	if _, page, _ := s.get(t, newBudgetPath); !strings.Contains(page, `<option value="Only One">200003`) {
		t.Error("names do not complete what is typed")
	}
	if _, page, _ := s.get(t, chartCompaniesPath+"?cid=only"); strings.TrimSpace(page) != `<option value="Only One">200003</option>` {
		t.Errorf("what is typed there is not looked up: %s", page)
	}
}

func TestMoneyOfABudgetIsGroupedAsThatOfBills(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.budgets.all = []budget.Budget{{ID: 1, Reseller: 7, Name: "Ours", Measure: budget.Money, Currency: billing.USD, Limit: 1_240_000, Thresholds: []int{100}}}
	if _, page, _ := s.get(t, budgetsPath); !strings.Contains(text(page), "12,400.00") {
		t.Errorf("the limit is not grouped: %s", text(page))
	}
}

func TestBudgetsOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.budgets.all = []budget.Budget{{ID: 1, Reseller: 8, Name: "Theirs", Measure: budget.Minutes, Limit: 1}}
	for _, path := range []string{"/1/edit", "/1/delete"} {
		if status, _, _ := s.get(t, budgetsPath+path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	for _, path := range []string{"/1/edit", "/1/pause"} {
		if status, _, _ := s.post(t, budgetsPath+path, formOf(t, budgetFields)); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	if _, page, _ := s.get(t, budgetsPath); strings.Contains(page, "Theirs") {
		t.Error("the list shows another reseller's")
	}
}

// budgetPages are those of budgets and webhooks.
func budgetPages(t testing.TB) (all []pageCase) {
	some := func(s *site) {
		for i, form := range []string{budgetFields, "budgetName=All+in+dollars&measure=money:USD&limit=25000&thresholds=80,100&forecast=1&recipient=1",
			"budgetName=" + url.QueryEscape("A <b>name</b> that is long enough to need more than one line of its table cell") + "&measure=money:CNY&limit=1000.5&thresholds=50,75,90,95,100,110,120,150,200,1000",
			"budgetName=Recording&measure=minutes:cloudRecording&limit=100000&thresholds=100"} {
			s.post(t, budgetsPath, formOf(t, form))
			s.budgets.stand(int64(i+1), []int64{9_700, 1_250_000, 120_000, 0}[i], 0)
		}
		s.budgets.stand(1, 9_700, 20260829, 50, 80, 0)
		s.budgets.stand(3, 120_000, 0, 50, 75, 90, 95, 100, 110)
		s.budgets.all[3].Paused = true
		s.budgets.alerts = []budget.Alert{
			{Budget: 3, Name: "A <b>name</b>", Measure: budget.Money, Currency: billing.CNY, Month: 202608, Threshold: 110, At: testNow, Used: 120_000, Limit: 100_050},
			{Budget: 1, Name: "Acme in August", Measure: budget.Minutes, Month: 202608, ExceedsOn: 20260829, At: testNow, Used: 9_700, Limit: 12_000},
			{Budget: 1, Name: "Acme in August", Measure: budget.Minutes, Month: 202607, Threshold: 100, At: testNow.AddDate(0, -1, 0), Used: 12_000, Limit: 12_000, Froze: true},
		}
		s.get(t, budgetsPath) // hears what was said
	}
	for name, path := range map[string]string{
		"budgets": budgetsPath, "budgets.zh": budgetsPath, "budget.new": newBudgetPath + "?cid=200001", "budget.edit.zh": budgetsPath + "/2/edit", "budget.delete": budgetsPath + "/1/delete",
	} {
		c := pageCase{name: name, path: path, then: some}
		if strings.HasSuffix(name, ".zh") {
			c.change = func(s *site) { s.speak("zh-Hans") }
		}
		all = append(all, c)
	}
	wrong := formOf(t, "once=x&budgetName=&cid=x&measure=minutes&limit=many&thresholds=0")
	return append(all, pageCase{name: "budgets.none", path: budgetsPath}, pageCase{name: "budget.wrong", status: 400, path: budgetsPath, form: wrong})
}

func TestOnlyWhoMayFreezeIsAskedWhetherTo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	withRole(account.ResellerFinance)(s)
	s.signIn(t)
	if _, page, _ := s.get(t, newBudgetPath); strings.Contains(page, `name="freeze"`) || !strings.Contains(page, `name="limit"`) {
		t.Error("finance is asked")
	}
	if status, page, _ := s.post(t, budgetsPath, formOf(t, budgetFields)); status != http.StatusBadRequest {
		t.Errorf("%d %s", status, text(page))
	}
	if status, _, _ := s.get(t, webhooksPath); status != http.StatusForbidden {
		t.Errorf("webhooks answer %d", status)
	}
}

func TestTheWayToABudgetOfACompanyIsOnItsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, companyPath(200001))
	way := regexp.MustCompile(`id="new-budget" href="([^"]*)"`).FindStringSubmatch(page)
	if way == nil {
		t.Fatal("there is none")
	}
	if _, form, _ := s.get(t, way[1]); !strings.Contains(form, `name="cid" value="200001"`) {
		t.Errorf("%s does not name the company", way[1])
	}
}
