package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

const heldPlanPath, soldPlanPath = heldsPath + "/200001/plan", companiesPath + "/200001/plan"

// typed is the editor with a plan typed in, and pairs of other fields.
func typed(t billing.Terms, pairs ...string) url.Values {
	f := newForm("percent", "20", "places", "4")
	newDraft(&t, 202609).write(&f)
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f.Values
}

// pricePages are those of prices, in all their states.
func pricePages() []pageCase {
	history := func(s *site) { s.prices.history() }
	china := func(s *site) { s.prices.area = company.China; s.prices.history() }
	speak := func(s *site) {
		s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans")
		china(s)
	}
	newPath := heldPlanPath + "/new"
	wrong := typed(graduated(company.Outside), "do", "preview", "from", "2026-07", "minimum", "much", "graceDays", "367", "rates.rtc.audio.per", "999",
		"rates.rtc.hd.tiers[1].upTo", "5", "rates.rtc.hdp.tiers[0].price", "-1", "rates.rtc.audio.model", "cheap", "free[0].units", "")
	return []pageCase{
		{name: "prices", path: heldPlanPath, operator: true, change: history},
		{name: "prices.zh", path: heldPlanPath, operator: true, change: speak},
		{name: "prices.list", path: heldPlanPath, operator: true},
		{name: "prices.nothing", path: heldPlanPath + "?version=4", operator: true, change: history},
		{name: "prices.failed", status: 500, path: heldPlanPath, operator: true, change: func(s *site) { s.prices.broken = errDisk }},
		{name: "prices.sold", path: soldPlanPath, change: history},
		{name: "prices.finance", path: soldPlanPath, change: withRole(account.ResellerFinance)},
		{name: "prices.own", path: dashboardPricesPath, role: account.CompanyFinance, change: china},
		{name: "prices.new", path: newPath, operator: true, change: history},
		{name: "prices.new.zh", path: newPath, operator: true, change: speak},
		{name: "prices.new.sold", path: soldPlanPath + "/new"},
		{name: "prices.new.wrong", status: 400, path: newPath, form: wrong, operator: true},
		{name: "prices.new.markup.wrong", status: 400, path: newPath, form: typed(graduated(company.Outside), "do", "markup", "percent", "a fifth"), operator: true},
		{name: "prices.preview", path: newPath, form: typed(graduated(company.Outside), "do", "preview"), operator: true, change: history},
		{name: "prices.preview.zh", path: newPath, form: typed(graduated(company.China), "do", "preview", "from", "2026-11"), operator: true, change: speak},
		{name: "prices.buy", path: buyPath(7, billing.CNY), operator: true, change: china},
		{name: "prices.buy.new", path: buyPath(7, billing.USD) + "/new", operator: true},
		{name: "prices.buy.preview", path: buyPath(7, billing.USD) + "/new", form: typed(graduated(company.Outside), "do", "preview"), operator: true},
		{name: "balance.held", path: heldPath(200001) + balanceVerb, operator: true},
		{name: "balance.held.failed", status: 500, path: heldPath(200001) + balanceVerb, operator: true, change: func(s *site) { s.bills.broken = errDisk }},
		{name: "posting", path: heldPath(200001) + balanceVerb + "/top-up", operator: true},
		{name: "posting.zh", path: heldPath(200001) + balanceVerb + "/adjust", operator: true, change: speak},
		{name: "posting.wrong", status: 400, path: heldPath(200001) + balanceVerb + "/top-up", form: url.Values{"amount": {"much"}}, operator: true},
		{name: "posting.used", status: 409, path: heldPath(200001) + balanceVerb + "/top-up", form: url.Values{"amount": {"2"}, "reference": {"transfer <4711>"}}, operator: true, change: func(s *site) {
			s.prices.ledger = []billing.Posting{{Kind: billing.TopUp, Reference: "transfer <4711>", At: testNow, Amount: 1}}
		}},
		{name: "prices.chart", path: chartPath + "?interval=custom&from=2026-02-01&to=2026-08-27&company=200001&type=monthly", change: history},
		{name: "prices.preview.unused", path: soldPlanPath + "/new", form: typed(graduated(company.Outside), "do", "preview"), change: func(s *site) { clear(s.prices.used) }},
	}
}

