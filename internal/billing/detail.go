package billing

import (
	"context"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Detailed is a bill with what it is made of.
type Detailed struct {
	Bill
	Area    company.Area
	Charges []Charge // they add up to Used
}

// Details hands over the bills of a month of companies with their charges; of
// one that is not issued yet, what it would be by now, as Bill. Companies are
// read some at a time, in the order of ids within them; those that are not
// billed for the month are left out. A month that has not begun is
// fault.NotFound. It ends with the first error of hand.
//
// It asks nobody's permission: the caller names companies that may be read.
func (s *Service) Details(ctx context.Context, companies []int64, month calendar.Month, hand func(*Detailed) error) error {
	if err := s.begun(month); err != nil {
		return err
	}
	begins, err := s.store.Begin(ctx, calendar.DayOf(s.clock()).Month())
	if err != nil {
		return err
	}
	for some := range slices.Chunk(companies, runAtOnce) {
		if err := s.detailSome(ctx, some, begins, month, hand); err != nil {
			return err
		}
	}
	return nil
}

// begun refuses a month that has not begun.
func (s *Service) begun(month calendar.Month) error {
	if month > calendar.DayOf(s.clock()).Month() {
		return fault.New(fault.NotFound, "The month %s has not begun.", month)
	}
	return nil
}

func (s *Service) detailSome(ctx context.Context, companies []int64, begins, month calendar.Month, hand func(*Detailed) error) error {
	subjects, err := s.store.Subjects(ctx, companies, begins)
	if err != nil {
		return err
	}
	projects, err := s.store.ProjectsOf(ctx, companies)
	if err != nil {
		return err
	}
	billed, err := s.billedUses(ctx, companies, month.Last())
	if err != nil {
		return err
	}
	for i := range subjects {
		of := &subjects[i]
		by := billed[of.Company]
		if by.issued == nil && month < of.Begins {
			continue
		}
		d, err := by.detail(of, month, projects[of.Company])
		if err != nil {
			return err
		}
		if err := hand(d); err != nil {
			return err
		}
	}
	return nil
}

// detail is the bill that a use makes.
func (by *billedUse) detail(of *Subject, month calendar.Month, projects []string) (d *Detailed, err error) {
	bill := by.issued
	if bill == nil {
		if bill, err = newBill(of.Company, month, of.Plans.On(month, List(of.Area)), by.use); err != nil {
			return nil, err
		}
	}
	d = &Detailed{Bill: *bill, Area: of.Area}
	d.Charges, err = bill.Terms.Charges(by.use, month, projects)
	return d, err
}
