package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// spots are how many figures of a history are taken apart to the last event.
const spots = 150

// compareExplanations takes random figures apart, level by level, in both
// stores: the parts of each level make up the figure above.
// Events of days before kept are gone.
func compareExplanations(t *testing.T, h history, kept calendar.Day, store, reference usage.Store) {
	t.Helper()
	x := &explainer{t: t, h: h, kept: kept, store: reader(store), reference: reader(reference)}
	for range spots {
		x.explain(h.spot())
	}
	if kept == firstDay && (x.events == 0 || x.users == 0 || x.moments == 0) {
		t.Errorf("no figure was taken apart to its end: %d events, %d users, %d moments", x.events, x.users, x.moments)
	}
}

func reader(s usage.Store) *usage.Reader {
	return usage.NewReader(s, func() time.Time { return firstDay.Add(days).Start() })
}

func (h history) spot() usage.Spot {
	s := usage.Spot{Owner: owners[h.IntN(len(owners))], Product: catalog.Metered()[h.IntN(len(catalog.Metered()))], Period: usage.Period(h.day())}
	s.Metric = &s.Product.Metrics[h.IntN(len(s.Product.Metrics))]
	if h.IntN(2) == 0 {
		s.Period = usage.Period(s.Period.First().Month())
	}
	return s
}

type explainer struct {
	t                      *testing.T
	h                      history
	kept                   calendar.Day
	store, reference       *usage.Reader
	events, users, moments int
}

// explain takes a figure apart on every level that it has, and its parts in
// turn.
func (x *explainer) explain(s usage.Spot) {
	x.t.Helper()
	for _, by := range s.Levels() {
		q := usage.ExplainQuery{Spot: s, By: by, Limit: usage.MaxParts}
		got := must(x.store.Explain(x.t.Context(), q))(x.t)
		want := must(x.reference.Explain(x.t.Context(), q))(x.t)
		name := fmt.Sprintf("%+v of %s.%s in %s by %s", s.Owner, s.Product.ID, s.Metric.ID, s.Period, by)
		if g, w := unplaced(got), unplaced(want); !reflect.DeepEqual(g, w) {
			x.t.Fatalf("%s:\n got %+v\nwant %+v", name, g, w)
		}
		if shown := x.shown(s); got.Value != shown || got.Next != "" || got.Gone && s.Period.First() >= x.kept {
			x.t.Fatalf("%s: %d is explained, %d is shown; %+v", name, got.Value, shown, got)
		}
		if got.Gone {
			continue
		}
		x.addsUp(name, s, got)
		x.pages(name, q, got)
		for _, part := range got.Parts {
			if shown := x.shown(part.Spot); shown != part.Value {
				x.t.Fatalf("%s: the part %+v is shown as %d", name, part, shown)
			}
		}
		if len(got.Parts) > 0 {
			x.explain(got.Parts[x.h.IntN(len(got.Parts))].Spot)
		}
	}
}

// shown is the figure as charts show it.
func (x *explainer) shown(s usage.Spot) int64 {
	x.t.Helper()
	w := usage.Window{From: s.Period.First(), To: s.Period.First(), Monthly: s.Period.Monthly()}
	points := must(x.store.Series(x.t.Context(), usage.Query{Owner: s.Owner, Product: s.Product, Window: w}))(x.t)
	return s.Metric.Of(&points[0].Values)
}

// unplaced is an explanation without where each store keeps its events.
func unplaced(x usage.Explanation) usage.Explanation {
	x.Behind.Events = slices.Clone(x.Behind.Events)
	for i := range x.Behind.Events {
		x.Behind.Events[i].At = usage.Mark{}
	}
	slices.SortFunc(x.Behind.Events, func(a, b usage.Evidence) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.ID, b.ID))
	})
	return x
}

// addsUp holds an explanation against the law of its kind.
func (x *explainer) addsUp(name string, s usage.Spot, got usage.Explanation) {
	x.t.Helper()
	var sum, top, seconds int64
	for _, p := range got.Parts {
		sum, top = sum+p.Value, max(top, p.Value)
	}
	for _, e := range got.Behind.Events {
		seconds += e.Seconds
	}
	stored := got.Behind.Stored
	switch {
	case got.By == usage.ByUser:
		x.users += len(got.Behind.Users)
		sum = int64(len(got.Behind.Users))
	case got.By == usage.ByEvent && s.Product.Kind == catalog.Sum:
		x.events += len(got.Behind.Events)
		if seconds != stored {
			x.t.Fatalf("%s: the events have %d s of %d s", name, seconds, stored)
		}
		sum = (stored + 59) / 60
	case got.By == usage.ByEvent:
		x.peak(name, s, got)
		sum = stored
	case got.By == usage.ByDay && !s.Product.Kind.Additive():
		sum = top
	}
	if sum != got.Value {
		x.t.Fatalf("%s: the parts make up %d of %d: %+v", name, sum, got.Value, got)
	}
}

