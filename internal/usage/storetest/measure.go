package storetest

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// reading is how figures are read that bills are made of.
type reading = func(ctx context.Context, companies []int64, from, to calendar.Day, yield func(usage.Figure) error) (int64, error)

// measured adds what bills are made of to the answers of a store.
func measured(ctx context.Context, t *testing.T, store usage.Store, all map[string]any) {
	t.Helper()
	for name, read := range map[string]reading{"measured": store.Measured, "measured sums": store.MeasuredSums} {
		var figures []usage.Figure
		commit := must(read(ctx, []int64{1, 2, 9}, firstDay.Add(1), firstDay.Add(days-1), func(f usage.Figure) error {
			figures = append(figures, f)
			return nil
		}))(t)
		slices.SortFunc(figures, func(a, b usage.Figure) int {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Product, b.Product))
		})
		if now := must(store.Commits(ctx))(t); commit != now {
			t.Errorf("%s of the last commit are of commit %d, want %d", name, commit, now)
		}
		all[name] = figures
	}
	for name, companies := range map[string][]int64{"of all": nil, "of three": {1, 2, 3}, "of none": {9}} {
		all["last changes "+name] = must(store.LastChanges(ctx, companies, firstDay.Month(), firstDay.Month()+1))(t)
	}
}
