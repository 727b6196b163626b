package web

import (
	"context"
	"net"
	"net/http"
	"net/url"

	"reseller-console/internal/account"
)

// Passkeys is what the pages need of passkeys.
type Passkeys interface {
	Origin() string
	Begin(ctx context.Context, c account.Caller, u *account.User, name, code string) (options []byte, kept string, err error)
	Confirm(ctx context.Context, c account.Caller, u *account.User, kept string, response []byte) error
	List(ctx context.Context, c account.Caller) ([]account.Passkey, error)
	Delete(ctx context.Context, c account.Caller, id string) error
	BeginSignIn(remoteAddr string) (options []byte, kept string, err error)
	SignIn(ctx context.Context, remoteAddr, kept string, response []byte) (user int64, err error)
}

// The addresses of passkeys: of the page's form, and of the script, which
// reads and writes JSON.
const (
	signInPasskeyPath      = "/login/passkey"
	beginSignInPasskeyPath = signInPasskeyPath + "/begin"
	passkeysPath           = settingsPath + "/passkeys"
	beginPasskeyPath       = passkeysPath + "/begin"
	deletePasskeyPath      = passkeysPath + "/delete"
)

// ceremonyKey is where a session keeps what was begun with a passkey.
const ceremonyKey = "passkey"

// passkeyPlace is where passkeys can be used, seen from a page.
type passkeyPlace struct {
	here  bool
	there string // the address to open instead; "" if there is none
}

// passkeyPlace looks at the address that the visitor came by. It differs from
// that of the passkeys only where that is localhost: by a name, visitors come
// by this name, whatever a proxy makes of it.
func (s *server) passkeyPlace(r *http.Request) passkeyPlace {
	origin, err := url.Parse(s.Passkeys.Origin())
	if err != nil || origin.Host == "" {
		return passkeyPlace{}
	}
	if origin.Hostname() != "localhost" || hostname(r) == "localhost" {
		return passkeyPlace{here: true}
	}
	return passkeyPlace{there: origin.String()}
}

// hostname is the host that a request is for, without its port.
func hostname(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return r.Host
}

// passkeysView is the card of a user's passkeys.
type passkeysView struct {
	passkeyPlace
	rows     []passkeyRow
	most     bool // there are as many as there can be
	asksCode bool // to add one
	only     bool // nothing but a passkey lets in
}

type passkeyRow struct{ id, name, created, used string }

func (s *server) viewPasskeys(r *http.Request, v visitor, hasCodes bool) (view passkeysView, err error) {
	all, err := s.Passkeys.List(r.Context(), v.caller())
	for i := range all {
		p := &all[i]
		view.rows = append(view.rows, passkeyRow{p.ID(), p.Name, inUTC(p.CreatedAt), inUTC(p.UsedAt)})
	}
	view.passkeyPlace, view.most = s.passkeyPlace(r), len(all) >= account.MaxPasskeys
	view.asksCode, view.only = hasCodes, v.user.MustHave && !hasCodes && len(all) > 0
	return view, err
}

// deletePasskey ends one of the user's passkeys.
func (s *server) deletePasskey(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := s.Passkeys.Delete(r.Context(), v.caller(), r.PostFormValue("id")); err != nil {
		return err
	}
	return goTo(w, r, factorPath)
}
