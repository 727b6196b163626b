package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
)

// The pages of resellers.
const (
	resellersPath   = operatorPath + "/resellers"
	newResellerPath = resellersPath + "/new"
)

// Desk is what operators can do.
type Desk struct {
	Resellers  *company.Resellers
	Membership *company.Membership
	Tokens     *account.Tokens
	Jobs       *account.Jobs
	Flows      Flows
	System     System
	Staff      *account.Staff // for owners of resellers

	Applications *company.Applications
}

func resellerPath(id int64) string { return resellersPath + "/" + strconv.FormatInt(id, 10) }

// resellersView is the list of resellers.
type resellersView struct {
	text          string
	onlySuspended bool
	found         company.ResellerPage
	pages         deskPages
}

// resellers lists the resellers.
func (s *server) resellers(w http.ResponseWriter, r *http.Request, v visitor) error {
	q := r.URL.Query()
	view := resellersView{text: searched(q), onlySuspended: q.Has("suspended"), pages: newDeskPages(resellersPath, q)}
	found, err := s.Desk.Resellers.List(r.Context(), v.caller(), company.ResellerFilter{
		Text: view.text, OnlySuspended: view.onlySuspended, Offset: view.pages.offset(), Limit: view.pages.size,
	})
	if err != nil {
		return err
	}
	view.found, view.pages.count = found, found.Count
	return show(w, r, http.StatusOK, resellersPage(v, view))
}

// resellersOf is the address of the list for a text, of all or of those that
// are suspended.
func resellersOf(text string, suspended bool) string {
	q := url.Values{}
	if text != "" {
		q.Set("q", text)
	}
	if suspended {
		q.Set("suspended", "1")
	}
	return withQuery(resellersPath, q)
}

func resellerRows(v visitor, all []company.ListedReseller) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, r := range all {
		rows[i] = []deskCell{
			{text: strconv.FormatInt(r.ID, 10)}, {text: r.Name, link: resellerPath(r.ID)}, {text: r.OwnerName, sub: r.OwnerEmail},
			resellerState(v, &r.Reseller), {text: v.Number(int64(r.Companies))}, {text: r.CreatedAt.UTC().Format("2006-01-02")},
		}
	}
	return rows
}

func resellerState(v visitor, r *company.Reseller) deskCell {
	if r.Suspended() {
		return deskCell{text: v.T("reseller.suspended"), mark: "player-pause", class: "text-yellow"}
	}
	return deskCell{text: v.T("reseller.active"), mark: "circle-check", class: "text-green"}
}

// resellerView is the page of one reseller.
type resellerView struct {
	company.Reseller
	staff     []account.User
	companies company.Page
	pages     deskPages
}

// findReseller finds the reseller that the address names.
func (s *server) findReseller(r *http.Request, v visitor) (found company.Reseller, staff []account.User, err error) {
	id, err := pathNumber(r, "reseller")
	if err != nil {
		return found, nil, err
	}
	return s.Desk.Resellers.Find(r.Context(), v.caller(), id)
}

// reseller shows one reseller.
func (s *server) reseller(w http.ResponseWriter, r *http.Request, v visitor) error {
	found, staff, err := s.findReseller(r, v)
	if err != nil {
		return err
	}
	view := resellerView{Reseller: found, staff: staff, pages: newDeskPages(resellerPath(found.ID), r.URL.Query())}
	view.companies, err = s.Desk.Resellers.Companies(r.Context(), v.caller(),
		company.Filter{Reseller: found.ID, Order: company.OrderName, Offset: view.pages.offset(), Limit: view.pages.size})
	if err != nil {
		return err
	}
	view.pages.count = view.companies.Count
	return show(w, r, http.StatusOK, resellerPage(v, view))
}

func staffRows(v visitor, staff []account.User) [][]deskCell {
	rows := make([][]deskCell, len(staff))
	for i, u := range staff {
		seen := v.T("reseller.never")
		if !u.LastSignInAt.IsZero() {
			seen = inUTC(u.LastSignInAt)
		}
		rows[i] = []deskCell{{text: u.Name}, {text: u.Email}, {text: v.T("role." + string(u.Role))}, {text: seen}}
	}
	return rows
}

