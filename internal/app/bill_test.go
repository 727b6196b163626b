package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
)

// fillAccount makes a company with 11,000 minutes of HDP in the last month, and
// has it billed on the 7th of the present one.
func fillAccount(t *testing.T) (dir, offset string, month calendar.Month) {
	t.Helper()
	dir = t.TempDir()
	db, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // its end is what is tested
	month = calendar.DayOf(time.Now()).Month()
	now := func() time.Time { return month.First().Start().Add(time.Hour) }
	desk := company.NewService(db.Companies(), now)
	if _, err := desk.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Email: "mara@northgate.example", Name: "Mara"}); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.CreateCompany(t.Context(), company.Company{ID: 200_001, Name: "Acme", Country: "DE", Area: company.Outside},
		account.User{Email: "ann@acme.example", Name: "Ann"}); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.CreateProject(t.Context(), company.Project{ID: "p", Company: 200_001, Name: "P"}); err != nil {
		t.Fatal(err)
	}
	rtc, _ := catalog.ByID(catalog.RTC)
	batch := &usage.Batch{Events: []usage.Event{{Source: "test", ID: "e", Type: usage.Seconds, Project: "p", Product: rtc, Slot: 3,
		Start: month.First().Start().UnixMilli(), Value: 11_000 * 60}}}
	if _, err := usage.NewMeter(db.Usage(), db.Companies(), now, 400).Record(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := newBilling(db, clocked{OpenFrom: 400}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	later := time.Until(month.Add(1).First().Add(6).Start())
	if _, err := newBilling(db, clocked{OpenFrom: 400, ClockOffset: later}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return dir, later.String(), month
}

func TestCommandsAboutMoney(t *testing.T) {
	t.Parallel()
	dir, offset, month := fillAccount(t)
	next := month.Add(1).String()
	plan, file := filepath.Join(dir, "plan.json"), filepath.Join(dir, "bill")
	run := func(code int, says string, args ...string) {
		t.Helper()
		all := append(args, "--data", dir)
		if strings.Join(args, " ") != "plan items" {
			all = append(all, "--clock-offset="+offset)
		} else {
			all = args
		}
		got := command(t, "", nil, all...)
		if got.code != code || !strings.Contains(got.out+got.errOut, says) {
			t.Errorf("%v: %d %s%s, want %d %q", args, got.code, got.out, got.errOut, code, says)
		}
	}
	run(0, `"total":"14.99"`, "bill", "show", "200001", month.String())
	run(0, "rtc.hdp  660000    11000  10000  1000    14.99", "bill", "show", "200001", month.String(), "--output", "table")
	run(0, `"lines"`, "bill", "show", "200001", month.String())
	run(0, `"lines":[]`, "bill", "show", "200001", next)
	run(0, "14.99  USD", "bill", "list", "200001", "--output", "table")
	run(0, "total 14.99 USD, the same when made again", "bill", "recompute", "200001", month.String())
	run(0, "200001-"+month.String()+",200001,Acme,", "bill", "file", "200001", month.String(), "--format=csv", "--language=zh-Hans")
	run(0, "\n14.99,200001,Acme,USD,", "bill", "file", "200001", month.String(), "--format=focus")
	run(0, "", "bill", "file", "200001", month.String(), "-o", file)
	if content, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(content), "%PDF-") {
		t.Errorf("the file begins with %.10q: %v", content, err)
	}
	run(1, "has not begun", "bill", "file", "200001", month.Add(2).String(), "-o", file)
	run(1, "cannot be written", "bill", "file", "200001", month.String(), "-o", filepath.Join(dir, "none", "bill"))
	run(2, "--format", "bill", "file", "200001", month.String(), "--format=xml")
	run(1, "no reseller 9", "bill", "focus", "9", month.String())
	run(1, "has no bill of 2019-01", "bill", "recompute", "200001", "2019-01")
	run(1, "a month like 2026-11", "bill", "show", "200001", "yesterday")
	run(1, "no company 9", "bill", "list", "9")
	run(0, `"balance":"-14.99"`, "balance", "show", "200001")
	run(0, "posted 20.00 as wire 7; the balance is 5.01 USD", "balance", "top-up", "200001", "20", "--reference", "wire 7")
	run(0, "not again; the balance is 5.01 USD", "balance", "top-up", "200001", "20", "--reference", "wire 7")
	run(1, "was used for 20.00", "balance", "top-up", "200001", "21", "--reference", "wire 7")
	run(1, "at most two places", "balance", "top-up", "200001", "1.005")
	run(0, "the balance is 0.00 USD", "balance", "adjust", "200001", "--amount=-5.01", "--note", "goodwill taken back")
	run(0, "deduction", "balance", "show", "200001", "--output", "table")
	run(2, "<amount>", "balance", "top-up", "200001")
	run(0, "concurrentChannel.avcTotal\tnumber", "plan", "items")
	shown := command(t, "", nil, "plan", "show", "200001", "--data", dir)
	if shown.code != 0 || !strings.Contains(shown.out, `"price": "14.99"`) {
		t.Fatal(shown)
	}
	if err := os.WriteFile(plan, []byte(strings.ReplaceAll(shown.out, `"14.99"`, `"10"`)), 0o600); err != nil {
		t.Fatal(err)
	}
	run(0, "the last month cost 14.99 USD, and would have cost 10.00 USD", "plan", "set", "200001", plan, "--from", next, "--preview")
	run(0, "plan 1 of company 200001 applies from "+next+"-01 on", "plan", "set", "200001", plan, "--from", next)
	run(1, "on, or of a later month", "plan", "set", "200001", plan, "--from", month.String())
	run(0, next, "plan", "list", "200001", "--output", "table")
	run(0, `"price": "10"`, "plan", "show", "200001", "--month", next)
	if err := os.WriteFile(plan, []byte(`{"currency":"CNY","rates":{"rtc.sd":{"model":"flat","per":1000,"tiers":[{"price":"1"}]}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run(1, "rates.rtc.sd", "plan", "set", "200001", plan, "--from", next)
	run(1, "cannot be read", "plan", "set", "200001", filepath.Join(dir, "none.json"), "--from", next)
	run(1, "no reseller 9", "reseller", "plan", "list", "9")
	run(0, `"currency": "CNY"`, "reseller", "plan", "show", "1", "--currency", "CNY")
	if err := os.WriteFile(plan, []byte(strings.ReplaceAll(shown.out, `"14.99"`, `"9"`)), 0o600); err != nil {
		t.Fatal(err)
	}
	run(0, "the last month cost 0.00 USD, and would have cost 0.00 USD", "reseller", "plan", "set", "1", plan, "--from", next, "--preview")
	run(0, "plan 1 of reseller 1 in USD applies from "+next+"-01 on", "reseller", "plan", "set", "1", plan, "--from", next)
	run(0, "USD       1       "+next, "reseller", "plan", "list", "1", "--output", "table")
	run(0, `"price": "9"`, "reseller", "plan", "show", "1", "--month", next)
	run(2, "--currency", "reseller", "plan", "show", "1", "--currency", "EUR")
	if err := os.WriteFile(plan, []byte(`{"percent":"20","places":2,"free":true,"graceDays":30,"minimum":"0","items":{"rtc.hd":{"percent":"50"}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run(0, "would have brought 0.00 USD", "plan", "markup", "set", "1", plan, "--from", next, "--preview")
	run(0, "markup 1 of reseller 1 in USD: markup from "+next+"-01 on", "plan", "markup", "set", "1", plan, "--from", next)
	run(0, "USD       1       "+next, "plan", "markup", "list", "1", "--output", "table")
	run(0, `"percent": "20"`, "plan", "markup", "show", "1", "--month", next)
	run(0, `"percent": "0"`, "plan", "markup", "show", "1", "--currency", "CNY")
	run(0, `"source": "hand"`, "plan", "markup", "source", "200001")
	run(1, "does not hold company 200001", "plan", "markup", "set", "1", plan, "--company", "200001", "--from", next)
	run(1, "No reseller holds company 200001", "plan", "markup", "follow", "200001", "standard", "--from", next)
	run(0, "markup 2 of reseller 1 in USD: hand from "+next+"-01 on", "plan", "markup", "end", "1", "--from", next)
	run(1, "cannot be read", "plan", "markup", "set", "1", file, "--from", next)
	run(2, "standard", "plan", "markup", "follow", "200001", "list", "--from", next)
}
