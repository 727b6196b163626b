package livekit_test

import (
	"maps"
	"testing"

	"reseller-console/internal/livekit/livekittest"
)

// The property that all rests on: usage is a function of the set of webhooks.
// Sessions are derived again only where a webhook can change them, batches
// fail, servers crash; none of it shows in the figures.
func TestFiguresDependOnlyOnWhichWebhooksCame(t *testing.T) {
	t.Parallel()
	segments := 0
	for seed := range uint64(600) {
		ordered, mixed := livekittest.Shuffle(seed, livekittest.History(seed))
		want := livekittest.Deliver(t, livekittest.NewMemory(), seed, ordered).Live()
		got := livekittest.Deliver(t, livekittest.NewMemory(), seed, mixed).Live()
		if !maps.Equal(got, want) {
			t.Fatalf("seed %d:\n got %v\nwant %v", seed, got, want)
		}
		segments += len(want)
	}
	if segments < 5_000 {
		t.Errorf("only %d segments: the histories prove little", segments)
	}
}
