package company

import (
	"context"

	"reseller-console/internal/fault"
)

// Unserved is why a project is not served; "" if it is.
type Unserved string

// The reasons, as the API writes them. That an account is blocked keeps people
// out of the Dashboard, and a balance that is too low is a warning: neither ends
// the service, nor does a reseller that removes the company.
const (
	ByDeletion  Unserved = "projectDeleted"
	ByDisabling Unserved = "projectDisabled"
	ByFreeze    Unserved = "companySuspendedManually"
	ByNoBalance Unserved = "companySuspendedAutomatically"
)

// Serving finds the project of an App ID, and why it is not served, if so. An
// App ID that nobody has is fault.NotFound. It asks nobody's permission.
//
// It says who is to be served, and nothing about counting: what was used counts
// in every state.
func (s *Service) Serving(ctx context.Context, appID string) (Project, Unserved, error) {
	unknown := fault.New(fault.NotFound, "There is no project with the App ID %q.", appID)
	if !isHex32(appID) {
		return Project{}, "", unknown
	}
	p, c, err := s.store.Serving(ctx, appID)
	if fault.KindOf(err) == fault.NotFound {
		err = unknown
	}
	return p, unserved(p.Status, c.Status), err
}

// unserved is why a project in one state of a company in another is not
// served. What the project's own people can mend comes first.
func unserved(p ProjectStatus, c FinancialStatus) Unserved {
	switch {
	case p == ProjectDeleted:
		return ByDeletion
	case p == ProjectDisabled:
		return ByDisabling
	case c == SuspendedManually:
		return ByFreeze
	case c == SuspendedAutomatically:
		return ByNoBalance
	}
	return ""
}
