package soak

import (
	"fmt"
	"math/rand/v2"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// yesterday is a day that is over, and open.
var yesterday = today.Add(-1)

// makeBatch is usage of yesterday, of every kind.
func makeBatch(r *rand.Rand, n int) []usage.Event {
	batch := make([]usage.Event, batchSize)
	for i := range batch {
		start := yesterday.Start().UnixMilli() + r.Int64N(80_000_000)
		e := usage.Event{Source: "soak", ID: fmt.Sprintf("%d-%d-%d", r.Uint64(), n, i), Project: projectID(r.IntN(projects)), Start: start}
		switch r.IntN(4) {
		case 0:
			e.Type, e.Product, e.User = usage.Active, product(catalog.RTM), fmt.Sprint(r.IntN(2000))
		case 1:
			e.Type, e.Product, e.Slot, e.Value = usage.Peak, product(catalog.Transcoding), r.IntN(10), r.Int64N(1000)
		default:
			e.Type, e.Product, e.User, e.Channel = usage.Session, product(catalog.RTC), "u", "c"
			e.End, e.Pixels = start+r.Int64N(6_000_000), r.Int64N(1_500_000)
		}
		batch[i] = e
	}
	return batch
}

func product(id string) *catalog.Product {
	p, ok := catalog.ByID(id)
	if !ok {
		panic(id)
	}
	return p
}
