package web

import (
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// How long a sign-in lasts.
const (
	idleLimit     = 4 * time.Hour  // since the last page
	absoluteLimit = 24 * time.Hour // since signing in
)

// userKey is where a session keeps the id of the user who signed in.
const userKey = "user"

// newSessions makes the sessions' transport: a cookie with a random token, of
// which the store sees only a hash. The name's __Host- prefix makes browsers
// refuse the cookie from a sub-domain or over plain http.
func newSessions(store scs.Store, secure bool, failed func(http.ResponseWriter, *http.Request, error)) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.HashTokenInStore = true
	m.IdleTimeout = idleLimit
	m.Lifetime = absoluteLimit
	m.Cookie.Name = "session"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = secure
	if secure {
		m.Cookie.Name = "__Host-session"
	}
	m.ErrorFunc = failed
	return m
}

// sessionFailed answers when the store of sessions does not.
func (s *server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	s.fail(w, r, stranger(r), err)
}
