package livekit_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
	"reseller-console/internal/usage"
)

// recorded is what the recording comes to, worked out by hand. Seconds count
// within 2026-11-23T00:10, from 51 on; 72 is 00:11:12. A second of [a, b) is
// floor(b) − floor(a). Sizes: 320×180 = 57,600; 640×360 = 230,400; 1280×720 =
// 921,600; 1920×1080 = 2,073,600; 2560×1440 = 3,686,400.
//
// Room 1, project prj_a by its metadata. Video: alice 921,600 [52.414, 81);
// bob 230,400 [52.699, 66) and then 57,600 [65.973, 81).
//
//	alice [52.072, 81)    audio to 52.699: 0. bob 230,400 to 65.973: 13 HD.
//	                      Both of bob's, 288,000, to 66: 1 HD. 57,600: 15 SD.
//	bob   [52.456, 81)    alice throughout, 921,600: 29 HD.
//	carol [52.724, 66)    alice and bob, 1,152,000 and for 27 ms 1,209,600:
//	                      14 HDP. Then somebody else signs in as carol:
//	      [66.094, 81)    921,600 + 57,600 = 979,200: 15 HDP.
//	dave  [59.704, 71)    1,152,000, then 979,200: 12 HDP. Comes back:
//	      [77.424, 81)    979,200: 4 HDP.
//
// Room 2, project prj_b by its name. Video: erin 2,073,600 [53.248, 81) and
// 3,686,400 [59.978, 71) as a screen; henry 230,400 [60.764, 92).
//
//	erin  [52.835, 81)    audio to 60.764: 8. henry: 21 HD.
//	frank [53.129, 81)    audio to 53.248: 0. erin and later henry: 28 HDP.
//	alice [53.430, 81)    the same without the beginning: 28 HDP.
//	henry [59.780, 92)    erin, camera and screen, to 71: 12 HDP; camera to 81:
//	                      10 HDP. Killed, he hears nothing until LiveKit
//	                      notices at 92: 11 audio.
var recorded = map[livekittest.Use]livekittest.Seconds{
	{Project: "prj_a", Product: "rtc", Channel: "prj_a.room-1", User: "alice"}: {0, 15, 14, 0},
	{Project: "prj_a", Product: "rtc", Channel: "prj_a.room-1", User: "bob"}:   {0, 0, 29, 0},
	{Project: "prj_a", Product: "rtc", Channel: "prj_a.room-1", User: "carol"}: {0, 0, 0, 29},
	{Project: "prj_a", Product: "rtc", Channel: "prj_a.room-1", User: "dave"}:  {0, 0, 0, 16},
	{Project: "prj_b", Product: "rtc", Channel: "prj_b.room-2", User: "erin"}:  {8, 0, 21, 0},
	{Project: "prj_b", Product: "rtc", Channel: "prj_b.room-2", User: "frank"}: {0, 0, 0, 28},
	{Project: "prj_b", Product: "rtc", Channel: "prj_b.room-2", User: "alice"}: {0, 0, 0, 28},
	{Project: "prj_b", Product: "rtc", Channel: "prj_b.room-2", User: "henry"}: {11, 0, 0, 22},
}

const recording = "testdata/livekit-webhooks.ndjson"

// receiver returns a receiver whose clock is set by the requests it is given.
func receiver(store livekit.Store, meter livekit.Meter) (receive func(context.Context, livekittest.Request) error) {
	var now time.Time
	r := livekit.NewReceiver(livekit.NewVerifier(map[string]string{livekittest.Key: livekittest.Secret}), store, meter,
		livekit.Mapping{"prj_b": "prj_b"}, func() time.Time { return now })
	return func(ctx context.Context, request livekittest.Request) error {
		now = request.At
		return r.Receive(ctx, request.Authorization, request.Body)
	}
}

