package company

import (
	"cmp"
	"context"
	"slices"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// CompanyOf finds the company of a project, one of the caller's. A project
// that does not exist and one of another reseller's company are the same
// fault.NotFound.
func (s *Service) CompanyOf(ctx context.Context, c account.Caller, project string) (Listed, error) {
	if _, err := Reach(c, EveryCompany, account.SeeCompany); err != nil {
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

// AddProject keeps a new project of one of the caller's companies, and returns
// it. A name that is not right or a company at its AppLimit is fault.Invalid,
// a company of another reseller fault.NotFound. A request that was done before
// is answered as at first.
func (s *Service) AddProject(ctx context.Context, c account.Caller, company int64, name string) (Project, error) {
	if _, err := Reach(c, company, account.ChangeProjects); err != nil {
		return Project{}, err
	}
	if _, err := s.Find(ctx, c, company); err != nil {
		return Project{}, err
	}
	p, err := s.createProject(ctx, c, Project{Company: company, Name: name})
	if wrong := fieldOf(err, "name"); wrong != nil {
		return p, told("The project cannot be created", []fault.Field{*wrong})
	}
	return p, err
}

// ProjectPage returns a part of the projects of one of the caller's companies,
// by id and deleted ones included, and how many there are in all.
func (s *Service) ProjectPage(ctx context.Context, c account.Caller, company int64, limit, offset int) ([]Project, int, error) {
	all, err := s.Projects(ctx, c, company)
	slices.SortFunc(all, func(a, b Project) int { return cmp.Compare(a.ID, b.ID) })
	begin := min(max(offset, 0), len(all))
	return all[begin:min(begin+limit, len(all))], len(all), err
}

// Project finds a project of one of the caller's companies, else
// fault.NotFound.
func (s *Service) Project(ctx context.Context, c account.Caller, company int64, id string) (Project, error) {
	all, err := s.Projects(ctx, c, company)
	if err != nil {
		return Project{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return Project{}, fault.New(fault.NotFound, "There is no project %q.", id)
}

// Certificate returns the App Certificate of a project of the caller's company,
// and keeps in the audit trail that it was asked for. It is the company's own
// secret: a reseller's staff is fault.Forbidden.
func (s *Service) Certificate(ctx context.Context, c account.Caller, company int64, id string) (string, error) {
	reseller, err := Reach(c, company, account.SeeCertificates)
	if err != nil {
		return "", err
	}
	p, err := s.Project(ctx, c, company, id)
	if err != nil {
		return "", err
	}
	act := c.Did("certificate.show", s.clock())
	act.Entry.Target = "project " + id
	return p.AppCertificate, s.store.Note(ctx, act, Which{Reseller: reseller, Company: company})
}
