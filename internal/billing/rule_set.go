package billing

import (
	"context"
	"fmt"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// RuleStore keeps markups, and which companies' prices have yet to follow.
type RuleStore interface {
	// AddRule keeps a new version, unless that changes nothing: then it returns
	// the newest one. Whom it is about has yet to follow it from its month on. It
	// is fault.NotFound without the reseller, or the company that it holds.
	AddRule(ctx context.Context, act account.Act, v RuleVersion) (RuleVersion, error)
	// Rules returns the versions of a reseller's standard markups, and of those of
	// the companies, with this reseller, in the order in which they were set.
	Rules(ctx context.Context, reseller int64, companies []int64) (RuleVersions, error)
	// Followers returns those of the companies that exist, by id. Their From is 0.
	Followers(ctx context.Context, companies []int64) ([]Follower, error)
	// Unfollowed returns companies whose prices have yet to follow, in the order
	// of ids, from the next one on.
	Unfollowed(ctx context.Context, after int64, limit int) ([]int64, error)
	// Follow keeps for those of the companies whose prices have yet to follow what
	// follow makes of each, all in one transaction. Others that want to change
	// prices of these companies wait. follow may be called again if others were in
	// the way.
	Follow(ctx context.Context, companies []int64, follow func(*Follower) ([]Plan, []account.Act, error)) error
}

// How many companies' prices follow in one transaction, and at once after an
// act; those of the others follow with the next Run.
const (
	followAtOnce = 50
	followInAct  = 100
)

// Follow lets the prices of all companies follow that have yet to. It may be
// called as often as one likes and on several nodes at once.
func (s *Service) Follow(ctx context.Context) error { return s.followUpTo(ctx, 0) }

func (s *Service) followSome(ctx context.Context) error { return s.followUpTo(ctx, followInAct) }

// followUpTo does it for so many companies; 0: all.
func (s *Service) followUpTo(ctx context.Context, most int) error {
	after := int64(0)
	for done := 0; most == 0 || done < most; done += followAtOnce {
		some, err := s.store.Unfollowed(ctx, after, followAtOnce)
		if err != nil || len(some) == 0 {
			return err
		}
		if err := s.follow(ctx, some); err != nil {
			return err
		}
		after = some[len(some)-1]
	}
	return nil
}

// follow lets the prices of some companies follow. Each whose plan changes has a
// line in the audit trail.
func (s *Service) follow(ctx context.Context, companies []int64) error {
	now := s.clock()
	err := s.store.Follow(ctx, companies, func(f *Follower) ([]Plan, []account.Act, error) {
		plans, err := f.Missing()
		if err != nil || len(plans) == 0 {
			return nil, nil, err
		}
		for i := range plans {
			plans[i].CreatedAt = now
		}
		act := account.Command().Did("plan.follow", now)
		act.Entry.Company, act.Entry.Reseller, act.Entry.Target = f.Company, f.Reseller, "plan "+plans[0].From.String()
		return plans, []account.Act{act}, nil
	})
	if err != nil {
		err = fmt.Errorf("prices of companies %d to %d: %w", companies[0], companies[len(companies)-1], err)
	}
	return err
}

// SetRule adds a version of a markup: of a company, or of the standard of a
// reseller, which is that of the caller unless operators name one. From when on,
// and who may, is as with SetPlan. A version that changes nothing is none. What
// cannot be is fault.Invalid.
func (s *Service) SetRule(ctx context.Context, c account.Caller, v RuleVersion) (RuleVersion, error) {
	v, err := s.readyRule(ctx, c, v)
	if err != nil {
		return v, err
	}
	v.CreatedAt = s.clock()
	act := didRule(c, &v)
	act.Entry.Reseller, act.Entry.Company = v.Reseller, v.Company
	act.Entry.Target = "markup " + v.From.String() + " " + string(v.Currency)
	if v, err = s.store.AddRule(ctx, act, v); err != nil {
		return v, err
	}
	if v.Company != 0 {
		return v, s.follow(ctx, []int64{v.Company})
	}
	return v, s.followSome(ctx)
}

func didRule(c account.Caller, v *RuleVersion) account.Act {
	switch v.Source {
	case Standard:
		return c.Did("markup.standard", v.CreatedAt)
	case ByHand:
		return c.Did("markup.end", v.CreatedAt)
	}
	return c.Did("markup.set", v.CreatedAt)
}

// readyRule completes a version that the caller may set, or refuses it.
func (s *Service) readyRule(ctx context.Context, c account.Caller, v RuleVersion) (RuleVersion, error) {
	if !c.Operates() {
		if err := c.Must(account.SetPrices); err != nil {
			return v, err
		}
		v.Reseller = c.Reseller
	}
	if v.Company != 0 {
		subject, err := s.reach(ctx, c, v.Company, account.SetPrices)
		if err != nil {
			return v, err
		}
		if subject.Reseller == 0 {
			return v, fault.New(fault.Invalid, "No reseller holds company %d: there is no markup that its prices could follow.", v.Company)
		}
		v.Reseller, v.Currency = subject.Reseller, CurrencyOf(subject.Area)
	}
	if v.Currency != CNY && v.Currency != USD {
		return v, fault.New(fault.Invalid, "A markup is of one currency.").With("currency", "USD or CNY", string(v.Currency))
	}
	if err := v.checkSource(); err != nil {
		return v, err
	}
	return v, s.checkFrom(c, v.From)
}

// Rules returns the versions of the standard markups of a reseller, which is that
// of the caller unless operators name one, in the order in which they were set,
// and the month from which on the caller may add one; 0: the caller may not.
func (s *Service) Rules(ctx context.Context, c account.Caller, reseller int64) (RuleVersions, calendar.Month, error) {
	reseller, err := readsRules(c, reseller)
	if err != nil {
		return nil, 0, err
	}
	all, err := s.store.Rules(ctx, reseller, nil)
	return all, s.earliest(c), err
}

// Holder is the reseller that holds a company now, 0 if none does, for operators;
// others are account.ErrNotOperator.
func (s *Service) Holder(ctx context.Context, c account.Caller, id int64) (int64, error) {
	if !c.Operates() {
		return 0, account.ErrNotOperator
	}
	subject, err := s.subject(ctx, id)
	if err != nil {
		return 0, err
	}
	return subject.Reseller, nil
}

func readsRules(c account.Caller, reseller int64) (int64, error) {
	if c.Operates() {
		return reseller, nil
	}
	return c.Reseller, c.Must(account.SeeMargin)
}

// Sourced is where a company's prices come from.
type Sourced struct {
	Company int64
	Now     Origin
	Next    *Origin // what begins next; nil: nothing does
	Own     RuleVersions
}

// Sources returns where the prices of those of the companies come from whose
// prices the caller may read with their markups: a reseller's staff of those that
// it holds now, operators of all.
func (s *Service) Sources(ctx context.Context, c account.Caller, companies []int64) (map[int64]Sourced, error) {
	if _, err := readsRules(c, 0); err != nil {
		return nil, err
	}
	all, err := s.store.Followers(ctx, companies)
	if err != nil {
		return nil, err
	}
	sources := make(map[int64]Sourced, len(all))
	present := calendar.DayOf(s.clock()).Month()
	for i := range all {
		f := &all[i]
		if !c.Operates() && f.Reseller != c.Reseller {
			continue
		}
		one := Sourced{Company: f.Company}
		if one.Now, err = f.Origin(present); err != nil {
			return nil, err
		}
		if month := f.Plans.next(present); month != 0 {
			next, err := f.Origin(month)
			if err != nil {
				return nil, err
			}
			one.Next = &next
		}
		one.Own = slices.DeleteFunc(slices.Clone(f.Own), func(v RuleVersion) bool { return v.Reseller != f.Reseller })
		sources[f.Company] = one
	}
	return sources, nil
}
