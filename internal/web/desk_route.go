package web

import "reseller-console/internal/route"

// deskRoutes are the pages about people, sources and the system.
func (s *server) deskRoutes(m *route.Mux) {
	m.Handle("GET "+resellersPath, s.operator(s.resellers))
	m.Handle("GET "+newResellerPath, s.operator(s.askNewReseller))
	m.Handle("POST "+newResellerPath, s.operator(s.makeReseller))
	m.Handle("GET "+resellersPath+"/{reseller}", s.operator(s.reseller))
	for _, verb := range []string{"rename", "suspend", "unsuspend"} {
		m.Handle("GET "+resellersPath+"/{reseller}/"+verb, s.operator(s.askReseller(verb)))
		m.Handle("POST "+resellersPath+"/{reseller}/"+verb, s.operator(s.changeReseller(verb)))
	}

	m.Handle("GET "+operatorPath, s.operator(s.state))
	m.Handle("GET "+jobsPath, s.operator(s.allJobs))
	m.Handle("POST "+jobsPath+"/{job}", s.operator(s.changeJob))

	m.Handle("GET "+sourcesPath, s.operator(s.sources))
	m.Handle("GET "+newSourcePath, s.operator(s.askNewSource))
	m.Handle("POST "+newSourcePath, s.operator(s.makeSource))
	m.Handle("GET "+sourcesPath+"/{source}/rotate", s.operator(s.askSource("rotate")))
	m.Handle("POST "+sourcesPath+"/{source}/rotate", s.operator(s.rotateSource))
	m.Handle("GET "+sourcesPath+"/{source}/end", s.operator(s.askSource("end")))
	m.Handle("POST "+sourcesPath+"/{source}/end", s.operator(s.endSource))

	m.Handle("GET "+applyPath, s.open(s.applyForm))
	m.Handle("POST "+applyPath, s.open(s.apply))
	m.Handle("GET "+applicationsPath, s.operator(s.applications))
	m.Handle("GET "+applicationsPath+"/{application}", s.operator(s.application))
	m.Handle("POST "+applicationsPath+"/{application}", s.operator(s.decide))

	m.Handle("GET "+operatorActivityPath, s.operator(s.activity))
	m.Handle("GET "+operatorActivityPath+"/file", s.operator(s.activityFile))

	m.Handle("GET "+staffPath, s.staff(s.staffList))
	m.Handle("POST "+staffPath, s.staff(s.inviteStaff))
	m.Handle("POST "+staffPath+"/{user}/role", s.staff(s.setRole))
	m.Handle("GET "+staffPath+"/{user}/remove", s.staff(s.askRemoveStaff))
	m.Handle("POST "+staffPath+"/{user}/remove", s.staff(s.removeStaff))

	m.Handle("GET "+heldsPath, s.operator(s.findAll))
	m.Handle("GET "+heldsPath+"/{cid}", s.operator(s.heldCompany))
	for _, verb := range []string{"attach", "detach"} {
		m.Handle("GET "+heldsPath+"/{cid}/"+verb, s.operator(s.askHandOver(verb)))
		m.Handle("POST "+heldsPath+"/{cid}/"+verb, s.operator(s.handOver(verb)))
	}
}
