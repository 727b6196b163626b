package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// The pages of a company's Dashboard, for its members.
const (
	dashboardPath         = "/dashboard"
	dashboardProjectsPath = dashboardPath + "/projects"
	dashboardUsagePath    = dashboardPath + "/usage"
	dashboardActivityPath = dashboardPath + "/activity"
	membersPath           = dashboardPath + "/members"
)

// dashboardPage is a page of the Dashboard, and what a role must permit for it.
type dashboardPage struct {
	pattern string
	needs   account.Permission
	handler handler
}

// dashboard lists all pages of the Dashboard.
func (s *server) dashboard() []dashboardPage {
	const project, member = dashboardProjectsPath + "/{project}", membersPath + "/{member}"
	all := []dashboardPage{
		{"GET " + dashboardPath, account.SeeCompany, s.overview},
		{"POST " + leavePath, account.SeeCompany, s.leave},
		{"GET " + dashboardProjectsPath, account.SeeCompany, s.dashboardProjects},
		{"GET " + project, account.SeeCompany, s.dashboardProject},
		{"POST " + project + "/certificate", account.SeeCertificates, s.showCertificate},
		{"POST " + project + "/self-service", account.ChangeProjects, s.switchSelfService},
		{"GET " + dashboardPath + "/add-project", account.ChangeProjects, s.askAddProject},
		{"POST " + dashboardPath + "/add-project", account.ChangeProjects, s.addProject},
		{"GET " + membersPath, account.SeeCompany, s.members},
		{"GET " + invitePath, account.ChangeMembers, s.askInvite},
		{"POST " + invitePath, account.ChangeMembers, s.invite},
		{"GET " + dashboardUsagePath, account.SeeCompany, s.chart},
		{"GET " + dashboardUsagePath + "/file", account.SeeCompany, s.chartFile},
		{"GET " + explainBelow(dashboardUsagePath), account.SeeCompany, s.explain},
		{"GET " + dashboardPricesPath, account.ReadBills, s.prices(s.companyPrices)},
		{"GET " + dashboardActivityPath, account.SeeActivity, s.activity},
		{"GET " + dashboardActivityPath + "/file", account.SeeActivity, s.activityFile},
	}
	all = append(all, s.dashboardBills()...)
	for _, verb := range []string{renameProject, enableProject, disableProject, deleteProject} {
		all = append(all,
			dashboardPage{"GET " + project + "/" + verb, account.ChangeProjects, s.askProject(verb)},
			dashboardPage{"POST " + project + "/" + verb, account.ChangeProjects, s.changeProject(verb)})
	}
	for _, verb := range memberVerbs {
		all = append(all,
			dashboardPage{"GET " + member + "/" + verb, account.ChangeMembers, s.askMember(verb)},
			dashboardPage{"POST " + member + "/" + verb, account.ChangeMembers, s.changeMember(verb)})
	}
	return all
}

// member lets in a company's members, and who visits it, whose role permits
// what the page needs. Others of them are told so.
func (s *server) member(p dashboardPage) http.Handler {
	return s.only(func(w http.ResponseWriter, r *http.Request, v visitor) error {
		if !v.may(p.needs) {
			view := failure{title: "error.forbidden", text: v.refusal(), requestID: w.Header().Get(requestID)}
			return show(w, r, http.StatusForbidden, failurePage(v, view))
		}
		return p.handler(w, r, v)
	}, companyFace)
}

// may reports whether the visitor's role permits that.
func (v visitor) may(p account.Permission) bool { return v.caller().May(p) }

// refusal says why a role does not permit something.
func (v visitor) refusal() string {
	if v.visit != nil {
		return v.T("visit.forbidden")
	}
	return v.T("dashboard.forbidden", "Role", v.T("role."+string(v.user.Role)))
}

