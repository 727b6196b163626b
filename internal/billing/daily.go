package billing

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
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
	if err := c.Must(account.ReadBills); err != nil {
		return DayPage{}, err
	}
	if newest := s.NewestDay(); day > newest {
		return DayPage{}, fault.New(fault.Invalid, "The newest daily bill is that of %s.", newest).With("period", "a day until "+newest.String(), day.String())
	}
	projects, all, err := s.store.Projects(ctx, c.Reseller, day, (page-1)*DailyPage, DailyPage)
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

// dayBills splits the bill of a day of each company over its projects.
func (s *Service) dayBills(ctx context.Context, companies []int64, day calendar.Day) (map[int64]map[string]Money, error) {
	if len(companies) == 0 {
		return nil, nil
	}
	subjects, err := s.store.Subjects(ctx, companies, day.Month())
	if err != nil {
		return nil, err
	}
	projects, err := s.store.ProjectsOf(ctx, companies)
	if err != nil {
		return nil, err
	}
	billed, err := s.billedUses(ctx, companies, day.Month())
	if err != nil {
		return nil, err
	}
	var open []int64
	for _, id := range companies {
		if billed[id] == nil {
			open = append(open, id)
		}
	}
	used := uses{}
	if _, err := s.figures.Measured(ctx, open, day.Month().First(), day, used.add); err != nil {
		return nil, err
	}
	all := map[int64]map[string]Money{}
	for i := range subjects {
		of := &subjects[i]
		terms, use := of.Plans.On(day.Month(), List(of.Area)).Terms, billed[of.Company]
		if use == nil {
			use = &billedUse{terms, used.of(of.Company, day.Month())}
		}
		if all[of.Company], err = use.terms.DayBill(use.use, day, projects[of.Company]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// billedUse is what was used in a month, with the terms of its bill.
type billedUse struct {
	terms Terms
	use   *Use
}

// billedUses are those of the companies whose bill of the month is issued: what
// it was made of, whatever has come in since.
func (s *Service) billedUses(ctx context.Context, companies []int64, month calendar.Month) (map[int64]*billedUse, error) {
	revisions, err := s.store.Revisions(ctx, companies, month, month)
	if err != nil || len(revisions) == 0 {
		return nil, err
	}
	terms, err := s.store.TermsOf(ctx, companies, month)
	if err != nil {
		return nil, err
	}
	inputs, err := s.store.Inputs(ctx, companies, month)
	all := map[int64]*billedUse{}
	for i := range inputs {
		if in := &inputs[i]; in.BilledIn == month {
			all[in.Company] = &billedUse{terms[in.Company], &in.Use}
		}
	}
	return all, err
}
