package api_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

func TestTheExamplesAreAnsweredAsTheyAreDocumented(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if err := d.keys.Delete(t.Context(), d.owner, d.key.ID); err != nil {
		t.Fatal(err)
	}
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "Billing", Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("192.0.2.0/24")}})
	project := "u_gRV4g0" // as documented; the real ones are random
	for _, e := range api.Examples() {
		real := strings.NewReplacer("u_gRV4g0", project, "m0Kq7hYt2XcVb9sLr4Nw8ZpE1aGd6UfJ3iQo5RyT", d.key.ID)
		got := d.ask(t, e.Method, real.Replace(e.Target), e.Body, "User-Agent", "billing/1.4")
		if e.Operation == "createProject" {
			var made struct{ ID string }
			got.as(t, &made)
			project = made.ID
			if got.status == e.Status {
				d.record(t, project)
			}
		}
		real = strings.NewReplacer("u_gRV4g0", project, "m0Kq7hYt2XcVb9sLr4Nw8ZpE1aGd6UfJ3iQo5RyT", d.key.ID)
		if want := real.Replace(e.Answer); got.status != e.Status || got.body != want {
			t.Fatalf("%s: %d %s\nwant %d %s", e.Operation, got.status, got.body, e.Status, want)
		}
		if (got.header.Get("Content-Type") == "application/json") != (e.Answer != "") {
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
