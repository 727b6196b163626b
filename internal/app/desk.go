package app

import (
	"reseller-console/internal/company"
	"reseller-console/internal/web"
)

// desk is what operators can do.
func (s *server) desk(membership *company.Membership) web.Desk {
	return web.Desk{
		Resellers:  company.NewResellers(s.db.Companies(), s.settings.now),
		Membership: membership,
	}
}
