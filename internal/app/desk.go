package app

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/bulk"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/web"
)

// desk is what operators can do.
func (s *server) desk(membership *company.Membership) web.Desk {
	now := s.settings.now
	return web.Desk{
		Resellers: company.NewResellers(s.db.Companies(), now), Membership: membership,
		Tokens: s.tokens, Flows: s.db.Usage(), Jobs: account.NewJobs(s.db.Jobs(), now, bulk.Kind), System: system{s.db, now()},
		Staff: account.NewStaff(s.db.Accounts(), now), Applications: company.NewApplications(s.db.Companies(), now),
	}
}

// system is what is told of the running program.
type system struct {
	db    *store.DB
	since time.Time
}

// Engines implements web.System.
func (s system) Engines(ctx context.Context) ([]web.Engine, error) {
	found, err := s.db.Engines(ctx)
	all := make([]web.Engine, len(found))
	for i, e := range found {
		all[i] = web.Engine(e)
	}
	return all, err
}

// Version and Since implement web.System.
func (s system) Version() string  { return version() }
func (s system) Since() time.Time { return s.since }
