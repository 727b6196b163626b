package usage

import (
	"context"
	"maps"
	"slices"

	"reseller-console/internal/catalog"
)

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
