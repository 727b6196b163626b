// Package storetest is the one suite that every usage.Store must pass: random
// histories of events whose results and figures are compared, query by query,
// with the reference in memory.
package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// Run compares stores that open returns, each empty, with usage.Memory.
func Run(t *testing.T, open func(t *testing.T) usage.Store) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprintf("a random history gives the figures of the reference, seed %d", seed), func(t *testing.T) {
			t.Parallel()
			compareHistory(t, open(t), seed, 0)
		})
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprintf("figures of events that are forgotten stay, and nothing opens them again, seed %d", seed), func(t *testing.T) {
			t.Parallel()
			compareHistory(t, open(t), seed+10, 12)
		})
	}
	t.Run("what comes in while pages are read leaves nothing out and repeats nothing", func(t *testing.T) {
		t.Parallel()
		pageWhileWritten(t, open(t))
	})
	t.Run("the same batch again changes nothing", func(t *testing.T) {
		t.Parallel()
		recordTwice(t, open(t))
	})
	t.Run("a revision rises with every change of what is shown, and never falls", func(t *testing.T) {
		t.Parallel()
		followRevisions(t, open(t))
	})
	t.Run("changes that cancel out are changes", func(t *testing.T) {
		t.Parallel()
		cancelOut(t, open(t))
	})
	runQuarantine(t, open)
}

// compareHistory forgets the first month after so many batches, if any.
func compareHistory(t *testing.T, store usage.Store, seed uint64, prune int) {
	h := history{rand.New(rand.NewPCG(seed, 42))}
	reference := usage.NewReference()
	for step := range 25 {
		if h.IntN(4) == 0 {
			changeHands(t, h, store, reference)
		}
		batch := h.delivery(step)
		if h.IntN(4) == 0 {
			batch = Delivery(h.replayed(t, reference))
		}
		if h.IntN(8) == 0 {
			dropSome(t, h, store, reference)
		}
		want := must(reference.Record(t.Context(), batch))(t)
		got := must(store.Record(t.Context(), batch))(t)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("batch %d: answer\n got %+v\nwant %+v", step, got, want)
		}
		if step == 6 {
			compareFigures(t, store, reference)
		}
		if prune > 0 && step >= prune {
			forget(t, store, reference)
		}
	}
	compareFigures(t, store, reference)
	compareReceipts(t, store, reference)
	kept := firstDay
	if prune > 0 {
		kept = (firstDay.Month() + 1).First()
	}
	compareExplanations(t, h, kept, store, reference)
	if s, ok := store.(checkable); ok {
		done, err := s.Check(t.Context(), func(d usage.Difference) { t.Errorf("check finds %+v", d) })
		if err != nil || done.Figures == 0 || done.Days == 0 || done.Unproven > 0 != (prune > 0) {
			t.Errorf("check: %+v, %v", done, err)
		}
	}
}

