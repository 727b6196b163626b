package bench

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// stream makes sessions of one day over all projects.
type stream struct {
	world    *world
	projects []string
	owners   []int64 // of projects
	id       func() string
	day      time.Time
	sent     int
}

func newStream(w *world, id func() string) *stream {
	s := &stream{world: w, id: id, day: calendar.DayOf(time.Now()).Add(-2).Start()}
	for i, ids := range w.projects {
		for _, project := range ids {
			s.projects, s.owners = append(s.projects, project), append(s.owners, w.companies[i])
		}
	}
	return s
}

func (s *stream) next(n int) []usage.Event {
	events := make([]usage.Event, n)
	for i := range events {
		k := s.sent + i
		start := s.day.Add(time.Duration(k*37%86_400) * time.Second).UnixMilli()
		events[i] = usage.Event{
			Source: "bench", ID: s.id(), Type: usage.Session, Project: s.projects[s.projectOf(k)], Product: rtc(),
			Channel: fmt.Sprintf("room-%d", k/8), User: fmt.Sprintf("user-%d", k), Start: start, End: start + int64(60+k%1800)*1000, Pixels: int64(k%4) * 300_000,
		}
	}
	s.sent += n
	return events
}

func (s *stream) projectOf(k int) int { return k * 7919 % len(s.projects) }

// fillBatch is how many events are stored at a time before it is measured.
const fillBatch = 20_000

// fill stores as many events as STORED says, here and bare.
func (s *stream) fill(b *testing.B, bare *floor) {
	text := os.Getenv("STORED")
	if text == "" {
		return
	}
	stored, err := strconv.Atoi(text)
	must(b, err)
	db, err := store.Open(b.Context(), s.world.config())
	must(b, err)
	for s.sent < stored {
		first := s.sent
		events := s.next(fillBatch)
		_, err := db.Usage().Record(b.Context(), storetest.Delivery(s.entries(events, first)))
		must(b, err)
		bare.keep(b, events)
	}
	must(b, db.Close())
}

// entries places events, the first of which has that number.
func (s *stream) entries(events []usage.Event, first int) []usage.Entry {
	all := make([]usage.Entry, len(events))
	for i := range events {
		place := company.Place{Company: s.owners[s.projectOf(first+i)], Holdings: []company.Holding{{Reseller: s.world.reseller}}}
		all[i] = usage.Entry{Event: events[i], Place: place, ReceivedAt: events[i].End}
	}
	return all
}
