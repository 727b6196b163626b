package usage

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
)

var projectOwner = Owner{Reseller: 3, Company: 7, Project: "p"}

func spot(product, metric string, period Period) Spot {
	p, _ := catalog.ByID(product)
	m, _ := p.Metric(metric)
	return Spot{Owner: projectOwner, Product: p, Metric: m, Period: period}
}

func explain(t *testing.T, store Store, s Spot) Explanation {
	t.Helper()
	x, err := NewReader(store, func() time.Time { return now }).Explain(t.Context(), ExplainQuery{Spot: s})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAMinuteIsTheSecondsOfItsEventsRoundedUp(t *testing.T) {
	t.Parallel()
	long := session("ann", 0, 10, 0)
	long.End += 29_999 // 10 min 29 s
	overMidnight := session("bo", 0, 0, 0)
	overMidnight.Start, overMidnight.End = at0(0, 0, 0)-3_600_000, at0(0, 1, 0)
	_, store := recorded(t, long, overMidnight, session("cy", 0, 5, HDFrom))
	x := explain(t, store, spot(catalog.RTC, "audioAll", Period(day)))
	var seconds []int64
	for _, e := range x.Behind.Events {
		seconds = append(seconds, e.Seconds)
	}
	slices.Sort(seconds)
	if x.Value != 12 || x.Behind.Stored != 689 || !slices.Equal(seconds, []int64{60, 629}) || x.Gone {
		t.Errorf("%d minutes, %d seconds of events with %v", x.Value, x.Behind.Stored, seconds)
	}
	x = explain(t, store, spot(catalog.RTC, "videoAll", Period(day)))
	if x.By != ByMetric || len(x.Parts) != 1 || x.Parts[0].Metric.ID != "hdAll" || x.Parts[0].Value != 5 {
		t.Errorf("the total of video is made of %+v", x)
	}
}

func TestAPeakStandsWhereItsOutputsOverlap(t *testing.T) {
	t.Parallel()
	_, store := recorded(t,
		output("a", AVC, 2, 640, 360, 0, 10), output("a", AVC, 2, 640, 360, 5, 15), output("b", AVC, 2, 640, 360, 8, 12),
		output("c", AVC, 2, 640, 360, 12, 13), // takes over in the instant in which b ends
		output("d", AVC, 2, 640, 360, 30, 40), output("e", AVC, 1, 640, 360, 8, 9))
	minutes := func(all ...int64) (m []Moment) {
		for i := 0; i < len(all); i += 2 {
			m = append(m, Moment{at0(10, 0, 0) + all[i]*60_000, at0(10, 0, 0) + all[i+1]*60_000})
		}
		return m
	}
	for _, c := range []struct {
		product, metric string
		value           int64
		moments         []Moment
		members         []string
	}{
		{catalog.Transcoding, "avcHd", 3, minutes(8, 10), []string{"a", "a", "b"}},
		{catalog.Transcoding, "videoSingleHost", 1, minutes(8, 9), []string{"e"}},
		{catalog.ConcurrentChannel, "avcHd", 2, minutes(8, 13), []string{"a", "a", "b", "c"}},
		{catalog.ConcurrentChannel, "avcTotal", 3, minutes(8, 9), []string{"a", "a", "b", "e"}},
	} {
		x := explain(t, store, spot(c.product, c.metric, Period(day)))
		var members []string
		for _, e := range x.Behind.Events {
			members = append(members, e.Channel)
		}
		slices.Sort(members)
		if x.Value != c.value || !reflect.DeepEqual(x.Behind.Moments, c.moments) || !slices.Equal(members, c.members) {
			t.Errorf("%s.%s: %d at %v by %v, want %+v", c.product, c.metric, x.Value, x.Behind.Moments, members, c)
		}
	}
}

func TestASampleIsAMomentOfAPeak(t *testing.T) {
	t.Parallel()
	sample := func(value, minute int64) Event {
		return Event{Type: Peak, Product: product(catalog.Transcoding), Slot: 4, Project: "p", Value: value, Start: at0(10, 0, 0) + minute*60_000}
	}
	_, store := recorded(t, sample(2, 1), sample(1, 2), output("a", AVC, 2, 640, 360, 0, 10), output("b", AVC, 2, 640, 360, 5, 6), sample(2, 20))
	behind := explain(t, store, spot(catalog.Transcoding, "avcHd", Period(day))).Behind
	at := at0(10, 0, 0)
	if want := []Moment{{at + 60_000, at + 60_000}, {at + 300_000, at + 360_000}, {at + 1_200_000, at + 1_200_000}}; !reflect.DeepEqual(behind.Moments, want) || len(behind.Events) != 4 {
		t.Errorf("the peak stood at %v by %d events", behind.Moments, len(behind.Events))
	}
}

// dropped is a store whose events are no longer kept.
type dropped struct {
	*Memory
	stored int64
}

func (d dropped) Behind(context.Context, DayQuery) (Behind, error) {
	return Behind{Stored: d.stored}, nil
}

func TestAFigureWhoseEventsAreNoLongerKeptSaysSo(t *testing.T) {
	t.Parallel()
	for stored, gone := range map[int64]bool{61: true, 0: false} {
		for product, metric := range map[string]string{catalog.RTC: "audioAll", catalog.Transcoding: "avcHd", catalog.RTM: "dau"} {
			x := explain(t, dropped{NewMemory(), stored}, spot(product, metric, Period(day)))
			if x.Gone != gone {
				t.Errorf("%s of %d without events: gone is %v", product, stored, x.Gone)
			}
		}
	}
}

func TestAnExplanationThatNoFigureHasIsRefused(t *testing.T) {
	t.Parallel()
	month := Period(day.Month())
	for name, change := range map[string]func(q *ExplainQuery){
		"nobody's":                func(q *ExplainQuery) { q.Owner = Owner{} },
		"a project of no company": func(q *ExplainQuery) { q.Owner = Owner{Reseller: 3, Project: "p"} },
		"a project's companies":   func(q *ExplainQuery) { q.By = ByCompany },
		"the days of a day":       func(q *ExplainQuery) { q.By = ByDay },
		"the events of a month":   func(q *ExplainQuery) { q.Period, q.By = month, ByEvent },
		"the days of all peaks": func(q *ExplainQuery) {
			q.Spot, q.Owner, q.By = spot(catalog.Transcoding, "avcHd", month), Owner{Reseller: 3}, ByDay
		},
		"the events of users":       func(q *ExplainQuery) { q.Spot, q.By = spot(catalog.RTM, "dau", Period(day)), ByEvent },
		"too many":                  func(q *ExplainQuery) { q.Limit = MaxParts + 1 },
		"fewer than none":           func(q *ExplainQuery) { q.Limit = -1 },
		"after what is no mark":     func(q *ExplainQuery) { q.After = "?" },
		"after a mark of companies": func(q *ExplainQuery) { q.After = Mark{Place: 9}.token(ByCompany) },
		"after a mark and more":     func(q *ExplainQuery) { q.After = Mark{Place: 9}.token(ByEvent) + "=" },
		"after half a mark":         func(q *ExplainQuery) { q.After = "ZQ" },
	} {
		q := ExplainQuery{Spot: spot(catalog.RTC, "audioAll", Period(day))}
		change(&q)
		if _, err := NewReader(NewMemory(), func() time.Time { return now }).Explain(t.Context(), q); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAMarkReadsBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, m := range []Mark{{Place: 1}, {Place: 1 << 60, Position: -1}, {Text: "u\x00\xff"}, {Place: -5, Position: 999, Text: "p"}} {
		if got, err := parseMark(ByUser, m.token(ByUser)); err != nil || got != m {
			t.Errorf("%+v reads as %+v, %v", m, got, err)
		}
	}
}

func TestAPeriodReadsAsItIsWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-08", "2026-08-31"} {
		if p, err := ParsePeriod(text); err != nil || p.String() != text {
			t.Errorf("%s reads as %v, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "2026", "2026-13", "2026-02-30", "202608", "2026-08-01-01"} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q reads as %v", text, p)
		}
	}
}
