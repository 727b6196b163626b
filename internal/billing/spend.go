package billing

import (
	"context"
	"slices"
	"strings"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Spend is what a company has cost and used through some days of a month.
type Spend struct {
	Currency Currency
	Costs    []Money            // by day, as its bill would say; see Terms.CostThrough
	Minutes  []map[string]int64 // by day: billed minutes by product, free ones included
}

// spendAtOnce is how many companies' figures are in memory at a time.
const spendAtOnce = 200

// Spend calls yield with what each of the companies has cost and used through
// each of the days, of what happened while the reseller held it.
func (s *Service) Spend(ctx context.Context, reseller int64, companies []int64, days []calendar.Day, yield func(company int64, spent *Spend)) error {
	for some := range slices.Chunk(companies, spendAtOnce) {
		subjects, err := s.store.Subjects(ctx, some, days[0].Month())
		if err != nil {
			return err
		}
		used := uses{}
		_, err = s.figures.Measured(ctx, some, days[0].Month().First(), slices.Max(days), func(f usage.Figure) error {
			if f.Reseller != reseller {
				return nil
			}
			return used.add(f)
		})
		if err != nil {
			return err
		}
		for i := range subjects {
			spent, err := spendOf(&subjects[i], used, days)
			if err != nil {
				return err
			}
			yield(subjects[i].Company, spent)
		}
	}
	return nil
}

func spendOf(of *Subject, used uses, days []calendar.Day) (*Spend, error) {
	terms := of.on(days[0]).Terms
	use := used.of(of.Company, days[0].Month())
	spent := &Spend{Currency: terms.Currency}
	for _, day := range days {
		through := use.through(day)
		_, cost, err := terms.Cost(through)
		if err != nil {
			return nil, err
		}
		spent.Costs, spent.Minutes = append(spent.Costs, cost), append(spent.Minutes, minutesOf(through))
	}
	return spent, nil
}

// minutesOf adds up billed minutes by product.
func minutesOf(used Quantities) map[string]int64 {
	all := map[string]int64{}
	for i, n := range used {
		if n > 0 && items[i].Timed() {
			product, _, _ := strings.Cut(items[i].ID, ".")
			all[product] += units(&items[i], n)
		}
	}
	return all
}
