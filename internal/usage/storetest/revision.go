package storetest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// watched are the points and sheets whose revisions are followed: of each
// level that figures are read from.
var watched = struct {
	owners  []usage.Owner
	windows []usage.Window
}{
	[]usage.Owner{{Reseller: 1}, {Reseller: 1, Company: 2}, {Company: 2}, {Reseller: 1, Company: 2, Project: "beta"}, {Company: 3, Project: "orphan"}},
	[]usage.Window{{From: firstDay, To: firstDay.Add(days + 2)}, {From: firstDay, To: firstDay.Add(days), Monthly: true}},
}

// followRevisions compares what is shown after each commit with what was shown
// before.
func followRevisions(t *testing.T, store usage.Store) {
	h := history{rand.New(rand.NewPCG(9, 42))}
	before, highest, commits := answers(t, store), int64(0), must(store.Commits(t.Context()))(t)
	for step := range 25 {
		if h.IntN(3) == 0 {
			changeHands(t, h, store)
		} else {
			must(store.Record(t.Context(), Delivery(h.batch())))(t)
		}
		committed := must(store.Commits(t.Context()))(t)
		if committed <= commits {
			t.Errorf("step %d: after a commit there are %d, before it %d", step, committed, commits)
		}
		commits = committed
		now := answers(t, store)
		if again := must(store.Commits(t.Context()))(t); again != commits {
			t.Errorf("step %d: reading makes %d commits of %d", step, again, commits)
		}
		for name, old := range before {
			if now[name].revision < old.revision {
				t.Errorf("step %d: the revision of %s fell from %d to %d", step, name, old.revision, now[name].revision)
			}
		}
		top := highest
		for name, a := range now {
			if old, known := before[name]; (!known || !reflect.DeepEqual(a.shown, old.shown)) && a.revision <= highest {
				t.Errorf("step %d: %s changed, its revision of %d is not new", step, name, a.revision)
			}
			top = max(top, a.revision)
		}
		before, highest = now, top
	}
	if highest == 0 {
		t.Error("nothing has a revision")
	}
}

// cancelOut moves a minute from one project of a company to another.
func cancelOut(t *testing.T, store usage.Store) {
	rtc, _ := catalog.ByID(catalog.RTC)
	entry := func(e usage.Event) usage.Entry {
		e.Source, e.Product, e.Start = "s", rtc, firstDay.Start().UnixMilli()
		return usage.Entry{Event: e, Place: places[e.Project], ReceivedAt: firstDay.Start().UnixMilli()}
	}
	moved := usage.Event{ID: "a", Type: usage.Seconds, Project: "alpha", Value: 60}
	must(store.Record(t.Context(), Delivery([]usage.Entry{entry(moved)})))(t)
	q := usage.Query{Owner: usage.Owner{Reseller: 1, Company: 1}, Product: rtc, Window: usage.Window{From: firstDay, To: firstDay}}
	before := must(store.Series(t.Context(), q))(t)
	moved.ID, moved.Project = "b", "Beta"
	must(store.Record(t.Context(), Delivery([]usage.Entry{entry(moved), entry(usage.Event{ID: "r", Type: usage.Retract, Project: "alpha", Target: "a"})})))(t)
	after := must(store.Series(t.Context(), q))(t)
	if len(after) != 1 || after[0].Values != before[0].Values || after[0].Revision <= before[0].Revision {
		t.Errorf("%v became %v: the same values must have a higher revision", before, after)
	}
}

// answer is a point or a sheet.
type answer struct {
	shown    any
	revision int64
}

func answers(t *testing.T, store usage.Store) map[string]answer {
	t.Helper()
	all := map[string]answer{}
	for _, owner := range watched.owners {
		for _, window := range watched.windows {
			q := usage.RowQuery{Owner: owner, Window: window, Products: catalog.Metered()}
			var sheet usage.Freshness
			for _, product := range q.Products {
				points := must(store.Series(t.Context(), usage.Query{Owner: owner, Product: product, Window: window}))(t)
				sheet = sheet.Of(points)
				for _, p := range points {
					all[fmt.Sprintf("%s of %+v in %s", product.ID, owner, p.Period)] = answer{p.Values, p.Revision}
				}
			}
			for _, q.ByProject = range []bool{false, true} {
				all[fmt.Sprintf("rows of %+v in %+v, by project %v", owner, window, q.ByProject)] = answer{rows(t.Context(), t, store, q), sheet.Revision}
			}
		}
	}
	return all
}
