// Package company knows resellers, their companies and the companies'
// projects: what they are, whose they are, and in which state.
//
// It owns states, limits and membership by day. It does not own users (package
// account) nor figures (package usage).
package company

import (
	"context"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
)

// FinancialStatus is the state that money puts a company in. The numbers are
// those of the reseller API.
type FinancialStatus int16

// The financial statuses.
const (
	Normal                 FinancialStatus = 0
	InsufficientBalance    FinancialStatus = 1
	SuspendedAutomatically FinancialStatus = 2
	SuspendedManually      FinancialStatus = 3
)

// AccountStatus says whether the company's members may sign in.
type AccountStatus int16

// The account statuses.
const (
	AccountActive  AccountStatus = 0
	AccountBlocked AccountStatus = 1
)

// Area is the price area of a company.
type Area string

// The areas, as the reseller API writes them.
const (
	China   Area = "CN"
	Outside Area = "Non-CN"
)

// Reseller brings companies and owns them.
type Reseller struct {
	ID          int64
	Name        string
	CreatedAt   time.Time
	Register    string    // the random end of its register link
	SuspendedAt time.Time // zero: it is not
	Reason      string    // why it is suspended
}

// Suspended reports whether the operator has suspended the reseller: nobody of
// it signs in, its API keys do nothing, its register link takes nobody. Its
// companies are served and metered as before.
func (r *Reseller) Suspended() bool { return !r.SuspendedAt.IsZero() }

// Company is a reseller's customer. ID is its CID.
type Company struct {
	ID            int64
	Reseller      int64 // who holds it now; 0 if nobody
	Name          string
	Country       string // ISO 3166-1 alpha-2
	Area          Area
	AppLimit      int // projects, deleted ones included
	MemberLimit   int
	Industry      int // 1 to 19, the reseller API's list
	Interest      int // 1 to 5
	Environment   int // 1 to 8
	Status        FinancialStatus
	StatusReason  string          // why it was frozen; empty unless suspended manually
	ByBalance     FinancialStatus // the status that its balance gives: what it has unless suspended manually
	AccountStatus AccountStatus
	CreatedAt     time.Time
	Version       int64 // from 1, raised by every change
}

// ProjectStatus is the state of a project, in the numbers of the reseller API.
type ProjectStatus int

// The statuses of a project.
const (
	ProjectDeleted  ProjectStatus = -1
	ProjectDisabled ProjectStatus = 0
	ProjectEnabled  ProjectStatus = 1
)

// Project belongs to one company for ever.
type Project struct {
	ID             string // short and URL-safe
	Company        int64
	Name           string
	Status         ProjectStatus
	AppID          string // 32 lower-case hex digits
	AppCertificate string // 32 lower-case hex digits
	CreatedAt      time.Time
	Version        int64 // from 1, raised by every change
}

// SearchBy is what the search text of a company list is compared with.
type SearchBy string

// The ways to search. A CID is compared whole; the others match any part
// without regard to case, and % and _ stand for themselves.
const (
	ByCID   SearchBy = "cid"
	ByUser  SearchBy = "user"
	ByEmail SearchBy = "email"
	ByName  SearchBy = "name"
)

// Order is what a company list is sorted by.
type Order string

// The orders that the company store knows. Ties go by id, in the same
// direction; any other order is that by id.
const (
	OrderID      Order = "cid"
	OrderName    Order = "name"
	OrderCreated Order = "created"
)

// Filter chooses companies of one reseller.
type Filter struct {
	Reseller   int64 // whose; always set
	By         SearchBy
	Text       string           // empty: all
	And        []Search         // to be matched too
	Status     *FinancialStatus // nil: all
	Area       Area             // "": all
	After      int64            // only ids above this one
	Order      Order
	Descending bool
	Offset     int
	Limit      int // 0: no limit
}

// Search is one condition of a search.
type Search struct {
	By   SearchBy
	Text string // empty: all
}

// CID returns the company number that Text is; false if it is none.
func (s Search) CID() (int64, bool) {
	cid, err := strconv.ParseInt(strings.TrimSpace(s.Text), 10, 64)
	return cid, err == nil
}

// Searches returns all conditions.
func (f Filter) Searches() []Search { return append([]Search{{f.By, f.Text}}, f.And...) }

// Listed is a line of the company list.
type Listed struct {
	Company
	OwnerName  string // of the company's first administrator
	OwnerEmail string
	Projects   int // not deleted ones

	Unconfirmed bool // that administrator has yet to show that the address is its own
}

// StatusCounts tells how many companies match a filter in each status, the
// filter's own Status left aside.
type StatusCounts map[FinancialStatus]int

// Holding is a stretch of days on which a reseller holds a company.
type Holding struct {
	Reseller int64
	From     calendar.Day // 0: from the beginning of time
	To       calendar.Day // last day; 0: still
}

