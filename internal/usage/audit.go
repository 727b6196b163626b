package usage

import (
	"context"
	"fmt"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Audit works out what the rows of a month should be and hands those that are
// not on to mend, day by day, and then the month's own. Figures and users are
// counted afresh from the events, as far as these are kept; whose figures they
// are, tops and totals follow from figures that are right. It holds one day's
// events' figures and one month's totals in memory.
func Audit(ctx context.Context, b Books, month calendar.Month, mend func(*Fixes) error) (Checked, error) {
	from, err := b.KeptFrom(ctx)
	if err != nil {
		return Checked{}, err
	}
	a := &audit{books: b, month: month, proven: month.First() >= from, mend: mend,
		places: map[string]company.Place{}, tops: map[MonthCell]Top{}, totals: map[TotalCell]Total{}}
	for day := month.First(); day <= month.Last(); day = day.Add(1) {
		if err := a.day(ctx, day); err != nil {
			return a.done, fmt.Errorf("%s: %w", day, err)
		}
	}
	if err := a.own(ctx); err != nil {
		return a.done, fmt.Errorf("%s: %w", month, err)
	}
	return a.done, nil
}

type audit struct {
	books  Books
	month  calendar.Month
	proven bool // all events of the month's days are kept
	mend   func(*Fixes) error
	done   Checked
	places map[string]company.Place
	tops   map[MonthCell]Top
	totals map[TotalCell]Total // of the month
}

func (a *audit) day(ctx context.Context, day calendar.Day) error {
	before := a.done
	var fixes Fixes
	truth := newTally(day)
	if err := a.count(ctx, truth); err != nil {
		return err
	}
	totals := map[TotalCell]Total{}
	var err error
	if fixes.Figures, err = a.figures(ctx, truth, totals); err != nil {
		return err
	}
	if fixes.Attendances, err = a.attendances(ctx, truth); err != nil {
		return err
	}
	if fixes.Totals, err = a.totalsOf(ctx, Period(day), totals); err != nil {
		return err
	}
	switch {
	case a.done == before: // nothing is there
	case a.proven:
		a.done.Days++
	default:
		a.done.Unproven++
	}
	return a.hand(&fixes)
}

// count counts the day's events.
func (a *audit) count(ctx context.Context, truth *tally) error {
	if !a.proven {
		return nil
	}
	return a.books.EventsOn(ctx, truth.only, func(e *Event) error {
		a.done.Events++
		truth.add(e)
		return nil
	})
}

func (a *audit) attendances(ctx context.Context, truth *tally) ([]Fix[Attendance], error) {
	if !a.proven {
		return nil, nil
	}
	right := collation[Presence, Attendance]{truth: make(map[Presence]Attendance, len(truth.users))}
	for p, events := range truth.users {
		right.truth[p] = Attendance{p, events}
	}
	err := a.books.PresencesOn(ctx, truth.only, func(stored Attendance) error {
		right.see(stored.Presence, stored)
		return nil
	})
	return right.rest(ComparePresences), err
}

func (a *audit) totalsOf(ctx context.Context, period Period, truth map[TotalCell]Total) ([]Fix[Total], error) {
	right := collation[TotalCell, Total]{truth: truth}
	err := a.books.TotalsOf(ctx, period, func(stored Total) error {
		right.see(stored.TotalCell, stored)
		return nil
	})
	return right.rest(compareTotalCells), err
}

// own compares the month's own rows.
func (a *audit) own(ctx context.Context) error {
	for cell, top := range a.tops {
		addUp(a.totals, Period(a.month), Figure{Cell: Cell{Product: cell.Product}, Company: top.Company, Reseller: cell.Reseller}, top.Values)
	}
	right := collation[MonthCell, Top]{truth: a.tops}
	err := a.books.Tops(ctx, func(stored Top) error {
		right.see(stored.MonthCell, stored)
		return nil
	})
	if err != nil {
		return err
	}
	fixes := Fixes{Tops: right.rest(compareMonthCells)}
	if fixes.Totals, err = a.totalsOf(ctx, Period(a.month), a.totals); err != nil {
		return err
	}
	return a.hand(&fixes)
}

func (a *audit) hand(fixes *Fixes) error {
	a.done.Differences += int64(fixes.Len())
	if fixes.Len() == 0 {
		return nil
	}
	return a.mend(fixes)
}
