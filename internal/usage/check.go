package usage

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// Books is everything that a store holds, as it is at one moment.
type Books interface {
	// Days lists the days with events or figures, oldest first.
	Days(ctx context.Context) ([]calendar.Day, error)
	// EventsOn calls yield with each live event that touches the day.
	EventsOn(ctx context.Context, day calendar.Day, yield func(*Event) error) error
	// FiguresOn calls yield with each figure of the day.
	FiguresOn(ctx context.Context, day calendar.Day, yield func(Figure) error) error
	// PresencesOn calls yield with each user of the day and the number of
	// events that make the user active, if any.
	PresencesOn(ctx context.Context, day calendar.Day, yield func(Presence, int64) error) error
	// TopsOf calls yield with each project's highest values of the month.
	TopsOf(ctx context.Context, month calendar.Month, yield func(Top) error) error
	// TotalsOf calls yield with each total of the period.
	TotalsOf(ctx context.Context, period Period, yield func(Total) error) error
}

// Difference is a stored row that is not what the events say.
type Difference struct {
	Where        string // in words: "day 2026-08-27, project p, rtc"
	Stored, True string
}

// Checked is the result of a check.
type Checked struct {
	Days, Events, Figures int64 // how many were compared
	Differences           int64
}

// Check counts every figure afresh, day by day, and compares it with what is
// stored: figures and users with the events, months and totals with the
// figures. It calls report with each difference. It holds one day's events'
// figures and one month's totals in memory.
func Check(ctx context.Context, b Books, report func(Difference)) (Checked, error) {
	c := &checker{books: b, report: report}
	days, err := b.Days(ctx)
	if err != nil {
		return c.done, fmt.Errorf("list days: %w", err)
	}
	for i, day := range days {
		if i == 0 || day.Month() != days[i-1].Month() {
			c.beginMonth()
		}
		if err := c.checkDay(ctx, day); err != nil {
			return c.done, fmt.Errorf("check %s: %w", day, err)
		}
		if i == len(days)-1 || days[i+1].Month() != day.Month() {
			if err := c.endMonth(ctx, day.Month()); err != nil {
				return c.done, fmt.Errorf("check %s: %w", day.Month(), err)
			}
		}
	}
	return c.done, nil
}

type checker struct {
	books  Books
	report func(Difference)
	done   Checked
	tops   map[MonthCell]Top
	month  map[TotalCell]catalog.Values
}

func (c *checker) beginMonth() {
	c.tops, c.month = map[MonthCell]Top{}, map[TotalCell]catalog.Values{}
}

func (c *checker) checkDay(ctx context.Context, day calendar.Day) error {
	c.done.Days++
	truth := newTally(day)
	err := c.books.EventsOn(ctx, day, func(e *Event) error {
		c.done.Events++
		truth.add(e)
		return nil
	})
	if err != nil {
		return err
	}
	totals := map[TotalCell]catalog.Values{}
	if err := c.checkFigures(ctx, day, truth.figures(), totals); err != nil {
		return err
	}
	if err := c.checkPresences(ctx, day, truth.users); err != nil {
		return err
	}
	return c.checkTotals(ctx, Period(day), totals)
}

func (c *checker) checkFigures(ctx context.Context, day calendar.Day, truth map[Cell]catalog.Values, totals map[TotalCell]catalog.Values) error {
	err := c.books.FiguresOn(ctx, day, func(f Figure) error {
		c.done.Figures++
		if want := truth[f.Cell]; want != f.Values {
			c.differ(cellName(f.Cell), f.Values, want)
		}
		delete(truth, f.Cell)
		c.follow(f, totals)
		return nil
	})
	for _, cell := range slices.SortedFunc(maps.Keys(truth), compareCells) {
		c.differ(cellName(cell), catalog.Values{}, truth[cell])
	}
	return err
}

