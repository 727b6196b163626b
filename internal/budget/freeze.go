package budget

import (
	"context"
	"crypto/sha256"
	"fmt"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// FreezeKind is the kind of the jobs that freeze a company whose budget is used
// up.
const FreezeKind job.Kind = "budget.freeze"

// freezing is the payload of such a job.
type freezing struct {
	Reseller int64          `json:"reseller"`
	Budget   int64          `json:"budget"`
	Company  int64          `json:"company"`
	User     int64          `json:"user"`
	Name     string         `json:"name"`
	Limit    string         `json:"limit"`
	Month    calendar.Month `json:"month"`
}

func (f *Finding) freezing() (job.Job, error) {
	return job.New(FreezeKind, job.Owner{Reseller: f.Reseller}, freezing{f.Reseller, f.ID, f.Company, f.User, f.Name, f.Amount(f.Limit), f.Now.Month})
}

// Users finds users; account.Service is it.
type Users interface {
	User(ctx context.Context, id int64) (account.User, error)
}

// freezeAttempts is how often a freeze is tried, about a day.
const freezeAttempts = 24

// Work is how companies are frozen.
func (s *Service) Work() job.Work {
	return job.Work{Do: s.freeze, AtOnce: 1, Attempts: freezeAttempts}
}

// freeze freezes a company in the right of who has made the budget, which that
// user may have lost meanwhile. One that is frozen already stays as it is, and
// an act that was done is not done again: an unfreeze by hand stays.
func (s *Service) freeze(ctx context.Context, r *job.Run) error {
	var f freezing
	if err := r.Read(&f); err != nil {
		return err
	}
	u, err := s.c.Users.User(ctx, f.User)
	if fault.KindOf(err) == fault.NotFound || err == nil && u.Reseller != f.Reseller {
		return nil
	}
	if err != nil {
		return err
	}
	c := account.Caller{Name: "budget " + f.Name, Role: u.Role, Reseller: f.Reseller}
	found, err := s.c.Companies.Find(ctx, c, f.Company)
	if err == nil && found.Status != company.SuspendedManually {
		name := fmt.Sprintf("budget %d %s", f.Budget, f.Month)
		c.Once = &account.Once{Reseller: f.Reseller, Key: name, Asked: sha256.Sum256([]byte(name)), At: s.c.Clock()}
		_, err = s.c.Companies.Freeze(ctx, c, f.Company, company.Freeze{Reason: fmt.Sprintf("Budget “%s” of %s (%s) is used up", f.Name, f.Limit, f.Month)})
	}
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Forbidden:
		return nil // it is no longer the reseller's company, or the user's right
	}
	return err
}
