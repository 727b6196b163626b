package demo

import (
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// recorderSource is a recorder that is not set up right: what it sends goes to
// quarantine.
const recorderSource = "demo/recorder"

// How much the recorder sends.
const (
	strayChannels = 180 // recordings of a project that nobody has created
	resetChannels = 24  // recordings since its clock was reset
)

// resetDay is where a clock without a battery begins. It is long closed,
// however many days are open.
const resetDay = calendar.Day(20100101)

// strays makes events that must not be counted: of an unknown project in the
// last two days, and, of a project that exists, of a day long ago.
func strays(w *world, now time.Time) []usage.Event {
	r := newRandom(w.seed, recorderSource)
	unknown, known := projectID(r), w.companies[0].projects[0].id
	product, _ := catalog.ByID(catalog.OnPremiseRecording)
	var ids []byte
	var events []usage.Event
	add := func(project string, sent, start int64) {
		ids = appendID(ids[:0], sent, r.Uint64())
		events = append(events, usage.Event{
			Source: recorderSource, ID: string(ids), Type: usage.Session, Project: project, Product: product,
			Channel: projectID(r), User: "recorder-7", Start: start, End: start + int64(daysBetween(r, 60, 3_600))*millisOfSecond, Pixels: 1280 * 720,
		})
	}
	for i := range int64(strayChannels) {
		end := now.UnixMilli() - (strayChannels-i)*15*60_000
		add(unknown, end, end-millisOfHour)
	}
	for range resetChannels {
		add(known, now.UnixMilli(), resetDay.Start().UnixMilli()+r.Int64N(20*millisOfHour))
	}
	return events
}
