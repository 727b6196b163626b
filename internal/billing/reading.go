package billing

import (
	"cmp"
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Statement is a bill as people read it.
type Statement struct {
	Bill                  // of a month without one, what it would be by now
	Begins calendar.Month // the first month that the company is billed for
	Days   []DayCost      // those of the month that have begun
}

// DayCost is the bill of a day. It moves with figures until the month's is
// issued.
type DayCost struct {
	Day    calendar.Day
	Amount Money
}

// BillFor returns a bill of one of the caller's companies with its days. A month
// before the first that it is billed for, and one that has not begun, are
// fault.NotFound.
func (s *Service) BillFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (Statement, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return Statement{}, err
	}
	if month < of.Begins {
		return Statement{}, notBilled(id, month)
	}
	bill, use, err := s.billOf(ctx, of, month)
	if err != nil {
		return Statement{}, err
	}
	days, err := bill.Terms.days(use, month, calendar.DayOf(s.clock()))
	return Statement{bill, of.Begins, days}, err
}

func notBilled(id int64, month calendar.Month) error {
	return fault.New(fault.NotFound, "Company %d is not billed for %s.", id, month)
}

// days are the bills of a month's days, until today.
func (t *Terms) days(u *Use, month calendar.Month, today calendar.Day) ([]DayCost, error) {
	var all []DayCost
	before := Money(0)
	for day := month.First(); day <= min(month.Last(), today); day = day.Add(1) {
		through, err := t.CostThrough(u, day)
		if err != nil {
			return nil, err
		}
		all = append(all, DayCost{day, through - before})
		before = through
	}
	return all, nil
}

// DayFor splits the bill of a day of one of the caller's companies over its
// projects, the dearest first. A day that has not begun, or of a month that is
// not billed, is fault.NotFound.
func (s *Service) DayFor(ctx context.Context, c account.Caller, id int64, day calendar.Day) ([]DayRow, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return nil, err
	}
	if day.Month() < of.Begins || day > calendar.DayOf(s.clock()) {
		return nil, fault.New(fault.NotFound, "Company %d has no bill of %s.", id, day)
	}
	amounts, err := s.dayBills(ctx, []int64{id}, day)
	if err != nil {
		return nil, err
	}
	projects, err := s.store.ProjectsOf(ctx, []int64{id})
	if err != nil {
		return nil, err
	}
	var rows []DayRow
	for project := range projects[id] {
		rows = append(rows, DayRow{id, project, amounts[id][project], CurrencyOf(of.Area)})
	}
	slices.SortFunc(rows, func(a, b DayRow) int {
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Project, b.Project))
	})
	return rows, nil
}

// BillsFor lists the bills of one of the caller's companies, the latest month
// first: before those that are issued what the months since cost by now.
func (s *Service) BillsFor(ctx context.Context, c account.Caller, id int64) ([]BillRow, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return nil, err
	}
	bills, err := s.store.Bills(ctx, id, nil)
	if err != nil {
		return nil, err
	}
	for month := of.Billed.Add(1); month <= calendar.DayOf(s.clock()).Month(); month = month.Add(1) {
		bill, _, err := s.billOf(ctx, of, month)
		if err != nil {
			return nil, err
		}
		bills = append(bills, bill)
	}
	rows := make([]BillRow, len(bills))
	for i := range bills {
		b := &bills[i]
		rows[len(bills)-1-i] = BillRow{Company: id, Month: b.Month, Currency: CurrencyOf(of.Area), Total: b.Total, IssuedAt: b.IssuedAt, DeductedAt: b.DeductedAt}
	}
	return rows, nil
}

// AccountFor returns what one of the caller's companies has, with a page of its
// postings.
func (s *Service) AccountFor(ctx context.Context, c account.Caller, id int64, offset, limit int) (Account, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return Account{}, err
	}
	return s.account(ctx, of, offset, limit)
}
