package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// recentEntries is how many lines of the audit trail a company's page shows.
const recentEntries = 8

// companyView is the page of one company.
type companyView struct {
	company.Listed
	projects projectList // those that are deleted last
	members  []account.User
	cards    []card
	span     monthSpan
	daily    []int64 // minutes of the days of this month; on the Dashboard
	recent   []entryView
	standing *billing.Standing // nil: the visitor may not know
	asOf     time.Time
	asked    url.Values // of the address
}

// companyPath is the address of a company's page.
func companyPath(id int64) string { return companiesPath + "/" + cid(id) }

// root is the address under which a company's projects and money are: its page,
// or its Dashboard.
func (v visitor) root(id int64) string {
	switch {
	case v.company != nil:
		return dashboardPath
	case v.face() == operatorFace:
		return heldPath(id)
	}
	return companyPath(id)
}

// companyOf finds the company whose Dashboard it is, else the one that the
// address names, one of the caller's; for operators any.
func (s *server) companyOf(r *http.Request, v visitor) (company.Listed, error) {
	if v.company != nil {
		return *v.company, nil
	}
	id, err := strconv.ParseInt(r.PathValue("cid"), 10, 64)
	if err != nil {
		return company.Listed{}, fault.New(fault.NotFound, "There is no company %q.", r.PathValue("cid"))
	}
	if v.face() == operatorFace {
		held, err := s.Desk.Resellers.Company(r.Context(), v.caller(), id)
		return held.Listed, err
	}
	return s.Companies.Find(r.Context(), v.caller(), id)
}

// company shows one company, with what can be done about it.
func (s *server) company(w http.ResponseWriter, r *http.Request, v visitor) error {
	found, err := s.companyOf(r, v)
	if err != nil {
		return err
	}
	view := companyView{Listed: found, asOf: s.Usage.Now(), asked: r.URL.Query()}
	if err := s.fillCompany(r.Context(), v, &view); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, companyPage(v, view))
}

func (s *server) fillCompany(ctx context.Context, v visitor, view *companyView) (err error) {
	projects, err := s.Companies.Projects(ctx, v.caller(), view.ID)
	if err != nil {
		return fmt.Errorf("projects: %w", err)
	}
	view.projects = newProjectList(companyPath(view.ID), projects, view.asked)
	if view.members, err = s.Companies.Members(ctx, v.caller(), view.ID); err != nil {
		return fmt.Errorf("members: %w", err)
	}
	view.span = newMonthSpan(s.Usage.Today())
	if v.may(account.ReadUsage) {
		if view.cards, err = s.companyCards(ctx, v, view.ID, view.span); err != nil {
			return fmt.Errorf("key figures: %w", err)
		}
	}
	if view.standing, err = s.standing(ctx, v, view.ID); err != nil {
		return fmt.Errorf("balance: %w", err)
	}
	entries, err := s.Trail.List(ctx, v.caller(), account.AuditFilter{Company: view.ID, Limit: recentEntries})
	if err != nil {
		return fmt.Errorf("activity: %w", err)
	}
	view.recent, err = s.describe(ctx, v, entries)
	return err
}

// deletedLast is the projects with those at the end that are deleted.
func deletedLast(all []company.Project) []company.Project {
	var there, gone []company.Project
	for _, p := range all {
		if p.Status == company.ProjectDeleted {
			gone = append(gone, p)
		} else {
			there = append(there, p)
		}
	}
	return append(there, gone...)
}

// actOn is a question about a company, over its page.
func actOn(v visitor, l company.Listed, verb, title, button string, f form) act {
	if v.company != nil {
		return dashboardAct(v, dashboardPath+"/"+verb, title, button, dashboardProjectsPath, f)
	}
	return act{
		title: title, address: companyPath(l.ID) + "/" + verb, back: companyPath(l.ID), button: button, form: f,
		page: page{title: title, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}, {l.Name, companyPath(l.ID)}}},
	}
}

// frozen reports whether the company is suspended by hand.
func frozen(l company.Listed) bool { return l.Status == company.SuspendedManually }

// accountStatusName is the id of an account status's message.
func accountStatusName(s company.AccountStatus) string {
	return "company.account." + strconv.Itoa(int(s))
}
