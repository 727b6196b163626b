package store

import (
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestChargesOfEveryCompanyAddUpToItsBillIssuedOrNot(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p", "q")
		s.settle(t, acmeID+1, company.China, "r")
		caller := account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}
		s.on(20260831)
		for day := calendar.Day(20260810); day < 20260820; day++ {
			s.use(t, "p", day, 3, 1_111)
			s.use(t, "q", day, 2, 707)
			s.use(t, "r", day, 0, 1_003)
		}
		check := func(when string) {
			seen := 0
			err := s.bills.DetailsFor(t.Context(), caller, 202608, func(d *billing.Detailed) error {
				one := must(s.bills.DetailFor(t.Context(), caller, d.Company, 202608))(t)
				sum := billing.Money(0)
				for i, c := range d.Charges {
					sum += c.Amount
					if c != one.Charges[i] {
						t.Errorf("%s, a charge is %+v, or %+v of the company alone", when, c, one.Charges[i])
					}
				}
				if seen++; sum != one.Used || sum <= 0 || d.Total != one.Total || d.IssuedAt != one.IssuedAt || d.Name != "Acme" || d.Holder != "Northgate" || d.Projects[d.Charges[0].Project] == "" {
					t.Errorf("%s, charges of %d add up to %s, its bill is %s", when, d.Company, sum, one.Used)
				}
				return nil
			})
			if err != nil || seen != 2 {
				t.Errorf("%s, %d bills: %v", when, seen, err)
			}
		}
		check("before it is issued")
		s.run(t, 20260901)
		s.use(t, "p", 20260819, 3, 50_000) // moves figures, not the bill
		check("afterwards")
	})
}

func TestBillsInDetailAreOfTheHolderAndOfMonthsThatHaveBegun(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Alder"}, account.User{Email: "o@alder.example", Name: "O", Language: "en"}))(t)
		for _, c := range []struct {
			caller account.Caller
			month  calendar.Month
			one    fault.Kind // what DetailFor says; 0: nothing
			all    fault.Kind
			count  int
		}{
			{account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 202608, 0, 0, 1},
			{account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 202607, fault.NotFound, 0, 0},
			{account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 202609, fault.NotFound, fault.NotFound, 0},
			{account.Caller{Role: account.ResellerViewer, Reseller: s.reseller}, 202608, fault.Forbidden, fault.Forbidden, 0},
			{account.Caller{Role: account.ResellerFinance, Reseller: other}, 202608, fault.NotFound, 0, 0},
			{account.Caller{Role: account.CompanyFinance, Company: acmeID}, 202608, 0, fault.Forbidden, 0},
			{account.Caller{Role: account.CompanyFinance, Company: acmeID + 1}, 202608, fault.NotFound, fault.Forbidden, 0},
		} {
			_, one := s.bills.DetailFor(t.Context(), c.caller, acmeID, c.month)
			count := 0
			all := s.bills.DetailsFor(t.Context(), c.caller, c.month, func(*billing.Detailed) error { count++; return nil })
			if kindOf(one) != c.one || kindOf(all) != c.all || count != c.count {
				t.Errorf("%+v in %s: %v; %d bills, %v", c.caller, c.month, one, count, all)
			}
		}
	})
}

// kindOf is 0 only without an error.
func kindOf(err error) fault.Kind {
	if err != nil && fault.KindOf(err) == fault.Internal {
		return ^fault.Internal
	}
	return fault.KindOf(err)
}