// follow adds a stored figure to what the levels above it must be.
func (c *checker) follow(f Figure, totals map[TotalCell]catalog.Values) {
	product, _ := catalog.ByCode(f.Product)
	shown := product.Show(f.Values)
	addUp(totals, Period(f.Day), f, shown)
	if product.Kind.Additive() {
		addUp(c.month, Period(f.Day.Month()), f, shown)
		return
	}
	cell := f.monthCell()
	c.tops[cell] = Top{cell, f.Company, highest(c.tops[cell].Values, shown)}
}

func addUp(totals map[TotalCell]catalog.Values, period Period, f Figure, shown catalog.Values) {
	own := TotalCell{period, f.Reseller, f.Company, f.Product}
	totals[own] = plus(totals[own], shown, 1)
	if f.Reseller != 0 {
		all := TotalCell{period, f.Reseller, 0, f.Product}
		totals[all] = plus(totals[all], shown, 1)
	}
}

func (c *checker) checkPresences(ctx context.Context, day calendar.Day, truth map[Presence]int64) error {
	name := func(p Presence) string { return fmt.Sprintf("day %s, project %s, user %q", p.Day, p.Project, p.User) }
	err := c.books.PresencesOn(ctx, day, func(p Presence, events int64) error {
		if want := truth[p]; want != events {
			c.differ(name(p), events, want)
		}
		delete(truth, p)
		return nil
	})
	for _, p := range slices.SortedFunc(maps.Keys(truth), ComparePresences) {
		c.differ(name(p), 0, truth[p])
	}
	return err
}

func (c *checker) endMonth(ctx context.Context, month calendar.Month) error {
	for cell, top := range c.tops {
		addUp(c.month, Period(month), Figure{Cell: Cell{Product: cell.Product}, Company: top.Company, Reseller: cell.Reseller}, top.Values)
	}
	name := func(m MonthCell) string {
		return fmt.Sprintf("highest day of %s, project %s, %s, reseller %d", m.Month, m.Project, productName(m.Product), m.Reseller)
	}
	err := c.books.TopsOf(ctx, month, func(t Top) error {
		if want := c.tops[t.MonthCell].Values; want != t.Values {
			c.differ(name(t.MonthCell), t.Values, want)
		}
		delete(c.tops, t.MonthCell)
		return nil
	})
	for _, cell := range sortedMonthCells(c.tops) {
		if v := c.tops[cell].Values; v != (catalog.Values{}) {
			c.differ(name(cell), catalog.Values{}, v)
		}
	}
	if err != nil {
		return err
	}
	return c.checkTotals(ctx, Period(month), c.month)
}

func (c *checker) checkTotals(ctx context.Context, period Period, truth map[TotalCell]catalog.Values) error {
	name := func(t TotalCell) string {
		return fmt.Sprintf("total of %s, reseller %d, company %d, %s", t.Period, t.Reseller, t.Company, productName(t.Product))
	}
	err := c.books.TotalsOf(ctx, period, func(t Total) error {
		if want := truth[t.TotalCell]; want != t.Values {
			c.differ(name(t.TotalCell), t.Values, want)
		}
		delete(truth, t.TotalCell)
		return nil
	})
	for _, cell := range slices.SortedFunc(maps.Keys(truth), compareTotalCells) {
		if v := truth[cell]; v != (catalog.Values{}) {
			c.differ(name(cell), catalog.Values{}, v)
		}
	}
	return err
}

func (c *checker) differ(where string, stored, truth any) {
	c.done.Differences++
	c.report(Difference{where, fmt.Sprint(stored), fmt.Sprint(truth)})
}

func cellName(c Cell) string {
	return fmt.Sprintf("day %s, project %s, %s", c.Day, c.Project, productName(c.Product))
}

func productName(code int16) string {
	p, ok := catalog.ByCode(code)
	if !ok {
		return fmt.Sprintf("product %d", code)
	}
	return cmp.Or(p.ID, "?")
}
