package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/bulk"
	"reseller-console/internal/company"
)

// typedMarkup is the editor with a markup typed in, and pairs of other fields.
func typedMarkup(t testing.TB, pairs ...string) url.Values {
	t.Helper()
	rule := marked(20)
	f, err := newMarkupForm(&rule, 202609)
	if err != nil {
		t.Fatal(err)
	}
	f.Set("currency", "USD")
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f.Values
}

// markupPages are those of markups, in all their states.
func markupPages(t testing.TB) []pageCase {
	t.Helper()
	history := func(s *site) { s.markups.history() }
	china := func(s *site) {
		s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans")
		s.markups.history()
		s.companies.at(200001).Area = company.China
		s.markups.sources[200001] = billing.Sourced{Company: 200001, Now: billing.Origin{Source: billing.Standard, Since: 202607, Rule: s.markups.set[3]}}
	}
	finance := func(s *site) { history(s); withRole(account.ResellerFinance)(s) }
	own := func(pairs ...string) url.Values {
		f := typedMarkup(t, pairs...)
		f["cid"] = []string{"200001", "200003"}
		return f
	}
	wrong := typedMarkup(t, "do", "preview", "from", "2026-08", "percent", "a fifth", "places", "7", "minimum", "much", "graceDays", "-1",
		itemValue("rtc.hd"), "-101", itemPer("rtm.dau"), "999")
	return []pageCase{
		{name: "markups", path: markupsPath, change: history},
		{name: "markups.zh", path: markupsPath + "?currency=CNY", change: china},
		{name: "markups.begin", path: markupsPath + "?page=2"},
		{name: "markups.finance", path: markupsPath, change: finance},
		{name: "markups.nomatch", path: markupsPath + "?type=name&q=%3Cnobody%3E", change: history},
		{name: "markups.none", path: markupsPath, change: func(s *site) { s.companies.all = nil }},
		{name: "markups.failed", status: 500, path: markupsPath, change: func(s *site) { s.markups.broken = errDisk }},
		{name: "markup.standard", path: standardPath + "?currency=USD", change: history},
		{name: "markup.standard.zh", path: standardPath + "?currency=CNY", change: china},
		{name: "markup.standard.first", path: standardPath},
		{name: "markup.standard.wrong", status: 400, path: standardPath, form: wrong, change: history},
		{name: "markup.standard.preview", path: standardPath, form: typedMarkup(t, "do", "preview"), change: history},
		{name: "markup.standard.preview.zh", path: standardPath, form: typedMarkup(t, "do", "preview", "currency", "CNY"), change: china},
		{name: "markup.own", path: ownMarkupPath + "?cid=200003", change: history},
		{name: "markup.own.many", path: ownMarkupPath + "?all=1&currency=USD", change: history},
		{name: "markup.own.preview", path: ownMarkupPath, form: own("do", "preview"), change: history},
		{name: "markup.follow", path: followPath + "?cid=200002&cid=200003", change: history},
		{name: "markup.follow.wrong", status: 400, path: followPath, form: url.Values{"cid": {"200002"}, "from": {"2026-08"}}, change: history},
		{name: "markup.end", path: endMarkupPath + "?currency=USD", change: history},
		{name: "prices.follows", path: soldPlanPath, change: func(s *site) { history(s); s.prices.history(); s.prices.plans[1].Rule = 1 }},
		{name: "prices.preview.follows", path: soldPlanPath + "/new", form: typed(graduated(company.Outside), "do", "preview"), change: func(s *site) { history(s); s.prices.history() }},
	}
}

func TestAStandardMarkupIsSetAfterItsPreview(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	typed := typedMarkup(t, "do", "preview")
	status, page, _ := s.post(t, standardPath, typed)
	if status != http.StatusOK || len(s.markups.set) > 0 || !strings.Contains(text(page), "12,345.67") {
		t.Fatalf("the preview answers %d, kept is %+v", status, s.markups.set)
	}
	carried := hiddenIn(page)
	carried.Set("do", "save")
	status, _, h := s.post(t, standardPath, carried)
	if status != http.StatusSeeOther || h.Get("Location") != markupsPath+"?currency=USD" || len(s.markups.set) != 1 {
		t.Fatalf("saving answers %d to %q, kept is %+v", status, h.Get("Location"), s.markups.set)
	}
	want := billing.RuleVersion{Currency: billing.USD, From: 202609, Source: billing.Marked, Rule: marked(20)}
	if got := said(t, s.markups.set[0].Rule); got != said(t, want.Rule) || s.markups.set[0].From != 202609 || s.markups.set[0].Company != 0 {
		t.Errorf("kept is %s, want %s", got, said(t, want.Rule))
	}
	if _, page, _ := s.get(t, markupsPath); !strings.Contains(text(page), "From 2026-09-01 on: +20%, 3 items otherwise") {
		t.Errorf("the list says %s", text(page))
	}
}

