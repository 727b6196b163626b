package company

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// VisitFor is how long a visit lasts at most.
const VisitFor = 30 * time.Minute

// Visit is a stay of a reseller's user in the Dashboard of one of its
// companies. Whoever began it keeps it.
type Visit struct {
	Company int64
	Reason  string
	Until   time.Time
}

// BeginVisit lets one of a reseller's staff into the Dashboard of a company,
// frozen or blocked ones too: that is when help is needed. The company reads in
// its activity who came from where, why and until when. A reason that is not
// right is fault.Invalid, a company of another reseller fault.NotFound, and
// programs have no business there: fault.Forbidden.
func (s *Service) BeginVisit(ctx context.Context, c account.Caller, reseller string, cid int64, reason string) (Visit, error) {
	holder, err := Reach(c, cid, account.VisitCompanies)
	if err != nil {
		return Visit{}, err
	}
	if c.User == 0 {
		return Visit{}, fault.New(fault.Forbidden, "A Dashboard is visited by people only.")
	}
	if reason, err = checkReason(reason); err == nil && reason == "" {
		err = told("The visit is not begun", []fault.Field{{Location: "reason", Message: "1 to 500 characters in one line"}})
	}
	if err != nil {
		return Visit{}, err
	}
	now := s.clock()
	v := Visit{Company: cid, Reason: reason, Until: now.Add(VisitFor)}
	act := c.Visiting(cid).Did("visit.begin", now)
	act.Entry.Changes = []account.Change{
		{Field: "reseller", After: reseller}, {Field: "reason", After: reason}, {Field: "until", After: v.Until.UTC().Format("2006-01-02 15:04 UTC")},
	}
	return v, s.store.Note(ctx, act, Which{Reseller: holder, Company: cid})
}

// Visited returns the company of the caller's visit. One that is over by now is
// ErrVisitOver; a company that the reseller does not hold is fault.NotFound.
func (s *Service) Visited(ctx context.Context, c account.Caller, v Visit) (Listed, error) {
	if _, err := Reach(c, v.Company, account.VisitCompanies); err != nil {
		return Listed{}, err
	}
	if !s.clock().Before(v.Until) {
		return Listed{}, ErrVisitOver
	}
	return s.Find(ctx, c.Visiting(v.Company), v.Company)
}

// ErrVisitOver says that the time of a visit has come.
var ErrVisitOver = fault.New(fault.Forbidden, "The visit is over: it lasts 30 minutes.")

// EndVisit keeps in the audit trail that a visit ended before its time.
func (s *Service) EndVisit(ctx context.Context, c account.Caller, v Visit) error {
	act := c.Visiting(v.Company).Did("visit.end", s.clock())
	return s.store.Note(ctx, act, Which{Reseller: c.Reseller, Company: v.Company})
}
