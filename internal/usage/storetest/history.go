package storetest

import (
	"fmt"
	"math/rand/v2"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// The world of a random history: few enough projects, users and ids that
// everything collides with everything, around the end of a month in which one
// company changes hands.
const (
	firstDay = calendar.Day(20260828)
	days     = 8
	moveDay  = calendar.Day(20260830)
)

var places = map[string]company.Place{
	"alpha":   {Company: 1, Holdings: []company.Holding{{Reseller: 1}}},
	"Beta":    {Company: 1, Holdings: []company.Holding{{Reseller: 1}}},
	"beta":    {Company: 2, Holdings: []company.Holding{{Reseller: 1, To: moveDay.Add(-1)}, {Reseller: 2, From: moveDay}}},
	"_d-1":    {Company: 2, Holdings: []company.Holding{{Reseller: 1, To: moveDay.Add(-1)}, {Reseller: 2, From: moveDay}}},
	"orphan":  {Company: 3},
	"solo-42": {Company: 4, Holdings: []company.Holding{{Reseller: 2}}},
}

var projects = []string{"alpha", "Beta", "beta", "_d-1", "orphan", "solo-42"}

type history struct{ *rand.Rand }

func (h history) batch() []usage.Entry {
	entries := make([]usage.Entry, 1+h.IntN(40))
	for i := range entries {
		entries[i] = h.entry()
	}
	return entries
}

func (h history) entry() usage.Entry {
	e := h.event()
	e.Source = fmt.Sprintf("source-%d", h.IntN(2))
	e.ID = h.id()
	e.Project = projects[h.IntN(len(projects))]
	e.Revision = int64(max(0, h.IntN(6)-3))
	e.Derived = h.IntN(4) == 0
	entry := usage.Entry{Event: e, Place: places[e.Project], ReceivedAt: firstDay.Start().UnixMilli() + h.Int64N(50)}
	if h.IntN(15) == 0 {
		entry.Quarantine, entry.Cause, entry.Place = "held for the test", usage.Causes()[h.IntN(2)], company.Place{}
	}
	return entry
}

func (h history) id() string {
	n := h.IntN(150)
	if n%2 == 0 {
		return fmt.Sprintf("018f2b3c-0000-7000-8000-%012d", n)
	}
	return fmt.Sprintf("event-%d", n)
}

func (h history) event() usage.Event {
	switch h.IntN(10) {
	case 0, 1, 2:
		start := h.instant()
		return usage.Event{Type: usage.Session, Product: h.product(catalog.Sum), Channel: "c", User: h.user(), Start: start, End: start + h.Int64N(40*3_600_000), Pixels: h.pixels()}
	case 3:
		p := h.product(catalog.Sum)
		return usage.Event{Type: usage.Seconds, Product: p, Slot: h.IntN(p.Slots()), Start: h.day().Start().UnixMilli(), Value: h.Int64N(5000)}
	case 4, 5:
		p := h.product(catalog.Peak)
		return usage.Event{Type: usage.Peak, Product: p, Slot: h.IntN(p.Slots()), Start: h.instant(), Value: h.Int64N(30)}
	case 6, 7:
		return usage.Event{Type: usage.Active, Product: h.product(catalog.Distinct), User: h.user(), Start: h.instant()}
	case 8:
		return h.transcoding()
	}
	return usage.Event{Type: usage.Retract, Target: h.id()}
}

func (h history) transcoding() usage.Event {
	start := h.instant()
	e := usage.Event{Type: usage.Transcoding, Task: "t", Channel: fmt.Sprintf("c%d", h.IntN(3)), Codec: usage.AVC, Hosts: 1 + h.Int64N(3), Start: start, End: start + h.Int64N(30*3_600_000)}
	if h.IntN(3) == 0 {
		e.Codec = usage.HEVC
	}
	if h.IntN(3) > 0 {
		e.Width, e.Height = 640*(1+h.Int64N(3)), 300+h.Int64N(500)
	}
	return e
}

func (h history) product(kind catalog.Kind) *catalog.Product {
	for {
		if p := catalog.Products()[h.IntN(len(catalog.Products()))]; p.Kind == kind {
			return p
		}
	}
}

func (h history) day() calendar.Day { return firstDay.Add(h.IntN(days)) }

func (h history) instant() int64 { return h.day().Start().UnixMilli() + h.Int64N(86_400_000) }

func (h history) user() string {
	return []string{"1", "01", "9007199254740993", "9007199254740992", "Ünal", "ünal", "u\x00v"}[h.IntN(7)]
}

func (h history) pixels() int64 {
	return []int64{0, 1, usage.HDFrom - 1, usage.HDFrom, usage.HDTo, usage.HDTo + 1}[h.IntN(6)]
}