// peak counts what ran at each moment of a peak.
func (x *explainer) peak(name string, s usage.Spot, got usage.Explanation) {
	x.t.Helper()
	x.moments += len(got.Behind.Moments)
	if got.Value > 0 && len(got.Behind.Moments) == 0 {
		x.t.Fatalf("%s: the peak of %d stood at no moment", name, got.Value)
	}
	for _, m := range got.Behind.Moments {
		outputs, channels, sampled := 0, map[string]bool{}, false
		for _, e := range got.Behind.Events {
			sampled = sampled || e.Type == usage.Peak && e.Start == m.From && e.Value == got.Value
			if e.Type == usage.Transcoding && e.Start <= m.From && e.End > m.From {
				outputs, channels[e.Channel] = outputs+1, true
			}
		}
		n := outputs
		if s.Product.ID == catalog.ConcurrentChannel {
			n = len(channels)
		}
		if m.From != m.To && int64(n) != got.Value || m.From == m.To && !sampled {
			x.t.Fatalf("%s: %d ran at %+v: %+v", name, n, m, got)
		}
	}
}

// pages goes through all pages of some size and expects what one has.
func (x *explainer) pages(name string, q usage.ExplainQuery, want usage.Explanation) {
	x.t.Helper()
	q.Limit = []int{1, 2, 3, 7, 50}[x.h.IntN(5)]
	got := usage.Explanation{}
	for page := 0; page == 0 || q.After != ""; page++ {
		if page > usage.MaxParts {
			x.t.Fatalf("%s: the pages of %d do not end", name, q.Limit)
		}
		next := must(x.store.Explain(x.t.Context(), q))(x.t)
		if n := len(next.Parts) + len(next.Behind.Events) + len(next.Behind.Users); n > q.Limit || next.Value != want.Value {
			x.t.Fatalf("%s: page %d of %d has %d parts of %d", name, page, q.Limit, n, next.Value)
		}
		got.Parts = append(got.Parts, next.Parts...)
		got.Behind.Events = append(got.Behind.Events, next.Behind.Events...)
		got.Behind.Users = append(got.Behind.Users, next.Behind.Users...)
		q.After = next.Next
	}
	if !reflect.DeepEqual(got.Parts, want.Parts) || !reflect.DeepEqual(got.Behind.Events, want.Behind.Events) || !reflect.DeepEqual(got.Behind.Users, want.Behind.Users) {
		x.t.Fatalf("%s: pages of %d have\n%+v, want\n%+v", name, q.Limit, got, want)
	}
}

// pageWhileWritten goes through the events of a day while others come in and
// some are corrected: what was there at first and stays comes once.
func pageWhileWritten(t *testing.T, store usage.Store) {
	w := &writer{history: history{rand.New(rand.NewPCG(3, 9))}, stays: map[string]bool{}}
	must(store.Record(t.Context(), Delivery(w.batch(60))))(t)
	first := w.all
	seen := map[string]int{}
	rtc := catalog.Products()[0]
	q := usage.ExplainQuery{Limit: 4, Spot: usage.Spot{Owner: usage.Owner{Company: 1, Project: "alpha"}, Product: rtc, Metric: rtc.AtSlot(0), Period: usage.Period(firstDay)}}
	for pages := 0; pages == 0 || q.After != ""; pages++ {
		if pages > len(w.all) {
			t.Fatal("the pages do not end")
		}
		page := must(reader(store).Explain(t.Context(), q))(t)
		for _, e := range page.Behind.Events {
			seen[fmt.Sprint(e.ID, " ", e.Revision)]++
		}
		if q.After = page.Next; pages < 20 {
			must(store.Record(t.Context(), Delivery(append(w.batch(3), w.correction(), w.retraction()))))(t)
		}
	}
	for _, e := range first {
		if n := seen[e.ID+" 0"]; w.stays[e.ID] && n != 1 {
			t.Errorf("event %s came %d times", e.ID, n)
		}
	}
	for id, n := range seen {
		if n > 1 {
			t.Errorf("event %s came %d times", id, n)
		}
	}
}

// writer makes sessions of one project's day, and corrects some of them.
type writer struct {
	history
	all   []usage.Entry
	stays map[string]bool
}

func (w *writer) batch(n int) []usage.Entry {
	var batch []usage.Entry
	for range n {
		at := firstDay.Start().UnixMilli() + w.Int64N(80_000_000)
		e := usage.Event{Source: "pages", ID: fmt.Sprintf("page-%d", len(w.all)), Type: usage.Session, Product: catalog.Products()[0], Project: "alpha",
			Channel: "c", User: w.user(), Start: at, End: at + 60_000}
		w.stays[e.ID] = true
		w.all = append(w.all, usage.Entry{Event: e, Place: places["alpha"]})
		batch = append(batch, w.all[len(w.all)-1])
	}
	return batch
}

func (w *writer) pick() usage.Entry {
	e := w.all[w.IntN(len(w.all))]
	w.stays[e.ID] = false
	return e
}

func (w *writer) correction() usage.Entry {
	e := w.pick()
	e.Revision, e.End = 1, e.End+1000
	return e
}

func (w *writer) retraction() usage.Entry {
	e := w.pick()
	e.Event = usage.Event{Source: "pages", ID: "undo-" + e.ID, Type: usage.Retract, Project: "alpha", Target: e.ID}
	return e
}
