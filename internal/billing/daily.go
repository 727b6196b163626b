package billing

import (
	"context"
	"maps"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Daily bills: how many rows a page has, and after how many days the bill of
// a day is there.
const (
	DailyPage  = 1000
	dailyAfter = 2
)

// DayRow is a project's part in the bill of a day.
type DayRow struct {
	Company  int64
	Project  string
	Amount   Money
	Currency Currency
}

// DayPage is a page of daily bills.
type DayPage struct {
	Rows []DayRow
	All  int // rows on all pages
}

// NewestDay is the last day whose bill is there.
func (s *Service) NewestDay() calendar.Day { return calendar.DayOf(s.clock()).Add(-dailyAfter) }

// Daily returns a page, from 1, of the bills of a day: a row for each project of
// the companies that the caller's reseller holds, and held on that day, by
// company and project, zeros included. Amounts move with figures until the
// month's bill is issued, and are those of that bill from then on. A day that
// is not there yet is fault.Invalid.
func (s *Service) Daily(ctx context.Context, c account.Caller, day calendar.Day, page int) (DayPage, error) {
	reseller, err := company.Reach(c, company.EveryCompany, account.ReadBills)
	if err != nil {
		return DayPage{}, err
	}
	if newest := s.NewestDay(); day > newest {
		return DayPage{}, fault.New(fault.Invalid, "The newest daily bill is that of %s.", newest).With("period", "a day until "+newest.String(), day.String())
	}
	projects, all, err := s.store.Projects(ctx, reseller, day, (page-1)*DailyPage, DailyPage)
	if err != nil {
		return DayPage{}, err
	}
	amounts, err := s.dayBills(ctx, companiesOf(projects), day)
	if err != nil {
		return DayPage{}, err
	}
	answer := DayPage{Rows: make([]DayRow, len(projects)), All: all}
	for i, p := range projects {
		answer.Rows[i] = DayRow{p.Company, p.Project, amounts[p.Company][p.Project], CurrencyOf(p.Area)}
	}
	return answer, nil
}

// companiesOf lists the companies of projects that are sorted by them.
func companiesOf(projects []ProjectOf) []int64 {
	var ids []int64
	for _, p := range projects {
		if len(ids) == 0 || ids[len(ids)-1] != p.Company {
			ids = append(ids, p.Company)
		}
	}
	return ids
}

// dayBills splits the bill of a day of each company over the projects that used
// anything on it.
func (s *Service) dayBills(ctx context.Context, companies []int64, day calendar.Day) (map[int64]map[string]Money, error) {
	if len(companies) == 0 {
		return nil, nil
	}
	subjects, err := s.store.Subjects(ctx, companies, day.Month())
	if err != nil {
		return nil, err
	}
	billed, err := s.billedUses(ctx, companies, day)
	if err != nil {
		return nil, err
	}
	all := map[int64]map[string]Money{}
	for i := range subjects {
		of := &subjects[i]
		by := billed[of.Company]
		terms := of.Plans.On(day.Month(), List(of.Area)).Terms
		if by.issued != nil {
			terms = by.issued.Terms
		}
		if all[of.Company], err = terms.DayBill(by.use, day); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// billedUse is what a company is billed for a month: if its bill is issued, what
// that was made of, whatever has come in since.
type billedUse struct {
	issued *Bill // nil: not yet
	use    *Use  // until then as of now, through the day that was asked for
}

// billedUses are those of companies in the month of a day.
func (s *Service) billedUses(ctx context.Context, companies []int64, through calendar.Day) (map[int64]*billedUse, error) {
	month := through.Month()
	all := make(map[int64]*billedUse, len(companies))
	issued, err := s.store.BillsOf(ctx, companies, month)
	if err != nil {
		return nil, err
	}
	for i := range issued {
		all[issued[i].Company] = &billedUse{issued: &issued[i]}
	}
	inputs, err := s.store.Inputs(ctx, slices.Collect(maps.Keys(all)), month)
	if err != nil {
		return nil, err
	}
	for id, by := range all {
		of := slices.IndexFunc(inputs, func(in Input) bool { return in.Company == id && in.BilledIn == month })
		if of < 0 {
			return nil, lost(by.issued)
		}
		by.use = &inputs[of].Use
	}
	open := slices.DeleteFunc(slices.Clone(companies), func(id int64) bool { return all[id] != nil })
	used := uses{}
	if _, err := s.figures.Measured(ctx, open, month.First(), through, used.add); err != nil {
		return nil, err
	}
	for _, id := range open {
		all[id] = &billedUse{use: used.of(id, month)}
	}
	return all, nil
}
