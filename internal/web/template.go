package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"reseller-console/internal/export"
	"reseller-console/internal/fault"
)

// The addresses of templates of sheets.
const (
	templatesPath      = "/usage/templates"
	newTemplatePath    = templatesPath + "/new"
	editTemplatePath   = templatesPath + "/{id}/edit"
	deleteTemplatePath = templatesPath + "/{id}/delete"
)

// shownTemplates is how many the download page shows; all have a page.
const shownTemplates = 6

// templatesView is the page of the templates.
type templatesView struct {
	all  []export.Template
	user int64
}

func (s *server) templates(w http.ResponseWriter, r *http.Request, v visitor) error {
	all, err := s.Templates.List(r.Context(), v.caller())
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, templatesPage(v, templatesView{all, v.user.ID}))
}

// templateForm asks for the name of a template.
type templateForm struct {
	form
	id    int64 // 0: it is new
	named string
	query downloadQuery
	own   bool // the visitor may take it from the others
}

// askNewTemplate asks by what name the choice in the address is to be kept.
func (s *server) askNewTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseDownload(r.URL.Query(), s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	return show(w, r, http.StatusOK, templatePage(v, templateForm{form: newForm(), query: q, own: true}))
}

func (s *server) makeTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	q, wrong := parseDownload(f.Values, s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	name := f.text("templateName")
	if err := s.Templates.Save(r.Context(), s.once(v, &f), name, f.ticked("shared"), q.Query); err != nil {
		return s.refuseTemplate(w, r, v, templateForm{form: f, query: q, own: true}, err)
	}
	return s.say(w, r, templatesPath, v.T("template.saved", "Name", name))
}

// refuseTemplate shows the form again, with what is wrong.
func (s *server) refuseTemplate(w http.ResponseWriter, r *http.Request, v visitor, f templateForm, err error) error {
	if fault.KindOf(err) == fault.Conflict && len(fault.Readable(err).Fields) > 0 {
		f.wrong = map[string]string{"templateName": v.T("template.taken")}
		f.renew()
		return show(w, r, http.StatusConflict, templatePage(v, f))
	}
	status, err := f.refuse(v, err, "template.full", "Most", export.MaxTemplates, "Longest", export.MaxName)
	if err != nil {
		return err
	}
	return show(w, r, status, templatePage(v, f))
}

// findTemplate is the template of the address as a form.
func (s *server) findTemplate(r *http.Request, v visitor) (templateForm, error) {
	t, err := s.Templates.Find(r.Context(), v.caller(), exportOf(r))
	f := templateForm{form: newForm("templateName", t.Name), id: t.ID, named: t.Name, query: downloadQuery{Query: t.Query}, own: t.User == v.user.ID}
	if t.Shared {
		f.Set("shared", "1")
	}
	return f, err
}

func (s *server) askEditTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := s.findTemplate(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, templatePage(v, f))
}

func (s *server) editTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := s.findTemplate(r, v)
	if err != nil {
		return err
	}
	if f.form, err = readForm(w, r); err != nil {
		return err
	}
	name := f.text("templateName")
	if err := s.Templates.Change(r.Context(), s.once(v, &f.form), f.id, name, !f.own || f.ticked("shared")); err != nil {
		return s.refuseTemplate(w, r, v, f, err)
	}
	return s.say(w, r, templatesPath, v.T("template.saved", "Name", name))
}

func (s *server) askDeleteTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := s.findTemplate(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, deleteTemplatePage(v, f))
}

func (s *server) deleteTemplate(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Templates.Remove(r.Context(), v.caller(), exportOf(r)); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return s.say(w, r, templatesPath, v.T("template.deleted"))
}

// downloadAddress is the address of a page that holds a choice. Without days
// the page has its own.
func downloadAddress(path string, q downloadQuery) string {
	values := url.Values{}
	for _, p := range q.parameters() {
		values.Add(p[0], p[1])
	}
	return path + "?" + values.Encode()
}

// templateAddress is the download page with a template's choice, for the days
// that the page has now.
func templateAddress(t *export.Template, now *downloadQuery) string {
	q := downloadQuery{Query: t.Query}
	if now != nil {
		q.Window.From, q.Window.To = now.Window.From, now.Window.To
	}
	return downloadAddress(downloadPath, q)
}

// chosenTemplate reports whether the page shows a template's choice.
func chosenTemplate(t *export.Template, now *downloadQuery) bool {
	a, b := downloadQuery{Query: t.Query}, *now
	b.Window.From, b.Window.To = 0, 0
	return slices.Equal(a.parameters(), b.parameters())
}

// contentText is a choice in one line.
func contentText(v visitor, q *export.Query) string {
	parts := []string{v.T("chart." + typeOf(q.Window.Monthly)), v.N("export.products", len(q.Products)), string(q.Format)}
	for _, c := range []struct {
		in   bool
		name string
	}{{q.Company, "download.company"}, {q.Project, "download.project"}, {q.About, "download.about"}} {
		if c.in {
			parts = append(parts, v.T(c.name))
		}
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text += " · " + p
	}
	return text
}

func templatePath(id int64, verb string) string {
	return templatesPath + "/" + strconv.FormatInt(id, 10) + "/" + verb
}

// templateAct is the form that keeps a template.
func templateAct(v visitor, f templateForm) act {
	a := act{title: v.T("template.new"), address: templatesPath, back: downloadAddress(downloadPath, f.query), button: v.T("template.save"), form: f.form}
	if f.id != 0 {
		a.title, a.address, a.back = v.T("template.renameOf", "Name", f.named), templatePath(f.id, "edit"), templatesPath
	}
	a.page = page{title: v.T("template.title"), address: downloadPath, crumbs: append(under(v, downloadPath), v.T("download.title")), within: []link{{v.T("template.title"), templatesPath}}}
	return a
}

// templateSeen is the message that names who sees a template.
func templateSeen(t *export.Template) string {
	if t.Shared {
		return "template.shared"
	}
	return "template.private"
}
