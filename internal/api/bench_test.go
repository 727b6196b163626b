package api_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/api"
	"reseller-console/internal/signature"
	"reseller-console/internal/usage"
)

// A company's year by days, asked for by 200 clients at once: the API, and a
// bare handler that verifies the same signature and returns the same bytes.
func BenchmarkSignedUsage(b *testing.B) {
	d := newDesk(b)
	cid := d.create(b)
	project := d.begin(b, cid)
	events := make([]usage.Event, 365)
	for i := range events {
		events[i] = usage.Event{Source: "s", ID: fmt.Sprint(i), Type: usage.Seconds, Project: project, Product: product(b, "rtc"), Slot: 0, Value: 6000,
			Start: noon.Truncate(24*time.Hour).AddDate(0, 0, -i).UnixMilli()}
	}
	d.take(b, events...)
	target := fmt.Sprintf("%s/%d/usage?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d", companies, cid, noon.AddDate(0, 0, -364).Unix(), noon.Unix())
	answer := d.ask(b, "GET", target, "")
	if answer.status != 200 {
		b.Fatal(answer)
	}
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, err := signature.Parse(r.Header.Get("Authorization"))
		if err != nil || !h.Verify(&signature.Message{Method: r.Method, Target: r.RequestURI, Proto: r.Proto, Header: r.Header}, d.secret) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer.body)
	})
	signed := api.New(api.Config{Keys: d.keys, Quota: api.Quota{Rate: 1e6, Burst: 1e6}, Companies: d.companies, Usage: d.usage, Log: slog.New(slog.DiscardHandler), Clock: d.clock})
	b.Run("bare", func(b *testing.B) { d.flood(b, bare, target) })
	b.Run("api", func(b *testing.B) { d.flood(b, signed, target) })
}

const floodClients = 200

// flood asks from many clients at once, and reports how long one of a hundred
// has to wait at least.
func (d *desk) flood(b *testing.B, handler http.Handler, target string) {
	server := httptest.NewServer(handler)
	defer server.Close()
	visitor := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: floodClients}}
	requests := make(chan *http.Request, 1000)
	go func() {
		for range b.N {
			r, _ := http.NewRequest(http.MethodGet, server.URL+target, nil)
			r.Header.Set("X-Date", d.clock().Format(http.TimeFormat))
			r.Header.Set("X-Request-Id", uuid.NewString())
			d.signNames(b, r, "x-date x-request-id")
			requests <- r
		}
		close(requests)
	}()
	var mu sync.Mutex
	var took []time.Duration
	var all sync.WaitGroup
	b.ResetTimer()
	for range floodClients {
		all.Go(func() {
			for r := range requests {
				began := time.Now()
				response, err := visitor.Do(r)
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
				if response.StatusCode != 200 {
					b.Error(response.Status)
				}
				mu.Lock()
				took = append(took, time.Since(began))
				mu.Unlock()
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
}
