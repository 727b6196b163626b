package store

import (
	"testing"

	"reseller-console/internal/livekit"
	"reseller-console/internal/livekit/livekittest"
	"reseller-console/internal/store/pgtest"
)

func TestLiveKitOnSQLite(t *testing.T) {
	t.Parallel()
	livekittest.Suite(t, func(t *testing.T) livekit.Store { return open(t, Config{Dir: t.TempDir()}).LiveKit() })
}

func TestLiveKitOnPostgreSQL(t *testing.T) {
	t.Parallel()
	livekittest.Suite(t, func(t *testing.T) livekit.Store { return open(t, Config{Database: pgtest.URL(t)}).LiveKit() })
}
