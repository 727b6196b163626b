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
	"reseller-console/internal/usage"
)

// margins are those of a reseller, a row in a line.
func (s *till) margins(t *testing.T, reseller int64, from, to calendar.Month, by billing.By) string {
	t.Helper()
	m := must(s.bills.Margins(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: reseller}, billing.MarginQuery{From: from, To: to}))(t)
	var lines []string
	for _, r := range m.Rows[by] {
		of := map[billing.By]string{billing.ByCompany: fmt.Sprint(r.Company, " ", r.Name), billing.ByProduct: r.Product, billing.ByMonth: r.Month.String()}[by]
		line := fmt.Sprint(of, " ", r.Revenue, " - ", r.Cost.In(r.Currency))
		for word, marked := range map[string]bool{" provisional": r.Provisional, " unsold": r.Unsold} {
			if marked {
				line += word
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ")
}

func TestMarginsFollowWhoHeldACompanyOnWhichDays(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Alder"}, account.User{Email: "theo@alder.example", Name: "Theo", Language: "en"}))(t)
		must(s.bills.SetBuyPlan(t.Context(), account.Command(), s.reseller, 202608, buying(billing.USD, "10")))(t)
		must(s.bills.SetBuyPlan(t.Context(), account.Command(), other, 202608, buying(billing.USD, "12")))(t)
		s.settle(t, acmeID, company.Outside, "p")
		s.settle(t, acmeID+1, company.China, "r")
		s.on(20260831)
		s.use(t, "p", 20260812, 3, 12_000) // 2,000 above the allowance
		s.use(t, "p", 20260815, 3, 3_000)
		s.use(t, "r", 20260815, 3, 11_000)
		s.hand(t, acmeID, 20260815, other)
		for _, closed := range []bool{false, true} {
			want := map[int64]string{
				s.reseller: "200002 Acme 105.00 - 105.00 CNY?, 0  29.98 - 20.00 USD?",
				other:      "200001 Acme 44.97 - 36.00 USD?",
			}
			mark := " provisional"
			if closed {
				s.run(t, 20260901)
				mark = ""
			}
			for reseller, want := range want {
				if got := s.margins(t, reseller, 202608, 202608, billing.ByCompany); got != strings.ReplaceAll(want, "?", mark) {
					t.Errorf("closed %v, reseller %d: %s, want %s", closed, reseller, got, want)
				}
			}
		}
		if got := s.margins(t, other, 202608, 202609, billing.ByMonth); got != "2026-08 44.97 - 36.00 USD, 2026-09 0.00 - 0.00 USD provisional" {
			t.Errorf("by month: %s", got)
		}
	})
}

func TestMarginsOfClosedMonthsStayAndWhatMovesIsEarnedLater(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		must(s.bills.SetBuyPlan(t.Context(), account.Command(), s.reseller, 202608, buying(billing.USD, "10")))(t)
		s.settle(t, acmeID, company.Outside, "p", "q")
		s.on(20260831)
		s.use(t, "p", 20260810, 3, 11_000)
		wrong := s.use(t, "q", 20260812, 3, 2_000)
		s.run(t, 20260901)
		closed := s.margins(t, s.reseller, 202608, 202608, billing.ByProduct)
		s.send(t, usage.Event{Source: "test", ID: "r", Type: usage.Retract, Project: "q", Target: wrong})
		s.on(20260915)
		must(s.bills.SetBuyPlan(t.Context(), account.Command(), s.reseller, 202609, buying(billing.USD, "1")))(t)
		if got := s.margins(t, s.reseller, 202608, 202608, billing.ByProduct); got != closed || got != "rtc 44.97 - 30.00 USD" {
			t.Errorf("the closed month was %q, and is %q", closed, got)
		}
		s.use(t, "p", 20260910, 3, 11_000)
		s.run(t, 20261001)
		for by, want := range map[billing.By]string{
			billing.ByProduct: "rtc 59.96 - 31.00 USD,  -29.98 - -20.00 USD",
			billing.ByMonth:   "2026-08 44.97 - 30.00 USD, 2026-09 -14.99 - -19.00 USD",
			billing.ByCompany: "200001 Acme 29.98 - 11.00 USD",
		} {
			if got := s.margins(t, s.reseller, 202608, 202609, by); got != want {
				t.Errorf("by %s: %s, want %s", by, got, want)
			}
		}
		sum := billing.Money(0)
		for _, b := range must(s.bills.Bills(t.Context(), acmeID))(t) {
			sum += b.Total
		}
		if sum.String() != "29.98" {
			t.Errorf("bills add up to %s, which is not what was earned", sum)
		}
	})
}

func TestCostMovesEvenWhereTheBillDoesNot(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		dear := billing.ListIn(billing.USD)
		dear.Free = nil
		must(s.bills.SetBuyPlan(t.Context(), account.Command(), s.reseller, 202608, dear))(t)
		s.settle(t, acmeID, company.Outside, "p")
		s.on(20260831)
		s.use(t, "p", 20260810, 3, 1_000)
		s.run(t, 20260901)
		s.use(t, "p", 20260810, 3, 2_000) // within the company's allowance
		s.run(t, 20261001)
		s.use(t, "p", 20260811, 3, 8_000)
		s.run(t, 20261101)
		if got := s.margins(t, s.reseller, 202608, 202610, billing.ByMonth); got != "2026-08 0.00 - 14.99 USD, 2026-09 0.00 - 29.98 USD, 2026-10 14.99 - 119.92 USD" {
			t.Errorf("months are %s", got)
		}
		for _, month := range []calendar.Month{202608, 202609, 202610} {
			if remade := must(s.bills.Recompute(t.Context(), acmeID, month))(t); !remade.Same {
				t.Errorf("the bill of %s is another one when made again", month)
			}
		}
	})
}

func TestMarginsAreOfTheMonthsThatAreBilled(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260831)
		s.settle(t, acmeID, company.Outside, "p")
		s.use(t, "p", 20260715, 3, 20_000) // before anybody was billed
		s.use(t, "p", 20260815, 0, 20_000)
		if got := s.margins(t, s.reseller, 202606, 202608, billing.ByMonth); got != "2026-06 0.00 - 0.00 USD, 2026-07 0.00 - 0.00 USD, 2026-08 9.90 - 9.90 USD provisional" {
			t.Errorf("months are %s", got)
		}
	})
}

func TestMarginsAreForWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		s.settle(t, acmeID+1, company.China, "q")
		ask := func(c account.Caller, q billing.MarginQuery) (*billing.Margins, error) {
			q.From, q.To = 202608, 202608
			return s.bills.Margins(t.Context(), c, q)
		}
		for _, c := range []account.Caller{{Role: account.ResellerSupport, Reseller: s.reseller}, {Role: account.ResellerViewer, Reseller: s.reseller},
			{Role: account.CompanyFinance, Company: acmeID}, {Role: account.ResellerOwner}} {
			if _, err := ask(c, billing.MarginQuery{}); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%+v: %v", c, err)
			}
		}
		owner := account.Caller{Role: account.ResellerOwner, Reseller: s.reseller}
		for want, q := range map[string]billing.MarginQuery{
			"200002 200001": {}, "200001": {Currency: billing.USD}, "200002": {Text: " 200002 "}, " 200002 200001": {Text: "aCM"}, "": {Text: "Zenith"},
		} {
			var found []string
			for _, r := range must(ask(owner, q))(t).Rows[billing.ByCompany] {
				found = append(found, fmt.Sprint(r.Company))
			}
			if !slices.Equal(found, strings.Fields(want)) {
				t.Errorf("%+v finds %v, want %s", q, found, want)
			}
		}
	})
}
