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
	for month := from; month <= to; month = month.Add(1) {
		if err := g.open(ctx, month); err != nil {
			return err
		}
	}
	return nil
}

// closed reads what is on bills: they keep what they were made of. A bill that
// was issued while this reads is left to open.
func (g *gatherer) closed(ctx context.Context) error {
	last := map[int64]calendar.Month{}
	for i := range g.subjects {
		last[g.subjects[i].Company] = g.subjects[i].Billed
	}
	terms, err := g.store.TermsOf(ctx, g.ids, g.from, g.to)
	if err != nil {
		return err
	}
	adjusted := map[calendar.Month][]Input{}
	err = g.store.Billed(ctx, g.ids, g.from, g.to, func(in *Input) error {
		switch held := g.held[in.Company]; {
		case in.BilledIn > last[in.Company] || len(held.within(in.Month)) == 0:
			return nil
		case in.Month != in.BilledIn:
			adjusted[in.Month] = append(adjusted[in.Month], *in)
			return nil
		default:
			sell := terms[usage.CompanyMonth{Company: in.Company, Month: in.Month}]
			return g.yield(&portion{held: held, month: in.Month, on: in.Month, use: &in.Use, sell: sell})
		}
	})
	if err != nil {
		return err
	}
	for month, inputs := range adjusted {
		if err := g.adjusted(ctx, month, inputs); err != nil {
			return err
		}
	}
	return nil
}

// adjusted finds what a month was billed by before it was adjusted.
func (g *gatherer) adjusted(ctx context.Context, month calendar.Month, now []Input) error {
	var companies []int64
	for i := range now {
		companies = append(companies, now[i].Company)
	}
	companies = slices.Compact(companies) // they are in order
	terms, err := g.store.TermsOf(ctx, companies, month, month)
	if err != nil {
		return err
	}
	inputs, err := g.store.Inputs(ctx, companies, month)
	if err != nil {
		return err
	}
	byCompany := map[int64][]Input{}
	for _, in := range inputs {
		byCompany[in.Company] = append(byCompany[in.Company], in)
	}
	for i := range now {
		in := &now[i]
		before := at(byCompany[in.Company], month, in.BilledIn.Add(-1))
		sell := terms[usage.CompanyMonth{Company: in.Company, Month: month}]
		if err := g.yield(&portion{held: g.held[in.Company], month: month, on: in.BilledIn, use: &in.Use, before: &before.Use, sell: sell}); err != nil {
			return err
		}
	}
	return nil
}

// open reads what was used in a month by companies that have no bill of it yet.
func (g *gatherer) open(ctx context.Context, month calendar.Month) error {
	var open []*Subject
	var ids []int64
	for i := range g.subjects {
		of := &g.subjects[i]
		if month > of.Billed && month >= of.Begins && len(g.held[of.Company].within(month)) > 0 {
			open, ids = append(open, of), append(ids, of.Company)
		}
	}
	if len(open) == 0 {
		return nil
	}
	used, err := g.read(ctx, ids, month)
	if err != nil {
		return err
	}
	for _, of := range open {
		plan := of.Plans.On(month, List(of.Area))
		err := g.yield(&portion{held: g.held[of.Company], month: month, on: month, use: used.of(of.Company, month), sell: &plan.Terms, open: true})
		if err != nil {
			return err
		}
	}
	return nil
}
