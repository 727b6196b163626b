package livekittest_test

import (
	"testing"

	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	t.Parallel()
	livekittest.Suite(t, func(*testing.T) livekit.Store { return livekittest.NewMemory() })
}
