package api_test

import (
	"net/netip"
	"regexp"
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
	methods := d.methods(t)
	for _, e := range api.Examples() {
		method := methods[e.Operation]
		target := strings.NewReplacer("u_gRV4g0", project, "m0Kq7hYt2XcVb9sLr4Nw8ZpE1aGd6UfJ3iQo5RyT", d.key.ID).Replace(e.Target)
		got := d.ask(t, method, target, e.Body, "User-Agent", "billing/1.4")
		if e.Operation == "createProject" {
			var made struct{ ID string }
			got.as(t, &made)
			project = made.ID
			if got.status == e.Status {
				d.record(t, project)
			}
		}
		if want := strings.ReplaceAll(e.Answer, "u_gRV4g0", project); got.status != e.Status || masked(got.body) != masked(want) {
			t.Fatalf("%s %s: %d %s\nwant %d %s", e.Operation, target, got.status, got.body, e.Status, want)
		}
		if e.Operation == "createExport" {
			d.work(t, 1)
		}
		if e.Answer != "" && got.header.Get("Content-Type") != e.Media() {
			t.Errorf("%s: %v", e.Operation, got.header)
		}
	}
}

// methods are those of the document's operations, by their ids.
func (d *desk) methods(t *testing.T) map[string]string {
	var document struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	d.send(t, d.request(t, "GET", "/openapi.json", "")).as(t, &document)
	all := map[string]string{}
	for _, item := range document.Paths {
		for method, op := range item {
			all[op.OperationID] = strings.ToUpper(method)
		}
	}
	return all
}

var random = regexp.MustCompile(`"(hash|requestId|id|number)":("[0-9a-f]{64}"|"[0-9a-f-]{36}"|"[0-9A-Za-z]{40}"|[0-9]+,"at")`)

// masked is an answer without what no two runs have in common.
func masked(body string) string { return random.ReplaceAllString(body, `"$1":…`) }

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
