package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/calendar"
	"reseller-console/internal/intake"
	"reseller-console/internal/usage"
)

const (
	senders     = 4
	roundEvents = 40_000 // between two turns of program and baseline
	activeIn    = 1_500  // companies of one to three projects: 3,000 projects
)

// BenchmarkIntake sends sessions through HTTP until they are on disk, counted
// once and in all figures, in turn with bare inserts of the same keys and
// contents.
func BenchmarkIntake(b *testing.B) {
	for _, batch := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) { benchmarkIntake(b, batch) })
	}
}

func benchmarkIntake(b *testing.B, batch int) {
	w := newWorld(b, activeIn, mostProjects)
	token := command(b, "source", "create", "--data", w.dir, "bench")
	base, stop := serve(b, w.dir)
	bare, to, from := newInserter(b), &intakeOf{base, token, &http.Client{}}, newStream(w)
	var ours, floor, requests []time.Duration
	for b.Loop() {
		b.StopTimer()
		events := from.next(roundEvents)
		bodies := encode(events, batch)
		b.StartTimer()
		floor = append(floor, timed(func() {
			for part := range slices.Chunk(events, batch) {
				bare.keep(b, part)
			}
		}))
		ours = append(ours, timed(func() { requests = append(requests, to.sendAll(b, bodies, batch)...) }))
	}
	stop()
	must(b, bare.db.Close())
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(float64(from.sent), "events")
	b.ReportMetric(perSecond(roundEvents, median(ours)), "events/s")
	b.ReportMetric(perSecond(roundEvents, median(floor)), "events/s-bare")
	b.ReportMetric(ratio(ours, floor), "time:bare")
	b.ReportMetric(growth(ours), "time-last:first")
	b.ReportMetric(growth(floor), "time-last:first-bare")
	b.ReportMetric(millis(quantile(requests, 0.5)), "ms-p50")
	b.ReportMetric(millis(quantile(requests, 0.99)), "ms-p99")
	b.ReportMetric(float64(size(b, filepath.Join(w.dir, "usage.db")))/float64(from.sent), "B/event")
	b.ReportMetric(float64(size(b, bare.file))/float64(from.sent), "B/event-bare")
}

func timed(act func()) time.Duration {
	began := time.Now()
	act()
	return time.Since(began)
}

// growth compares the last fifth with the first.
func growth(rounds []time.Duration) float64 {
	fifth := max(1, len(rounds)/5)
	return float64(median(rounds[len(rounds)-fifth:])) / float64(median(rounds[:fifth]))
}

// stream makes sessions of one day, with time-ordered ids, over all projects.
type stream struct {
	projects []string
	day      time.Time
	sent     int
}

func newStream(w *world) *stream {
	return &stream{projects: slices.Concat(w.projects...), day: calendar.DayOf(time.Now()).Add(-2).Start()}
}

func (s *stream) next(n int) []usage.Event {
	events := make([]usage.Event, n)
	for i := range events {
		k := s.sent + i
		start := s.day.Add(time.Duration(k*37%86_400) * time.Second).UnixMilli()
		events[i] = usage.Event{
			Source: "bench", ID: uuid.Must(uuid.NewV7()).String(), Type: usage.Session, Project: s.projects[k*7919%len(s.projects)], Product: rtc(),
			Channel: fmt.Sprintf("room-%d", k/8), User: fmt.Sprintf("user-%d", k), Start: start, End: start + int64(60+k%1800)*1000, Pixels: int64(k%4) * 300_000,
		}
	}
	s.sent += n
	return events
}

// encode writes events as bodies of NDJSON, one for each batch.
func encode(events []usage.Event, batch int) (bodies [][]byte) {
	for part := range slices.Chunk(events, batch) {
		var body []byte
		for i := range part {
			body = append(intake.Append(body, &part[i]), '\n')
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// intakeOf is where the program takes events in.
type intakeOf struct {
	base, token string
	client      *http.Client
}

// sendAll sends the bodies by several senders at once, each of which waits for
// its answer, and returns how long each request took.
func (to *intakeOf) sendAll(b *testing.B, bodies [][]byte, batch int) []time.Duration {
	waiting := make(chan []byte, len(bodies))
	for _, body := range bodies {
		waiting <- body
	}
	close(waiting)
	type result struct {
		took time.Duration
		err  error
	}
	results := make(chan result, len(bodies))
	for range senders {
		go func() {
			for body := range waiting {
				var err error
				took := timed(func() { err = to.send(body, batch) })
				results <- result{took, err}
			}
		}()
	}
	all := make([]time.Duration, len(bodies))
	for i := range all {
		r := <-results
		must(b, r.err)
		all[i] = r.took
	}
	return all
}

// send posts one body and expects all of its events to be accepted.
func (to *intakeOf) send(body []byte, events int) error {
	request, err := http.NewRequest(http.MethodPost, to.base+"/v1/usage/events", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", intake.MediaLines)
	request.Header.Set("Authorization", "Bearer "+to.token)
	answer, err := to.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	var tally usage.Outcomes
	if err := json.Unmarshal(text, &tally); err != nil || tally.Accepted != int64(events) {
		return fmt.Errorf("%d events are answered %d: %.300s", events, answer.StatusCode, text)
	}
	return nil
}
