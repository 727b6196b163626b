package web

import (
	"errors"
	"net/http"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// confirmPath is where the link leads by which a new user confirms an address,
// and where another one is asked for.
const confirmPath = "/confirm-email"

// confirmView is what a new user sees of that.
type confirmView struct {
	token   string // of a link that works; empty: there is none
	email   string // of the link's user, or as typed before
	sent    bool   // a mail is on its way, if there is such a user
	over    bool   // the link does not work any more
	problem string // id of a message; empty: none
}

// confirmForm shows the button that confirms. It leaves the link as it is:
// programs that look through mail open links, too.
func (s *server) confirmForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address lets somebody in
	query := r.URL.Query()
	if !query.Has("token") {
		return show(w, r, http.StatusOK, confirmPage(v, confirmView{sent: query.Has("sent")}))
	}
	u, err := s.Accounts.LinkUser(r.Context(), query.Get("token"))
	if errors.Is(err, account.ErrLink) {
		return show(w, r, http.StatusNotFound, confirmPage(v, confirmView{over: true}))
	}
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, confirmPage(v, confirmView{token: query.Get("token"), email: u.Email}))
}

// confirmAddress notes that the address is the user's.
func (s *server) confirmAddress(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := s.Accounts.Confirm(r.Context(), v.caller(), r.PostFormValue("token"))
	if errors.Is(err, account.ErrLink) {
		return show(w, r, http.StatusNotFound, confirmPage(v, confirmView{over: true}))
	}
	if err != nil {
		return err
	}
	return goTo(w, r, "/login?confirmed")
}

// confirmAgain has another link sent. The answer is the same whether or not
// there is such a user.
func (s *server) confirmAgain(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	view := confirmView{email: r.PostFormValue("email")}
	err := s.Accounts.RequestConfirm(r.Context(), view.email, r.RemoteAddr)
	if fault.KindOf(err) == fault.TooMany {
		view.problem = "signIn.throttled"
		tellWait(w, err)
		return show(w, r, http.StatusTooManyRequests, confirmPage(v, view))
	}
	if err != nil {
		return err
	}
	return goTo(w, r, confirmPath+"?sent")
}
