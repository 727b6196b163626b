package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// The pages of saved views.
const (
	viewsPath      = "/views"
	viewRenamePath = viewsPath + "/{id}/rename"
	viewDeletePath = viewsPath + "/{id}/delete"
)

// Views is what the pages need of saved views; account.Views is it.
type Views interface {
	// List returns the caller's views of a page, and those shared with the
	// caller; of all pages, if page is "".
	List(ctx context.Context, c account.Caller, page string) ([]account.View, error)
	// Save keeps a view; Rename and Delete change one of the caller's own.
	Save(ctx context.Context, c account.Caller, v account.View) (int64, error)
	Rename(ctx context.Context, c account.Caller, id int64, name string, shared bool) error
	Delete(ctx context.Context, c account.Caller, id int64) error
}

// savedPages are the pages whose states can be saved, with the ids of their
// names.
var savedPages = map[string]string{companiesPath: "company.title", chartPath: "chart.title"}

// viewsView is the page of a visitor's views.
type viewsView struct {
	all  []account.View
	form form  // that was refused: of the view, or of a new one
	id   int64 // of the view that the form is about; 0: a new one
}

// withViews lets a page show the menu of its views. A page that can be shown is
// shown without them, too.
func (s *server) withViews(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		all, err := s.Views.List(r.Context(), v.caller(), r.URL.Path)
		if err != nil && r.Context().Err() == nil {
			s.log(w, r, fmt.Errorf("list views: %w", err))
		}
		v.views = all
		return h(w, r, v)
	}
}

// views lists all of the visitor's views.
func (s *server) views(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.showViews(w, r, v, http.StatusOK, viewsView{})
}

func (s *server) showViews(w http.ResponseWriter, r *http.Request, v visitor, status int, view viewsView) error {
	all, err := s.Views.List(r.Context(), v.caller(), "")
	if err != nil {
		return err
	}
	view.all = all
	return show(w, r, status, viewsPage(v, view))
}

// saveView keeps the page that the visitor sees under a name.
func (s *server) saveView(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	page, query := f.Get("page"), shownQuery(r, &f)
	if savedPages[page] == "" {
		return fault.New(fault.Invalid, "The page %.40q cannot be saved.", page)
	}
	f.Set("query", query)
	_, err = s.Views.Save(r.Context(), s.once(v, &f), account.View{Name: f.text("name"), Page: page, Query: query, Shared: f.ticked("shared")})
	if err != nil {
		return s.refuseView(w, r, v, err, viewsView{form: f})
	}
	return s.say(w, r, address(page, query), v.T("view.saved", "Name", f.text("name")))
}

// shownQuery is the state of the page that the form was sent from. Scripts may
// have changed it since the form was made: the browser's word is newer.
func shownQuery(r *http.Request, f *form) string {
	from, err := url.Parse(r.Referer())
	if err == nil && from.Path == f.Get("page") {
		return from.RawQuery
	}
	return f.Get("query")
}

// renameView changes the name of a view, and whether it is shared.
func (s *server) renameView(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	id := exportOf(r)
	if err := s.Views.Rename(r.Context(), v.caller(), id, f.text("name"), f.ticked("shared")); err != nil {
		return s.refuseView(w, r, v, err, viewsView{form: f, id: id})
	}
	return s.say(w, r, viewsPath, v.T("view.renamed", "Name", f.text("name")))
}

// refuseView says beside the field why a view was not kept.
func (s *server) refuseView(w http.ResponseWriter, r *http.Request, v visitor, err error, view viewsView) error {
	otherwise := "view.tooLong"
	if fault.KindOf(err) == fault.Conflict {
		otherwise = "view.full"
	}
	status, err := view.form.refuse(v, err, otherwise, "Longest", account.MaxViewName, "Most", account.MaxViews)
	if err != nil {
		return err
	}
	return s.showViews(w, r, v, status, view)
}

// deleteView deletes a view.
func (s *server) deleteView(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Views.Delete(r.Context(), v.caller(), exportOf(r)); err != nil {
		return err
	}
	return s.say(w, r, viewsPath, v.T("view.deleted"))
}

// address joins a path and its state.
func address(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

func viewAddress(id int64, what string) string {
	return viewsPath + "/" + strconv.FormatInt(id, 10) + "/" + what
}

// hereSplit splits the address of the present page.
func (v visitor) hereSplit() (page, query string) {
	u, err := url.Parse(v.here)
	if err != nil {
		return "", ""
	}
	return u.Path, u.RawQuery
}

// shows reports whether the present page is in the state of a view.
func (v visitor) shows(saved *account.View) bool {
	page, query := v.hereSplit()
	return page == saved.Page && query == saved.Query
}

// shownView is the name of the view that the present page shows, or what the
// menu is called.
func (v visitor) shownView() string {
	i := slices.IndexFunc(v.views, func(saved account.View) bool { return v.shows(&saved) })
	if i < 0 {
		return v.T("view.menu")
	}
	return v.views[i].Name
}

// formOf is what stands in the form of a view.
func (view viewsView) formOf(saved *account.View) form {
	if view.id == saved.ID && view.id != 0 {
		return view.form
	}
	f := form{Values: url.Values{"name": {saved.Name}}}
	if saved.Shared {
		f.Set("shared", "1")
	}
	return f
}
