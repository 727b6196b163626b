package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestABillIsReadByTheCompanyAndByWhoeverHoldsIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Alder"}, account.User{Email: "theo@alder.example", Name: "Theo", Language: "en"}))(t)
		staff := func(r account.Role) account.Caller { return account.Caller{Role: r, Reseller: s.reseller} }
		for _, c := range []struct {
			caller account.Caller
			want   fault.Kind
		}{
			{staff(account.ResellerOwner), 0}, {staff(account.ResellerFinance), 0},
			{staff(account.ResellerSupport), fault.Forbidden}, {staff(account.ResellerViewer), fault.Forbidden},
			{account.Caller{Role: account.ResellerFinance, Reseller: other}, fault.NotFound},
			{account.Caller{Role: account.CompanyAdmin, Company: acmeID}, 0}, {account.Caller{Role: account.CompanyFinance, Company: acmeID}, 0},
			{account.Caller{Role: account.CompanyEngineer, Company: acmeID}, fault.Forbidden},
			{account.Caller{Role: account.CompanyAdmin, Company: acmeID + 1}, fault.NotFound},
			{staff(account.ResellerOwner).Visiting(acmeID), fault.Forbidden},
			{operator, 0}, {account.Caller{}, fault.Forbidden},
		} {
			for name, read := range readings(s.bills) {
				if err := read(t.Context(), c.caller); (err != nil || c.want != 0) && fault.KindOf(err) != c.want {
					t.Errorf("%s by %+v: %v, want %v", name, c.caller, err, c.want)
				}
			}
		}
		if _, err := s.bills.BillsOf(t.Context(), account.Caller{Role: account.CompanyAdmin, Company: acmeID}, billing.BillFilter{Month: 202608}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a member reads the bills of all: %v", err)
		}
	})
}

func TestTheActivityTellsAmountsToThoseOnlyWhoMayReadBills(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside)
		s.topUp(t, acmeID, "10", "a")
		owner := account.Caller{Role: account.ResellerOwner, Reseller: s.reseller, User: 1}
		for _, c := range []account.Caller{
			owner, owner.Visiting(acmeID), {Role: account.ResellerSupport, Reseller: s.reseller},
			{Role: account.CompanyAdmin, Company: acmeID}, {Role: account.CompanySupport, Company: acmeID},
		} {
			entries := must(account.NewTrail(s.Audit()).List(t.Context(), c, account.AuditFilter{Company: acmeID, Limit: 9}))(t)
			told := false
			for _, e := range entries {
				told = told || e.Action == "balance.topup" && len(e.Changes) > 0
			}
			if told != c.May(account.ReadBills) || len(entries) < 2 {
				t.Errorf("%s is told of amounts: %t, in %d entries", c.Role, told, len(entries))
			}
		}
	})
}

// readings are all ways to read about the money of one company.
func readings(bills *billing.Service) map[string]func(context.Context, account.Caller) error {
	type read = func(context.Context, account.Caller) error
	return map[string]read{
		"bill": func(ctx context.Context, c account.Caller) error {
			_, err := bills.BillFor(ctx, c, acmeID, 202608)
			return err
		},
		"day": func(ctx context.Context, c account.Caller) error {
			_, err := bills.DayFor(ctx, c, acmeID, 20260809)
			return err
		},
		"bills": func(ctx context.Context, c account.Caller) error {
			_, err := bills.BillsFor(ctx, c, acmeID)
			return err
		},
		"ledger": func(ctx context.Context, c account.Caller) error {
			_, err := bills.AccountFor(ctx, c, acmeID, 0, 9)
			return err
		},
		"standing": func(ctx context.Context, c account.Caller) error {
			_, err := bills.StandingFor(ctx, c, acmeID)
			return err
		},
	}
}

