package company

import (
	"context"
	"errors"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// From gives a company to a reseller (0: to nobody) from a day on, and leaves
// the days before as they were. The result is ordered and has no gaps of its
// own making: adjoining stretches of one reseller are one.
func From(holdings []Holding, day calendar.Day, reseller int64) []Holding {
	var kept []Holding
	for _, h := range holdings {
		if h.From >= day {
			continue
		}
		if h.To == 0 || h.To >= day {
			h.To = day.Add(-1)
		}
		kept = append(kept, h)
	}
	if reseller == 0 {
		return kept
	}
	if last := len(kept) - 1; last >= 0 && kept[last].Reseller == reseller && kept[last].To == day.Add(-1) {
		kept[last].To = 0
		return kept
	}
	return append(kept, Holding{Reseller: reseller, From: day})
}

// MembershipStore keeps who holds which company on which days.
type MembershipStore interface {
	// Reseller finds a reseller, else fault.NotFound.
	Reseller(ctx context.Context, id int64) (Reseller, error)
	// Holdings returns who held a company on which days, in order.
	Holdings(ctx context.Context, company int64) ([]Holding, error)
	// Hold changes a company's holdings as told by change, and notes that its
	// figures have yet to follow. today decides who holds it now. An unknown
	// company is fault.NotFound.
	Hold(ctx context.Context, act account.Act, company int64, today calendar.Day, change func([]Holding) ([]Holding, error)) error
	// Unfollowed returns the companies whose figures have yet to follow, each
	// with its holdings.
	Unfollowed(ctx context.Context) (map[int64][]Holding, error)
	// Followed notes that a company's figures belong as its holdings say. If
	// these have changed meanwhile, nothing is noted.
	Followed(ctx context.Context, company int64, holdings []Holding) error
}

// Figures makes the figures of a company belong to those who held it.
type Figures interface {
	Hold(ctx context.Context, company int64, holdings []Holding) error
}

// Membership is what can be done about who holds a company. Each act is dated
// at 00:00 UTC: figures of that day and later ones belong to the new holder.
type Membership struct {
	store   MembershipStore
	figures Figures
	clock   func() time.Time
}

// NewMembership returns the service over store, whose acts figures follow.
func NewMembership(store MembershipStore, figures Figures, clock func() time.Time) *Membership {
	return &Membership{store: store, figures: figures, clock: clock}
}

// Attach gives a company that nobody holds to a reseller from a day on; the
// zero day is today. A company that somebody holds on that day or later is
// fault.Conflict, a day after today fault.Invalid, an unknown reseller or
// company fault.NotFound.
//
// Like Detach it is for operators; others are account.ErrNotOperator.
func (m *Membership) Attach(ctx context.Context, c account.Caller, company, reseller int64, from calendar.Day) error {
	if !c.Operates() {
		return account.ErrNotOperator
	}
	if _, err := m.store.Reseller(ctx, reseller); err != nil {
		return err
	}
	act := c.Did("company.attach", m.clock())
	act.Entry.Reseller = reseller
	return m.hold(ctx, act, company, from, attached(company, reseller))
}

// attached is the holdings of a company that is given to a reseller.
func attached(company, reseller int64) redating {
	return func(holdings []Holding, day calendar.Day) ([]Holding, error) {
		if h, held := lastHeld(holdings, day); held {
			return nil, fault.New(fault.Conflict, "Company %d is held by reseller %d on %s or later; detach it first.", company, h.Reseller, day).
				With("from", "a day on and after which nobody holds it", day.String())
		}
		return From(holdings, day, reseller), nil
	}
}

// redating changes holdings from a day on.
type redating func(holdings []Holding, day calendar.Day) ([]Holding, error)

// Detach takes a company from whoever holds it, from a day on; the zero day is
// today. A company that nobody holds on that day is fault.Conflict.
func (m *Membership) Detach(ctx context.Context, c account.Caller, company int64, from calendar.Day) error {
	if !c.Operates() {
		return account.ErrNotOperator
	}
	act := c.Did("company.detach", m.clock())
	if held, err := m.store.Holdings(ctx, company); err != nil {
		return err
	} else if len(held) > 0 {
		act.Entry.Reseller = held[len(held)-1].Reseller // in whose trail it is told
	}
	return m.hold(ctx, act, company, from, detached(company))
}

// detached is the holdings of a company that is taken from its holder.
func detached(company int64) redating {
	return func(holdings []Holding, day calendar.Day) ([]Holding, error) {
		if _, held := lastHeld(holdings, day); !held {
			return nil, fault.New(fault.Conflict, "Nobody holds company %d on %s.", company, day).With("from", "a day on which it is held", day.String())
		}
		return From(holdings, day, 0), nil
	}
}

// Plan is what an attachment or a detachment would change.
type Plan struct {
	From          calendar.Day
	Before, After []Holding
}

// Holdings returns who held a company on which days, in order.
func (m *Membership) Holdings(ctx context.Context, c account.Caller, company int64) ([]Holding, error) {
	if !c.Operates() {
		return nil, account.ErrNotOperator
	}
	return m.store.Holdings(ctx, company)
}

// PlanAttach says what Attach would change, or the error that it would have;
// PlanDetach the same of Detach. Nothing is changed.
func (m *Membership) PlanAttach(ctx context.Context, c account.Caller, company, reseller int64, from calendar.Day) (Plan, error) {
	if _, err := m.store.Reseller(ctx, reseller); err != nil {
		return Plan{}, err
	}
	return m.plan(ctx, c, company, from, attached(company, reseller))
}

// PlanDetach is described at PlanAttach.
func (m *Membership) PlanDetach(ctx context.Context, c account.Caller, company int64, from calendar.Day) (Plan, error) {
	return m.plan(ctx, c, company, from, detached(company))
}

func (m *Membership) plan(ctx context.Context, c account.Caller, company int64, from calendar.Day, change redating) (p Plan, err error) {
	if p.From, err = m.day(from); err != nil {
		return p, err
	}
	if p.Before, err = m.Holdings(ctx, c, company); err != nil {
		return p, err
	}
	p.After, err = change(p.Before, p.From)
	return p, err
}

// day is the day from which an act holds; the zero day is today.
func (m *Membership) day(from calendar.Day) (calendar.Day, error) {
	today := calendar.DayOf(m.clock())
	if from == 0 {
		return today, nil
	}
	if from > today {
		return 0, fault.New(fault.Invalid, "A company changes hands today, %s, or on a day before.", today).With("from", "a day not after today", from.String())
	}
	return from, nil
}

// Remove takes one of the caller's companies out of its account from today
// on. Company, data and service stay; the operator can attach it again. A
// company that the caller's reseller does not hold is fault.NotFound.
func (m *Membership) Remove(ctx context.Context, c account.Caller, company int64) error {
	reseller, err := Reach(c, company, account.ManageCompanies)
	if err != nil {
		return err
	}
	return m.hold(ctx, c.Did("company.remove", m.clock()), company, 0, func(holdings []Holding, day calendar.Day) ([]Holding, error) {
		if h, held := lastHeld(holdings, day); !held || h.Reseller != reseller {
			return nil, notFound(company)
		}
		return From(holdings, day, 0), nil
	})
}

// lastHeld returns the last stretch that holds a company on a day or later.
func lastHeld(holdings []Holding, day calendar.Day) (Holding, bool) {
	for i := len(holdings) - 1; i >= 0; i-- {
		if h := holdings[i]; h.To == 0 || h.To >= day {
			return h, true
		}
	}
	return Holding{}, false
}

func (m *Membership) hold(ctx context.Context, act account.Act, company int64, from calendar.Day, change redating) error {
	from, err := m.day(from)
	if err != nil {
		return err
	}
	act.Entry.Company = company
	act.Entry.Changes = []account.Change{{Field: "from", After: from.String()}}
	err = m.store.Hold(ctx, act, company, calendar.DayOf(m.clock()), func(holdings []Holding) ([]Holding, error) { return change(holdings, from) })
	if err != nil {
		return err
	}
	return m.Resume(ctx)
}

// Resume lets figures follow where a crash or an error kept them from it. The
// program calls it when it starts.
func (m *Membership) Resume(ctx context.Context) error {
	unfollowed, err := m.store.Unfollowed(ctx)
	for company, holdings := range unfollowed {
		err = errors.Join(err, m.follow(ctx, company, holdings))
	}
	return err
}

func (m *Membership) follow(ctx context.Context, company int64, holdings []Holding) error {
	if err := m.figures.Hold(ctx, company, holdings); err != nil {
		return fmt.Errorf("figures of company %d: %w", company, err)
	}
	return m.store.Followed(ctx, company, holdings)
}