// forget forgets the first of the history's two months in both stores. That an
// earlier month is asked for later changes nothing.
func forget(t *testing.T, stores ...usage.Store) {
	t.Helper()
	for _, s := range stores {
		for _, month := range []calendar.Month{firstDay.Month() + 1, firstDay.Month() - 1} {
			if err := s.Prune(t.Context(), month); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkable is a store that can compare its figures with its events.
type checkable interface {
	Check(ctx context.Context, report func(usage.Difference)) (usage.Checked, error)
}

// changeHands gives a company to somebody from some day on, in both stores.
func changeHands(t *testing.T, h history, stores ...usage.Store) {
	t.Helper()
	id := 1 + h.Int64N(4)
	var holdings []company.Holding
	for from := calendar.Day(0); from < firstDay.Add(days); from = firstDay.Add(h.IntN(2 * days)) {
		holdings = company.From(holdings, from, h.Int64N(3))
	}
	for _, s := range stores {
		if err := s.Hold(t.Context(), id, holdings); err != nil {
			t.Fatal(err)
		}
	}
}

func recordTwice(t *testing.T, store usage.Store) {
	h := history{rand.New(rand.NewPCG(7, 7))}
	var batch []usage.Entry
	for range 10 {
		batch = append(batch, h.batch()...)
	}
	must(store.Record(t.Context(), Delivery(batch)))(t)
	before := everything(t, store)
	for i, r := range must(store.Record(t.Context(), Delivery(batch)))(t).Results {
		if r.Outcome == usage.Accepted {
			t.Errorf("event %d was accepted twice", i)
		}
	}
	if after := everything(t, store); !reflect.DeepEqual(after, before) {
		t.Error("a repeated batch changed figures")
	}
}

func compareFigures(t *testing.T, store, reference usage.Store) {
	t.Helper()
	got, want := everything(t, store), everything(t, reference)
	for query := range want {
		if !reflect.DeepEqual(got[query], want[query]) {
			t.Fatalf("%s:\n got %v\nwant %v", query, got[query], want[query])
		}
	}
}

// compareValues compares figures that came about on different ways: their
// revisions differ.
func compareValues(t *testing.T, store, reference usage.Store) {
	t.Helper()
	got, want := everything(t, store), everything(t, reference)
	for query := range want {
		if got, want := withoutRevisions(got[query]), withoutRevisions(want[query]); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s:\n got %v\nwant %v", query, got, want)
		}
	}
}

// withoutRevisions leaves of a series what it shows: without it, a period of
// zeros is as one that never had figures.
func withoutRevisions(answer any) any {
	if _, ok := answer.(map[usage.CompanyMonth]int64); ok {
		return nil
	}
	points, ok := answer.([]usage.Point)
	if !ok {
		return answer
	}
	shown := []usage.Point{}
	for _, p := range points {
		if p.Revision = 0; p.Values != (catalog.Values{}) {
			shown = append(shown, p)
		}
	}
	return shown
}

var owners = []usage.Owner{
	{Reseller: 1}, {Reseller: 2}, {Reseller: 3},
	{Reseller: 1, Company: 1}, {Reseller: 1, Company: 2}, {Reseller: 2, Company: 2}, {Reseller: 2, Company: 1},
	{Company: 2}, {Company: 3},
	{Reseller: 1, Company: 1, Project: "alpha"}, {Reseller: 1, Company: 2, Project: "beta"}, {Reseller: 2, Company: 2, Project: "beta"},
	{Company: 2, Project: "beta"}, {Reseller: 2, Company: 1, Project: "alpha"}, {Company: 1, Project: "beta"},
}

var windows = []usage.Window{
	{From: firstDay, To: firstDay.Add(days + 2)},
	{From: firstDay.Add(2), To: firstDay.Add(2)},
	{From: firstDay.Add(1), To: firstDay.Add(5)},
	{From: firstDay, To: firstDay.Add(days), Monthly: true},
	{From: firstDay, To: firstDay.Add(1), Monthly: true},
}

// everything asks a store every kind of question.
func everything(t *testing.T, store usage.Store) map[string]any {
	t.Helper()
	ctx, all := t.Context(), map[string]any{}
	for _, owner := range owners {
		for i, window := range windows {
			if i%3 == 0 {
				groups(ctx, t, store, all, owner, window)
			}
			for _, product := range catalog.Metered() {
				points := must(store.Series(ctx, usage.Query{Owner: owner, Product: product, Window: window}))(t)
				all[fmt.Sprintf("series %s %+v %+v", product.ID, owner, window)] = points
			}
			for _, byProject := range []bool{false, true} {
				q := usage.RowQuery{Owner: owner, Window: window, Products: catalog.Metered(), ByProject: byProject}
				all[fmt.Sprintf("rows %+v %+v %v", owner, window, byProject)] = rows(ctx, t, store, q)
				q.Products = catalog.Products()[4:6]
				all[fmt.Sprintf("rows of two products %+v %+v %v", owner, window, byProject)] = rows(ctx, t, store, q)
			}
		}
	}
	for reseller := range int64(4) {
		for _, window := range windows {
			for _, byProject := range []bool{false, true} {
				q := usage.PageQuery{Reseller: reseller + 1, Window: window, Products: catalog.Metered(), ByProject: byProject, Limit: 3}
				all[fmt.Sprintf("pages of %d %+v %v", q.Reseller, window, byProject)] = pages(ctx, t, store, q)
				q.Products, q.Limit = catalog.Products()[4:6], 1
				all[fmt.Sprintf("pages of two products of %d %+v %v", q.Reseller, window, byProject)] = pages(ctx, t, store, q)
			}
		}
	}
	measured(ctx, t, store, all)
	for _, filter := range heldFilters {
		all[fmt.Sprintf("quarantine counted %+v", filter)] = must(store.CountHeld(ctx, filter))(t)
		all[fmt.Sprintf("quarantine by project %+v", filter)] = must(store.HeldProjects(ctx, filter, 5))(t)
		all[fmt.Sprintf("quarantine %+v", filter)] = must(store.Held(ctx, usage.HeldQuery{HeldFilter: filter, Limit: 1000}))(t)
		all[fmt.Sprintf("end of quarantine %+v", filter)] = must(store.Held(ctx, usage.HeldQuery{HeldFilter: filter, After: usage.LastCursor, Backward: true, Limit: 7}))(t)
	}
	for reseller := range int64(4) {
		all[fmt.Sprintf("company minutes of %d", reseller)] = must(store.CompanyMinutes(ctx, reseller+1, nil, firstDay.Month()))(t)
		all[fmt.Sprintf("minutes of two companies of %d", reseller)] = must(store.CompanyMinutes(ctx, reseller+1, []int64{2, 4}, firstDay.Month()))(t)
		all[fmt.Sprintf("daily minutes of %d", reseller)] = must(store.DailyMinutes(ctx, reseller+1, []int64{1, 2, 3, 9}, firstDay, firstDay.Add(days)))(t)
	}
	return all
}

func rows(ctx context.Context, t *testing.T, store usage.Store, q usage.RowQuery) []usage.Row {
	t.Helper()
	var all []usage.Row
	err := store.Rows(ctx, q, func(r usage.Row) error {
		r.Values = append([]catalog.Values(nil), r.Values...)
		all = append(all, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// pages reads a sheet page by page.
func pages(ctx context.Context, t *testing.T, store usage.Store, q usage.PageQuery) [][]usage.Row {
	t.Helper()
	var all [][]usage.Row
	for {
		page := must(store.Page(ctx, q))(t)
		all = append(all, page)
		if len(page) < q.Limit {
			return all
		}
		q.After = page[len(page)-1].Mark()
	}
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
