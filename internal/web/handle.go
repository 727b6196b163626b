package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"reseller-console/internal/fault"
)

// handler answers a visitor or returns why not; fail makes a page of that. It
// must not have written anything then, unless what it sends is a stream.
type handler func(w http.ResponseWriter, r *http.Request, v visitor) error

// open lets everybody in. Who is signed in is known all the same.
func (s *server) open(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		r, err := s.withSession(r)
		if err != nil {
			s.fail(w, r, stranger(r), err)
			return
		}
		v, err := s.visitor(r)
		v.request, v.now = w.Header().Get(requestID), s.Clock()
		if v.signedIn() {
			v.said = s.heard(r)
			s.renewSession(w, r, v.said != "")
		}
		s.answer(w, r, v, h, err)
	})
}

// visitor finds out who asks. A user who is gone is a stranger, and so is one
// whose sessions were ended since this one began.
func (s *server) visitor(r *http.Request) (visitor, error) {
	id := s.sessions.GetInt64(r.Context(), userKey)
	if id == 0 {
		return stranger(r), nil
	}
	u, err := s.Accounts.User(r.Context(), id)
	if fault.KindOf(err) == fault.NotFound {
		return stranger(r), nil
	}
	if err != nil {
		return stranger(r), fmt.Errorf("user %d: %w", id, err)
	}
	if u.Suspended || u.Epoch != s.sessions.GetInt64(r.Context(), epochKey) {
		return stranger(r), nil
	}
	return s.enter(r, known(r, u))
}

// answer runs the handler, and makes a page of its error or panic.
func (s *server) answer(w http.ResponseWriter, r *http.Request, v visitor, h handler, err error) {
	begun := &begun{ResponseWriter: w}
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.failed(begun, r, v, fmt.Errorf("panic: %v", p))
		}
	}()
	if err == nil {
		err = h(begun, r, v)
	}
	if err != nil {
		s.failed(begun, r, v, err)
	}
}

// failed shows err, or, in the midst of a stream, breaks it off: the browser
// must not take half a file for a whole one.
func (s *server) failed(w *begun, r *http.Request, v visitor, err error) {
	if w.yes {
		s.log(w, r, err)
		panic(http.ErrAbortHandler)
	}
	s.fail(w, r, v, err)
}

// begun notes whether an answer has begun.
type begun struct {
	http.ResponseWriter
	yes bool
}

func (b *begun) WriteHeader(status int) {
	b.yes = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = true
	return b.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// show writes a page. It is rendered whole first, so that a page that cannot
// be rendered becomes an error and not half a page.
func show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		return fmt.Errorf("render %s: %w", r.URL.Path, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if _, err := b.WriteTo(w); err != nil {
		return errors.Join(errGone, err)
	}
	return nil
}

// errGone says that the visitor did not wait for the answer.
var errGone = errors.New("the visitor is gone")

// goTo sends the visitor to a local address by GET.
func goTo(w http.ResponseWriter, r *http.Request, address string) error {
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// askToSignIn sends the visitor to the sign-in, and from there back.
func askToSignIn(w http.ResponseWriter, r *http.Request) error {
	return goToWhole(w, r, withNext("/login", r.URL.RequestURI()))
}

// goToWhole is goTo also for a script that wanted a part of a page: it must load
// the address as a whole one.
func goToWhole(w http.ResponseWriter, r *http.Request, address string) error {
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Redirect", address)
		w.WriteHeader(http.StatusOK)
		return nil
	}
	return goTo(w, r, address)
}

// withNext adds to an address where to go afterwards, if anywhere.
func withNext(address, next string) string {
	if next == "" {
		return address
	}
	return address + "?next=" + url.QueryEscape(next)
}

// local returns address if it is a path of this console, else fallback: a
// form's field must not send visitors to another site.
func local(address, fallback string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(address, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return fallback
	}
	return address
}
