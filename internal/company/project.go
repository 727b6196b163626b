package company

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// CompanyOf finds the company of a project, one of the caller's. A project
// that does not exist and one of another reseller's company are the same
// fault.NotFound.
func (s *Service) CompanyOf(ctx context.Context, c account.Caller, project string) (Listed, error) {
	if _, err := staff(c); err != nil {
		return Listed{}, err
	}
	places, err := s.store.Places(ctx, []string{project})
	if err != nil {
		return Listed{}, err
	}
	if place, known := places[project]; known {
		found, err := s.Find(ctx, c, place.Company)
		if fault.KindOf(err) != fault.NotFound {
			return found, err
		}
	}
	return Listed{}, fault.New(fault.NotFound, "There is no project %q.", project)
}
