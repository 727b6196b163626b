package web

import (
	"errors"
	"fmt"
	"net/http"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// passwordPath is where a user's new password is sent to.
const passwordPath = settingsPath + "/password"

// changePassword replaces the user's password, which ends all of the user's
// sessions but this one.
func (s *server) changePassword(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	u, err := s.Accounts.ChangePassword(r.Context(), v.caller(), f.Get("present"), f.Get("password"))
	if err == nil {
		if err := s.goOn(r, u); err != nil {
			return err
		}
		return s.say(w, r, settingsPath, v.T("password.changed"))
	}
	view := newSettingsView(v, ownForm(v))
	status := http.StatusBadRequest
	switch {
	case errors.Is(err, account.ErrPresentPassword):
		view.password.spoil(v, "present")
	case passwordProblem(err) != "":
		view.password.wrong = map[string]string{"password": v.T(passwordProblem(err), "Least", account.MinPassword, "Most", account.MaxPassword)}
	case fault.KindOf(err) == fault.TooMany:
		status, view.password.problem = http.StatusTooManyRequests, v.T("signIn.throttled")
		tellWait(w, err)
	default:
		return fmt.Errorf("change a password: %w", err)
	}
	return show(w, r, status, settingsPage(v, view))
}

// goOn lets the session go on whose user has just ended all of them. It gets a
// new token, so that one that leaked before is worth nothing.
func (s *server) goOn(r *http.Request, u account.User) error {
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(r.Context(), epochKey, u.Epoch)
	return nil
}
