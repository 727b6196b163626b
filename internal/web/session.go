package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// How long a sign-in lasts.
const (
	idleLimit     = 4 * time.Hour  // since the last page
	absoluteLimit = 24 * time.Hour // since signing in
)

// renewEvery is how often a session that is in use is written again, to put
// off the end of its idle time. A page in between writes nothing.
const renewEvery = time.Minute

// Where a session keeps the id of the user who signed in and the user's Epoch
// then, when it was last written (Unix seconds), and what the next page is to
// say.
const (
	userKey    = "user"
	epochKey   = "epoch"
	renewedKey = "renewed"
	saidKey    = "said"
)

// Sessions keeps sessions, each with the user whose it is.
type Sessions interface {
	scs.CtxStore
	// CommitOf keeps a session of a user until expiry; user 0: nobody's yet.
	CommitOf(ctx context.Context, user int64, token string, data []byte, expiry time.Time) error
	// AllOf returns the data of a user's sessions that are not over.
	AllOf(ctx context.Context, user int64) ([][]byte, error)
}

// owned tells the store whose a session is.
type owned struct{ Sessions }

func (o owned) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return err
	}
	user, _ := values[userKey].(int64) // 0 before the sign-in
	return o.CommitOf(ctx, user, token, data, expiry)
}

// newSessions makes the sessions' transport: a cookie with a random token, of
// which the store sees only a hash. The name's __Host- prefix makes browsers
// refuse the cookie from a sub-domain or over plain http.
//
// The manager's own middleware is not used: it writes the session at every
// page, and no page could be read while the store cannot be written.
func newSessions(store Sessions, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = owned{store}
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
	return m
}

// withSession returns the request with its session, an empty one if it has
// none.
func (s *server) withSession(r *http.Request) (*http.Request, error) {
	token := ""
	if cookie, err := r.Cookie(s.sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := s.sessions.Load(r.Context(), token)
	if err != nil {
		return r, fmt.Errorf("load session: %w", err)
	}
	return r.WithContext(ctx), nil
}

// keepSession writes the session, and its cookie with it.
func (s *server) keepSession(w http.ResponseWriter, r *http.Request) error {
	s.sessions.Put(r.Context(), renewedKey, s.Clock().Unix())
	token, expiry, err := s.sessions.Commit(r.Context())
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	s.sessions.WriteSessionCookie(r.Context(), w, token, expiry)
	return nil
}

// say lets the next page say what was done, and goes there.
func (s *server) say(w http.ResponseWriter, r *http.Request, address, text string) error {
	s.sessions.Put(r.Context(), saidKey, text)
	s.renewSession(w, r, true)
	return goTo(w, r, address)
}

// heard takes what the page is to say out of the session. Files and what
// scripts load leave it there.
func (s *server) heard(r *http.Request) string {
	if kind := r.Header.Get("Sec-Fetch-Dest"); r.Method != http.MethodGet || (kind != "" && kind != "document") {
		return ""
	}
	return s.sessions.PopString(r.Context(), saidKey)
}

// renewSession puts off the end of a session in use, and keeps what changed in
// it. A page that can be read is shown even if that fails; the session then
// ends earlier.
func (s *server) renewSession(w http.ResponseWriter, r *http.Request, changed bool) {
	since := s.Clock().Sub(time.Unix(s.sessions.GetInt64(r.Context(), renewedKey), 0))
	if since.Abs() < renewEvery && !changed {
		return
	}
	if err := s.keepSession(w, r); err != nil {
		s.Log.LogAttrs(r.Context(), slog.LevelWarn, "session not renewed", slog.String("request", w.Header().Get(requestID)), slog.Any("error", err))
	}
}
