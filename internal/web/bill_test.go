package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// short and stopped are companies whose balance does not suffice.
func short(s *site) {
	s.companies.at(200001).Status, s.companies.at(200001).ByBalance = company.InsufficientBalance, company.InsufficientBalance
	s.bills.standing = billing.Standing{Balance: -1499, ByBalance: company.InsufficientBalance, ShortSince: 20260806, Suspends: 20260905, Next: 202608}
}

func stopped(s *site) {
	s.companies.at(200001).Status, s.companies.at(200001).ByBalance = company.SuspendedAutomatically, company.SuspendedAutomatically
	s.bills.standing = billing.Standing{Balance: -1499, ByBalance: company.SuspendedAutomatically, ShortSince: 20260706, Next: 202608}
}

// billPages are those of bills and balances.
func billPages() []pageCase {
	speak := func(s *site) { s.accounts.users[3] = withLanguage(s.accounts.users[3], "zh-Hans") }
	tiers := func(s *site) { s.bills.tiers = true }
	return []pageCase{
		{name: "bills", path: billsPath},
		{name: "bills.running", path: billsPath + "?month=2026-08&sort=name&page=2"},
		{name: "bills.none", path: billsPath + "?month=2026-01"},
		{name: "bills.noMatch", path: billsPath + "?q=nobody"},
		{name: "bills.wrong", status: 400, path: billsPath + "?month=last"},
		{name: "bills.failed", status: 503, path: billsPath, change: func(s *site) { s.bills.broken = fault.New(fault.Unavailable, "No.") }},
		{name: "bills.company", path: billsPath + "/200001"},
		{name: "bill", path: billsPath + "/200002/2026-06"},
		{name: "bill.tiers", path: billsPath + "/200001/2026-07", change: tiers},
		{name: "bill.running", path: billsPath + "/200004/2026-08"},
		{name: "bill.nothing", path: billsPath + "/200001/2026-07", change: func(s *site) { s.bills.idle = true }},
		{name: "bill.day", path: billsPath + "/200001/2026-07/2026-07-13"},
		{name: "balance", path: companyPath(200001) + balanceVerb},
		{name: "balance.none", path: companyPath(200001) + balanceVerb, change: func(s *site) { s.bills.postings, s.bills.standing = 0, billing.Standing{Next: 202608} }},
		{name: "balance.short", path: companyPath(200001) + balanceVerb + "?page=2", change: func(s *site) { short(s); s.bills.postings = 120 }},
		{name: "company.short", path: companyPath(200001), change: short},
		{name: "dashboard.bills", path: dashboardBillsPath, role: account.CompanyFinance},
		{name: "dashboard.bill.zh", path: dashboardBillsPath + "/2026-07", role: account.CompanyAdmin, change: func(s *site) { speak(s); tiers(s) }},
		{name: "dashboard.balance.stopped", path: dashboardBalancePath, role: account.CompanyFinance, change: stopped},
		{name: "dashboard.short", path: dashboardPath, role: account.CompanyFinance, change: short},
	}
}

func TestALineOfABillLeadsToTheUsageBehindIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, billsPath+"/200001/2026-07")
	want := "/usage/chart?company=200001&amp;from=2026-07-01&amp;interval=custom&amp;product=rtc&amp;series=&amp;series=sdAll&amp;series=hdAll&amp;to=2026-07-31&amp;type=daily"
	if !strings.Contains(page, want) {
		t.Errorf("the bill does not lead to %s", want)
	}
	status, chart, _ := s.get(t, strings.ReplaceAll(want, "&amp;", "&"))
	if status != http.StatusOK || !strings.Contains(text(chart), "CID 200001") {
		t.Errorf("the chart answers %d", status)
	}
	m := newSite(t)
	m.signInMember(t, account.CompanyFinance)
	if _, page, _ := m.get(t, dashboardBillsPath+"/2026-07"); !strings.Contains(page, `href="/dashboard/usage?from=2026-07-01`) || strings.Contains(page, "/companies/") {
		t.Error("a member's bill does not lead to the own usage, or leads to a reseller's pages")
	}
}

func TestABillSaysWhatItIsAndWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.bills.tiers = true
	s.signIn(t)
	for path, wants := range map[string][]string{
		"/200001/2026-07": {"200001-2026-07", "Price plan, version 2", "To be deducted", "on 2026-08-06", "No price", "up to 100,000: 3.99", "above 100,000: 2.49", "per 1,000 min, each tier by itself",
			"for all of them", "30.00 per package of 5,000 min", "Adjustment of 2026-06", "2026-06-12, 2026-06-15", "−22.48", "Use of the month"},
		"/200002/2026-06":            {"Deducted", "2026-07-06", "List of December 2019"},
		"/200001/2026-08":            {"So far, provisional", "As of 2026-08-27 14:32 UTC", "until the bill is issued on 2026-09-01"},
		"/200001/2026-07/2026-07-13": {"final", "Live", "Staging", "1 other project"},
		"/200001/2026-08/2026-08-27": {"provisional"},
	} {
		_, page, _ := s.get(t, billsPath+path)
		for _, want := range wants {
			if !strings.Contains(text(page), want) {
				t.Errorf("%s lacks %q: %s", path, want, text(page))
			}
		}
	}
	for _, path := range []string{"/200001/2026-05", "/200001/2026-09", "/200001/july", "/4711/2026-07", "/x/2026-07", "/200001/2026-07/2026-08-01", "/200001/2026-07/1", "/200001/2026-08/2026-08-28", "/4711"} {
		if status, _, _ := s.get(t, billsPath+path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
}

func TestTheListOfBillsIsOfTheMonthAndOrderThatWereAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for query, want := range map[string]billing.BillFilter{
		"":                                    {Month: 202607, Order: billing.OrderTotal, Descending: true},
		"?month=2026-06&q=+acme+&sort=name":   {Month: 202606, Text: "acme", Order: billing.OrderName},
		"?sort=-cid":                          {Month: 202607, Order: billing.OrderCompany, Descending: true},
		"?sort=price&page=2":                  {Month: 202607, Order: billing.OrderTotal, Offset: deskRows},
		"?" + url.Values{"q": {"Ü"}}.Encode(): {Month: 202607, Text: "Ü", Order: billing.OrderTotal, Descending: true},
	} {
		s.bills.asked = nil
		s.get(t, billsPath+query)
		want.Reseller, want.Limit = 7, deskRows
		if len(s.bills.asked) != 1 || s.bills.asked[0] != want {
			t.Errorf("%q asks for %+v, want %+v", query, s.bills.asked, want)
		}
	}
	if status, page, _ := s.get(t, billsPath+"?month=2026-13"); status != http.StatusBadRequest || !strings.Contains(text(page), "“2026-13” is not a month like 2026-01") {
		t.Errorf("a month that is none answers %d", status)
	}
	if status, _, h := s.get(t, billsPath+"?page=9"); status != http.StatusSeeOther || !strings.Contains(h.Get("Location"), "page=2") {
		t.Errorf("a page beyond the last answers %d to %q", status, h.Get("Location"))
	}
}

func TestABalanceThatDoesNotSufficeIsSaidWithItsDates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*site)
		wants  []string
	}{
		"short":        {short, []string{"Insufficient balance", "been below 0.00 USD since 2026-08-06", "Unless 14.99 USD is paid in before, services stop on 2026-09-05 (UTC)"}},
		"stopped":      {stopped, []string{"since 2026-07-06, so projects are not served", "as soon as 14.99 USD is paid in"}},
		"enough again": {func(s *site) { stopped(s); s.bills.standing.Minimum = -2000 }, []string{"enough again, because at least −20.00 USD is wanted now"}},
		"enough":       {func(*site) {}, []string{"123.45 USD", "The bill of 2026-07, 29.98 USD, will be deducted on 2026-08-06"}},
		"will lack":    {func(s *site) { s.bills.standing.Balance = 1000 }, []string{"That leaves −19.98 USD, which is too low: pay in 19.98 USD before 2026-08-06"}},
	} {
		s := newSite(t)
		c.change(s)
		s.signInMember(t, account.CompanyFinance)
		_, page, _ := s.get(t, dashboardPath)
		said := strings.ReplaceAll(text(page), "\u00a0", " ")
		for _, want := range c.wants {
			if strings.Count(said, want) != 1 {
				t.Errorf("%s: the overview has %q %d times: %s", name, want, strings.Count(said, want), said)
			}
		}
	}
}

func TestWhoMayNotReadBillsIsShownNone(t *testing.T) {
	t.Parallel()
	for _, r := range []account.Role{account.CompanyEngineer, account.CompanyVisitor, account.CompanyAdmin} {
		s := newSite(t)
		short(s)
		if r == account.CompanyVisitor {
			s.visitCompany(t, "200001")
		} else {
			s.signInMember(t, r)
		}
		_, page, _ := s.get(t, dashboardPath)
		for _, mark := range []string{dashboardBillsPath, dashboardBalancePath, "14.99"} {
			if strings.Contains(page, mark) != r.May(account.ReadBills) {
				t.Errorf("%s is shown %s: %t", r, mark, !r.May(account.ReadBills))
			}
		}
	}
	s := newSite(t)
	withRole(account.ResellerSupport)(s)
	s.signIn(t)
	if _, page, _ := s.get(t, companyPath(200001)); strings.Contains(page, balanceVerb) || strings.Contains(page, billsPath) {
		t.Error("support is shown money")
	}
	frozen := newSite(t)
	frozen.companies.at(200001).Status = company.SuspendedManually
	frozen.signInMember(t, account.CompanyFinance)
	if status, _, _ := frozen.get(t, dashboardBillsPath+"/2026-07"); status != http.StatusOK {
		t.Errorf("a frozen company's bill answers %d", status)
	}
}

func TestBillsLeadToWhatTheyAreMadeBy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, path := range []string{"", "/200001", "/200001/2026-07"} {
		if _, page, _ := s.get(t, billsPath+path); !strings.Contains(page, `href="`+soldPlanPath+`"`) {
			t.Errorf("%s does not lead to the company's prices", path)
		}
	}
	m := newSite(t)
	m.signInMember(t, account.CompanyFinance)
	for _, path := range []string{"", "/2026-07"} {
		if _, page, _ := m.get(t, dashboardBillsPath+path); !strings.Contains(page, `href="`+dashboardPricesPath+`"`) {
			t.Errorf("%s of the Dashboard does not lead to its prices", path)
		}
	}
}