// enter finds the company whose Dashboard is asked for, if one is: a member's,
// or the one that a reseller's user visits. It is looked up for every page, so
// that the end of either is at once.
func (s *server) enter(r *http.Request, v visitor) (visitor, error) {
	visit, visiting := s.visitOf(r)
	if faceOfPage(r.URL.Path) != companyFace {
		return v, nil
	}
	var found company.Listed
	var err error
	switch faceOf(v.user) {
	case companyFace:
		found, err = s.Companies.Find(r.Context(), v.caller(), v.user.Company)
	case resellerFace:
		if !visiting {
			return v, nil
		}
		found, err = s.Companies.Visited(r.Context(), v.caller(), visit)
		if kind := fault.KindOf(err); kind == fault.Forbidden || kind == fault.NotFound {
			v.ended = err
			return v, nil
		}
		v.visit = &visit
	default:
		return v, nil
	}
	if err != nil {
		return stranger(r), fmt.Errorf("company of the Dashboard: %w", err)
	}
	v.company = &found
	return v, nil
}

// brandAddress is where the product's name leads.
func brandAddress(v visitor) string {
	if v.visit != nil {
		return dashboardPath
	}
	return "/"
}

// chartBase is the address of the visitor's chart; empty for a reseller's.
func (v visitor) chartBase() string {
	if v.company != nil {
		return dashboardUsagePath
	}
	return ""
}

// activityLine says what the activity is of.
func (v visitor) activityLine() string {
	if v.company != nil {
		return v.T("dashboard.activityLine", "Name", v.company.Name)
	}
	if v.face() == operatorFace {
		return v.T("activity.lineOfAll")
	}
	return v.T("activity.line")
}

// holder is the reseller under whose name what a form makes is remembered; 0 if
// there is none.
func (v visitor) holder() int64 {
	if v.company != nil {
		return v.company.Reseller
	}
	return v.user.Reseller
}

// dashboardAct is a question over a page of the Dashboard.
func dashboardAct(v visitor, address, title, button, back string, f form) act {
	crumb := map[string]string{membersPath: "detail.members", dashboardProjectsPath: "company.projects"}[back]
	return act{
		title: title, address: address, back: back, button: button, form: f,
		page: page{title: title, address: back, within: []link{{v.T(crumb), back}}},
	}
}

// stateText says what the company's state means: with its dates, where the page
// knows them.
func (v visitor) stateText() string {
	return cmp.Or(v.lack, v.T("dashboard.state."+strconv.Itoa(int(v.company.Status))))
}

// overview shows a company to its members: state, key figures, projects and
// what was done last.
func (s *server) overview(w http.ResponseWriter, r *http.Request, v visitor) error {
	view := companyView{Listed: *v.company, asOf: s.Usage.Now(), span: newMonthSpan(s.Usage.Today())}
	projects, err := s.Companies.Projects(r.Context(), v.caller(), view.ID)
	if err != nil {
		return fmt.Errorf("projects: %w", err)
	}
	view.projects = newProjectList(dashboardPath, projects, r.URL.Query())
	if view.cards, err = s.companyCards(r.Context(), v, view.ID, view.span); err != nil {
		return fmt.Errorf("key figures: %w", err)
	}
	daily, err := s.Usage.DailyMinutes(r.Context(), view.Reseller, []int64{view.ID}, view.span.first, view.span.today)
	if err != nil {
		return fmt.Errorf("daily minutes: %w", err)
	}
	view.daily = daily[view.ID]
	if view.standing, err = s.standing(r.Context(), v, view.ID); err != nil {
		return fmt.Errorf("balance: %w", err)
	}
	if view.standing != nil && view.Status == view.standing.ByBalance {
		v.lack = lack(v, view.standing)
	}
	if v.may(account.SeeActivity) {
		entries, err := s.Trail.List(r.Context(), v.caller(), account.AuditFilter{Limit: recentEntries})
		if err != nil {
			return fmt.Errorf("activity: %w", err)
		}
		if view.recent, err = s.describe(r.Context(), v, entries); err != nil {
			return err
		}
	}
	return show(w, r, http.StatusOK, overviewPage(v, view))
}
