package livekit_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

// scene writes the webhooks of one room. Times are seconds after
// livekittest.Began, which is 23:59.
type scene struct {
	bodies [][]byte
	room   string // more fields of the room from here on, as JSON with a leading comma
}

func (s *scene) say(event string, at float64, more string) *scene {
	body := fmt.Sprintf(`{"event":%q,"id":"EV_%d","createdAt":"%d","room":{"sid":"RM_1","name":"prj_b.room"%s}%s}`,
		event, len(s.bodies)+1, livekittest.Began.Unix()+int64(at), s.room, more)
	s.bodies = append(s.bodies, []byte(body))
	return s
}

func (s *scene) start(at float64) *scene { return s.say("room_started", at, "") }

func (s *scene) finish(at float64) *scene { return s.say("room_finished", at, "") }

// join and leave name a session "alice" or, if it is another of the same
// identity, "alice2".
func (s *scene) join(who string, at float64, more ...string) *scene {
	return s.say("participant_joined", at, person(who, at, more))
}

func (s *scene) leave(who string, joined, at float64, more ...string) *scene {
	return s.say("participant_left", at, person(who, joined, more))
}

func person(who string, joined float64, more []string) string {
	return fmt.Sprintf(`,"participant":{"sid":"PA_%s","identity":%q,"joinedAtMs":"%d"%s}`,
		who, strings.TrimRight(who, "0123456789"), livekittest.Began.UnixMilli()+int64(joined*1000), strings.Join(more, ""))
}

func (s *scene) publish(who, track string, at float64, more string) *scene {
	return s.track("track_published", who, track, at, at, more)
}

func (s *scene) unpublish(who, track string, published, at float64, more string) *scene {
	return s.track("track_unpublished", who, track, published, at, more)
}

func (s *scene) track(event, who, track string, published, at float64, more string) *scene {
	return s.say(event, at, fmt.Sprintf(`,"participant":{"sid":"PA_%s","identity":%q},"track":{"sid":"TR_%s","version":{"unixMicro":"%d"}%s}`,
		who, strings.TrimRight(who, "0123456789"), track, livekittest.Began.UnixMicro()+int64(published*1e6), more))
}

// Tracks of 640×360 and 320×180.
const (
	large = `,"type":"VIDEO","width":640,"height":360`
	small = `,"type":"VIDEO","width":320,"height":180`
)

// play delivers the webhooks and returns what counts, as lines
// "identity/session from–to pixels".
func (s *scene) play(t *testing.T) []string {
	t.Helper()
	ledger := livekittest.NewLedger()
	r := livekittest.NewReceiver(livekittest.NewMemory(), ledger, livekittest.Clock(livekittest.Ended))
	s.deliver(t, r)
	return lines(ledger)
}

func (s *scene) deliver(t *testing.T, r *livekit.Receiver) {
	t.Helper()
	for _, body := range s.bodies {
		request := livekittest.New(livekittest.Ended, body)
		if err := r.Receive(t.Context(), request.Authorization, request.Body); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
	}
}

func lines(ledger *livekittest.Ledger) []string {
	type line struct {
		start int64
		text  string
	}
	var all []line
	for id, e := range ledger.Live() {
		from, to := float64(e.Start-livekittest.Began.UnixMilli())/1000, float64(e.End-livekittest.Began.UnixMilli())/1000
		text := fmt.Sprintf("%s %g–%g %d", id[len("RM_1/PA_"):], from, to, e.Pixels)
		if e.Product.ID != "rtc" {
			text += " " + e.Product.ID
		}
		all = append(all, line{e.Start, text})
	}
	slices.SortFunc(all, func(a, b line) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.text, b.text)) })
	texts := make([]string, len(all))
	for i, l := range all {
		texts[i] = l.text
	}
	return texts
}
