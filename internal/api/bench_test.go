package api_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"reseller-console/internal/api"
	"reseller-console/internal/signature"
	"reseller-console/internal/usage"
)

// BenchmarkSignedUsage asks for a company's year by days, from 200 clients that
// each wait for an answer before they ask again, in turn with a bare handler
// that verifies the same signature and returns the same bytes. Then the same
// clients ask at 60 % of the rate that the bare handler reached, on time
// whether or not answers have come. What is reported is the median of all turns:
// of rates, and of each turn's 99th percentile.
func BenchmarkSignedUsage(b *testing.B) {
	d, target := yearToAsk(b)
	answer := d.ask(b, "GET", target, "")
	if answer.status != 200 {
		b.Fatal(answer)
	}
	bare := newFlood(b, d, target, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, err := signature.Parse(r.Header.Get("Authorization"))
		if err != nil || !h.Verify(&signature.Message{Method: r.Method, Target: r.RequestURI, Proto: r.Proto, Header: r.Header}, d.secret) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(answer.body)))
		_, _ = io.WriteString(w, answer.body)
	}))
	log, err := os.Create(os.DevNull)
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close() //nolint:errcheck // nothing is in it
	ours := newFlood(b, d, target, api.New(api.Config{Keys: d.keys, Quota: api.Quota{Rate: 1e6, Burst: 1e6},
		Companies: d.companies, Usage: d.usage, Log: slog.New(slog.NewTextHandler(log, nil)), Clock: d.clock}))
	var ratios []float64
	b.ResetTimer()
	for b.Loop() {
		bare.saturate(b)
		ours.saturate(b)
		last := len(ours.rates) - 1
		ratios = append(ratios, ours.rates[last]/bare.rates[last])
		ours.atRate(b, 0.6*bare.rates[last])
		bare.atRate(b, 0.6*bare.rates[last])
	}
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(middle(bare.rates), "req/s-bare")
	b.ReportMetric(middle(ours.rates), "req/s")
	b.ReportMetric(middle(ratios), "req/s:bare")
	b.ReportMetric(middle(bare.closed), "ms-p99-bare")
	b.ReportMetric(middle(ours.closed), "ms-p99")
	b.ReportMetric(middle(bare.open), "ms-p99-bare-at-60%")
	b.ReportMetric(middle(ours.open), "ms-p99-at-60%")
}

// yearToAsk is a company with figures on each day of a year, and where to ask
// for them.
func yearToAsk(b *testing.B) (d *desk, target string) {
	d = newDesk(b)
	cid := d.create(b)
	project := d.begin(b, cid)
	events := make([]usage.Event, 365)
	for i := range events {
		events[i] = usage.Event{Source: "s", ID: fmt.Sprint(i), Type: usage.Seconds, Project: project, Product: product(b, "rtc"), Slot: 0, Value: 6000,
			Start: noon.Truncate(24*time.Hour).AddDate(0, 0, -i).UnixMilli()}
	}
	d.take(b, events...)
	return d, fmt.Sprintf("%s/%d/usage?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d",
		companies, cid, noon.AddDate(0, 0, -364).Unix(), noon.Unix())
}