// typedIn finds what is typed into a field of a page.
func typedIn(page, name string) (string, bool) {
	m := regexp.MustCompile(`<input[^>]* name="` + regexp.QuoteMeta(name) + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		return "", false
	}
	return html.UnescapeString(m[1]), true
}

func TestTheEditorWritesWhatItHasRead(t *testing.T) {
	t.Parallel()
	for _, want := range []billing.Terms{graduated(company.China), graduated(company.Outside), {Currency: billing.USD, Rates: map[string]billing.Rate{}}} {
		f := form{Values: typed(want)}
		d := readDraft(&f)
		d.tidy()
		got, from, wrong := d.terms(want.Currency)
		effect, err := billing.Compare(202607, &want, &got, newFakePrices().used)
		if len(wrong) > 0 || from != 202609 || err != nil || effect.WasTotal != effect.WouldTotal || len(got.Rates) != len(want.Rates) || len(got.Free) != len(want.Free) || got.Minimum != want.Minimum || got.GraceDays != want.GraceDays {
			t.Errorf("%+v is read as %+v from %s, wrong are %v, %v", want, got, from, wrong, err)
		}
	}
}

func TestButtonsOfTheEditorChangeWhatIsTyped(t *testing.T) {
	t.Parallel()
	start := graduated(company.Outside)
	for _, c := range []struct{ do, field, want string }{
		{"add-tier rtc.audio", "rates.rtc.audio.tiers[1].price", ""},
		{"remove-tier rtc.hd 1", "rates.rtc.hd.tiers[1].price", "2.9875"},
		{"remove-tier rtc.hd 7", "rates.rtc.hd.tiers[2].price", "2.9875"},
		{"remove-tier rtc.audio 0", "rates.rtc.audio.tiers[0].price", "0.99"},
		{"add-allowance", "free[1].units", ""},
		{"add-item 0", "free[0].items[11]", "rtm.dau"},
		{"remove-item 0 0", "free[0].items[0]", "onPremiseRecording.audio"},
		{"raise-item 0 1", "free[0].items[0]", "onPremiseRecording.audio"},
		{"raise-item 0 0", "free[0].items[0]", "rtc.audio"},
		{"markup", "rates.rtc.hdp.tiers[0].price", "17.988"},
		{"no such thing 1 2", "free[0].units", "10000"},
		{"edit", "minimum", "-120.50"},
	} {
		s := newSite(t)
		s.signInOperator(t)
		status, page, _ := s.post(t, heldPlanPath+"/new", typed(start, "do", c.do, "add.0", "rtm.dau"))
		if got, there := typedIn(page, c.field); status != http.StatusOK || got != c.want || !there {
			t.Errorf("%s answers %d, and %s is %q, %t; want %q", c.do, status, c.field, got, there, c.want)
		}
	}
	s := newSite(t)
	s.signInOperator(t)
	_, page, _ := s.post(t, heldPlanPath+"/new", typed(start, "do", "remove-allowance 0"))
	if _, there := typedIn(page, "free[0].units"); there {
		t.Error("the allowance is still there")
	}
	_, page, _ = s.post(t, heldPlanPath+"/new", typed(start, "do", "markup", "only", "rtc.audio"))
	audio, _ := typedIn(page, "rates.rtc.audio.tiers[0].price")
	hdp, _ := typedIn(page, "rates.rtc.hdp.tiers[0].price")
	if audio != "1.188" || hdp != "14.99" {
		t.Errorf("a markup of audio makes %s, and %s of HDP", audio, hdp)
	}
}

func TestAVersionIsPreviewedAndThenSaved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	path := heldPlanPath + "/new"
	_, page, _ := s.post(t, path, typed(graduated(company.Outside), "do", "preview"))
	if len(s.prices.plans) != 0 || !strings.Contains(page, `value="save"`) {
		t.Fatalf("the preview has made %d versions", len(s.prices.plans))
	}
	carried := url.Values{"do": {"save"}}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		carried.Set(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	status, _, h := s.post(t, path, carried)
	if status != http.StatusSeeOther || h.Get("Location") != heldPlanPath+"?version=1" {
		t.Fatalf("saving answers %d, %s", status, h.Get("Location"))
	}
	if v := s.prices.plans[0]; v.From != 202609 || len(v.Rates["rtc.hd"].Tiers) != 3 || v.Minimum != -12_050 {
		t.Errorf("the version is %+v", v)
	}
}

