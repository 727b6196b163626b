package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"reseller-console/internal/fault"
)

// paths are the handlers by path and method.
type paths map[string]map[string]http.Handler

func (p paths) add(method, path string, h http.Handler) {
	if p[path] == nil {
		p[path] = map[string]http.Handler{}
	}
	p[path][method] = h
}

// serve makes them known to the mux.
func (p paths) serve(mux *http.ServeMux) {
	for path, methods := range p {
		mux.Handle(path, byMethod(methods))
	}
}

// byMethod serves one path, and 405 for methods that it does not have.
func byMethod(methods map[string]http.Handler) http.Handler {
	all := maps.Clone(methods)
	if get := all[http.MethodGet]; get != nil {
		all[http.MethodHead] = get
	}
	allow := strings.Join(slices.Sorted(maps.Keys(all)), ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := all[r.Method]; h != nil {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", allow)
		writeProblem(w, r, http.StatusMethodNotAllowed, fault.New(fault.Invalid, "%s is answered to %s only.", r.URL.Path, allow))
	})
}

// listed is the mux with the routes that its handlers sort out themselves.
type listed struct {
	http.Handler
	paths
}

// Patterns implements route.Lister.
func (l listed) Patterns() (all []string) {
	for path, methods := range l.paths {
		for method := range methods {
			all = append(all, method+" "+path)
		}
	}
	return all
}