func deliver(t *testing.T, meter livekit.Meter, requests []livekittest.Request) {
	t.Helper()
	receive := receiver(livekittest.NewMemory(), meter)
	for _, r := range requests {
		if err := receive(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheRecordingComesToWhatWasWorkedOutByHand(t *testing.T) {
	t.Parallel()
	requests := livekittest.Read(t, recording)
	ledger := livekittest.NewLedger()
	deliver(t, ledger, requests)
	if got := ledger.Seconds(); len(requests) != 46 || !maps.Equal(got, recorded) {
		t.Errorf("%d requests: %v", len(requests), got)
	}
	for id, e := range ledger.Live() {
		if !e.Derived || e.Type != usage.Session || e.Source != livekit.Source {
			t.Errorf("%s: %+v", id, e)
		}
	}
	if n := len(ledger.Live()); ledger.Sent != n {
		t.Errorf("%d events were sent for %d segments: something was derived twice", ledger.Sent, n)
	}
}

func TestOrderAndRepetitionDoNotMatterToTheRecording(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 0))
		requests := livekittest.Read(t, recording)
		requests = append(requests, requests[:random.IntN(len(requests))]...)
		random.Shuffle(len(requests), func(i, j int) { requests[i], requests[j] = requests[j], requests[i] })
		for i := range requests { // all within the tokens' five minutes
			requests[i].At = time.Date(2026, 11, 23, 0, 12, 0, 0, time.UTC)
		}
		ledger := livekittest.NewLedger()
		deliver(t, ledger, requests)
		if got := ledger.Seconds(); !maps.Equal(got, recorded) {
			t.Fatalf("seed %d: %v", seed, got)
		}
	}
}

type anywhere struct{}

func (anywhere) Places(_ context.Context, projects []string) (map[string]company.Place, error) {
	places := map[string]company.Place{}
	for _, p := range projects {
		places[p] = company.Place{Company: 7, Holdings: []company.Holding{{Reseller: 1}}}
	}
	return places, nil
}

// minutes returns the RTC figures of a project from the reference store.
func minutes(t *testing.T, store usage.Store, project string, from, to calendar.Day) []usage.Point {
	t.Helper()
	rtc, _ := catalog.ByID(catalog.RTC)
	points, err := usage.NewReader(store, livekittest.Clock(livekittest.Ended)).Series(t.Context(), usage.Query{
		Owner: usage.Owner{Company: 7, Project: project}, Product: rtc, Window: usage.Window{From: from, To: to}})
	if err != nil {
		t.Error(err)
	}
	return points
}

func TestTheMeterShowsTheRecordingInMinutes(t *testing.T) {
	t.Parallel()
	store, day := usage.NewMemory(), calendar.Day(20261123)
	clock := livekittest.Clock(time.Date(2026, 11, 23, 0, 12, 0, 0, time.UTC))
	deliver(t, usage.NewMeter(store, anywhere{}, clock, usage.DefaultOpenFrom), livekittest.Read(t, recording))
	for project, want := range map[string]catalog.Values{
		"prj_a": {0, 1, 1, 1}, // audio 0, SD 15, HD 43, HDP 45 seconds
		"prj_b": {1, 0, 1, 2}, // audio 19, HD 21, HDP 78
	} {
		if got := minutes(t, store, project, day, day); !slices.Equal(got, []usage.Point{{Period: usage.Period(day), Values: want}}) {
			t.Errorf("%s: %v", project, got)
		}
	}
}

func TestASessionOverMidnightCountsForBothDays(t *testing.T) {
	t.Parallel()
	store, clock := usage.NewMemory(), livekittest.Clock(livekittest.Ended)
	r := livekittest.NewReceiver(livekittest.NewMemory(), usage.NewMeter(store, anywhere{}, clock, usage.DefaultOpenFrom), clock)
	// From 23:59:50 to 00:01:01: 10 seconds, and 61.
	(&scene{}).leave("alice", 50, 121).deliver(t, r)
	want := []usage.Point{{Period: 20261123, Values: catalog.Values{1}}, {Period: 20261124, Values: catalog.Values{2}}}
	if got := minutes(t, store, "livekit:prj_b", 20261123, 20261124); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
