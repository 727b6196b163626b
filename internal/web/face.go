package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"reseller-console/internal/account"
)

// face is the pages of one kind of users.
type face string

// The faces of the console.
const (
	noFace       face = ""         // users without pages here, and strangers
	resellerFace face = "reseller" // a reseller's staff
	operatorFace face = "operator" // the platform's staff
	companyFace  face = "company"  // a company's members, and who visits its Dashboard
)

func faceOf(u account.User) face {
	switch {
	case u.Reseller != 0 && strings.HasPrefix(string(u.Role), "reseller."):
		return resellerFace
	case u.Role == account.Operator:
		return operatorFace
	case u.Role.OfCompany() && u.Company != 0 && !u.Blocked:
		return companyFace
	}
	return noFace
}

// face is whose pages the visitor sees.
func (v visitor) face() face {
	if v.visit != nil {
		return companyFace
	}
	return faceOf(v.user)
}

// faceOfPage is whose page an address is. The settings are everybody's.
func faceOfPage(path string) face {
	within := func(root string) bool { return path == root || strings.HasPrefix(path, root+"/") }
	switch {
	case within(operatorPath):
		return operatorFace
	case within(dashboardPath):
		return companyFace
	}
	return resellerFace
}

// home is where a sign-in leads when no page was asked for.
func (f face) home() string {
	switch f {
	case operatorFace:
		return operatorPath
	case companyFace:
		return dashboardPath
	}
	return companiesPath
}

// navigation lists what exists, and nothing else.
func (f face) navigation() []section {
	switch f {
	case resellerFace:
		return []section{
			{"nav.account", []entry{{"nav.company", companiesPath, "building"}}},
			{"nav.usage", []entry{{"nav.chart", chartPath, "chart-line"}, {"nav.download", downloadPath, "download"}}},
			{"nav.billing", []entry{{"nav.bills", billsPath, "receipt"}, {"nav.margin", marginPath, "coins"}, {"nav.prices", markupsPath, "tag"}, {"nav.budgets", budgetsPath, "chart-bar"}}},
			{"nav.records", []entry{{"nav.activity", activityPath, "history"}}},
		}
	case operatorFace:
		return []section{
			{"nav.desk", []entry{{"nav.resellers", resellersPath, "users"}, {"nav.companies", heldsPath, "building"}, {"nav.applications", applicationsPath, "user-plus"}}},
			{"nav.usage", []entry{{"nav.quarantine", quarantinePath, "clock-pause"}, {"nav.received", receivedPath, "inbox"}, {"nav.sources", sourcesPath, "key"}}},
			{"nav.system", []entry{{"nav.state", operatorPath, "server"}, {"nav.jobs", jobsPath, "refresh"}, {"nav.mails", mailsPath, "inbox"}, {"nav.checks", checksPath, "checkup-list"}, {"nav.activity", operatorActivityPath, "history"}}},
		}
	case companyFace:
		return []section{{"", []entry{
			{"dashboard.overview", dashboardPath, "home"}, {"company.projects", dashboardProjectsPath, "apps"}, {"detail.members", membersPath, "users"},
			{"nav.usage", dashboardUsagePath, "chart-line"}, {"nav.bills", dashboardBillsPath, "receipt"}, {"nav.balance", dashboardBalancePath, "wallet"}, {"nav.prices", dashboardPricesPath, "file-spreadsheet"}, {"nav.activity", dashboardActivityPath, "history"},
		}}}
	}
	return nil
}

// after is where a sign-in leads: to the page that was asked for, unless it is
// one of another face.
func (f face) after(next string) string {
	u, err := url.Parse(next)
	if next == "" || err != nil {
		return f.home()
	}
	if u.Path != settingsPath && u.Path != factorPath && u.Path != sessionsPath && faceOfPage(u.Path) != f {
		return f.home()
	}
	return next
}

// staff lets in a reseller's staff.
func (s *server) staff(h handler) http.Handler { return s.only(h, resellerFace) }

// operator lets in the platform's staff.
func (s *server) operator(h handler) http.Handler { return s.only(h, operatorFace) }

// everyone lets in all users who have pages here.
func (s *server) everyone(h handler) http.Handler {
	return s.only(h, resellerFace, operatorFace, companyFace)
}

// setsUpFactor reports whether a path is one of those by which a user gets what
// everybody must have.
func setsUpFactor(path string) bool {
	return path == factorPath || path == picturePath || path == passkeysPath || strings.HasPrefix(path, passkeysPath+"/")
}

// only lets in the users of some faces. Who has no pages here is asked to sign
// in, who has others is told so.
func (s *server) only(h handler, faces ...face) http.Handler {
	return s.open(func(w http.ResponseWriter, r *http.Request, v visitor) error {
		switch own := v.face(); {
		case own == noFace && r.Method == http.MethodPost:
			return s.expired(w, r, v)
		case own == noFace:
			return askToSignIn(w, r)
		case v.ended != nil:
			return s.afterVisit(w, r, v)
		case !slices.Contains(faces, own):
			view := failure{title: "error.forbidden", text: v.T("error.otherFace"), requestID: w.Header().Get(requestID)}
			return show(w, r, http.StatusForbidden, failurePage(v, view))
		case own == resellerFace && !permitted(v.user.Role, r.Method, r.URL.Path):
			return notPermitted(w, r, v)
		case s.closedByVisit(r):
			view := failure{title: "error.forbidden", text: v.T("visit.endFirst"), requestID: w.Header().Get(requestID)}
			return show(w, r, http.StatusForbidden, failurePage(v, view))
		case v.user.NeedsFactor() && !v.user.HasFactor() && !setsUpFactor(r.URL.Path):
			return goTo(w, r, factorPath)
		}
		return h(w, r, v)
	})
}
