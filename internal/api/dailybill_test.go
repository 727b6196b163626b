package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"reseller-console/client"
	"reseller-console/internal/account"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

const dailyBills = "/v1/resellers/companies/daily-bills"

// spend records minutes of HDP of Video & Audio.
func (d *desk) spend(t testing.TB, project string, day time.Time, minutes int64) {
	t.Helper()
	d.take(t, usage.Event{Source: "spent", ID: project + day.String(), Type: usage.Seconds, Project: project, Product: product(t, catalog.RTC), Slot: 3,
		Start: day.UnixMilli(), Value: minutes * 60})
}

func TestTheBillsOfADayHaveARowForEachProject(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	first, second := d.begin(t, cid), d.begin(t, cid)
	if second < first {
		first, second = second, first
	}
	china := d.create(t, "area", `"CN"`, "country", `"CN"`, "email", `"li@xinghe.example"`)
	third := d.begin(t, china)
	day := time.Date(2026, 8, 29, 0, 0, 0, 0, time.UTC)
	d.spend(t, second, day, 11_001)
	d.spend(t, third, day, 10_100)
	d.spend(t, first, day.AddDate(0, 0, -1), 1_000)
	want := fmt.Sprintf(`{"totalSize":3,"pageSize":3,"pageNumber":1,"hasMore":false,"elements":[`+
		`{"companyId":%d,"projectId":%q,"amount":0,"currency":"USD"},{"companyId":%[1]d,"projectId":%[3]q,"amount":29.99,"currency":"USD"},`+
		`{"companyId":%[4]d,"projectId":%[5]q,"amount":10.5,"currency":"CNY"}]}`, cid, first, second, china, third)
	for _, query := range []string{"", "?period=20260829", "?period=20260829&pageNumber=1", "?pageNumer=1", "?pageNumber=1&pageNumer=7&other=x"} {
		d.ask(t, "GET", dailyBills+query, "").is(t, 200, want)
	}
	d.ask(t, "GET", dailyBills+"?pageNumer=2", "").is(t, 200, `{"totalSize":3,"pageSize":0,"pageNumber":2,"hasMore":false,"elements":[]}`)
	d.ask(t, "GET", dailyBills+"?period=20260828", "").is(t, 200, strings.NewReplacer("29.99", "0", "10.5", "0").Replace(want))
}

func TestBillsOfADayAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for query, says := range map[string]string{
		"?period=20260830":              "newest daily bill is that of 2026-08-29",
		"?period=20270101":              "newest daily bill",
		"?period=20260230":              "no day 20260230",
		"?period=2026-08-29":            "period",
		"?period=x":                     "period",
		"?pageNumber=0":                 "pageNumber",
		"?pageNumber=-1":                "pageNumber",
		"?pageNumber=1.5":               "pageNumber",
		"?pageNumer=x":                  "pageNumer",
		"?pageNumber=99999999999999999": "pageNumber",
	} {
		field := "period"
		if strings.Contains(query, "page") {
			field, _, _ = strings.Cut(query[1:], "=")
		}
		d.ask(t, "GET", dailyBills+query, "").problem(t, 400, says, field)
	}
	r := d.request(t, "GET", dailyBills, "")
	d.send(t, r).problem(t, 401, "not signed")
	if got := d.ask(t, "POST", dailyBills, "{}"); got.status != 405 || got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("%+v", got)
	}
}

func TestBillsOfAnotherResellerAreNotThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	project := d.begin(t, cid)
	d.spend(t, project, time.Date(2026, 8, 29, 0, 0, 0, 0, time.UTC), 20_000)
	const nothing = `{"totalSize":0,"pageSize":0,"pageNumber":1,"hasMore":false,"elements":[]}`
	owner := d.key
	secret := d.secret
	d.key, d.secret = d.newKey(t, d.reseller(t, "Alder", "theo@alder.example"), account.AccessKey{Name: "Alder", ReadOnly: true})
	d.ask(t, "GET", dailyBills, "").is(t, 200, nothing)
	d.key, d.secret = owner, secret
	d.ask(t, "DELETE", fmt.Sprintf("%s/%d", companies, cid), "").is(t, 204, "")
	d.ask(t, "GET", dailyBills, "").is(t, 200, nothing)
}

func TestBillsOfADayArePagedByAThousand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.create(t, "appLimit", "2000")
	for i := range 1001 {
		_, err := d.companies.CreateProject(t.Context(), company.Project{ID: fmt.Sprintf("p%04d", i), Company: 200_001, Name: "P", AppID: fmt.Sprintf("%032x", i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	d.spend(t, "p1000", time.Date(2026, 8, 29, 0, 0, 0, 0, time.UTC), 11_000)
	for page, ends := range map[int][3]string{1: {`"pageSize":1000,`, `"hasMore":true`, `"p0999","amount":0`}, 2: {`"pageSize":1,`, `"hasMore":false`, `"p1000","amount":14.99`}} {
		got := d.ask(t, "GET", fmt.Sprintf("%s?pageNumber=%d", dailyBills, page), "")
		for _, part := range ends {
			if !strings.Contains(got.body, part) || !strings.Contains(got.body, `"totalSize":1001,`) {
				t.Errorf("page %d has no %s: %.200s", page, part, got.body)
			}
		}
	}
	c, err := client.New(client.Config{BaseURL: d.URL, KeyID: d.key.ID, Secret: d.secret, Clock: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	var last client.DailyBill
	n := 0
	for row, err := range c.DailyBills(t.Context(), time.Time{}) {
		if err != nil {
			t.Fatal(err)
		}
		n, last = n+1, row
	}
	if want := (client.DailyBill{Company: 200_001, Project: "p1000", Amount: "14.99", Currency: "USD"}); n != 1001 || last != want {
		t.Errorf("%d rows, the last one %+v", n, last)
	}
}
