package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/client"
	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
)

const margins = "/v1/resellers/margins"

// earn makes a company that has used 1,000 minutes of HDP above its allowance in
// August, which costs the reseller a third less.
func (d *desk) earn(t testing.TB) (cid int64) {
	t.Helper()
	cid = d.create(t)
	d.spend(t, d.begin(t, cid), time.Date(2026, 8, 29, 0, 0, 0, 0, time.UTC), 11_000)
	terms := billing.List(company.Outside)
	terms.Rates["rtc.hdp"] = billing.Rate{Model: billing.Flat, Per: 1000, Tiers: []billing.Tier{{Price: terms.Rates["rtc.audio"].Tiers[0].Price.Add(terms.Rates["rtc.hd"].Tiers[0].Price)}}}
	bills := billing.NewService(billing.Config{Store: d.db.Billing(), Figures: d.db.Usage(), Clock: d.clock, OpenFrom: 400})
	if _, err := bills.SetBuyPlan(t.Context(), account.Command(), d.owner.Reseller, 202608, terms); err != nil {
		t.Fatal(err)
	}
	return cid
}

func TestMarginsAreByCompanyProductAndMonth(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.earn(t)
	const earned = `"currency":"USD","revenue":14.99,"cost":4.98,"margin":10.01,"marginPercent":66.8,"status":"provisional"}`
	for query, element := range map[string]string{
		"": fmt.Sprintf(`{"companyId":%d,"companyName":"Acme",`, cid), "?by=product&to=2026-08": `{"productId":"rtc",`, "?by=month&from=2026-08&currency=USD": `{"month":"2026-08",`,
	} {
		by := "company"
		if _, said, there := strings.Cut(query, "by="); there {
			by, _, _ = strings.Cut(said, "&")
		}
		d.ask(t, "GET", margins+query, "").is(t, 200, `{"from":"2026-08","to":"2026-08","by":"`+by+`","totals":[{`+earned+`],`+
			`"totalSize":1,"pageSize":1,"pageNumber":1,"hasMore":false,"elements":[`+element+earned+`]}`)
	}
	d.ask(t, "GET", margins+"?currency=CNY", "").is(t, 200, `{"from":"2026-08","to":"2026-08","by":"company","totals":[],"totalSize":0,"pageSize":0,"pageNumber":1,"hasMore":false,"elements":[]}`)
	d.ask(t, "DELETE", fmt.Sprintf("%s/%d", companies, cid), "").is(t, 204, "")
	if got := d.ask(t, "GET", margins, ""); !strings.Contains(got.body, `"elements":[{"currency":"USD","revenue":14.99,`) {
		t.Errorf("after its removal: %s", got.body)
	}
}

func TestMarginsAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for query, field := range map[string]string{
		"?from=2025-08&to=2026-08": "from", "?from=2026-08&to=2026-07": "from", "?to=2026-09": "to", "?to=2026-13": "to", "?from=August": "from",
		"?by=star": "by", "?currency=EUR": "currency", "?pageNumber=0": "pageNumber", "?from=2026-00": "from",
	} {
		d.ask(t, "GET", margins+query, "").problem(t, 400, "", field)
	}
	d.send(t, d.request(t, "GET", margins, "")).problem(t, 401, "not signed")
	if got := d.ask(t, "POST", margins, "{}"); got.status != 405 || got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("%+v", got)
	}
}

func TestTheClientReadsMarginsOfAllPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.earn(t)
	for i := range int64(1000) {
		_, err := d.companies.CreateCompany(t.Context(), company.Company{ID: 300_000 + i, Reseller: d.owner.Reseller, Name: "Idle", Country: "DE", Area: company.Outside},
			account.User{Email: fmt.Sprintf("%d@idle.example", i), Name: "Ann", Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
	}
	c, err := client.New(client.Config{BaseURL: d.URL, KeyID: d.key.ID, Secret: d.secret, Clock: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(q client.MarginQuestion) (all []client.Margin) {
		for row, err := range c.Margins(t.Context(), q) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, row)
		}
		return all
	}
	if all := ask(client.MarginQuestion{}); len(all) != 1001 || all[0].Margin != "10.01" || all[1000].Percent != "" {
		t.Errorf("%d rows, the first one %+v", len(all), all[0])
	}
	august := time.Date(2026, 8, 9, 0, 0, 0, 0, time.UTC)
	want := []client.Margin{{Month: "2026-08", Currency: "USD", Revenue: "14.99", Cost: "4.98", Margin: "10.01", Percent: "66.8", Status: "provisional"}}
	if got := ask(client.MarginQuestion{From: august, To: august, By: client.MarginsByMonth, Currency: "USD"}); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	for _, err := range c.Margins(t.Context(), client.MarginQuestion{From: august.AddDate(-2, 0, 0)}) {
		if err == nil {
			t.Error("two years are answered")
		}
	}
}
