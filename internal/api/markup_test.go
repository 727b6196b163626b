package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"reseller-console/client"
	"reseller-console/internal/account"
)

const (
	markups = "/v1/resellers/markups"
	fifth   = `{"percent":"20","places":2,"free":true,"minimum":"0.00","graceDays":30}`
)

func TestCompaniesFollowAMarkupThatAProgramSets(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.earn(t)
	of := fmt.Sprintf("%s/%d/markup", companies, cid)
	body := `{"from":"2026-10","source":"markup","markup":` + fifth + `}`
	d.ask(t, "PUT", markups+"/USD?preview=true", body).is(t, 200, `{"currency":"USD","from":"2026-10","source":"markup","markup":`+fifth+
		`,"effect":{"month":"2026-07","companies":1,"cost":0,"revenue":0,"revenueThen":0}}`)
	d.ask(t, "GET", markups, "").is(t, 200, `{"earliest":"2026-09","rows":[],"count":0}`)
	for range 2 {
		if got := d.ask(t, "PUT", markups+"/USD", body); got.status != 200 || !strings.Contains(got.body, `"number":1`) {
			t.Fatalf("%+v", got)
		}
	}
	d.ask(t, "GET", of, "").is(t, 200, fmt.Sprintf(`{"companyId":%d,"now":{"source":"list"},"next":{"source":"standard","since":"2026-10","markup":%s},"chosen":[]}`, cid, fifth))
	for _, source := range []string{"hand", "standard"} {
		if got := d.ask(t, "PUT", of, `{"from":"2026-10","source":"`+source+`"}`); got.status != 200 || !strings.Contains(got.body, `"source":"`+source+`"`) {
			t.Errorf("%+v", got)
		}
	}
	if got := d.ask(t, "PUT", of, body); got.status != 200 {
		t.Errorf("%+v", got)
	}
	if got := d.ask(t, "GET", of, ""); strings.Count(got.body, `"number":`) != 3 || !strings.Contains(got.body, `"next":{"source":"markup","since":"2026-10"`) {
		t.Errorf("%s", got.body)
	}
	if got := d.ask(t, "PUT", markups+"/USD", `{"from":"2026-11","source":"hand"}`); got.status != 200 || !strings.Contains(got.body, `"number":2,"from":"2026-11"`) {
		t.Errorf("%+v", got)
	}
}

func TestMarkupsAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.create(t)
	rule := func(text string) string { return `{"from":"2026-10","source":"markup","markup":` + text + `}` }
	for body, field := range map[string]string{
		`{"from":"2026-08","source":"hand"}`:                                     "from",
		`{"from":"soon","source":"hand"}`:                                        "from",
		`{"from":"2026-10","source":"list"}`:                                     "source",
		`{"from":"2026-10","source":"standard"}`:                                 "source",
		`{"from":"2026-10","source":"markup"}`:                                   "markup",
		rule(`{"percent":"x","places":2}`):                                       "markup.percent",
		rule(`{"percent":"2000","places":2}`):                                    "percent",
		rule(`{"percent":"2","places":2,"items":{"cheese":{"percent":"1"}}}`):    "items.cheese",
		rule(`{"percent":"2","places":2,"items":{"rtc.hd":{"percent":"-101"}}}`): "items.rtc.hd.percent",
	} {
		d.ask(t, "PUT", markups+"/USD", body).problem(t, 400, "", field)
		d.ask(t, "PUT", markups+"/USD?preview=true", body).problem(t, 400, "", field)
	}
	d.ask(t, "PUT", markups+"/EUR", rule(fifth)).problem(t, 404, "none in")
	of := fmt.Sprintf("%s/%d/markup", companies, cid)
	other := d.reseller(t, "Other", "other@reseller.example")
	d.key, d.secret = d.newKey(t, other, account.AccessKey{Name: "Theirs"})
	for _, method := range []string{"GET", "PUT"} {
		d.ask(t, method, of, rule(fifth)).problem(t, 404, "")
	}
	d.key, d.secret = d.newKey(t, other, account.AccessKey{Name: "Reads", ReadOnly: true})
	d.ask(t, "PUT", markups+"/USD", rule(fifth)).problem(t, 403, "")
}

func TestTheClientSetsMarkups(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid := d.earn(t)
	c, err := client.New(client.Config{BaseURL: d.URL, KeyID: d.key.ID, Secret: d.secret, Clock: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	rule := &client.MarkupRule{Percent: "12.5", Places: 3, Items: map[string]client.ItemMarkup{
		"rtc.hd": {Percent: "-5"}, "rtc.hdp": {Rate: &client.PriceRate{Model: "flat", Per: 1000, Tiers: []client.PriceTier{{Price: "7"}}}},
	}}
	october := client.NewMarkup{From: time.Date(2026, 10, 9, 0, 0, 0, 0, time.UTC), Source: client.PricesByMarkup, Rule: rule, Preview: true}
	if tried, err := c.SetMarkup(t.Context(), "USD", october); err != nil || tried.Number != 0 || tried.Effect.Companies != 1 || tried.Effect.Month != "2026-07" {
		t.Errorf("%+v, %v", tried, err)
	}
	october.Preview = false
	set, err := c.SetMarkup(t.Context(), "USD", october)
	if err != nil || set.Number != 1 || set.From != "2026-10" || set.Rule.Items["rtc.hdp"].Rate.Tiers[0].Price != "7" {
		t.Errorf("%+v, %v", set, err)
	}
	if all, err := c.Markups(t.Context()); err != nil || len(all) != 1 || all[0].Rule.Percent != "12.5" {
		t.Errorf("%+v, %v", all, err)
	}
	october.Source, october.Rule = client.PricesByHand, nil
	if _, err := c.SetCompanyMarkup(t.Context(), cid, october); err != nil {
		t.Error(err)
	}
	if from, err := c.CompanyMarkup(t.Context(), cid); err != nil || from.Now.Source != "list" || from.Next.Source != "hand" || len(from.Chosen) != 1 {
		t.Errorf("%+v, %v", from, err)
	}
}
