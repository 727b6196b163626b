package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// maxOptions is how many companies complete what is typed. With more, they
// are looked up while typing.
const maxOptions = 200

// maxSimilar is how many companies are named when none is called exactly so.
const maxSimilar = 5

// companyOption completes the company field.
type companyOption struct {
	Value string // a name, or the CID where several have the same name
	Label string // what the value does not say
}

// companyOptions lists the caller's companies whose names hold text.
func (s *server) companyOptions(ctx context.Context, v visitor, text string) (all []companyOption, more bool, err error) {
	if v.company != nil {
		return nil, false, nil
	}
	page, err := s.Companies.List(ctx, v.caller(), company.Filter{By: company.ByName, Text: text, Order: company.OrderName, Limit: maxOptions})
	if err != nil {
		return nil, false, err
	}
	times := map[string]int{}
	for _, l := range page.Rows {
		times[l.Name]++
	}
	for _, l := range page.Rows {
		option := companyOption{Value: l.Name, Label: cid(l.ID)}
		if times[l.Name] > 1 {
			option = companyOption{Value: cid(l.ID), Label: l.Name}
		}
		all = append(all, option)
	}
	return all, page.Count > len(page.Rows), nil
}

// completesCompany makes the names of companies, which stand in a list of the
// id company-options, complete what is typed in a field; with more than those
// they are looked up.
func completesCompany(more bool) templ.Attributes {
	a := templ.Attributes{"list": "company-options", "maxlength": strconv.Itoa(maxSearch), "autocomplete": "off"}
	if more {
		maps.Copy(a, templ.Attributes{"data-hx-get": chartCompaniesPath, "data-hx-trigger": "input changed delay:200ms", "data-hx-target": "#company-options", "data-hx-swap": "innerHTML", "data-hx-sync": "this:replace"})
	}
	return a
}

// chartCompanies answers with the companies that complete what is typed, in
// the field of the chart or in that of a budget.
func (s *server) chartCompanies(w http.ResponseWriter, r *http.Request, v visitor) error {
	options, _, err := s.companyOptions(r.Context(), v, strings.TrimSpace(cmp.Or(r.URL.Query().Get("company"), r.URL.Query().Get("cid"))))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, companyOptions(options))
}

// chartOwner finds whose figures the query asks for: always the caller's
// reseller's, of one company or project if one is named; the query then names
// the company too. A company or project that is not found, or not the
// caller's, is a notice with status 404; a name that several have, one with
// 400.
func (s *server) chartOwner(ctx context.Context, v visitor, q *chartQuery) (chartOwner, error) {
	if v.company != nil {
		q.company = ""
		return s.ownerOf(ctx, v, *v.company, q.project)
	}
	owner := chartOwner{Owner: usage.Owner{Reseller: v.user.Reseller}}
	if q.company == "" && q.project == "" {
		return owner, nil
	}
	find := s.findCompany
	if q.company == "" {
		find = s.companyOfProject
	}
	found, err := find(ctx, v, q)
	if err != nil {
		return owner, err
	}
	return s.ownerOf(ctx, v, found, q.project)
}

// ownerOf is a company of the caller's, or one of its projects if one is
// named; a project that it does not have is a notice with status 404.
func (s *server) ownerOf(ctx context.Context, v visitor, found company.Listed, project string) (chartOwner, error) {
	owner := chartOwner{Owner: usage.Owner{Reseller: v.user.Reseller, Company: found.ID}, company: &found}
	var err error
	if owner.projects, err = s.Companies.Projects(ctx, v.caller(), found.ID); err != nil || project == "" {
		return owner, err
	}
	i := slices.IndexFunc(owner.projects, func(p company.Project) bool { return p.ID == project })
	if i < 0 {
		return owner, &notice{status: http.StatusNotFound, id: "usage.notice.noProject", pairs: []any{"Text", project}}
	}
	owner.Project, owner.project = project, owner.projects[i].Name
	return owner, nil
}

// companyOfProject finds the company of a project that is named without one,
// and puts its CID into the query.
func (s *server) companyOfProject(ctx context.Context, v visitor, q *chartQuery) (company.Listed, error) {
	found, err := s.Companies.CompanyOf(ctx, v.caller(), q.project)
	if fault.KindOf(err) == fault.NotFound {
		return found, &notice{status: http.StatusNotFound, id: "usage.notice.foreignProject", pairs: []any{"Text", q.project}}
	}
	if err != nil {
		return found, err
	}
	q.company = cid(found.ID)
	return found, nil
}

// findCompany finds a company by CID, else by its name: the whole of it, or a
// part that no other name has. The query then has the whole name. A part of
// digits is no name: it may be the CID of somebody else's company.
func (s *server) findCompany(ctx context.Context, v visitor, q *chartQuery) (company.Listed, error) {
	id, notNumber := strconv.ParseInt(q.company, 10, 64)
	if notNumber == nil {
		found, err := s.Companies.Find(ctx, v.caller(), id)
		if fault.KindOf(err) != fault.NotFound {
			return found, err
		}
	}
	page, err := s.Companies.List(ctx, v.caller(), company.Filter{By: company.ByName, Text: q.company, Order: company.OrderName})
	if err != nil {
		return company.Listed{}, err
	}
	called := named(page.Rows, q.company)
	if len(called) == 1 {
		return called[0], nil
	}
	if len(page.Rows) == 1 && notNumber != nil {
		q.company = page.Rows[0].Name
		return page.Rows[0], nil
	}
	return company.Listed{}, noOneCompany(q, called, page.Rows)
}

// named returns the companies of exactly that name, else those that differ by
// upper and lower case only.
func named(all []company.Listed, name string) []company.Listed {
	var exact, folded []company.Listed
	for _, l := range all {
		if l.Name == name {
			exact = append(exact, l)
		}
		if strings.EqualFold(l.Name, name) {
			folded = append(folded, l)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return folded
}

// noOneCompany says why a text names no single company, and which it may mean.
func noOneCompany(q *chartQuery, called, similar []company.Listed) *notice {
	n := &notice{status: http.StatusNotFound, id: "usage.notice.noCompany", pairs: []any{"Text", q.company}}
	offered := similar
	switch {
	case len(called) > 1:
		n.status, n.id, offered = http.StatusBadRequest, "usage.notice.ambiguous", called
	case len(similar) > 0:
		n.id = "usage.notice.similar"
	}
	for _, l := range offered[:min(maxSimilar, len(offered))] {
		n.offers = append(n.offers, offer{l.Name, cid(l.ID), q.ofCompany(cid(l.ID))})
	}
	return n
}
