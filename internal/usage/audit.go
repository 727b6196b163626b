package usage

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
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

// figures compares the day's figures, and adds those that are right to what is
// above them.
func (a *audit) figures(ctx context.Context, truth *tally, totals map[TotalCell]Total) ([]Fix[Figure], error) {
	var stored []Figure
	err := a.books.FiguresOn(ctx, truth.only, func(f Figure) error {
		stored = append(stored, f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	a.done.Figures += int64(len(stored))
	counted := truth.figures()
	if err := a.learn(ctx, stored, counted); err != nil {
		return nil, err
	}
	right := collation[Cell, Figure]{truth: a.trueFigures(stored, counted)}
	for _, f := range right.truth {
		if f.Company != 0 {
			a.follow(f, totals)
		}
	}
	for _, f := range stored {
		right.see(f.Cell, f)
	}
	return right.rest(compareCells), nil
}

// learn finds out where the day's projects belong.
func (a *audit) learn(ctx context.Context, stored []Figure, counted map[Cell]catalog.Values) error {
	unknown := map[string]bool{}
	ask := func(project string) {
		if _, known := a.places[project]; !known {
			unknown[project] = true
		}
	}
	for i := range stored {
		ask(stored[i].Project)
	}
	for cell := range counted {
		ask(cell.Project)
	}
	found, err := a.books.Places(ctx, slices.Sorted(maps.Keys(unknown)))
	maps.Copy(a.places, found)
	return err
}

// trueFigures are the day's figures as they should be. Where the events are
// gone, what was counted is believed, but not whose it is.
func (a *audit) trueFigures(stored []Figure, counted map[Cell]catalog.Values) map[Cell]Figure {
	all := make(map[Cell]Figure, len(stored))
	add := func(cell Cell, v catalog.Values) {
		place := a.places[cell.Project]
		all[cell] = Figure{cell, place.Company, place.HolderOn(cell.Day), v}
	}
	if a.proven {
		for cell, v := range counted {
			add(cell, v)
		}
		return all
	}
	for _, f := range stored {
		if _, known := catalog.ByCode(f.Product); known {
			add(f.Cell, f.Values)
		}
	}
	return all
}

// follow adds a figure to what the levels above it must be.
func (a *audit) follow(f Figure, totals map[TotalCell]Total) {
	product, _ := catalog.ByCode(f.Product)
	shown := product.Show(f.Values)
	addUp(totals, Period(f.Day), f, shown)
	if product.Kind.Additive() {
		addUp(a.totals, Period(a.month), f, shown)
		return
	}
	cell := f.monthCell()
	a.tops[cell] = Top{cell, f.Company, highest(a.tops[cell].Values, shown)}
}

func addUp(totals map[TotalCell]Total, period Period, f Figure, shown catalog.Values) {
	add := func(cell TotalCell) { totals[cell] = Total{cell, plus(totals[cell].Values, shown, 1)} }
	add(TotalCell{period, f.Reseller, f.Company, f.Product})
	if f.Reseller != 0 {
		add(TotalCell{period, f.Reseller, 0, f.Product})
	}
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
