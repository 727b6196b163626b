package billing

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// Subject is a company as far as its bills know it.
type Subject struct {
	Company  int64
	Name     string
	Reseller int64  // that holds it now; 0 if none does
	Holder   string // the reseller's name
	Area     company.Area
	Begins   calendar.Month // the first month that it is billed for
	Billed   calendar.Month // the last one that it was; the one before Begins if none
	Plans    Plans
}

// Charged is what a bill says of what was used in its month.
type Charged struct {
	Terms *Terms // must not be changed: bills share them
	Lines []Line
}

// ProjectOf is a project with its company.
type ProjectOf struct {
	Company int64
	Area    company.Area
	Project string
}

// Asked names a posting that an act would add.
type Asked struct {
	Kind      Kind
	Reference string
}

// Store keeps plans, bills and ledgers.
type Store interface {
	RuleStore
	// AddPlan keeps a new version of a company's plan, set by hand, under the next
	// number, and returns that; the newest version's, if that says the same
	// already. From its month on the company follows no markup. The company is Due
	// then. fault.NotFound without such a company.
	AddPlan(ctx context.Context, act account.Act, p Plan) (int, error)
	// AddBuyPlan keeps a new version of what a reseller buys by in a currency
	// under the next number, and returns that; the newest version's, if that says
	// the same already. Its companies have yet to follow it from a month on.
	// fault.NotFound without such a reseller.
	AddBuyPlan(ctx context.Context, act account.Act, p Plan, follow calendar.Month) (int, error)
	// BuyPlans returns what a reseller buys by, by currency and number;
	// fault.NotFound without such a reseller.
	BuyPlans(ctx context.Context, reseller int64) (Plans, error)
	// Held returns the companies that a reseller holds, or held on a day or
	// before, by id.
	Held(ctx context.Context, reseller int64, day calendar.Day) ([]Held, error)
	// Adjusting returns what was used in earlier months, as it is on bills of the
	// companies from a month to another, by company and bill.
	Adjusting(ctx context.Context, companies []int64, from, to calendar.Month) ([]Input, error)
	// Charged returns what is on the bills of months of the companies.
	Charged(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]Charged, error)
	// Begin sets the first month that anybody is billed for, unless it is set,
	// and returns it.
	Begin(ctx context.Context, month calendar.Month) (calendar.Month, error)
	// Due returns the companies that have a step to take on a day or before, in
	// the order of ids, from the next one on.
	Due(ctx context.Context, day calendar.Day, after int64, limit int) ([]int64, error)
	// Subjects returns those of the companies that exist, by id; with begins as
	// the first month of anybody, that of each is not before it was created.
	Subjects(ctx context.Context, companies []int64, begins calendar.Month) ([]Subject, error)
	// Change opens the books of companies, one after the other, for change to add
	// to, all in one transaction. Others that want to change the same books, or
	// the company, wait. Those of a company that does not exist are
	// fault.NotFound. change may be called again if others were in the way.
	Change(ctx context.Context, subjects []Subject, asked Asked, change func(*Books) error) error
	// Ledger returns a company's balance with a page of its postings, the newest
	// first, and whether the balance is what all postings add up to.
	Ledger(ctx context.Context, company int64, offset, limit int) (l Ledger, sound bool, err error)
	// Standing returns what a company's status follows from; zero before its
	// first step.
	Standing(ctx context.Context, company int64) (Standing, error)
	// BillRows returns a page of the bills of a month that match, and BillTotals
	// what all of them add up to, by currency.
	BillRows(ctx context.Context, f BillFilter) ([]BillRow, error)
	BillTotals(ctx context.Context, f BillFilter) ([]BillTotal, error)
	// Bills returns those of a company's bills that are of the months; all, if
	// none are named; by month.
	Bills(ctx context.Context, company int64, months []calendar.Month) ([]Bill, error)
	// Inputs returns what was used in a month of each of the companies, as it
	// was billed each time, by company and bill.
	Inputs(ctx context.Context, companies []int64, month calendar.Month) ([]Input, error)
	// Revisions returns the revision by which each of the companies' months was
	// billed last.
	Revisions(ctx context.Context, companies []int64, from, to calendar.Month) (map[usage.CompanyMonth]int64, error)
	// BillsOf returns the bills of a month of the companies, by company.
	BillsOf(ctx context.Context, companies []int64, month calendar.Month) ([]Bill, error)
	// Projects returns a page of the projects, deleted ones included, of the
	// companies that a reseller holds now and held on a day, by company and id,
	// and how many there are.
	Projects(ctx context.Context, reseller int64, day calendar.Day, offset, limit int) ([]ProjectOf, int, error)
	// ProjectsOf returns the names of all projects of companies, by their ids.
	ProjectsOf(ctx context.Context, companies []int64) (map[int64]map[string]string, error)
}
