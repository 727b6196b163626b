package web

import (
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/company"
)

// dashboardProjects lists the company's projects.
func (s *server) dashboardProjects(w http.ResponseWriter, r *http.Request, v visitor) error {
	all, err := s.Companies.Projects(r.Context(), v.caller(), v.company.ID)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, projectsPage(v, companyView{Listed: *v.company, projects: newProjectList(dashboardProjectsPath, all, r.URL.Query())}))
}

// dashboardProjectPath is the address of a project's page.
func dashboardProjectPath(id string) string { return dashboardProjectsPath + "/" + id }

// ownProjectView is a project as its company sees it.
type ownProjectView struct {
	company.Project
	certificate string // empty: not shown
	enabled     []company.UAP
}

// has reports whether a type is enabled for a region.
func (view *ownProjectView) has(t company.UAPType, region int) bool {
	return slices.ContainsFunc(view.enabled, func(u company.UAP) bool { return u.Type == t && u.Region == region })
}

// dashboardProject shows a project with its App ID and what it has enabled.
func (s *server) dashboardProject(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showProject(w, r, v, "")
}

func (s *server) showProject(w http.ResponseWriter, r *http.Request, v visitor, certificate string) error {
	found, err := s.projectOf(r, v)
	if err != nil {
		return err
	}
	view := ownProjectView{Project: found.project, certificate: certificate}
	if view.enabled, err = s.Companies.UAPs(r.Context(), v.caller(), v.company.ID, view.ID); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, ownProjectPage(v, view))
}

// showCertificate shows a project with its App Certificate, this once.
func (s *server) showCertificate(w http.ResponseWriter, r *http.Request, v visitor) error {
	certificate, err := s.Companies.Certificate(r.Context(), v.caller(), v.company.ID, r.PathValue("project"))
	if err != nil {
		return err
	}
	return s.showProject(w, r, v, certificate)
}

// switchSelfService enables or disables what a project may use by itself.
func (s *server) switchSelfService(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	kind, _ := strconv.Atoi(f.Get("type")) // what is no number is no type
	region, _ := strconv.Atoi(f.Get("region"))
	u := company.UAP{Project: r.PathValue("project"), Type: company.UAPType(kind), Region: region}
	done := "uap.enabled"
	if f.ticked("enable") {
		_, _, err = s.Companies.EnableUAP(r.Context(), v.caller(), v.company.ID, u)
	} else {
		done = "uap.disabled"
		err = s.Companies.DisableUAP(r.Context(), v.caller(), v.company.ID, u)
	}
	if err != nil {
		return err
	}
	return s.say(w, r, dashboardProjectPath(u.Project), v.T(done, "Type", uapName(v, u.Type), "Region", regionName(v, u.Region)))
}

func uapName(v visitor, t company.UAPType) string { return v.T("uap.type." + strconv.Itoa(int(t))) }

func regionName(v visitor, region int) string { return v.T("uap.region." + strconv.Itoa(region)) }