func heldRows(v visitor, all []company.Listed) [][]deskCell {
	rows := make([][]deskCell, len(all))
	for i, l := range all {
		rows[i] = []deskCell{
			{text: cid(l.ID)}, {text: l.Name, link: heldPath(l.ID)}, {text: l.OwnerName, sub: l.OwnerEmail},
			{text: v.T(statusName(l.Status)), mark: statusIcon(l.Status), class: statusColour(l.Status)}, {text: v.Number(int64(l.Projects))},
		}
	}
	return rows
}

// askNewReseller asks for the data of a new reseller.
func (s *server) askNewReseller(w http.ResponseWriter, r *http.Request, v visitor) error {
	return show(w, r, http.StatusOK, newResellerPage(v, newForm("language", v.Tag())))
}

// makeReseller makes a reseller.
func (s *server) makeReseller(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	id, err := s.Desk.Resellers.Create(r.Context(), v.caller(), f.Get("name"),
		account.User{Name: f.Get("ownerName"), Email: f.Get("email"), Language: f.Get("language")})
	if err != nil {
		status, err := f.refuse(v, err, "error.invalid", "Longest", account.MaxName)
		if err != nil {
			return err
		}
		return show(w, r, status, newResellerPage(v, f))
	}
	return s.say(w, r, resellerPath(id), v.T("reseller.made", "Name", f.text("name"), "Email", f.text("email")))
}

// resellerAct is a question about a reseller, over its page.
func resellerAct(v visitor, r *company.Reseller, verb string, f form) act {
	title := v.T("reseller.ask."+verb, "Name", r.Name)
	return act{
		title: title, address: resellerPath(r.ID) + "/" + verb, back: resellerPath(r.ID), button: v.T("reseller.do." + verb), form: f, danger: verb == "suspend",
		page: page{title: title, address: resellersPath, crumbs: under(v, resellersPath), within: []link{{v.T("reseller.title"), resellersPath}, {r.Name, resellerPath(r.ID)}}},
	}
}

// askReseller asks before something is done to a reseller.
func (s *server) askReseller(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		found, staff, err := s.findReseller(r, v)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, resellerActPage(v, resellerView{Reseller: found, staff: staff}, verb, newForm("name", found.Name, "reason", found.Reason)))
	}
}

// changeReseller does it.
func (s *server) changeReseller(verb string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visitor) error {
		found, staff, err := s.findReseller(r, v)
		if err != nil {
			return err
		}
		f, err := readForm(w, r)
		if err != nil {
			return err
		}
		now, err := s.doReseller(r.Context(), v, found.ID, verb, &f)
		if err != nil {
			status, err := f.refuse(v, err, "error.invalid", "Longest", map[string]int{"rename": account.MaxName, "suspend": company.MaxReason}[verb])
			if err != nil {
				return err
			}
			return show(w, r, status, resellerActPage(v, resellerView{Reseller: found, staff: staff}, verb, f))
		}
		return s.say(w, r, resellerPath(found.ID), v.T("reseller.done."+verb, "Name", now.Name))
	}
}

func (s *server) doReseller(ctx context.Context, v visitor, id int64, verb string, f *form) (company.Reseller, error) {
	switch verb {
	case "rename":
		return s.Desk.Resellers.Rename(ctx, v.caller(), id, f.Get("name"))
	case "suspend":
		return s.Desk.Resellers.Suspend(ctx, v.caller(), id, oneLine(f.Get("reason")))
	}
	return s.Desk.Resellers.Unsuspend(ctx, v.caller(), id)
}

// languageChoices are the languages, each in its own words.
func languageChoices() (all []deskChoice) {
	for _, tag := range locale.Tags() {
		all = append(all, deskChoice{tag, locale.For(tag).Name()})
	}
	return all
}