func TestEveryWrongFieldOfAPlanIsMarked(t *testing.T) {
	t.Parallel()
	cases := pricePages()
	c := cases[slices.IndexFunc(cases, func(c pageCase) bool { return c.name == "prices.new.wrong" })]
	s := c.begin(t)
	status, page, _ := s.post(t, c.path, c.form)
	for _, name := range []string{"from", "minimum", "graceDays", "rates.rtc.audio.model", "rates.rtc.hd.tiers[1].upTo", "rates.rtc.hdp.tiers[0].price", "free[0].units"} {
		if status != http.StatusBadRequest || !strings.Contains(page, `id="`+name+`-wrong"`) || !strings.Contains(page, `aria-describedby="`+name+`-wrong"`) {
			t.Errorf("answers %d, and %s is not marked", status, name)
		}
	}
}

func TestOnlyOwnersSetTheirCompaniesPrices(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]int{account.ResellerOwner: 200, account.ResellerFinance: 403, account.ResellerSupport: 403, account.ResellerViewer: 403} {
		s := newSite(t)
		withRole(role)(s)
		s.signIn(t)
		if status, _, _ := s.get(t, soldPlanPath+"/new"); status != want {
			t.Errorf("the editor answers %s %d, want %d", role, status, want)
		}
	}
	s := newSite(t)
	s.signIn(t)
	if status, page, _ := s.post(t, soldPlanPath+"/new", typed(graduated(company.Outside), "do", "save", "from", "2026-08")); status != http.StatusBadRequest || !strings.Contains(page, `id="from-wrong"`) {
		t.Errorf("prices of the running month are answered %d", status)
	}
	if status, _, _ := s.get(t, companiesPath+"/999999/plan"); status != http.StatusNotFound {
		t.Errorf("prices of another's company are answered %d", status)
	}
}

func TestAmountsAreWrittenExactly(t *testing.T) {
	t.Parallel()
	v := visitor{Words: locale.For("en")}
	for text, want := range map[string]string{"0": "0.00", "3.9": "3.90", "3.99399": "3.99399", "1234567.5": "1,234,567.50", "-1234.5600": "−1,234.56", "0.000001": "0.000001", "100": "100.00"} {
		d, err := billing.ParseDecimal(text)
		if got := exactText(v, d); err != nil || got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestAReferenceIsPostedOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signInOperator(t)
	sent := url.Values{"amount": {"99.90"}, "reference": {"4711"}, "note": {"by bank"}}
	for _, want := range []string{"99.90\u00a0USD is posted as 4711.", "4711 was posted before, with 99.90\u00a0USD on 2026-08-27. Nothing was added."} {
		status, _, h := s.post(t, heldPath(200001)+balanceVerb+"/top-up", sent)
		if status != http.StatusSeeOther || h.Get("Location") != heldPath(200001)+balanceVerb {
			t.Fatalf("posting answers %d, %s", status, h.Get("Location"))
		}
		if status, page, _ := s.get(t, heldPath(200001)+balanceVerb); status != http.StatusOK || !strings.Contains(page, want) {
			t.Errorf("the page answers %d, and does not say %q", status, want)
		}
	}
	if len(s.prices.ledger) != 1 {
		t.Errorf("there are %d postings", len(s.prices.ledger))
	}
	if status, _, _ := s.get(t, resellerPath(7)+"/plan/EUR"); status != http.StatusNotFound {
		t.Errorf("prices in euros are answered %d", status)
	}
}

func TestTheChartMarksTheDaysFromWhichOtherPricesApply(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]bool{account.ResellerOwner: true, account.ResellerFinance: true, account.ResellerViewer: false} {
		s := newSite(t)
		s.prices.history()
		withRole(role)(s)
		s.signIn(t)
		for address, marked := range map[string]bool{
			"?company=200001&interval=custom&from=2026-05-20&to=2026-06-10": want, // the 1st of June is within
			"?company=200001&interval=custom&from=2026-06-01&to=2026-06-10": want,
			"?company=200001&interval=custom&from=2026-06-02&to=2026-08-10": false,
			"?interval=custom&from=2026-05-20&to=2026-06-10":                false, // of all companies
		} {
			if _, page, _ := s.get(t, chartPath+address); strings.Contains(page, "Other prices apply: Version 2") != marked {
				t.Errorf("%s marks %s: %t", role, address, !marked)
			}
		}
	}
}
