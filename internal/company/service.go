package company

import (
	"context"
	"slices"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// Service is what can be done with companies.
type Service struct {
	store Store
	clock func() time.Time
}

// NewService returns the service over store. The clock tells the present time.
func NewService(store Store, clock func() time.Time) *Service {
	return &Service{store: store, clock: clock}
}

// Page is a part of a company list.
type Page struct {
	Rows     []Listed
	Count    int          // companies that match, on all pages
	ByStatus StatusCounts // the same, each status by itself, as if none were asked for
}

// EveryCompany is all companies of a reseller.
const EveryCompany = 0

// Reach returns through which reseller the caller reaches a company: staff
// through theirs, members none (0) but theirs only, and who visits it through
// the reseller, as long as that holds it. All of a reseller's only its staff
// reaches, and who visits one does not work for all of them meanwhile. A role
// that does not permit p is fault.Forbidden, another company is fault.NotFound.
func Reach(c account.Caller, cid int64, p account.Permission) (reseller int64, err error) {
	switch {
	case c.Company == 0 || c.Company == cid:
		return c.Reseller, c.Must(p)
	case cid == EveryCompany:
		return 0, fault.New(fault.Forbidden, "Only a reseller's staff can do this.")
	}
	return 0, notFound(cid)
}

// List returns a page of the caller's companies that match, with counts. The
// filter's Reseller is the caller's, whatever it says. Numbers below 0 are
// fault.Invalid; a CID that is no number matches nothing.
func (s *Service) List(ctx context.Context, c account.Caller, f Filter) (Page, error) {
	var err error
	if f.Reseller, err = Reach(c, EveryCompany, account.SeeCompany); err != nil {
		return Page{}, err
	}
	if f.Offset < 0 || f.Limit < 0 {
		return Page{}, fault.New(fault.Invalid, "A list begins at 0 or later, and is not shorter than nothing.")
	}
	counts, err := s.store.StatusCounts(ctx, f)
	if err != nil {
		return Page{}, err
	}
	rows, err := s.store.Companies(ctx, f)
	if err != nil {
		return Page{}, err
	}
	return Page{Rows: rows, Count: counts.of(f.Status), ByStatus: counts}, nil
}

// of counts the companies in one status, or in all.
func (c StatusCounts) of(status *FinancialStatus) int {
	if status != nil {
		return c[*status]
	}
	all := 0
	for _, n := range c {
		all += n
	}
	return all
}

// Matching returns the ids of all of the caller's companies that match.
func (s *Service) Matching(ctx context.Context, c account.Caller, f Filter) ([]int64, error) {
	var err error
	if f.Reseller, err = Reach(c, EveryCompany, account.SeeCompany); err != nil {
		return nil, err
	}
	return s.store.CompanyIDs(ctx, f)
}

// ByID returns those of the caller's companies that are listed, in the order
// of ids.
func (s *Service) ByID(ctx context.Context, c account.Caller, ids []int64) ([]Listed, error) {
	if c.Company != 0 {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return id != c.Company })
	}
	reseller, err := Reach(c, c.Company, account.SeeCompany)
	if err != nil {
		return nil, err
	}
	some, err := s.store.CompaniesByID(ctx, reseller, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]Listed, len(some))
	for _, l := range some {
		found[l.ID] = l
	}
	ordered := some[:0]
	for _, id := range ids {
		if l, ok := found[id]; ok {
			ordered = append(ordered, l)
			delete(found, id) // an id that is listed twice
		}
	}
	return ordered, nil
}

// Find returns one of the caller's companies. One that does not exist and one
// of another reseller are the same fault.NotFound.
func (s *Service) Find(ctx context.Context, c account.Caller, cid int64) (Listed, error) {
	some, err := s.ByID(ctx, c, []int64{cid})
	if err != nil {
		return Listed{}, err
	}
	if len(some) == 0 {
		return Listed{}, notFound(cid)
	}
	return some[0], nil
}

// Check returns nothing if the company is one of the caller's, else
// fault.NotFound as Find.
func (s *Service) Check(ctx context.Context, c account.Caller, cid int64) error {
	reseller, err := Reach(c, cid, account.SeeCompany)
	if err != nil {
		return err
	}
	holds, err := s.store.Holds(ctx, reseller, cid)
	if err == nil && !holds {
		err = notFound(cid)
	}
	return err
}

func notFound(cid int64) error { return fault.New(fault.NotFound, "There is no company %d.", cid) }

// Projects returns the projects of one of the caller's companies, deleted ones
// included, by name; else fault.NotFound as Find.
func (s *Service) Projects(ctx context.Context, c account.Caller, cid int64) ([]Project, error) {
	if _, err := s.Find(ctx, c, cid); err != nil {
		return nil, err
	}
	return s.store.Projects(ctx, c.Reseller, cid)
}

// Members returns the users of one of the caller's companies, the first one
// first; else fault.NotFound as Find.
func (s *Service) Members(ctx context.Context, c account.Caller, cid int64) ([]account.User, error) {
	if _, err := s.Find(ctx, c, cid); err != nil {
		return nil, err
	}
	return s.store.Members(ctx, c.Reseller, cid)
}

// ProjectNames returns id → name for all projects of the caller's companies.
func (s *Service) ProjectNames(ctx context.Context, c account.Caller) (map[string]string, error) {
	reseller, err := Reach(c, EveryCompany, account.SeeCompany)
	if err != nil {
		return nil, err
	}
	return s.store.ProjectNames(ctx, reseller)
}

// CompanyNamesOf returns id → name for those of the companies that are the
// caller's.
func (s *Service) CompanyNamesOf(ctx context.Context, c account.Caller, companies []int64) (map[int64]string, error) {
	reseller, err := Reach(c, EveryCompany, account.SeeCompany)
	if err != nil {
		return nil, err
	}
	return s.store.CompanyNamesOf(ctx, reseller, companies)
}

// ProjectNamesOf returns id → name for those of the projects that are of the
// caller's companies.
func (s *Service) ProjectNamesOf(ctx context.Context, c account.Caller, projects []string) (map[string]string, error) {
	reseller, err := Reach(c, EveryCompany, account.SeeCompany)
	if err != nil {
		return nil, err
	}
	return s.store.ProjectNamesOf(ctx, reseller, projects)
}
