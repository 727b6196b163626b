package store

import (
	"testing"

	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

func TestUsageOnSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) usage.Store { return open(t, newSQLite(t)).Usage() })
}

func TestUsageOnPostgreSQL(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) usage.Store { return open(t, newPostgres(t)).Usage() })
}
