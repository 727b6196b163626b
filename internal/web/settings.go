package web

import (
	"net/http"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
)

// The pages of every user's own data.
const settingsPath = "/settings"

// stamp is how pages write a time: to the minute, in UTC, named so beside it.
const stamp = "2006-01-02 15:04"

// toSecond is how a time is written where minutes do not tell apart.
const toSecond = stamp + ":05"

// settingsView is what users may see and change of themselves.
type settingsView struct {
	email      string
	lastSignIn string // empty: this is the first
	form       form
	password   form
}

// datumView is one entry of a data grid.
type datumView struct{ title, text string }

// settings shows the user's own data.
func (s *server) settings(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, settingsPage(v, newSettingsView(v, ownForm(v))))
}

// ownForm is the form of the user's own data as it is kept.
func ownForm(v visitor) form { return newForm("name", v.user.Name, "language", v.Tag()) }

func newSettingsView(v visitor, f form) settingsView {
	return settingsView{email: v.user.Email, lastSignIn: inUTC(v.user.LastSignInAt), form: f}
}

// saveSettings keeps name and language. The answer is written in the latter.
func (s *server) saveSettings(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	if err := s.Accounts.Rename(r.Context(), v.caller(), f.text("name")); err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxFullName)
		if err != nil {
			return err
		}
		return show(w, r, status, settingsPage(v, newSettingsView(v, f)))
	}
	language := f.Get("language")
	if err := s.speak(w, r, v, language); err != nil {
		return err
	}
	return s.say(w, r, settingsPath, locale.For(language).T("settings.saved"))
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

// settingsFramePage is the frame of a page of a user's own data; without a
// title that of the first one.
func settingsFramePage(v visitor, title string) page {
	p := page{title: v.T("settings.title"), crumbs: []string{v.user.Name}}
	if title != "" {
		p.title, p.crumbs = title, append(p.crumbs, p.title)
	}
	return p
}
