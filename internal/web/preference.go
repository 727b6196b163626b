package web

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
)

// preferenceAge is how long a browser keeps a chosen theme or language.
const preferenceAge = 365 * 24 * time.Hour

// maxForm is the size in bytes that any form of the console keeps within.
const maxForm = 64 << 10

// setTheme keeps the theme that was chosen, and goes back.
func (s *server) setTheme(w http.ResponseWriter, r *http.Request, _ visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	theme := r.PostFormValue("theme")
	if theme != light && theme != dark {
		return fault.New(fault.Invalid, "The theme must be light or dark.")
	}
	s.keep(w, themeCookie, theme)
	return goTo(w, r, local(r.PostFormValue("back"), "/"))
}

// setLanguage keeps the language that was chosen, for the user if one is
// signed in, and goes back.
func (s *server) setLanguage(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := s.speak(w, r, v, r.PostFormValue("language")); err != nil {
		return err
	}
	return goTo(w, r, local(r.PostFormValue("back"), "/"))
}

// speak makes language the one of the visitor's pages from now on.
func (s *server) speak(w http.ResponseWriter, r *http.Request, v visitor, language string) error {
	if !slices.Contains(locale.Tags(), language) {
		return fault.New(fault.Invalid, "The language must be one of %v.", locale.Tags())
	}
	if v.signedIn() {
		if err := s.Accounts.SetLanguage(r.Context(), v.caller(), language); err != nil {
			return fmt.Errorf("set language: %w", err)
		}
	}
	s.keep(w, languageCookie, language) // the sign-in page after this user speaks it too
	return nil
}

// keep lets the browser remember a choice.
func (s *server) keep(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(preferenceAge.Seconds()),
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	})
}
