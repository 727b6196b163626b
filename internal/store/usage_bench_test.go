package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// sessions makes a batch as the intake of a platform with 3,000 active
// projects sees it: sessions of one day, time-ordered ids.
func sessions(n, from int) []usage.Entry {
	rtc, _ := catalog.ByID(catalog.RTC)
	start := calendar.Day(20260827).Start()
	entries := make([]usage.Entry, n)
	for i := range entries {
		k := from + i
		project := k * 7919 % 3000
		at := start.Add(time.Duration(k%80_000) * time.Second).UnixMilli()
		entries[i] = usage.Entry{
			Event: usage.Event{Source: "bench", ID: uuid.Must(uuid.NewV7()).String(), Type: usage.Session, Project: fmt.Sprintf("p%d", project),
				Product: rtc, Channel: "room", User: fmt.Sprintf("user-%d", k), Start: at, End: at + 61_000, Pixels: int64(k%4) * 300_000},
			Place: company.Place{Company: int64(project / 3), Holdings: []company.Holding{{Reseller: int64(project%3 + 1)}}},
		}
	}
	return entries
}

// BenchmarkRecord measures the store alone: decided, figures made, committed
// to disk. The baseline is the same number of bare inserts of keys.
func BenchmarkRecord(b *testing.B) {
	for _, size := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			db, err := Open(b.Context(), Config{Dir: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close() //nolint:errcheck // a benchmark
			store, n := db.Usage(), 0
			for b.Loop() {
				b.StopTimer()
				batch := sessions(size, n)
				n += size
				b.StartTimer()
				if _, err := store.Record(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
