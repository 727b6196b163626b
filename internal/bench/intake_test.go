package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/intake"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
)

const (
	senders     = 4
	roundEvents = 40_000 // between two turns of program and baseline
	activeIn    = 1_500  // companies of one to three projects: 3,000 projects
)

// engine is where the program keeps events, with the floor of the same.
type engine struct {
	name     string
	database func(testing.TB) string
	floor    func(*testing.B) *floor
	bytes    func(b *testing.B, w *world) int64 // on disk
}

var engines = []engine{
	{"sqlite", func(testing.TB) string { return "" }, sqliteFloor,
		func(b *testing.B, w *world) int64 { return size(b, filepath.Join(w.dir, "usage.db")) }},
	{"postgres", pgtest.LastingURL, postgresFloor,
		func(b *testing.B, w *world) int64 { return databaseSize(b, openPostgres(b, w.database)) }},
}

var idForms = map[string]func() string{
	"uuid7":  func() string { return uuid.Must(uuid.NewV7()).String() },
	"random": uuid.NewString,
}

// BenchmarkIntake sends sessions through HTTP until they are on disk, counted
// once and in all figures, in turn with bare inserts of the same keys and
// contents. The environment variable STORED says how many events are there
// before.
func BenchmarkIntake(b *testing.B) {
	for _, e := range engines {
		for _, ids := range []string{"uuid7", "random"} {
			for _, batch := range []int{1_000, 10_000} {
				b.Run(fmt.Sprintf("%s/%s/batch=%d", e.name, ids, batch), func(b *testing.B) { benchmarkIntake(b, e, idForms[ids], batch) })
			}
		}
	}
}

func benchmarkIntake(b *testing.B, e engine, id func() string, batch int) {
	w := newWorld(b, e.database(b), activeIn, mostProjects)
	bare, from := e.floor(b), newStream(w, id)
	from.fill(b, bare)
	token := command(b, w.args("source", "create", "bench")...)
	base, stop := serve(b, w)
	to := &intakeOf{base, token, "", &http.Client{}}
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
		ours = append(ours, timed(func() { requests = append(requests, to.sendAll(b, senders, bodies, batch)...) }))
	}
	stop()
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(float64(from.sent), "events")
	b.ReportMetric(perSecond(roundEvents, median(ours)), "events/s")
	b.ReportMetric(perSecond(roundEvents, median(floor)), "events/s-bare")
	b.ReportMetric(ratio(ours, floor), "time:bare")
	b.ReportMetric(growth(ours), "time-last:first")
	b.ReportMetric(growth(floor), "time-last:first-bare")
	b.ReportMetric(millis(quantile(requests, 0.5)), "ms-p50")
	b.ReportMetric(millis(quantile(requests, 0.99)), "ms-p99")
	b.ReportMetric(float64(e.bytes(b, w))/float64(from.sent), "B/event")
	b.ReportMetric(float64(bare.bytes())/float64(from.sent), "B/event-bare")
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
	encoding    string // of bodies; empty: none
	client      *http.Client
}

// sendAll sends the bodies by several senders at once, each of which waits for
// its answer, and returns how long each request took.
func (to *intakeOf) sendAll(b *testing.B, senders int, bodies [][]byte, batch int) []time.Duration {
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

// send posts one body and expects all of its events to be accepted, sooner or
// later.
func (to *intakeOf) send(body []byte, events int) error {
	for {
		wait, err := to.try(body, events)
		if wait == 0 || err != nil {
			return err
		}
		time.Sleep(wait)
	}
}

// try returns how long to wait until another try, if the server is full.
func (to *intakeOf) try(body []byte, events int) (wait time.Duration, err error) {
	request, err := http.NewRequest(http.MethodPost, to.base+"/v1/usage/events", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", intake.MediaLines)
	if to.encoding != "" {
		request.Header.Set("Content-Encoding", to.encoding)
	}
	request.Header.Set("Authorization", "Bearer "+to.token)
	answer, err := to.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	if answer.StatusCode == http.StatusServiceUnavailable {
		seconds, err := strconv.Atoi(answer.Header.Get("Retry-After"))
		return time.Duration(seconds) * time.Second, err
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	var tally usage.Outcomes
	if err := json.Unmarshal(text, &tally); err != nil || tally.Accepted != int64(events) {
		return 0, fmt.Errorf("%d events are answered %d: %.300s", events, answer.StatusCode, text)
	}
	return 0, nil
}
