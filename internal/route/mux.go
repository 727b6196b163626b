// Package route is net/http's ServeMux that can tell what it serves: a list of
// routes that somebody keeps by hand forgets the newest one.
package route

import (
	"net/http"
	"slices"
)

// Lister is a handler that knows its routes.
type Lister interface {
	http.Handler
	// Patterns are the routes as ServeMux writes them: "GET /companies/{cid}".
	Patterns() []string
}

// Mux is a ServeMux that is a Lister. The zero Mux is ready for use.
type Mux struct {
	http.ServeMux
	patterns []string
}

// Handle serves a pattern. Of a handler that is a Lister, its routes are told
// instead.
func (m *Mux) Handle(pattern string, h http.Handler) {
	m.ServeMux.Handle(pattern, h)
	if l, ok := h.(Lister); ok {
		m.patterns = append(m.patterns, l.Patterns()...)
		return
	}
	m.patterns = append(m.patterns, pattern)
}

// HandleFunc serves a pattern by a function.
func (m *Mux) HandleFunc(pattern string, h http.HandlerFunc) { m.Handle(pattern, h) }

// Patterns implements Lister: each route once, in order.
func (m *Mux) Patterns() []string {
	all := slices.Sorted(slices.Values(m.patterns))
	return slices.Compact(all)
}

// Wrapped is a Lister behind other handlers.
type Wrapped struct {
	http.Handler
	Routes Lister
}

// Patterns implements Lister.
func (w Wrapped) Patterns() []string { return w.Routes.Patterns() }
