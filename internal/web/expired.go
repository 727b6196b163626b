package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// expiredView is a form that came after the sign-in had ended.
type expiredView struct {
	action string // where it was sent to
	fields []field
	signIn string // where to sign in, to go on from the page that sent it
}

// field is one value of a form.
type field struct{ name, value string }

// secrets are the fields that no page repeats.
var secrets = []string{"password", "present", "code"}

// expired answers a form that came after the sign-in had ended. What was typed
// is kept in the page, to be sent again once the visitor is signed in; a form
// with a secret is filled in again.
func (s *server) expired(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := parseForm(w, r); err != nil {
		return err
	}
	view := expiredView{action: r.URL.RequestURI(), fields: fieldsOf(r.PostForm), signIn: withNext("/login", sender(r))}
	return show(w, r, http.StatusUnauthorized, expiredPage(v, view))
}

// fieldsOf lists the values of a form, none if one of them is a secret.
func fieldsOf(form url.Values) (all []field) {
	for name, values := range form {
		if slices.Contains(secrets, name) {
			return nil
		}
		for _, value := range values {
			all = append(all, field{name, value})
		}
	}
	slices.SortStableFunc(all, func(a, b field) int { return strings.Compare(a.name, b.name) })
	return all
}

// sender is the page of ours that sent a form, "" if that is unknown.
func sender(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}
	return local(from.RequestURI(), "")
}
