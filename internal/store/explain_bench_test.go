package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// BenchmarkExplain measures pages of 50 events or users of a project's day,
// with a million events on the day.
func BenchmarkExplain(b *testing.B) { benchmarkExplain(b, Config{Dir: b.TempDir()}) }

// BenchmarkExplainPostgres is the same on PostgreSQL.
func BenchmarkExplainPostgres(b *testing.B) { benchmarkExplain(b, Config{Database: pgtest.URL(b)}) }

func benchmarkExplain(b *testing.B, c Config) {
	const day = 1_000_000
	for _, form := range []string{"uuid7", "random"} {
		if form == "random" && c.Dir != "" {
			c.Dir = b.TempDir()
		} else if form == "random" {
			c.Database = pgtest.URL(b)
		}
		m := newExplained(b, c, idForms[form])
		m.fill(b, day, func(e *usage.Entry, _ int) { e.Project = "own" })
		m.pages(b, form+"/of 1 M events of the project", "own", catalog.RTC, 0)
		m.fill(b, 1, func(e *usage.Entry, _ int) { e.Project, e.Pixels = "own", 1_000_000 })
		m.pages(b, form+"/of the only HDP event of 1 M", "own", catalog.RTC, 3)
		m.fill(b, day, func(*usage.Entry, int) {})
		m.pages(b, form+"/of 333 events among 1 M of 3,000 projects", "p7", catalog.RTC, 0)
		if form == "random" {
			continue
		}
		m.fill(b, 10_000, func(e *usage.Entry, i int) { *e = sampled(e, i) })
		m.pages(b, "of the peak among 10,000 samples", "sampled", catalog.Transcoding, 0)
		m.fill(b, day, func(e *usage.Entry, i int) {
			*e = usage.Entry{Event: usage.Event{Source: e.Source, ID: e.ID, Type: usage.Active, Product: catalog.Products()[6], Project: "crowd", User: fmt.Sprintf("user-%d", i), Start: e.Start}, Place: e.Place}
		})
		m.pages(b, "of 1 M users", "crowd", catalog.RTM, 0)
		m.companies(b)
	}
}

func sampled(e *usage.Entry, i int) usage.Entry {
	return usage.Entry{Event: usage.Event{Source: e.Source, ID: e.ID, Type: usage.Peak, Product: catalog.Products()[4], Project: "sampled", Start: e.Start, Value: int64(1 + i%100)}, Place: e.Place}
}

type explained struct {
	*recorder
	usage *Usage
}

func newExplained(b *testing.B, c Config, id func() string) *explained {
	r := newRecorder(b, c, id)
	return &explained{r, r.db.Usage()}
}

// fill records audio sessions of the day, each as change makes it.
func (m *explained) fill(b *testing.B, n int, change func(e *usage.Entry, i int)) {
	for from := 0; from < n; from += 10_000 {
		batch := sessions(min(n, 10_000), from, m.id)
		for i := range batch {
			batch[i].Pixels = 0
			change(&batch[i], from+i)
			batch[i].Place = company.Place{Company: 1, Holdings: []company.Holding{{Reseller: 1}}}
		}
		if _, err := m.usage.Record(b.Context(), storetest.Delivery(batch)); err != nil {
			b.Fatal(err)
		}
	}
}

// pages reads the first page of a figure again and again, and then one that
// follows on another.
func (m *explained) pages(b *testing.B, name, project, product string, slot int) {
	p, _ := catalog.ByID(product)
	q := usage.DayQuery{Owner: usage.Owner{Reseller: 1, Company: 1, Project: project}, Day: benchDay, Product: p, Slot: slot, Limit: usage.DefaultParts}
	b.Run(name+"/first", func(b *testing.B) { m.page(b, q) })
	deep := q
	deep.Limit = 20_000
	if page, err := m.usage.Behind(b.Context(), deep); err == nil && len(page.Events)+len(page.Users) == deep.Limit {
		q.After = page.Next
		b.Run(name+"/after 20,000", func(b *testing.B) { m.page(b, q) })
	}
}

func (m *explained) page(b *testing.B, q usage.DayQuery) {
	var times []time.Duration
	for b.Loop() {
		times = append(times, timed(b, func(ctx context.Context) (int, error) {
			return m.page1(ctx, q)
		}))
	}
	reportTimes(b, times)
}

// page1 reads on until there is something on the page.
func (m *explained) page1(ctx context.Context, q usage.DayQuery) (int, error) {
	for {
		page, err := m.usage.Behind(ctx, q)
		if n := len(page.Events) + len(page.Users); n > 0 || err != nil || page.Next == (usage.Mark{}) {
			return n, err
		}
		q.After = page.Next
	}
}

func timed(b *testing.B, act func(context.Context) (int, error)) time.Duration {
	began := time.Now()
	n, err := act(b.Context())
	if err != nil || n == 0 {
		b.Fatal(n, err)
	}
	return time.Since(began)
}

func reportTimes(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(times[0].Microseconds())/1000, "ms-best")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "ms-p99")
}

// companies measures a page of the 10,000 companies that make up a month.
func (m *explained) companies(b *testing.B) {
	m.fill(b, 10_000, func(e *usage.Entry, i int) { e.Project = "of" + strconv.Itoa(i) })
	entries := sessions(10_000, 0, m.id)
	for i := range entries {
		entries[i].Project = "one" + strconv.Itoa(i)
		entries[i].Place = company.Place{Company: int64(10 + i), Holdings: []company.Holding{{Reseller: 1}}}
	}
	if _, err := m.usage.Record(b.Context(), storetest.Delivery(entries)); err != nil {
		b.Fatal(err)
	}
	rtc := catalog.Products()[0]
	reader := usage.NewReader(m.usage, time.Now)
	for _, owner := range []usage.Owner{{Reseller: 1}, {Reseller: 1, Company: 1}} {
		q := usage.ExplainQuery{Spot: usage.Spot{Owner: owner, Product: rtc, Metric: rtc.AtSlot(0), Period: usage.Period(benchDay.Month())}}
		name := map[int64]string{0: "of 10,000 companies of a month", 1: "of 13,000 projects of a month"}[owner.Company]
		b.Run(name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				times = append(times, timed(b, func(ctx context.Context) (int, error) {
					x, err := reader.Explain(ctx, q)
					return len(x.Parts), err
				}))
			}
			reportTimes(b, times)
		})
	}
}