// Place is where a project belongs: its company for ever, and who holds that
// by day.
type Place struct {
	Company  int64
	Holdings []Holding
}

// HolderOn returns the reseller that holds the company on a day, 0 if nobody.
func (p Place) HolderOn(day calendar.Day) int64 {
	for _, h := range p.Holdings {
		if day >= h.From && (h.To == 0 || day <= h.To) {
			return h.Reseller
		}
	}
	return 0
}

// Which names what is to be changed. It must be the reseller's, unless that is
// 0, and in one of the versions, unless there are none.
type Which struct {
	Reseller int64
	Company  int64
	Project  string // empty: the company itself
	Versions []int64
}

// Made is what a company has made so far.
type Made struct {
	Projects int // deleted ones included
	Members  int
}

// Store keeps resellers, companies and projects. Acts that were done before by
// the same name return what was made then; account.ErrOtherAct if that was
// asked for differently.
type Store interface {
	// CreateReseller keeps a new reseller with its owner, and returns its id.
	// An address in use is fault.Conflict.
	CreateReseller(ctx context.Context, act account.Act, r Reseller, owner account.User) (int64, error)
	// CreateCompany keeps a new company with its first administrator, and
	// with a reseller set its membership from the beginning of time. It
	// returns the company's id: the one given or, of 0, the next free one. An
	// id or address in use is fault.Conflict.
	CreateCompany(ctx context.Context, act account.Act, c Company, admin account.User) (int64, error)
	// CreateProject keeps a new project, and returns it. An id or App ID in
	// use is fault.Conflict, a company that does not exist fault.NotFound, one
	// that has made as many projects as its AppLimit allows fault.Invalid.
	CreateProject(ctx context.Context, act account.Act, p Project) (Project, error)
	// EnableUAP keeps an enablement unless it is there already, and returns
	// its number. A project that is deleted is fault.Conflict. DisableUAP ends
	// one, which keeps its number; without one nothing is kept. UAPs returns
	// those of a project.
	EnableUAP(ctx context.Context, act account.Act, u UAP) (int64, error)
	DisableUAP(ctx context.Context, act account.Act, u UAP) error
	UAPs(ctx context.Context, project string) ([]UAP, error)
	// Note keeps an act that changes nothing, about a company; Which is as for
	// ChangeCompany.
	Note(ctx context.Context, act account.Act, w Which) error
	// Serving finds the project of an App ID with its company, both as far as
	// serving asks (ids and states), else fault.NotFound.
	Serving(ctx context.Context, appID string) (Project, Company, error)
	// ChangeCompany changes a company as change does, raises its version, and
	// returns it. What change leaves as it was is not written. It is
	// fault.NotFound without such a company, fault.Stale if that is in another
	// version. change may complete the act.
	ChangeCompany(ctx context.Context, act *account.Act, w Which, change func(*Company, Made) error) (Company, error)
	// ChangeProject does the same to a project.
	ChangeProject(ctx context.Context, act *account.Act, w Which, change func(*Project) error) (Project, error)
	// Companies returns a page of the companies that match. Names are ordered
	// by their folded characters' numbers, in no language's alphabet.
	Companies(ctx context.Context, f Filter) ([]Listed, error)
	// CompanyIDs returns the ids of all companies that match, by id; the
	// filter's Offset, Limit and Order are left aside.
	CompanyIDs(ctx context.Context, f Filter) ([]int64, error)
	// CompaniesByID returns those of the reseller's companies that are listed,
	// in no particular order. Here, in Members and in Projects a reseller of 0
	// is any: for a company's own members.
	CompaniesByID(ctx context.Context, reseller int64, ids []int64) ([]Listed, error)
	// Holds reports whether the reseller holds the company now.
	Holds(ctx context.Context, reseller, company int64) (bool, error)
	// StatusCounts counts the matching companies by status.
	StatusCounts(ctx context.Context, f Filter) (StatusCounts, error)
	// Members returns the users of a company that the reseller holds, the first
	// one first.
	Members(ctx context.Context, reseller, company int64) ([]account.User, error)
	// Projects returns the projects of a company that the reseller holds,
	// deleted ones included, by name and id.
	Projects(ctx context.Context, reseller, company int64) ([]Project, error)
	// ProjectNames returns id → name for all projects of the companies that
	// the reseller holds.
	ProjectNames(ctx context.Context, reseller int64) (map[string]string, error)
	// CompanyNamesOf returns id → name for those of the companies that the
	// reseller holds.
	CompanyNamesOf(ctx context.Context, reseller int64, companies []int64) (map[int64]string, error)
	// ProjectNamesOf returns id → name for those of the projects whose company
	// the reseller holds.
	ProjectNamesOf(ctx context.Context, reseller int64, projects []string) (map[string]string, error)
	// Places returns where those of the projects that exist belong.
	Places(ctx context.Context, projects []string) (map[string]Place, error)
}
