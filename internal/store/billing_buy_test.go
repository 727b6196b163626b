package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// buying is the list with another price of HDP.
func buying(c billing.Currency, hdp string) billing.Terms {
	t := billing.ListIn(c)
	t.Rates["rtc.hdp"] = billing.Rate{Model: billing.Flat, Per: 1000, Tiers: []billing.Tier{{Price: price(hdp)}}}
	return t
}

func TestABuyPlanIsNeverChangedAndIsOfOneCurrency(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		var set []string
		for _, p := range []struct {
			from  calendar.Month
			terms billing.Terms
		}{{202609, buying(billing.USD, "10")}, {202608, buying(billing.CNY, "80")}, {202609, buying(billing.USD, "9")}} {
			made := must(s.bills.SetBuyPlan(t.Context(), account.Command(), s.reseller, p.from, p.terms))(t)
			set = append(set, fmt.Sprint(made.Currency, " ", made.Number))
		}
		if got := strings.Join(set, ", "); got != "USD 1, CNY 1, USD 2" {
			t.Errorf("versions are %s", got)
		}
		plans := must(s.bills.BuyPlans(t.Context(), account.Command(), s.reseller))(t)
		for month, want := range map[calendar.Month]string{202608: "14.99 80", 202609: "9 80"} {
			usd, cny := plans.In(billing.USD).On(month, billing.ListIn(billing.USD)), plans.In(billing.CNY).On(month, billing.ListIn(billing.CNY))
			if got := fmt.Sprint(usd.Rates["rtc.hdp"].Tiers[0].Price, " ", cny.Rates["rtc.hdp"].Tiers[0].Price); got != want {
				t.Errorf("in %s HDP costs %s, want %s", month, got, want)
			}
		}
		trail := must(account.NewTrail(s.Audit()).List(t.Context(), account.Caller{Reseller: s.reseller, Role: account.ResellerOwner}, account.AuditFilter{Limit: 100}))(t)
		if !slices.ContainsFunc(trail, func(e account.Entry) bool { return e.Action == "buyplan.create" && e.Target == "plan 2026-08 CNY" }) {
			t.Errorf("the trail has %+v", trail)
		}
	})
}

func TestABuyPlanThatIsNotRightIsRefused(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		owner := account.Caller{Reseller: s.reseller, Role: account.ResellerOwner}
		good, foreign := billing.ListIn(billing.USD), billing.ListIn(billing.USD)
		foreign.Currency = "EUR"
		for name, c := range map[string]struct {
			caller   account.Caller
			reseller int64
			from     calendar.Month
			terms    billing.Terms
			want     fault.Kind
		}{
			"by the reseller":       {owner, s.reseller, 202609, good, fault.Forbidden},
			"of nobody":             {account.Command(), 9, 202609, good, fault.NotFound},
			"of a month gone by":    {account.Command(), s.reseller, 202607, good, fault.Invalid},
			"in a foreign currency": {account.Command(), s.reseller, 202609, foreign, fault.Invalid},
		} {
			if _, err := s.bills.SetBuyPlan(t.Context(), c.caller, c.reseller, c.from, c.terms); fault.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.bills.BuyPlans(t.Context(), owner, s.reseller); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("the reseller reads them: %v", err)
		}
		if _, _, err := s.bills.PreviewBuy(t.Context(), account.Command(), 9, good); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a preview of nobody: %v", err)
		}
	})
}

func TestAPreviewOfBuyingIsOfTheDaysOnWhichCompaniesWereHeld(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		s.settle(t, acmeID+1, company.Outside, "q")
		s.settle(t, acmeID+2, company.China, "r")
		s.on(20260831)
		for _, p := range []string{"p", "q", "r"} {
			s.use(t, p, 20260810, 3, 11_000)
			s.use(t, p, 20260820, 3, 4_000)
		}
		s.hand(t, acmeID, 20260815, 0)
		preview := func() string {
			t.Helper()
			was, would, err := s.bills.PreviewBuy(t.Context(), account.Command(), s.reseller, buying(billing.USD, "10"))
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprint(was, " ", would)
		}
		s.on(20260901)
		if got := preview(); got != "89.94 60.00" {
			t.Errorf("before bills are issued: %s", got)
		}
		s.run(t, 20260901)
		if got := preview(); got != "89.94 60.00" {
			t.Errorf("afterwards: %s", got)
		}
	})
}
