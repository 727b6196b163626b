package store

import (
	"errors"
	"testing"

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
		s.on(20260831)
		for day := calendar.Day(20260810); day < 20260820; day++ {
			s.use(t, "p", day, 3, 1_111)
			s.use(t, "q", day, 2, 707)
			s.use(t, "r", day, 0, 1_003)
		}
		check := func(when string) {
			seen := 0
			err := s.bills.Details(t.Context(), []int64{acmeID, acmeID + 1, acmeID + 2}, 202608, func(d *billing.Detailed) error {
				bill := must(s.bills.Bill(t.Context(), d.Company, 202608))(t)
				sum := billing.Money(0)
				for _, c := range d.Charges {
					sum += c.Amount
				}
				if seen++; sum != bill.Used || sum <= 0 || d.Total != bill.Total || d.IssuedAt != bill.IssuedAt {
					t.Errorf("%s, charges of %d add up to %s, its bill is %s", when, d.Company, sum, bill.Used)
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
		err := s.bills.Details(t.Context(), []int64{acmeID}, 202607, func(*billing.Detailed) error { return errors.New("billed for the past") })
		if err != nil {
			t.Error(err)
		}
		if err := s.bills.Details(t.Context(), []int64{acmeID}, 202610, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a month to come: %v", err)
		}
	})
}