func said(t *testing.T, r billing.Rule) string {
	t.Helper()
	b, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// hiddenIn are the hidden fields of a page's form.
func hiddenIn(page string) url.Values {
	all := url.Values{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		all.Add(m[1], html.UnescapeString(m[2]))
	}
	return all
}

func TestItemsGetRulesOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, page, _ := s.post(t, standardPath, typedMarkup(t, "do", "add", "another", "rtc.audio"))
	if status != http.StatusOK || strings.Count(page, `name="item"`) != 4 {
		t.Fatalf("adding answers %d with %d", status, strings.Count(page, `name="item"`))
	}
	status, page, _ = s.post(t, standardPath, typedMarkup(t, "do", "remove transcoding.avcHd"))
	if status != http.StatusOK || strings.Count(page, `name="item"`) != 2 {
		t.Errorf("removing answers %d with %d", status, strings.Count(page, `name="item"`))
	}
}

func TestChosenCompaniesFollowTheStandardOrTheirOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.at(200002).Reseller = 8
	s.signIn(t)
	chosen := url.Values{"cid": {"200001", "200002", "200003"}, "from": {"2026-10"}, "currency": {"USD"}}
	status, _, _ := s.post(t, followPath, chosen)
	if status != http.StatusSeeOther || whose(s.markups.set) != "200001 standard 2026-10, 200003 standard 2026-10" {
		t.Errorf("answers %d, kept is %s", status, whose(s.markups.set))
	}
	s.markups.set = nil
	own := typedMarkup(t, "do", "save")
	own["cid"] = []string{"200002", "200001"}
	status, _, _ = s.post(t, ownMarkupPath, own)
	if status != http.StatusSeeOther || whose(s.markups.set) != "200001 markup 2026-09" {
		t.Errorf("answers %d, kept is %s", status, whose(s.markups.set))
	}
	s.markups.set = nil
	if status, _, _ = s.post(t, endMarkupPath, url.Values{"from": {"2026-10"}, "currency": {"CNY"}}); status != http.StatusSeeOther || whose(s.markups.set) != "0 hand 2026-10" {
		t.Errorf("ending answers %d, kept is %s", status, whose(s.markups.set))
	}
}

func whose(all billing.RuleVersions) string {
	var texts []string
	for _, v := range all {
		texts = append(texts, cid(v.Company)+" "+string(v.Source)+" "+v.From.String())
	}
	slices.Sort(texts)
	return strings.Join(texts, ", ")
}

func TestVeryManyCompaniesGetTheirMarkupInTheBackground(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i := range 60 {
		l := s.companies.all[i]
		l.ID += 1000
		s.companies.all = append(s.companies.all, l)
	}
	s.signIn(t)
	own := typedMarkup(t, "do", "save", "all", "1")
	status, _, h := s.post(t, ownMarkupPath, own)
	if status != http.StatusSeeOther || h.Get("Location") != runsPath || len(s.markups.set) > 0 || len(s.runs.all) != 1 {
		t.Fatalf("answers %d to %q, kept is %s", status, h.Get("Location"), whose(s.markups.set))
	}
	var o bulk.Order
	if err := json.Unmarshal(s.runs.all[0].Payload, &o); err != nil || o.Act != bulk.Mark || o.Total <= bulkAtOnce || o.Markup.From != 202609 || said(t, o.Markup.Rule) != said(t, marked(20)) {
		t.Errorf("the order is %+v, %v", o, err)
	}
	if _, page, _ := s.get(t, runsPath); !strings.Contains(text(page), "Markup of") {
		t.Error("the list of runs does not say so")
	}
}

func TestFinanceReadsMarkupsAndSetsNone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.markups.history()
	withRole(account.ResellerFinance)(s)
	s.signIn(t)
	status, page, _ := s.get(t, markupsPath)
	if status != http.StatusOK || strings.Contains(page, "bulk-own") || strings.Contains(page, "set-standard") {
		t.Errorf("the list answers %d", status)
	}
	for _, path := range []string{standardPath, ownMarkupPath, followPath, endMarkupPath} {
		if status, _, _ := s.post(t, path, url.Values{"cid": {"200001"}, "from": {"2026-10"}}); status != http.StatusForbidden {
			t.Errorf("%s answers %d", path, status)
		}
	}
}

func TestACompanyNeverReadsTheMarkupOfItsReseller(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.markups.history()
	s.prices.history()
	s.prices.plans[1].Rule = 1
	s.signInMember(t, account.CompanyAdmin)
	if status, page, _ := s.get(t, dashboardPricesPath); status != http.StatusOK || strings.Contains(strings.ToLower(page), "markup") {
		t.Errorf("answers %d with a markup", status)
	}
}
