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
	"reseller-console/internal/company"
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
	// CompanyOf finds the company of a project, one of the caller's, else
	// fault.NotFound.
	CompanyOf(ctx context.Context, c account.Caller, project string) (company.Listed, error)
	// ProjectNames returns id → name for all projects of the caller's
	// companies.
	ProjectNames(ctx context.Context, c account.Caller) (map[string]string, error)
}

// Config is what the pages are made of.
type Config struct {
	Accounts   Accounts
	Factors    Factors
	Passkeys   Passkeys
	Companies  Companies
	Usage      *usage.Reader
	Quarantine Quarantine
	Receipts   Receipts // nil: none are kept
	Checks     Checks   // nil: none run by themselves
	Sessions   scs.Store
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
func New(c Config) (http.Handler, error) {
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
	return withHeaders(zip(guard.Handler(s.routes()))), nil
}
