package web

import "net/http"

// deskRoutes are the pages of operators about people, sources and the system.
func (s *server) deskRoutes(m *http.ServeMux) {
	m.Handle("GET "+resellersPath, s.operator(s.resellers))
	m.Handle("GET "+newResellerPath, s.operator(s.askNewReseller))
	m.Handle("POST "+newResellerPath, s.operator(s.makeReseller))
	m.Handle("GET "+resellersPath+"/{reseller}", s.operator(s.reseller))
	for _, verb := range []string{"rename", "suspend", "unsuspend"} {
		m.Handle("GET "+resellersPath+"/{reseller}/"+verb, s.operator(s.askReseller(verb)))
		m.Handle("POST "+resellersPath+"/{reseller}/"+verb, s.operator(s.changeReseller(verb)))
	}

	m.Handle("GET "+heldsPath, s.operator(s.findAll))
	m.Handle("GET "+heldsPath+"/{cid}", s.operator(s.heldCompany))
	for _, verb := range []string{"attach", "detach"} {
		m.Handle("GET "+heldsPath+"/{cid}/"+verb, s.operator(s.askHandOver(verb)))
		m.Handle("POST "+heldsPath+"/{cid}/"+verb, s.operator(s.handOver(verb)))
	}
}
