package web

import (
	"errors"
	"fmt"
	"net/http"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// The pages of users who do not have their password.
const (
	forgotPath = "/forgot-password"
	resetPath  = "/reset-password"
)

// forgotView is the form for an address to which a link is sent.
type forgotView struct {
	email   string // as typed before
	sent    bool   // a link is on its way, if there is such a user
	problem string // id of a message; empty: none
}

// resetView is the form for a new password.
type resetView struct {
	token   string
	email   string // of the user
	first   bool   // the user has none yet
	problem string // id of a message; empty: none
}

// forgotForm asks for the address.
func (s *server) forgotForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, forgotPage(v, forgotView{sent: r.URL.Query().Has("sent")}))
}

// forgot has a link sent. The answer is the same whether or not there is such
// a user.
func (s *server) forgot(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	view := forgotView{email: r.PostFormValue("email")}
	err := s.Accounts.Forgot(r.Context(), view.email, r.RemoteAddr)
	if fault.KindOf(err) == fault.TooMany {
		view.problem = "signIn.throttled"
		tellWait(w, err)
		return show(w, r, http.StatusTooManyRequests, forgotPage(v, view))
	}
	if err != nil {
		return fmt.Errorf("send a link: %w", err)
	}
	return goTo(w, r, forgotPath+"?sent")
}

// resetForm asks for the new password. It leaves the link as it is: programs
// that look through mail open links, too.
func (s *server) resetForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showReset(w, r, v, http.StatusOK, resetView{token: r.URL.Query().Get("token")})
}

func (s *server) showReset(w http.ResponseWriter, r *http.Request, v visitor, status int, view resetView) error {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address lets somebody in
	u, err := s.Accounts.LinkUser(r.Context(), view.token)
	if errors.Is(err, account.ErrLink) {
		return show(w, r, http.StatusNotFound, linkOverPage(v))
	}
	if err != nil {
		return fmt.Errorf("find a link: %w", err)
	}
	view.email, view.first = u.Email, u.PasswordHash == ""
	return show(w, r, status, resetPage(v, view))
}

// reset sets the new password.
func (s *server) reset(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	view := resetView{token: r.PostFormValue("token")}
	err := s.Accounts.ResetPassword(r.Context(), v.caller(), view.token, r.PostFormValue("password"))
	if view.problem = passwordProblem(err); view.problem != "" {
		return s.showReset(w, r, v, http.StatusBadRequest, view)
	}
	if errors.Is(err, account.ErrLink) {
		return show(w, r, http.StatusNotFound, linkOverPage(v))
	}
	if err != nil {
		return fmt.Errorf("reset a password: %w", err)
	}
	return goTo(w, r, "/login?reset")
}

// passwordProblem is the id of the message that says why a password cannot be
// the new one; "" if that is not what is wrong.
func passwordProblem(err error) string {
	switch {
	case errors.Is(err, account.ErrPasswordLength):
		return "password.length"
	case errors.Is(err, account.ErrPasswordGuessed):
		return "password.guessed"
	}
	return ""
}
