package usage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
)

// now is the time of the fake clock in this package's tests.
var now = time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC)

const day = calendar.Day(20260827)

type fixedPlaces map[string]company.Place

func (p fixedPlaces) Places(context.Context, []string) (map[string]company.Place, error) {
	return p, nil
}

var onePlace = fixedPlaces{"p": {Company: 7, Holdings: []company.Holding{{Reseller: 3}}}}

func product(id string) *catalog.Product {
	p, ok := catalog.ByID(id)
	if !ok {
		panic(id)
	}
	return p
}

func at0(hour, minute, second int) int64 {
	return time.Date(2026, 8, 27, hour, minute, second, 0, time.UTC).UnixMilli()
}

// session is a user's stretch of some minutes from 10:00, shifted.
func session(user string, afterMinutes, minutes, pixels int64) Event {
	start := at0(10, 0, 0) + afterMinutes*60_000
	return Event{Type: Session, Product: product(catalog.RTC), Project: "p", Channel: "c", User: user, Start: start, End: start + minutes*60_000, Pixels: pixels}
}

// recorded returns a meter on a memory store that has taken events in.
func recorded(t *testing.T, events ...Event) (*Meter, *Memory) {
	t.Helper()
	store := NewMemory()
	meter := NewMeter(store, onePlace, func() time.Time { return now }, DefaultOpenFrom)
	for i := range events {
		if events[i].ID == "" {
			events[i].Source, events[i].ID = "test", fmt.Sprintf("e%d", i)
		}
	}
	results, err := meter.Record(t.Context(), events)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if r.Outcome != Accepted {
			t.Fatalf("event %d: %v", i, r)
		}
	}
	return meter, store
}

// shownOn returns the day's non-zero shown figures by metric id.
func shownOn(t *testing.T, store Store, productID string, d calendar.Day) map[string]int64 {
	t.Helper()
	return shownOf(t, store, product(productID), d)
}

func shownOf(t *testing.T, store Store, p *catalog.Product, d calendar.Day) map[string]int64 {
	t.Helper()
	points, err := store.Series(t.Context(), Query{Owner: Owner{Reseller: 3}, Product: p, Window: Window{From: d, To: d}})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int64{}
	for _, point := range points {
		for i := range p.Metrics {
			if n := p.Metrics[i].Of(&point.Values); n != 0 {
				all[p.Metrics[i].ID] = n
			}
		}
	}
	return all
}
