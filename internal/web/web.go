// Package web is the console's pages: HTML over HTTP, for people.
//
// It owns addresses, forms, sessions' transport, the look and what an error
// looks like. It does not own rules (packages account, company), figures
// (package usage) nor words (package locale). A page is one small handler,
// one typed view and one template.
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/klauspost/compress/gzhttp"

	"reseller-console/internal/account"
	"reseller-console/internal/budget"
	"reseller-console/internal/bulk"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/hook"
	"reseller-console/internal/mail"
	"reseller-console/internal/route"
	"reseller-console/internal/usage"
)

// Accounts is what the pages need of package account.
type Accounts interface {
	// SignIn returns the user of that address and password. Any wrong pair is
	// fault.Unauthenticated, too many tries are fault.TooMany.
	SignIn(ctx context.Context, email, password, remoteAddr string) (account.User, error)
	// SignedIn records that a user is let in by more than a password.
	SignedIn(ctx context.Context, user int64) (account.User, error)
	// User finds a user by id, else fault.NotFound.
	User(ctx context.Context, id int64) (account.User, error)
	// Forgot has a link to a new password sent to the user of an address, if
	// there is one. Too many are fault.TooMany.
	Forgot(ctx context.Context, email, remoteAddr string) error
	// LinkUser finds whose password a link lets one set, else account.ErrLink.
	LinkUser(ctx context.Context, token string) (account.User, error)
	// ResetPassword sets that password and uses the link up. One that is no good
	// is an error of account.CheckPassword.
	ResetPassword(ctx context.Context, from account.Caller, token, password string) error
	// ChangePassword replaces the caller's password and ends all of the
	// caller's sessions; EndSessions only does the latter. Both return the
	// user, whose new Epoch a session needs to go on.
	ChangePassword(ctx context.Context, c account.Caller, present, fresh string) (account.User, error)
	EndSessions(ctx context.Context, c account.Caller) (account.User, error)
	// Rename changes the caller's own name.
	Rename(ctx context.Context, c account.Caller, name string) error
	// Confirm notes that the user of a link reads the mail of its address, and
	// RequestConfirm has another link sent for that.
	Confirm(ctx context.Context, from account.Caller, token string) error
	RequestConfirm(ctx context.Context, email, remoteAddr string) error
	// SetLanguage changes the language of the caller's pages.
	SetLanguage(ctx context.Context, c account.Caller, language string) error
}

