package budget

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/job"
)

// Run looks how budgets stand, unless neither figures nor day have moved since,
// and tells of thresholds. It may be called as often as one likes and on several
// nodes at once: each threshold is told once a month, however late. A month that
// ended meanwhile is looked at, too. It returns how many it has looked at.
func (s *Service) Run(ctx context.Context) (int, error) {
	commit, err := s.c.Figures.Commits(ctx)
	if err != nil {
		return 0, err
	}
	today := calendar.DayOf(s.c.Clock())
	all, err := s.c.Store.Unsettled(ctx, commit, today)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	first := slices.MinFunc(all, func(a, b Budget) int { return cmp.Compare(a.Standing.Month, b.Standing.Month) })
	for month := max(first.Standing.Month, today.Month().Add(-1)); month < today.Month(); month = month.Add(1) {
		late := slices.DeleteFunc(slices.Clone(all), func(b Budget) bool { return b.Standing.Month > month })
		if err := s.settle(ctx, late, commit, month.Last(), today); err != nil {
			return 0, err
		}
	}
	return len(all), s.settle(ctx, all, commit, today, today)
}

// settle finds how budgets stand on a day of a month, found on another one.
func (s *Service) settle(ctx context.Context, all []Budget, commit int64, day, today calendar.Day) error {
	sums, err := s.sum(ctx, all, day)
	if err != nil {
		return err
	}
	found := make([]Finding, len(all))
	_, pace := spans(day)
	for i, b := range all {
		used := sums[b.ID]
		now := Standing{Month: day.Month(), Commit: commit, Day: day, Used: used[0]}
		f := Finding{Budget: b, Reached: b.reached(used[0]), Late: day != today}
		if !f.Late {
			now.ExceedsOn = exceedsOn(day, b.Limit, used[0], used[1], used[2], pace)
		}
		if b.Forecast && now.ExceedsOn != 0 {
			f.Reached = append(f.Reached, 0)
		}
		f.Now = now
		found[i] = f
	}
	return s.c.Store.Settle(ctx, found, s.tell)
}

// tell makes the acts of alerts: a line of the trail for each threshold, with
// one mail to each recipient about the highest of them, one about the forecast,
// and the freeze.
func (s *Service) tell(f *Finding, fresh []int) (acts []account.Act, err error) {
	highest := slices.Max(fresh)
	for _, threshold := range fresh {
		act := s.alert(f, threshold)
		if threshold == highest || threshold == 0 {
			if act.Jobs, err = f.notices(threshold, threshold > 0 && slices.ContainsFunc(fresh, f.Freezes)); err != nil {
				return nil, err
			}
		}
		if f.Freezes(threshold) {
			freeze, err := f.freezing()
			if err != nil {
				return nil, err
			}
			act.Jobs = append(act.Jobs, freeze)
		}
		acts = append(acts, act)
	}
	return acts, nil
}

// alert is the act of one alert, without mails.
func (s *Service) alert(f *Finding, threshold int) account.Act {
	c := account.Caller{Name: "reseller-console", Reseller: f.Reseller}
	act := s.did(c, "budget.alert", &f.Budget)
	reached := account.Change{Field: "threshold", After: strconv.Itoa(threshold)}
	if threshold == 0 {
		reached = account.Change{Field: "exceedsOn", After: f.Now.ExceedsOn.String()}
	}
	act.Entry.Changes = append(act.Entry.Changes, reached, account.Change{Field: "month", After: f.Now.Month.String()},
		account.Change{Field: "used", After: f.Amount(f.Now.Used)}, account.Change{Field: "limit", After: f.Amount(f.Limit)})
	return act
}

// Freezes reports whether the company is to be frozen because of a threshold:
// once a month, and not for one that is over.
func (f *Finding) Freezes(threshold int) bool {
	return threshold > 0 && threshold == f.Freeze && !f.Frozen && !f.Late
}

// The mails that tell recipients, by Notice.Text.
const (
	MailThreshold = "budget.threshold"
	MailForecast  = "budget.forecast"
)

// notices tell the recipients of one alert.
func (f *Finding) notices(threshold int, freezes bool) (all []job.Job, err error) {
	data := map[string]string{
		"name": f.Name, "month": f.Now.Month.String(), "used": f.Amount(f.Now.Used), "limit": f.Amount(f.Limit), "percent": strconv.Itoa(threshold),
	}
	if f.Measure == Minutes { // whose name is another one in each language
		data["minutes"], data["used"], data["limit"] = "true", strconv.FormatInt(f.Now.Used, 10), strconv.FormatInt(f.Limit, 10)
	}
	text := MailThreshold
	if threshold == 0 {
		text, data["day"] = MailForecast, f.Now.ExceedsOn.String()
	}
	if freezes {
		data["freeze"] = "true"
	}
	for _, user := range f.Recipients {
		notice, err := account.Notice{User: user, Reseller: f.Reseller, Text: text, Data: data}.Job()
		if err != nil {
			return nil, fmt.Errorf("tell of budget %d: %w", f.ID, err)
		}
		all = append(all, notice)
	}
	return all, nil
}
