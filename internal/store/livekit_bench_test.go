package store

import (
	"fmt"
	"testing"
	"time"

	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

// BenchmarkLiveKitRoom lets a room fill, hear five publishers and empty again.
// What one webhook costs must not grow with the room.
func BenchmarkLiveKitRoom(b *testing.B) {
	for _, size := range []int{100, 1_000} {
		b.Run(fmt.Sprintf("participants=%d", size), func(b *testing.B) {
			bodies := roomOf(size)
			for b.Loop() {
				b.StopTimer()
				db, err := Open(b.Context(), Config{Dir: b.TempDir()})
				if err != nil {
					b.Fatal(err)
				}
				receiver := livekittest.NewReceiver(db.LiveKit(), livekittest.NewLedger(), livekittest.Clock(livekittest.Ended))
				b.StartTimer()
				receiveAll(b, receiver, bodies)
				b.StopTimer()
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*len(bodies))/b.Elapsed().Seconds(), "webhooks/s")
		})
	}
}

func receiveAll(b *testing.B, receiver *livekit.Receiver, bodies []string) {
	for _, body := range bodies {
		r := livekittest.New(livekittest.Ended, []byte(body))
		if err := receiver.Receive(b.Context(), r.Authorization, r.Body); err != nil {
			b.Fatal(err)
		}
	}
}

func roomOf(size int) []string {
	var bodies []string
	now := livekittest.Began
	say := func(event string, i int, more string) {
		now = now.Add(20 * time.Millisecond)
		bodies = append(bodies, fmt.Sprintf(`{"event":%q,"id":"EV_%d","createdAt":"%d","room":{"sid":"RM_1","name":"room"},
			"participant":{"sid":"PA_%d","identity":"user %d","joinedAtMs":"%d"}%s}`,
			event, len(bodies), now.Unix(), i, i, livekittest.Began.UnixMilli()+int64(i*20), more))
	}
	for i := range size {
		say("participant_joined", i, "")
		track := fmt.Sprintf(`,"track":{"sid":"TR_%d","version":{"unixMicro":"%d"}`, i, now.UnixMicro())
		if i < 5 {
			track += `,"type":"VIDEO","width":640,"height":360`
		}
		say("track_published", i, track+"}")
	}
	for i := range size {
		say("participant_left", size-1-i, "")
	}
	return bodies
}
