package budget

import (
	"context"
	"slices"
	"sync"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// sums is what budgets have used through each of spans, by id.
type sums map[int64][3]int64

// sum adds up what budgets have used through a day.
func (s *Service) sum(ctx context.Context, all []Budget, day calendar.Day) (sums, error) {
	s.known.Lock()
	defer s.known.Unlock()
	revisions, err := s.c.Figures.LastChanges(ctx, nil, day.Month(), day.Month())
	if err != nil {
		return nil, err
	}
	used := sums{}
	byReseller := map[int64][]*Budget{}
	for i := range all {
		byReseller[all[i].Reseller] = append(byReseller[all[i].Reseller], &all[i])
	}
	for reseller, some := range byReseller {
		companies, err := s.companies(ctx, reseller, some)
		if err != nil {
			return nil, err
		}
		spent, err := s.spent(ctx, reseller, companies, day, revisions)
		if err != nil {
			return nil, err
		}
		for _, b := range some {
			used[b.ID] = b.add(spent)
		}
	}
	return used, nil
}

// companies are those that budgets of a reseller are about.
func (s *Service) companies(ctx context.Context, reseller int64, of []*Budget) (all []int64, err error) {
	for _, b := range of {
		if b.Company == 0 {
			all, err = s.c.Store.Held(ctx, reseller)
			break
		}
	}
	for _, b := range of {
		if b.Company != 0 {
			all = append(all, b.Company)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), err
}

// add adds up what a budget's companies have used.
func (b *Budget) add(spent map[int64]*billing.Spend) (used [3]int64) {
	if b.Company != 0 {
		if one := spent[b.Company]; one != nil {
			b.addOne(&used, one)
		}
		return used
	}
	for _, one := range spent {
		b.addOne(&used, one)
	}
	return used
}

func (b *Budget) addOne(used *[3]int64, spent *billing.Spend) {
	for i := range used {
		switch {
		case b.Measure == Money && spent.Currency == b.Currency:
			used[i] += int64(spent.Costs[i])
		case b.Measure == Minutes && b.Product != "":
			used[i] += spent.Minutes[i][b.Product]
		case b.Measure == Minutes:
			for _, n := range spent.Minutes[i] {
				used[i] += n
			}
		}
	}
}

// memory is what companies had spent when they were looked at last.
type memory struct {
	sync.Mutex
	all map[spender]remembered
}

type spender struct{ reseller, company int64 }

// remembered is good as long as neither the company's figures nor the day have
// moved.
type remembered struct {
	day      calendar.Day
	revision int64
	spent    *billing.Spend
}

// spent returns what each of the companies has spent, all of its sums those of
// spans. Only those whose figures have moved are added up anew.
func (s *Service) spent(ctx context.Context, reseller int64, companies []int64, day calendar.Day, revisions map[usage.CompanyMonth]int64) (map[int64]*billing.Spend, error) {
	if s.known.all == nil || len(s.known.all) > mostRemembered {
		s.known.all = map[spender]remembered{}
	}
	all := make(map[int64]*billing.Spend, len(companies))
	var moved []int64
	for _, id := range companies {
		was, known := s.known.all[spender{reseller, id}]
		if known && was.day == day && was.revision == revisions[usage.CompanyMonth{Company: id, Month: day.Month()}] {
			all[id] = was.spent
		} else {
			moved = append(moved, id)
		}
	}
	days, _ := spans(day)
	err := s.c.Spender.Spend(ctx, reseller, moved, days, func(id int64, spent *billing.Spend) {
		all[id] = spent
		s.known.all[spender{reseller, id}] = remembered{day, revisions[usage.CompanyMonth{Company: id, Month: day.Month()}], spent}
	})
	return all, err
}

// mostRemembered bounds the memory: some 100 MB.
const mostRemembered = 200_000
