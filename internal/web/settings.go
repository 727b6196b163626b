package web

import (
	"net/http"
	"time"

	"reseller-console/internal/locale"
)

// settingsPath is the page of every user's own data.
const settingsPath = "/settings"

// stamp is how pages write a time: to the minute, in UTC, named so beside it.
const stamp = "2006-01-02 15:04"

// settingsView is what a user may see and change of themselves.
type settingsView struct {
	name, email string
	lastSignIn  string // empty: this is the first
	saved       bool   // the form was just saved
}

// datumView is one entry of a data grid.
type datumView struct{ title, text string }

// settings shows the user's own data.
func (s *server) settings(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, settingsPage(v, settingsView{
		name: v.user.Name, email: v.user.Email,
		lastSignIn: inUTC(v.user.LastSignInAt),
		saved:      r.URL.Query().Has("saved"),
	}))
}

// saveSettings keeps the language. The answer is written in it.
func (s *server) saveSettings(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := s.speak(w, r, v, r.PostFormValue("language")); err != nil {
		return err
	}
	return goTo(w, r, "/settings?saved")
}

// inUTC writes a time, the zero one as "".
func inUTC(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stamp)
}

// languages are the choices of a language, in the order of the menus.
func languages() []*locale.Words {
	all := make([]*locale.Words, 0, len(locale.Tags()))
	for _, tag := range locale.Tags() {
		all = append(all, locale.For(tag))
	}
	return all
}