// Companies is what the pages need of package company.
type Companies interface {
	// List returns a page of the caller's companies that match, with counts.
	List(ctx context.Context, c account.Caller, f company.Filter) (company.Page, error)
	// Matching returns the ids of all of the caller's companies that match.
	Matching(ctx context.Context, c account.Caller, f company.Filter) ([]int64, error)
	// ByID returns those of the caller's companies that are listed, in the
	// order of ids.
	ByID(ctx context.Context, c account.Caller, ids []int64) ([]company.Listed, error)
	// Find returns one of the caller's companies, else fault.NotFound.
	Find(ctx context.Context, c account.Caller, id int64) (company.Listed, error)
	// Projects lists the projects of one of the caller's companies.
	Projects(ctx context.Context, c account.Caller, id int64) ([]company.Project, error)
	// Members lists the users of one of the caller's companies.
	Members(ctx context.Context, c account.Caller, id int64) ([]account.User, error)
	// Register keeps a new company with its first administrator.
	Register(ctx context.Context, c account.Caller, n company.New) (company.Company, error)
	// Update changes a company, if it is in one of the versions.
	Update(ctx context.Context, c account.Caller, id int64, u company.Update, versions []int64) (company.Company, error)
	// Freeze suspends a company by hand, and Unfreeze ends that.
	Freeze(ctx context.Context, c account.Caller, id int64, f company.Freeze) (company.Company, error)
	Unfreeze(ctx context.Context, c account.Caller, id int64) (company.Company, error)
	// AddProject keeps a new project of a company.
	AddProject(ctx context.Context, c account.Caller, id int64, name string) (company.Project, error)
	// UpdateProject changes a project, and DeleteProject ends it, if it is in
	// one of the versions.
	UpdateProject(ctx context.Context, c account.Caller, id int64, project string, u company.ProjectUpdate, versions []int64) (company.Project, error)
	DeleteProject(ctx context.Context, c account.Caller, id int64, project string, versions []int64) error
	// Certificate returns the App Certificate of a project of the caller's
	// company, and keeps that it was asked for.
	Certificate(ctx context.Context, c account.Caller, id int64, project string) (string, error)
	// UAPs is what a project has enabled by itself; EnableUAP and DisableUAP
	// switch it.
	UAPs(ctx context.Context, c account.Caller, id int64, project string) ([]company.UAP, error)
	EnableUAP(ctx context.Context, c account.Caller, id int64, u company.UAP) (company.UAP, company.Project, error)
	DisableUAP(ctx context.Context, c account.Caller, id int64, u company.UAP) error
	// BeginVisit lets a reseller's user into a company's Dashboard, Visited
	// finds the company as long as the visit lasts, and EndVisit ends it.
	BeginVisit(ctx context.Context, c account.Caller, reseller string, id int64, reason string) (company.Visit, error)
	Visited(ctx context.Context, c account.Caller, visit company.Visit) (company.Listed, error)
	EndVisit(ctx context.Context, c account.Caller, visit company.Visit) error
	// CompanyOf finds the company of a project, one of the caller's, else
	// fault.NotFound.
	CompanyOf(ctx context.Context, c account.Caller, project string) (company.Listed, error)
	// ProjectNames returns id → name for all projects of the caller's
	// companies.
	ProjectNames(ctx context.Context, c account.Caller) (map[string]string, error)
}

// Membership is what the pages need of who holds which company;
// company.Membership is it.
type Membership interface {
	// Remove takes a company out of the caller's account.
	Remove(ctx context.Context, c account.Caller, id int64) error
}

// Config is what the pages are made of.
type Config struct {
	Accounts   Accounts
	Members    Members
	Factors    Factors
	Passkeys   Passkeys
	Companies  Companies
	SignUps    SignUps
	Membership Membership
	Views      Views
	Trail      Trail
	Notes      Notes
	Prices     Prices
	Markups    Markups
	Margins    Margins
	Keys       Keys
	Usage      *usage.Reader
	Bills      Bills
	Exports    *export.Service
	Bulk       *bulk.Service
	Templates  *export.Templates
	Schedules  *export.Schedules
	Budgets    *budget.Service
	Hooks      *hook.Service
	Quarantine Quarantine
	Receipts   Receipts     // nil: none are kept
	Checks     Checks       // nil: none run by themselves
	Outbox     *mail.Outbox // nil: mail is not kept here
	Mails      Mails
	Desk       Desk
	Sessions   Sessions
	BaseURL    string // as browsers see the console; https makes cookies secure
	Clock      func() time.Time
	Log        *slog.Logger
}

// server holds what handlers share. Nothing in it changes after New.
type server struct {
	Config
	sessions *scs.SessionManager
	secure   bool // browsers come by https
}

// zipFrom is the size in bytes from which an answer is worth compressing.
const zipFrom = 1 << 10

// New returns the handler of all pages. It answers every address, with a page
// for those that it does not know.
func New(c Config) (route.Lister, error) {
	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("base URL %q is not an address like https://console.example", c.BaseURL)
	}
	s := &server{Config: c, secure: base.Scheme == "https"}
	s.sessions = newSessions(c.Sessions, s.secure)
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(base.Scheme + "://" + base.Host); err != nil {
		return nil, fmt.Errorf("base URL %q: %w", c.BaseURL, err)
	}
	guard.SetDenyHandler(s.open(crossSite))
	zip, err := gzhttp.NewWrapper(gzhttp.MinSize(zipFrom), gzhttp.ContentTypes([]string{"text/html", "text/csv", "application/json"}))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	routes := s.routes()
	return route.Wrapped{Handler: withHeaders(zip(guard.Handler(routes))), Routes: routes}, nil
}
