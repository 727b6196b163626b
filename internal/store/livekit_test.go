package store

import (
	"testing"

	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
)

func TestLiveKitOnSQLite(t *testing.T) {
	t.Parallel()
	livekittest.Suite(t, func(t *testing.T) livekit.Store { return open(t, newSQLite(t)).LiveKit() })
}

func TestLiveKitOnPostgreSQL(t *testing.T) {
	t.Parallel()
	livekittest.Suite(t, func(t *testing.T) livekit.Store { return open(t, newPostgres(t)).LiveKit() })
}