func TestBillsOfAMonthAreFoundSortedAndAddedUpByCurrency(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		owner := account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}
		for i, minutes := range []int64{12_000, 14_000, 13_000} {
			id := int64(acmeID + i)
			s.settle(t, id, map[bool]company.Area{true: company.China, false: company.Outside}[i == 2], fmt.Sprint("p", i))
			s.use(t, fmt.Sprint("p", i), 20260810, 3, minutes)
		}
		list := func(f billing.BillFilter) string {
			t.Helper()
			page := must(s.bills.BillsOf(t.Context(), owner, f))(t)
			var all []string
			for _, r := range page.Rows {
				all = append(all, fmt.Sprint(r.Company-acmeID, " ", r.State(), " ", r.Total.In(r.Currency)))
			}
			for _, sum := range page.Totals {
				all = append(all, fmt.Sprint("Σ", sum.Bills, "/", sum.Open, " ", sum.Total.In(sum.Currency)))
			}
			return strings.Join(all, ", ")
		}
		const cents = "1 %[1]s 59.96 USD, 0 %[1]s 29.98 USD"
		dear := billing.BillFilter{Month: 202608, Order: billing.OrderTotal, Descending: true}
		check := func(f billing.BillFilter, want string) {
			t.Helper()
			if got := list(f); got != want {
				t.Errorf("%+v lists %s\nwant %s", f, got, want)
			}
		}
		for _, at := range []struct {
			day   calendar.Day
			state string
		}{{20260820, "running"}, {20260901, "issued"}, {20260906, "deducted"}} {
			s.run(t, at.day)
			sums := ", Σ1/0 315.00 CNY, Σ2/0 89.94 USD"
			check(dear, "2 "+at.state+" 315.00 CNY, "+fmt.Sprintf(cents, at.state)+sums)
			one := dear
			one.Offset, one.Limit = 1, 1
			check(one, "1 "+at.state+" 59.96 USD"+sums)
			one.Offset, one.Text = 0, fmt.Sprint(acmeID)
			check(one, "0 "+at.state+" 29.98 USD, Σ1/0 29.98 USD")
			one.Text, one.Limit, one.Order, one.Descending = "aCm", 2, billing.OrderCompany, false
			check(one, "0 "+at.state+" 29.98 USD, 1 "+at.state+" 59.96 USD"+sums)
			one.Text = "nobody"
			check(one, "")
		}
		check(billing.BillFilter{Month: 202607}, "")
		check(billing.BillFilter{Month: 202610}, "")
		own := must(s.bills.BillsFor(t.Context(), account.Caller{Role: account.CompanyFinance, Company: acmeID}, acmeID))(t)
		if len(own) != 2 || own[0].State() != billing.StateRunning || own[0].Month != 202609 || own[1].State() != billing.StateDeducted || own[1].Total != 2998 {
			t.Errorf("a company's own bills are %+v", own)
		}
	})
}

func TestTheDaysOfABillAndTheirProjectsAddUpToIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		owner := account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}
		s.settle(t, acmeID, company.Outside, "p", "q")
		s.use(t, "p", 20260803, 3, 10_300)
		s.use(t, "q", 20260809, 3, 777)
		s.use(t, "p", 20260809, 2, 555)
		for _, at := range []struct {
			day  calendar.Day
			days int
		}{{20260810, 10}, {20260901, 31}} {
			s.run(t, at.day)
			bill := must(s.bills.BillFor(t.Context(), owner, acmeID, 202608))(t)
			sum := billing.Money(0)
			for _, d := range bill.Days {
				parts := billing.Money(0)
				for _, row := range must(s.bills.DayFor(t.Context(), owner, acmeID, d.Day))(t) {
					parts += row.Amount
				}
				if parts != d.Amount {
					t.Errorf("projects have %s of the %s of %s", parts, d.Amount, d.Day)
				}
				sum += d.Amount
			}
			if len(bill.Days) != at.days || sum != bill.Used || sum == 0 || bill.Begins != 202608 {
				t.Errorf("%d days of %s make %s: %+v", len(bill.Days), bill.Used, sum, bill)
			}
		}
		for _, month := range []calendar.Month{202607, 202610} {
			if _, err := s.bills.BillFor(t.Context(), owner, acmeID, month); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the bill of %s: %v", month, err)
			}
		}
		for _, day := range []calendar.Day{20260731, 20260902} {
			if _, err := s.bills.DayFor(t.Context(), owner, acmeID, day); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the bill of %s: %v", day, err)
			}
		}
	})
}

func TestALedgerIsReadInPagesWithTheBalanceAfterEachPosting(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		finance := account.Caller{Role: account.CompanyFinance, Company: acmeID}
		s.settle(t, acmeID, company.Outside, "p")
		if has := must(s.bills.AccountFor(t.Context(), finance, acmeID, 0, 2))(t); has.All != 0 || has.Postings != nil {
			t.Errorf("nothing posted is %+v", has)
		}
		s.use(t, "p", 20260810, 3, 11_000)
		s.topUp(t, acmeID, "10", "a")
		s.topUp(t, acmeID, "2.50", "b")
		s.run(t, 20260901)
		if st := must(s.bills.StandingFor(t.Context(), finance, acmeID))(t); len(st.Unpaid) != 1 || st.Unpaid[0].On() != 20260906 || st.Suspends != 0 {
			t.Errorf("before the deduction it stands %+v", st)
		}
		s.run(t, 20260906)
		st := must(s.bills.StandingFor(t.Context(), finance, acmeID))(t)
		if st.Balance.In(st.Currency) != "-2.49 USD" || st.ByBalance != company.InsufficientBalance || st.ShortSince != 20260906 || st.Suspends != 20261006 || st.Unpaid != nil {
			t.Errorf("it stands %+v", st)
		}
		var got []string
		for offset := range 4 {
			has := must(s.bills.AccountFor(t.Context(), finance, acmeID, offset, 1))(t)
			for _, p := range has.Postings {
				got = append(got, fmt.Sprint(p.Number, " ", p.Kind, " ", p.Reference, " ", p.Amount, " ", p.After, " of ", has.All))
			}
		}
		if want := "3 deduction 2026-08 -14.99 -2.49 of 3, 2 topUp b 2.50 12.50 of 3, 1 topUp a 10.00 10.00 of 3"; strings.Join(got, ", ") != want {
			t.Errorf("pages are %v", got)
		}
	})
}
