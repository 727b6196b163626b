package storetest

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"reseller-console/internal/usage"
)

// measured adds what bills are made of to the answers of a store.
func measured(ctx context.Context, t *testing.T, store usage.Store, all map[string]any) {
	t.Helper()
	var figures []usage.Figure
	commit := must(store.Measured(ctx, []int64{1, 2, 9}, firstDay.Add(1), firstDay.Add(days-1), func(f usage.Figure) error {
		figures = append(figures, f)
		return nil
	}))(t)
	slices.SortFunc(figures, func(a, b usage.Figure) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Product, b.Product))
	})
	if now := must(store.Commits(ctx))(t); commit != now {
		t.Errorf("figures of the last commit are of commit %d, want %d", commit, now)
	}
	all["measured"] = figures
	all["last changes"] = must(store.LastChanges(ctx, []int64{1, 2, 3}, firstDay.Month(), firstDay.Month()+1))(t)
}
