package billing

import (
	"context"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Bills returns all bills of a company, by month.
func (s *Service) Bills(ctx context.Context, company int64) ([]Bill, error) {
	if _, err := s.subject(ctx, company); err != nil {
		return nil, err
	}
	return s.store.Bills(ctx, company, nil)
}

// Bill returns a company's bill of a month; before it is issued, what it would
// be by now, with a zero IssuedAt and no adjustments. A month that has not begun
// is fault.NotFound.
func (s *Service) Bill(ctx context.Context, company int64, month calendar.Month) (Bill, error) {
	subject, err := s.subject(ctx, company)
	if err != nil {
		return Bill{}, err
	}
	b, _, err := s.billOf(ctx, subject, month)
	return b, err
}

// billOf is a company's bill of a month, and what it is made of.
func (s *Service) billOf(ctx context.Context, of *Subject, month calendar.Month) (Bill, *Use, error) {
	found, err := s.store.Bills(ctx, of.Company, []calendar.Month{month})
	if err != nil {
		return Bill{}, nil, err
	}
	if len(found) > 0 {
		inputs, err := s.store.Inputs(ctx, []int64{of.Company}, month)
		own := at(inputs, month, month)
		if err == nil && own == nil {
			err = lost(&found[0])
		}
		if err != nil {
			return Bill{}, nil, err
		}
		return found[0], &own.Use, nil
	}
	if month > calendar.DayOf(s.clock()).Month() {
		return Bill{}, nil, fault.New(fault.NotFound, "The month %s has not begun.", month)
	}
	used, err := s.read(ctx, []int64{of.Company}, month)
	if err != nil {
		return Bill{}, nil, err
	}
	use := used.of(of.Company, month)
	b, err := newBill(of.Company, month, of.Plans.On(month, List(of.Area)), use)
	if err != nil {
		return Bill{}, nil, err
	}
	return *b, use, nil
}

// Remade is what making a bill again has found.
type Remade struct {
	Bill  Bill
	Same  bool           // made again from what it was made of, it says the same
	Moved []calendar.Day // days whose figures have moved since the month was billed last
	Owed  Money          // what the next bill will adjust because of them
}

// Recompute makes an issued bill again from what it was made of, and compares
// that with the figures of now. A month without a bill is fault.NotFound.
func (s *Service) Recompute(ctx context.Context, company int64, month calendar.Month) (Remade, error) {
	all, err := s.Bills(ctx, company)
	if err != nil {
		return Remade{}, err
	}
	var r Remade
	terms := map[calendar.Month]*Terms{}
	for i := range all {
		if terms[all[i].Month] = &all[i].Terms; all[i].Month == month {
			r.Bill = all[i]
		}
	}
	if r.Bill.Month == 0 {
		return r, fault.New(fault.NotFound, "Company %d has no bill of %s.", company, month)
	}
	months := []calendar.Month{month}
	for _, a := range r.Bill.Adjustments {
		months = append(months, a.Month)
	}
	var inputs []Input
	for _, m := range months {
		some, err := s.store.Inputs(ctx, []int64{company}, m)
		if err != nil {
			return r, err
		}
		inputs = append(inputs, some...)
	}
	again, err := r.Bill.remake(inputs, terms)
	if err != nil {
		return r, err
	}
	r.Same = r.Bill.same(again)
	return r, s.compare(ctx, &r, inputs)
}

// compare looks how the figures of a billed month have moved.
func (s *Service) compare(ctx context.Context, r *Remade, inputs []Input) error {
	month := r.Bill.Month
	billed := at(inputs, month, calendar.DayOf(s.clock()).Month())
	used, err := s.read(ctx, []int64{r.Bill.Company}, month)
	if err != nil {
		return err
	}
	now := used.of(r.Bill.Company, month)
	r.Moved = billed.Use.differs(now)
	before, err := r.Bill.Terms.CostThrough(&billed.Use, month.Last())
	if err != nil {
		return err
	}
	after, err := r.Bill.Terms.CostThrough(now, month.Last())
	r.Owed = after - before
	return err
}
