package web

import (
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// projectStatusName is the id of a project status's message.
func projectStatusName(s company.ProjectStatus) string {
	return "project.status." + strconv.Itoa(int(s))
}

// projectView is a question about a project, or about a new one.
type projectView struct {
	form    form
	company company.Listed
	project company.Project // zero: a new one
	made    int             // projects of the company, deleted ones included
}

// askAddProject asks for the name of a new project.
func (s *server) askAddProject(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showAddProject(w, r, v, http.StatusOK, newForm())
}

func (s *server) showAddProject(w http.ResponseWriter, r *http.Request, v visitor, status int, f form) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	all, err := s.Companies.Projects(r.Context(), v.caller(), l.ID)
	if err != nil {
		return err
	}
	return show(w, r, status, addProjectPage(v, projectView{form: f, company: l, made: len(all)}))
}

// addProject makes a project of a company.
func (s *server) addProject(w http.ResponseWriter, r *http.Request, v visitor) error {
	l, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	p, err := s.Companies.AddProject(r.Context(), s.once(v, &f), l.ID, f.text("name"))
	if err != nil {
		status, err := f.refuse(v, err, "project.full", "Limit", v.Number(int64(l.AppLimit)), "Longest", company.MaxProjectName)
		if err != nil {
			return err
		}
		return s.showAddProject(w, r, v, status, f)
	}
	return s.say(w, r, v.projectsOf(l.ID), v.T("project.added", "Name", p.Name))
}

// The things that can be done with a project.
const (
	renameProject  = "rename"
	enableProject  = "enable"
	disableProject = "disable"
	deleteProject  = "delete"
)

// projectVerbs are what the visitor can do with a project in its state.
func (v visitor) projectVerbs(p *company.Project) []string {
	switch {
	case !v.may(account.ChangeProjects):
		return nil
	case p.Status == company.ProjectEnabled:
		return []string{renameProject, disableProject, deleteProject}
	case p.Status == company.ProjectDisabled:
		return []string{renameProject, enableProject, deleteProject}
	}
	return nil
}

// projectPath is the address of a question about a project.
func (v visitor) projectPath(p *company.Project, verb string) string {
	return v.root(p.Company) + "/projects/" + p.ID + "/" + verb
}

// projectsOf is the address of the page that lists a company's projects.
func (v visitor) projectsOf(id int64) string {
	if v.company != nil {
		return dashboardProjectsPath
	}
	return companyPath(id)
}

// projectOf finds the project that the address names, and its company, both
// the caller's.
func (s *server) projectOf(r *http.Request, v visitor) (projectView, error) {
	l, err := s.companyOf(r, v)
	if err != nil {
		return projectView{}, err
	}
	all, err := s.Companies.Projects(r.Context(), v.caller(), l.ID)
	if err != nil {
		return projectView{}, err
	}
	for _, p := range all {
		if p.ID == r.PathValue("project") {
			return projectView{company: l, project: p, made: len(all)}, nil
		}
	}
	return projectView{}, fault.New(fault.NotFound, "There is no project %q.", r.PathValue("project"))
}

// askProject asks before a project is changed.
func (s *server) askProject(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.projectOf(r, v)
		if err != nil {
			return err
		}
		view.form = newForm("name", view.project.Name, "version", strconv.FormatInt(view.project.Version, 10))
		return show(w, r, http.StatusOK, projectPage(v, view, verb))
	}
}

// changeProject does what was asked. What is so already is what was wanted.
func (s *server) changeProject(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		view, err := s.projectOf(r, v)
		if err != nil {
			return err
		}
		if view.form, err = readForm(w, r); err != nil {
			return err
		}
		if err := s.doProject(r, v, &view, verb); err != nil {
			status, err := view.form.refuse(v, err, "project.gone", "Longest", company.MaxProjectName)
			if err != nil {
				return err
			}
			view.form.Set("version", strconv.FormatInt(view.project.Version, 10))
			return show(w, r, status, projectPage(v, view, verb))
		}
		return s.say(w, r, v.projectsOf(view.company.ID), v.T("project.done."+verb, "Name", view.project.Name))
	}
}

// doProject changes the project in the version that the form showed.
func (s *server) doProject(r *http.Request, v visitor, view *projectView, verb string) error {
	version, _ := strconv.ParseInt(view.form.Get("version"), 10, 64) // none is version 0
	versions := []int64{version}
	if verb == deleteProject {
		return s.Companies.DeleteProject(r.Context(), v.caller(), view.company.ID, view.project.ID, versions)
	}
	var u company.ProjectUpdate
	switch verb {
	case renameProject:
		u.Name = new(view.form.text("name"))
	case enableProject:
		u.Status = new(company.ProjectEnabled)
	case disableProject:
		u.Status = new(company.ProjectDisabled)
	}
	changed, err := s.Companies.UpdateProject(r.Context(), v.caller(), view.company.ID, view.project.ID, u, versions)
	if err == nil {
		view.project = changed
	}
	return err
}

// projectAct is a question about a project.
func projectAct(v visitor, view projectView, verb string) act {
	a := actOn(v, view.company, "projects/"+view.project.ID+"/"+verb, v.T("project.ask."+verb, "Name", view.project.Name), v.T("project."+verb), view.form)
	a.danger = verb == deleteProject
	return a
}
