package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/fault"
	"reseller-console/internal/route"
)

// failure is the view of an error: what a visitor may know of it.
type failure struct {
	title     string // id of a message
	text      string // a sentence in the visitor's language; may be empty
	detail    string // what was wrong with the request, in English; may be empty
	requestID string
	again     string // address to try again; empty where that is no use
}

// shape is how a kind of error is shown.
type shape struct {
	status int
	title  string // id of a message
	text   string // id of a message; empty: none
}

// shapeOf gives every kind its shape; the pages know no other place.
func shapeOf(kind fault.Kind) shape {
	switch kind {
	case fault.Invalid:
		return shape{http.StatusBadRequest, "error.invalid", ""}
	case fault.Unauthenticated, fault.Forbidden:
		return shape{http.StatusForbidden, "error.forbidden", ""}
	case fault.NotFound:
		return shape{http.StatusNotFound, "error.notFound", "error.notFoundText"}
	case fault.Conflict, fault.Mismatch, fault.Stale:
		return shape{http.StatusConflict, "error.conflict", ""}
	case fault.TooLarge:
		return shape{http.StatusRequestEntityTooLarge, "error.tooLarge", ""}
	case fault.Unsupported:
		return shape{http.StatusUnsupportedMediaType, "error.unsupported", ""}
	case fault.TooMany:
		return shape{http.StatusTooManyRequests, "error.tooMany", "error.unavailableText"}
	case fault.Unavailable:
		return shape{http.StatusServiceUnavailable, "error.unavailable", "error.unavailableText"}
	default:
		return shape{http.StatusInternalServerError, "error.internal", "error.internalText"}
	}
}

// fail turns an error into a page.
func (s *server) fail(w http.ResponseWriter, r *http.Request, v visitor, err error) {
	if errors.Is(err, context.Canceled) || errors.Is(err, errGone) {
		return // nobody waits for an answer
	}
	status, view := s.failure(w, r, v, err)
	if err := show(w, r, status, failurePage(v, view)); err != nil {
		s.log(w, r, err)
	}
}

// failure is the view of an error, for a page of its own or inside another
// one, and the status of the answer. What is ours to mend goes into the log
// under the request id that the view shows.
func (s *server) failure(w http.ResponseWriter, r *http.Request, v visitor, err error) (status int, view failure) {
	kind := fault.KindOf(err)
	look := shapeOf(kind)
	tellWait(w, err)
	view = failure{title: look.title, requestID: w.Header().Get(requestID)}
	if look.text != "" {
		view.text = v.T(look.text)
	}
	if wait := secondsOf(fault.Readable(err).Wait); wait > 0 {
		view.text = v.N("error.wait", wait)
	}
	switch kind {
	case fault.NotFound:
	case fault.Internal, fault.Unavailable:
		s.log(w, r, err)
		if r.Method == http.MethodGet {
			view.again = v.here
		}
	default:
		view.detail = fault.Readable(err).Detail
	}
	return look.status, view
}

// tellWait says when it is worth trying again, in whole seconds.
func tellWait(w http.ResponseWriter, err error) {
	if wait := secondsOf(fault.Readable(err).Wait); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(wait))
	}
}

// secondsOf is a wait in whole seconds, rounded up.
func secondsOf(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }

// log records an error under the request's name.
func (s *server) log(w http.ResponseWriter, r *http.Request, err error) {
	s.Log.LogAttrs(r.Context(), slog.LevelError, "page failed", slog.String("request", w.Header().Get(requestID)),
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Any("error", err))
}

// unknown answers what no page of m answers: addresses that none has, and
// methods that an address does not take.
func unknown(m *route.Mux) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		methods := methodsOf(m, r)
		if len(methods) == 0 {
			return fault.New(fault.NotFound, "There is no such page.")
		}
		w.Header().Set("Allow", strings.Join(methods, ", "))
		view := failure{title: "error.method", text: v.T("error.methodText"), requestID: w.Header().Get(requestID)}
		return show(w, r, http.StatusMethodNotAllowed, failurePage(v, view))
	}
}

// methodsOf lists the methods that the address of a request takes.
func methodsOf(m *route.Mux, r *http.Request) (all []string) {
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		asked := r.WithContext(r.Context()) // a copy
		asked.Method = method
		if _, pattern := m.Handler(asked); pattern != "" && pattern != everything {
			all = append(all, method)
		}
	}
	return all
}

// crossSite answers a form that another site has sent.
func crossSite(w http.ResponseWriter, r *http.Request, v visitor) error {
	view := failure{title: "error.forbidden", text: v.T("error.crossSite"), requestID: w.Header().Get(requestID)}
	return show(w, r, http.StatusForbidden, failurePage(v, view))
}
