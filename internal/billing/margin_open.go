package billing

import (
	"context"

	"reseller-console/internal/calendar"
)

// open reads what was used in a month by companies that have no bill of it yet:
// of those that the reseller held all the time only how much that is by now.
func (g *gatherer) open(ctx context.Context, month calendar.Month) error {
	wholly := map[bool][]*portion{}
	for i := range g.subjects {
		of := &g.subjects[i]
		held := g.held[of.Company]
		if month <= of.Billed || month < of.Begins || len(held.within(month)) == 0 {
			continue
		}
		plan := of.Plans.On(month, List(of.Area))
		whole := held.wholly(month)
		wholly[whole] = append(wholly[whole], &portion{held: held, month: month, on: month, sell: &plan.Terms, open: true})
	}
	for whole, open := range wholly {
		read := g.figures.Measured
		if whole {
			read = g.figures.MeasuredSums
		}
		used := uses{}
		if _, err := read(ctx, companiesIn(open), month.First(), month.Last(), used.add); err != nil {
			return err
		}
		for _, p := range open {
			if p.use = used.of(p.held.Company, month); whole {
				p.whole = p.use.through(month.Last())
			}
			if err := g.yield(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func companiesIn(portions []*portion) []int64 {
	all := make([]int64, len(portions))
	for i, p := range portions {
		all[i] = p.held.Company
	}
	return all
}
