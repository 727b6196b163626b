package billing

import (
	"context"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// gatherer reads the portions of a reseller.
type gatherer struct {
	*Service
	from, to calendar.Month // on whose bills they are, or will be
	held     map[int64]*Held
	ids      []int64
	subjects []Subject
	yield    func(*portion) error
}

// eachPortion calls yield with all that companies used, as far as a reseller
// held them, that is on bills of the months, or would be if they were issued
// now. Of months before anybody was billed there is nothing.
func (s *Service) eachPortion(ctx context.Context, held []Held, from, to calendar.Month, yield func(*portion) error) error {
	g := gatherer{Service: s, from: from, to: to, held: make(map[int64]*Held, len(held)), yield: yield}
	for i := range held {
		g.held[held[i].Company] = &held[i]
		g.ids = append(g.ids, held[i].Company)
	}
	begins, err := s.store.Begin(ctx, calendar.DayOf(s.clock()).Month())
	if err != nil || len(held) == 0 {
		return err
	}
	if g.subjects, err = s.store.Subjects(ctx, g.ids, begins); err != nil {
		return err
	}
	if err := g.closed(ctx); err != nil {
		return err
	}
	if err := g.adjustments(ctx); err != nil {
		return err
	}
	for month := from; month <= to; month = month.Add(1) {
		if err := g.open(ctx, month); err != nil {
			return err
		}
	}
	return nil
}

// closed reads what bills say. Where the reseller held a company on some days
// only, it takes what the bill was made of.
func (g *gatherer) closed(ctx context.Context) error {
	bills, err := g.store.Charged(ctx, g.ids, g.from, g.to)
	if err != nil {
		return err
	}
	some := map[calendar.Month][]int64{}
	for i := range g.subjects {
		of := &g.subjects[i]
		for month := g.from; month <= min(g.to, of.Billed); month = month.Add(1) {
			p := portion{held: g.held[of.Company], month: month, on: month}
			bill, billed := bills[usage.CompanyMonth{Company: of.Company, Month: month}]
			switch {
			case !billed || len(p.held.within(month)) == 0:
				continue
			case !p.held.wholly(month):
				some[month] = append(some[month], of.Company)
				continue
			}
			p.sell, p.whole = bill.Terms, quantitiesOf(bill.Lines)
			if err := g.yield(&p); err != nil {
				return err
			}
		}
	}
	for month, companies := range some {
		err := g.eachInput(ctx, companies, month, func(inputs []Input) error {
			in := at(inputs, month, month)
			sell := bills[usage.CompanyMonth{Company: in.Company, Month: month}].Terms
			return g.yield(&portion{held: g.held[in.Company], month: month, on: month, use: &in.Use, sell: sell})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachInput calls do with all that a month was billed by, of one company after
// the other.
func (g *gatherer) eachInput(ctx context.Context, companies []int64, month calendar.Month, do func([]Input) error) error {
	inputs, err := g.store.Inputs(ctx, companies, month)
	for from := 0; err == nil && from < len(inputs); {
		to := from + 1
		for to < len(inputs) && inputs[to].Company == inputs[from].Company {
			to++
		}
		err = do(inputs[from:to])
		from = to
	}
	return err
}

// adjustments reads by how much earlier months have moved. What is on a bill
// that was issued while this reads is left out, as that bill is.
func (g *gatherer) adjustments(ctx context.Context) error {
	all, err := g.store.Adjusting(ctx, g.ids, g.from, g.to)
	if err != nil || len(all) == 0 {
		return err
	}
	billed := map[int64]calendar.Month{}
	for i := range g.subjects {
		billed[g.subjects[i].Company] = g.subjects[i].Billed
	}
	months := map[calendar.Month][]int64{}
	for i := range all {
		if in := &all[i]; len(g.held[in.Company].within(in.Month)) > 0 {
			months[in.Month] = append(months[in.Month], in.Company)
		}
	}
	for month, companies := range months {
		bills, err := g.store.Charged(ctx, companies, month, month)
		if err != nil {
			return err
		}
		err = g.eachInput(ctx, slices.Compact(companies), month, func(inputs []Input) error {
			for i := 1; i < len(inputs); i++ {
				now, before := &inputs[i], &inputs[i-1]
				if now.BilledIn < g.from || now.BilledIn > min(g.to, billed[now.Company]) {
					continue
				}
				sell := bills[usage.CompanyMonth{Company: now.Company, Month: month}].Terms
				if err := g.yield(&portion{held: g.held[now.Company], month: month, on: now.BilledIn, use: &now.Use, before: &before.Use, sell: sell}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
