package web

import (
	"context"
	"slices"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// fakeOperation keeps in memory what operators and owners manage.
type fakeOperation struct {
	accounts  *fakeAccounts
	companies *fakeCompanies
	resellers []company.ListedReseller
	holdings  []company.Holding // of every company
	tokens    []account.IngestToken
	jobs      []job.Status

	applications []company.Application
}

var applied = []company.Application{{ID: 1, Company: "<Lark> Calls", Name: "Lou Lark", Email: "lou@lark.example", Country: "DE", Language: "en", Note: "We sell\nto schools.", State: company.Open, CreatedAt: testNow}}

func newFakeOperation(accounts *fakeAccounts, companies *fakeCompanies) *fakeOperation {
	at := time.Date(2025, 3, 4, 5, 6, 0, 0, time.UTC)
	return &fakeOperation{
		accounts: accounts, companies: companies,
		resellers: []company.ListedReseller{
			{Reseller: company.Reseller{ID: 7, Name: "Northgate Communications", CreatedAt: at}, Companies: 82, OwnerName: "Mara Lindqvist", OwnerEmail: "mara@northgate.example"},
			{Reseller: company.Reseller{ID: 8, Name: "<b>Alder</b>", CreatedAt: at, SuspendedAt: at.AddDate(1, 0, 0), Reason: "Unpaid"}, OwnerName: "Al", OwnerEmail: "al@alder.example"},
		},
		holdings: []company.Holding{{Reseller: 8, To: 20260301}, {Reseller: 7, From: 20260401}},
		tokens: []account.IngestToken{
			{ID: 1, Name: "<media>", Sources: []string{"media/eu-1"}, CreatedAt: at, BeforeEndsAt: testNow.Add(time.Hour), Version: 2},
			{ID: 2, Name: "Old", CreatedAt: at, EndsAt: at.AddDate(0, 1, 0), Version: 1},
		},
		jobs: []job.Status{
			{ID: 12, Job: job.Job{Kind: account.NoticeKind}, State: job.Failed, Error: "550 <no such mailbox>", CreatedAt: testNow.Add(-time.Hour)},
			{ID: 11, Job: job.Job{Kind: "usage.export"}, State: job.Running, CreatedAt: testNow.Add(-2 * time.Hour)},
		},
	}
}

func (f *fakeOperation) desk(clock func() time.Time) Desk {
	return Desk{
		Resellers: company.NewResellers(f, clock), Membership: company.NewMembership(f, nil, clock), Tokens: account.NewTokens(f, clock), Flows: f,
		Jobs: account.NewJobs(f, clock), System: f, Staff: account.NewStaff(f, clock), Applications: company.NewApplications(f, clock),
	}
}

func (f *fakeOperation) Resellers(context.Context) ([]company.ListedReseller, error) {
	return f.resellers, nil
}

func (f *fakeOperation) Reseller(_ context.Context, id int64) (company.Reseller, error) {
	for _, r := range f.resellers {
		if r.ID == id {
			return r.Reseller, nil
		}
	}
	return company.Reseller{}, fault.New(fault.NotFound, "There is no reseller %d.", id)
}

func (f *fakeOperation) CreateReseller(_ context.Context, _ account.Act, r company.Reseller, owner account.User) (int64, error) {
	if owner.Email == "mara@northgate.example" {
		return 0, fault.New(fault.Conflict, "It is in use.").With("email", "another one", owner.Email)
	}
	r.ID = int64(len(f.resellers)) + 7
	f.resellers = append(f.resellers, company.ListedReseller{Reseller: r})
	return r.ID, nil
}

func (f *fakeOperation) ResellerStaff(ctx context.Context, reseller int64) ([]account.User, error) {
	return f.Staff(ctx, reseller)
}

func (f *fakeOperation) ChangeReseller(ctx context.Context, act account.Act, id int64, change func(*company.Reseller, *account.Entry) error) (company.Reseller, error) {
	for i := range f.resellers {
		if r := &f.resellers[i].Reseller; r.ID == id {
			return *r, change(r, &act.Entry)
		}
	}
	return f.Reseller(ctx, id)
}

func (f *fakeOperation) Companies(ctx context.Context, q company.Filter) ([]company.Listed, error) {
	page, err := f.companies.List(ctx, account.Caller{Reseller: q.Reseller}, q)
	return page.Rows, err
}

func (f *fakeOperation) StatusCounts(ctx context.Context, q company.Filter) (company.StatusCounts, error) {
	page, err := f.companies.List(ctx, account.Caller{Reseller: q.Reseller}, q)
	return page.ByStatus, err
}

func (f *fakeOperation) AnyCompanies(_ context.Context, search company.Search, limit int) (some []company.Held, _ error) {
	for _, l := range f.companies.all {
		if f.companies.match(l, company.Filter{By: search.By, Text: search.Text}) && len(some) < limit {
			some = append(some, company.Held{Listed: l, ResellerName: "Northgate Communications"})
		}
	}
	return some, nil
}

func (f *fakeOperation) Holdings(context.Context, int64) ([]company.Holding, error) {
	return f.holdings, nil
}

func (f *fakeOperation) Hold(_ context.Context, _ account.Act, _ int64, _ calendar.Day, change func([]company.Holding) ([]company.Holding, error)) (err error) {
	after, err := change(f.holdings)
	if err == nil {
		f.holdings = after
	}
	return err
}

func (f *fakeOperation) Unfollowed(context.Context) (map[int64][]company.Holding, error) {
	return nil, nil
}

func (f *fakeOperation) Followed(context.Context, int64, []company.Holding) error { return nil }

func (f *fakeOperation) CreateToken(_ context.Context, _ account.Act, t account.IngestToken, _ account.TokenHash) (int64, error) {
	t.ID, t.Version = int64(len(f.tokens))+1, 1
	f.tokens = append(f.tokens, t)
	return t.ID, nil
}

func (f *fakeOperation) TokenByHash(context.Context, account.TokenHash, time.Time) (account.IngestToken, time.Time, error) {
	return account.IngestToken{}, time.Time{}, account.ErrNoToken
}

func (f *fakeOperation) Tokens(context.Context) ([]account.IngestToken, error) { return f.tokens, nil }

func (f *fakeOperation) RotateToken(_ context.Context, _ account.Act, id, version int64, _ account.TokenHash, before time.Time) error {
	t := &f.tokens[id-1]
	if version != t.Version {
		return fault.New(fault.Stale, "It was changed.")
	}
	t.Version, t.BeforeEndsAt = t.Version+1, before
	return nil
}

func (f *fakeOperation) EndToken(_ context.Context, act account.Act, id int64) error {
	f.tokens[id-1].EndsAt = act.Entry.At
	return nil
}

func (f *fakeOperation) Flows(context.Context, int64) ([]usage.Flow, error) {
	return []usage.Flow{{Token: 1, Day: 20260827, Last: testNow.UnixMilli(), Batches: 12, Sent: 36_000, Outcomes: usage.Outcomes{Accepted: 35_990, Quarantined: 10}}}, nil
}

func (f *fakeOperation) JobCounts(context.Context) ([]account.JobCount, error) {
	return []account.JobCount{{Kind: account.NoticeKind, State: job.Failed, Count: 3, First: testNow.Add(-time.Hour)}}, nil
}

func (f *fakeOperation) AnyJobs(_ context.Context, q account.JobQuery) (some []job.Status, _ error) {
	for _, j := range f.jobs {
		if (q.Kind == "" || q.Kind == j.Kind) && (q.State == "" || q.State == j.State) {
			some = append(some, j)
		}
	}
	return some, nil
}

func (f *fakeOperation) RetryJob(_ context.Context, _ account.Act, id int64) error {
	return f.turn(id, job.Failed, job.Queued)
}

func (f *fakeOperation) CancelJob(_ context.Context, _ account.Act, id int64, _ []job.Kind) error {
	return f.turn(id, job.Running, job.Cancelled)
}

func (f *fakeOperation) turn(id int64, from, to job.State) error {
	i := slices.IndexFunc(f.jobs, func(j job.Status) bool { return j.ID == id && j.State == from })
	if i < 0 {
		return account.ErrNoJob
	}
	f.jobs[i].State = to
	return nil
}

func (f *fakeOperation) Engines(context.Context) ([]Engine, error) {
	return []Engine{{"console", "SQLite", "3.50.1", 1_234_567, 19}, {"usage", "SQLite", "3.50.1", 5 << 30, 8}}, nil
}

func (f *fakeOperation) Version() string  { return "v1.2.3" }
func (f *fakeOperation) Since() time.Time { return testNow.Add(-26*time.Hour - 5*time.Minute) }

func (f *fakeOperation) Staff(_ context.Context, reseller int64) (all []account.User, _ error) {
	f.accounts.mu.Lock()
	defer f.accounts.mu.Unlock()
	for id := range int64(100) {
		if u, ok := f.accounts.users[id]; ok && u.Reseller == reseller {
			all = append(all, u)
		}
	}
	return all, nil
}

func (f *fakeOperation) InviteUser(_ context.Context, _ account.Act, u account.User) (int64, error) {
	f.accounts.mu.Lock()
	defer f.accounts.mu.Unlock()
	u.ID = int64(len(f.accounts.users)) + 20
	f.accounts.users[u.ID] = u
	return u.ID, nil
}

func (f *fakeOperation) SetRole(_ context.Context, _ account.Act, reseller, user int64, role account.Role) error {
	f.accounts.mu.Lock()
	defer f.accounts.mu.Unlock()
	u, ok := f.accounts.users[user]
	switch {
	case !ok || u.Reseller != reseller:
		return account.ErrNoStaff
	case user == 1 && role != account.ResellerOwner:
		return account.ErrLastOwner
	}
	u.Role = role
	f.accounts.users[user] = u
	return nil
}

func (f *fakeOperation) RemoveUser(ctx context.Context, act account.Act, reseller, user int64) error {
	if err := f.SetRole(ctx, act, reseller, user, "removed"); err != nil {
		return err
	}
	f.accounts.mu.Lock()
	defer f.accounts.mu.Unlock()
	delete(f.accounts.users, user)
	return nil
}

func (f *fakeOperation) PutApplication(_ context.Context, _ account.Act, a company.Application) error {
	a.ID = int64(len(f.applications)) + 1
	f.applications = append(f.applications, a)
	return nil
}

func (f *fakeOperation) Applications(_ context.Context, state company.ApplicationState, _ int) (some []company.Application, _ error) {
	for _, a := range f.applications {
		if a.State == state {
			some = append(some, a)
		}
	}
	return some, nil
}

func (f *fakeOperation) Application(_ context.Context, id int64) (company.Application, error) {
	if id > int64(len(f.applications)) {
		return company.Application{}, fault.New(fault.NotFound, "There is no application %d.", id)
	}
	return f.applications[id-1], nil
}

func (f *fakeOperation) Approve(ctx context.Context, act account.Act, id int64, r company.Reseller, owner account.User) (int64, error) {
	if err := f.Decline(ctx, act, id, ""); err != nil {
		return 0, err
	}
	f.applications[id-1].State = company.Approved
	return f.CreateReseller(ctx, act, r, owner)
}

func (f *fakeOperation) Decline(_ context.Context, _ account.Act, id int64, reason string) error {
	a := &f.applications[id-1]
	if a.State != company.Open {
		return company.ErrDecided
	}
	a.State, a.Reason = company.Declined, reason
	return nil
}
