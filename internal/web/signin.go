package web

import (
	"fmt"
	"net/http"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// signInView is the sign-in form.
type signInView struct {
	email   string // as typed before
	next    string // where to go afterwards; empty: home
	problem string // id of a message; empty: none
	done    string // id of a message about what was just done; empty: nothing
	passkey passkeyPlace
}

// start sends visitors to where they begin.
func start(w http.ResponseWriter, r *http.Request, v visitor) error {
	if f := v.face(); f != noFace {
		return goTo(w, r, f.home())
	}
	return goTo(w, r, "/login")
}

// signInForm asks who the visitor is.
func (s *server) signInForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	next := local(r.URL.Query().Get("next"), "")
	if f := v.face(); f != noFace {
		return goTo(w, r, f.after(next))
	}
	return show(w, r, http.StatusOK, signInPage(v, signInView{next: next, done: doneBefore(r), passkey: s.passkeyPlace(r)}))
}

// doneBefore is what led to the sign-in.
func doneBefore(r *http.Request) string {
	switch query := r.URL.Query(); {
	case query.Has("reset"):
		return "password.wasSet"
	case query.Has("confirmed"):
		return "confirm.done"
	}
	return ""
}

// signIn lets a user in. The answer is the same for an unknown address and a
// wrong password. The session gets a new token, so that one planted before is
// worth nothing.
func (s *server) signIn(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	view := signInView{email: r.PostFormValue("email"), next: local(r.PostFormValue("next"), ""), passkey: s.passkeyPlace(r)}
	u, err := s.Accounts.SignIn(r.Context(), view.email, r.PostFormValue("password"), r.RemoteAddr)
	if status, problem := refusal(u, err); problem != "" {
		view.problem = problem
		tellWait(w, err)
		return show(w, r, status, signInPage(v, view))
	}
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	if u.AfterPassword() == account.AskCode {
		return s.waitForCode(w, r, u, view.next)
	}
	return s.letIn(w, r, u, view.next)
}

// letIn begins a user's session, and goes where it leads.
func (s *server) letIn(w http.ResponseWriter, r *http.Request, u account.User, next string) error {
	if err := s.beginSession(w, r, u); err != nil {
		return err
	}
	return goTo(w, r, faceOf(u).after(next))
}

func (s *server) beginSession(w http.ResponseWriter, r *http.Request, u account.User) error {
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.begin(r, u)
	return s.keepSession(w, r)
}

// unconfirmed is the message to a user whose address has yet to be confirmed.
const unconfirmed = "confirm.first"

// barred are the messages to those who are kept out whoever they are.
var barred = map[error]string{account.ErrBarred: "signIn.suspended", account.ErrBlocked: "signIn.blocked"}

// refusal says why a sign-in does not get in, as status and id of a message.
func refusal(u account.User, err error) (status int, problem string) {
	switch fault.KindOf(err) {
	case fault.Unauthenticated:
		return http.StatusUnauthorized, "signIn.wrong"
	case fault.TooMany:
		return http.StatusTooManyRequests, "signIn.throttled"
	}
	switch {
	case err == nil && u.AfterPassword() == account.AskConfirm:
		return http.StatusForbidden, unconfirmed
	case err == nil && u.Blocked:
		return http.StatusForbidden, "signIn.blocked"
	case err == nil && u.AfterPassword() == account.Barred:
		return http.StatusForbidden, "signIn.suspended"
	case err == nil && faceOf(u) == noFace:
		return http.StatusForbidden, "signIn.noPages"
	case err == nil && u.AfterPassword() == account.AskPasskey:
		return http.StatusForbidden, "passkey.instead"
	}
	return 0, ""
}

// signOut ends the session.
func (s *server) signOut(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.endVisit(r, v); err != nil {
		return err
	}
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	s.sessions.WriteSessionCookie(r.Context(), w, "", time.Time{}) // a zero expiry deletes it
	return goTo(w, r, "/login")
}
