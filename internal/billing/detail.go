package billing

import (
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Detailed is a bill with what it is made of, and the names on it.
type Detailed struct {
	Bill
	Name     string // of the company
	Holder   string // name of the reseller that holds it now; "" if none does
	Area     company.Area
	Projects map[string]string // names by ids
	Charges  []Charge          // they add up to Used
}

// Detail returns a company's bill as Bill does, in detail.
func (s *Service) Detail(ctx context.Context, id int64, month calendar.Month) (*Detailed, error) {
	of, err := s.subject(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.detailOf(ctx, of, month)
}

// DetailFor returns a bill of one of the caller's companies as BillFor does, in
// detail.
func (s *Service) DetailFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (*Detailed, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return nil, err
	}
	if month < of.Begins {
		return nil, notBilled(id, month)
	}
	return s.detailOf(ctx, of, month)
}

func (s *Service) detailOf(ctx context.Context, of *Subject, month calendar.Month) (*Detailed, error) {
	bill, use, err := s.billOf(ctx, of, month)
	if err != nil {
		return nil, err
	}
	projects, err := s.store.ProjectsOf(ctx, []int64{of.Company})
	if err != nil {
		return nil, err
	}
	return detail(of, &bill, use, projects[of.Company])
}

func detail(of *Subject, b *Bill, use *Use, projects map[string]string) (*Detailed, error) {
	charges, err := b.Terms.Charges(use, b.Month)
	return &Detailed{*b, of.Name, of.Holder, of.Area, projects, charges}, err
}

// DetailsFor hands over the bills of a month of all companies that the caller's
// reseller holds now, in detail and by the companies' ids: those that BillsOf
// lists. Some companies are read at a time, so that memory does not grow with
// them. A month that has not begun is fault.NotFound. It ends with the first
// error of hand.
func (s *Service) DetailsFor(ctx context.Context, c account.Caller, month calendar.Month, hand func(*Detailed) error) error {
	reseller, err := company.Reach(c, company.EveryCompany, account.ReadBills)
	if err != nil {
		return err
	}
	if err := s.begun(month); err != nil {
		return err
	}
	begins, err := s.store.Begin(ctx, calendar.DayOf(s.clock()).Month())
	if err != nil {
		return err
	}
	rows, err := s.store.BillRows(ctx, BillFilter{Reseller: reseller, Month: month, Order: OrderCompany, Open: month >= begins})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, runAtOnce) {
		companies := make([]int64, len(some))
		for i := range some {
			companies[i] = some[i].Company
		}
		if err := s.detailSome(ctx, companies, month, hand); err != nil {
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

func (s *Service) detailSome(ctx context.Context, companies []int64, month calendar.Month, hand func(*Detailed) error) error {
	subjects, err := s.store.Subjects(ctx, companies, month)
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
		bill := by.issued
		if bill == nil {
			if bill, err = newBill(of.Company, month, of.Plans.On(month, List(of.Area)), by.use); err != nil {
				return err
			}
		}
		d, err := detail(of, bill, by.use, projects[of.Company])
		if err != nil {
			return err
		}
		if err := hand(d); err != nil {
			return err
		}
	}
	return nil
}
