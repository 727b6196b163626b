package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// fakeViews has a view of the first reseller's owner and one that a colleague
// has shared.
type fakeViews struct {
	all  []account.View
	full bool
}

func newFakeViews() *fakeViews {
	return &fakeViews{all: []account.View{
		{ID: 1, Reseller: 7, User: 1, UserName: "Mara Lindqvist", Name: "Frozen <ones>", Page: companiesPath, Query: "status=3", At: testNow},
		{ID: 2, Reseller: 7, User: 9, UserName: "Colleague", Name: "Months", Page: chartPath, Query: "type=monthly&interval=12m", Shared: true, At: testNow},
	}}
}

func (f *fakeViews) List(_ context.Context, _ account.Caller, page string) ([]account.View, error) {
	return slices.DeleteFunc(slices.Clone(f.all), func(v account.View) bool { return page != "" && v.Page != page }), nil
}

func (f *fakeViews) Save(_ context.Context, c account.Caller, v account.View) (int64, error) {
	switch {
	case f.full:
		return 0, fault.New(fault.Conflict, "Full.")
	case v.Name == "":
		return 0, fault.New(fault.Invalid, "No.").With("name", "1 to 60 characters", v.Name)
	}
	v.ID, v.User, v.Reseller = int64(len(f.all)+1), c.User, c.Reseller
	f.all = append(f.all, v)
	return v.ID, nil
}

func (f *fakeViews) own(c account.Caller, id int64) int {
	return slices.IndexFunc(f.all, func(v account.View) bool { return v.ID == id && v.User == c.User })
}

func (f *fakeViews) Rename(_ context.Context, c account.Caller, id int64, name string, shared bool) error {
	if name == "" {
		return fault.New(fault.Invalid, "No.").With("name", "1 to 60 characters", name)
	}
	i := f.own(c, id)
	if i < 0 {
		return fault.New(fault.NotFound, "None.")
	}
	f.all[i].Name, f.all[i].Shared = name, shared
	return nil
}

func (f *fakeViews) Delete(_ context.Context, c account.Caller, id int64) error {
	i := f.own(c, id)
	if i < 0 {
		return fault.New(fault.NotFound, "None.")
	}
	f.all = slices.Delete(f.all, i, i+1)
	return nil
}

func TestAPageIsSavedAsItsAddressHasIt(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/companies?status=3")
	if !strings.Contains(page, `href="/companies?status=3" data-hx-boost="false" aria-current="page"`) || strings.Contains(page, "Months") {
		t.Error("the menu does not mark the view that the page shows, or has those of another page")
	}
	status, _, h := s.post(t, viewsPath, url.Values{"name": {"By name"}, "page": {companiesPath}, "query": {"sort=name"}, "shared": {"1"}})
	if status != http.StatusSeeOther || h.Get("Location") != "/companies?sort=name" || !s.views.all[2].Shared {
		t.Fatalf("answers %d to %q", status, h.Get("Location"))
	}
	if _, page, _ := s.get(t, "/companies?sort=name"); !strings.Contains(text(page), "The page is saved as “By name”.") {
		t.Error("the page does not say so")
	}
	s.post(t, viewsPath, url.Values{"name": {"As shown"}, "page": {chartPath}, "query": {"old=1"}}, "Referer", s.URL+chartPath+"?series=sdAll")
	if got := s.views.all[3].Query; got != "series=sdAll" {
		t.Errorf("saved is %q and not what the browser shows", got)
	}
	for path, want := range map[string]int{"https://evil.example/": http.StatusBadRequest, "/settings": http.StatusBadRequest} {
		if status, _, _ := s.post(t, viewsPath, url.Values{"name": {"x"}, "page": {path}}); status != want {
			t.Errorf("the page %s answers %d", path, status)
		}
	}
}

func TestAViewThatIsRefusedSaysWhy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, page, _ := s.post(t, viewsPath, url.Values{"name": {" "}, "page": {companiesPath}, "query": {"status=3"}})
	if status != http.StatusBadRequest || !strings.Contains(page, `id="name-wrong"`) || !strings.Contains(page, `value="status=3"`) {
		t.Errorf("without a name it answers %d", status)
	}
	if status, page, _ := s.post(t, viewsPath+"/1/rename", url.Values{"name": {""}}); status != http.StatusBadRequest || !strings.Contains(page, `id="name-wrong"`) {
		t.Errorf("renamed to nothing it answers %d", status)
	}
	s.views.full = true
	if status, page, _ := s.post(t, viewsPath, url.Values{"name": {"x"}, "page": {companiesPath}}); status != http.StatusConflict || !strings.Contains(page, "You have 50 views already") {
		t.Errorf("one too many answers %d", status)
	}
}

func TestOnlyOnesOwnViewsAreChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if status, _, _ := s.post(t, viewsPath+"/1/rename", url.Values{"name": {"Mine"}, "shared": {"1"}}); status != http.StatusSeeOther || s.views.all[0].Name != "Mine" || !s.views.all[0].Shared {
		t.Errorf("answers %d: %+v", status, s.views.all[0])
	}
	for _, path := range []string{"/2/rename", "/2/delete", "/x/delete"} {
		if status, _, _ := s.post(t, viewsPath+path, url.Values{"name": {"Mine"}}); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	if status, _, _ := s.post(t, viewsPath+"/1/delete", nil); status != http.StatusSeeOther || len(s.views.all) != 1 {
		t.Errorf("deleted answers %d", status)
	}
}
