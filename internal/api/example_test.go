package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/api"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

func TestTheExamplesAreAnsweredAsTheyAreDocumented(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	project := "u_gRV4g0" // as documented; the real one is random
	for _, e := range api.Examples() {
		method := "GET"
		if e.Body != "" {
			method = "POST"
		}
		if strings.HasPrefix(e.Operation, "delete") {
			method = "DELETE"
		}
		target := strings.ReplaceAll(e.Target, "u_gRV4g0", project)
		got := d.ask(t, method, target, e.Body)
		if e.Operation == "createProject" {
			var made struct{ ID string }
			got.as(t, &made)
			project = made.ID
			if got.status == e.Status {
				d.record(t, project)
			}
		}
		if want := strings.ReplaceAll(e.Answer, "u_gRV4g0", project); got.status != e.Status || got.body != want {
			t.Fatalf("%s %s: %d %s\nwant %d %s", e.Operation, target, got.status, got.body, e.Status, want)
		}
		if e.Operation == "createExport" {
			d.work(t, 1)
		}
		if got.header.Get("Content-Type") != "application/json" && e.Operation != "exportFile" && e.Status != http.StatusNoContent {
			t.Errorf("%s: %v", e.Operation, got.header)
		}
	}
}

// record takes in what the examples show, all of it on 31 August 2026.
func (d *desk) record(t testing.TB, project string) {
	t.Helper()
	day, rtc, rtm := noon.Truncate(24*time.Hour).UnixMilli(), product(t, catalog.RTC), product(t, catalog.RTM)
	d.take(t,
		usage.Event{Source: "example", ID: "audio", Type: usage.Seconds, Project: project, Product: rtc, Slot: 0, Start: day, Value: 4800},
		usage.Event{Source: "example", ID: "video", Type: usage.Seconds, Project: project, Product: rtc, Slot: 2, Start: day, Value: 3600},
		usage.Event{Source: "example", ID: "user", Type: usage.Active, Project: project, Product: rtm, User: "ann", Start: day},
	)
}

func product(t testing.TB, id string) *catalog.Product {
	t.Helper()
	p, ok := catalog.ByID(id)
	if !ok {
		t.Fatal(id)
	}
	return p
}

// take takes events in, all of which count.
func (d *desk) take(t testing.TB, events ...usage.Event) {
	t.Helper()
	answer, err := d.meter.Record(t.Context(), &usage.Batch{Events: events})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range answer.Results {
		if r.Outcome != usage.Accepted {
			t.Fatalf("event %d: %+v", i, r)
		}
	}
}
