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
)

func faceOf(u account.User) face {
	switch {
	case u.Reseller != 0 && strings.HasPrefix(string(u.Role), "reseller."):
		return resellerFace
	case u.Role == account.Operator:
		return operatorFace
	}
	return noFace
}

// face is whose pages the visitor sees.
func (v visitor) face() face { return faceOf(v.user) }

// home is where a sign-in leads when no page was asked for.
func (f face) home() string {
	if f == operatorFace {
		return operatorPath
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
			{"nav.records", []entry{{"nav.activity", activityPath, "history"}}},
		}
	case operatorFace:
		return []section{
			{"nav.desk", []entry{{"nav.resellers", resellersPath, "users"}, {"nav.companies", heldsPath, "building"}, {"nav.applications", applicationsPath, "user-plus"}}},
			{"nav.usage", []entry{{"nav.quarantine", quarantinePath, "clock-pause"}, {"nav.received", receivedPath, "inbox"}, {"nav.sources", sourcesPath, "key"}}},
			{"nav.system", []entry{{"nav.state", operatorPath, "server"}, {"nav.jobs", jobsPath, "refresh"}, {"nav.checks", checksPath, "checkup-list"}, {"nav.activity", operatorActivityPath, "history"}}},
		}
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
	operators := u.Path == operatorPath || strings.HasPrefix(u.Path, operatorPath+"/")
	if u.Path != settingsPath && u.Path != factorPath && u.Path != sessionsPath && operators != (f == operatorFace) {
		return f.home()
	}
	return next
}

// staff lets in a reseller's staff.
func (s *server) staff(h handler) http.Handler { return s.only(h, resellerFace) }

// operator lets in the platform's staff.
func (s *server) operator(h handler) http.Handler { return s.only(h, operatorFace) }

// everyone lets in all users who have pages here.
func (s *server) everyone(h handler) http.Handler { return s.only(h, resellerFace, operatorFace) }

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
		case own == noFace:
			return askToSignIn(w, r)
		case !slices.Contains(faces, own):
			view := failure{title: "error.forbidden", text: v.T("error.otherFace"), requestID: w.Header().Get(requestID)}
			return show(w, r, http.StatusForbidden, failurePage(v, view))
		case own == resellerFace && !permitted(v.user.Role, r.URL.Path):
			return notPermitted(w, r, v)
		case v.user.NeedsFactor() && !v.user.HasFactor() && !setsUpFactor(r.URL.Path):
			return goTo(w, r, factorPath)
		}
		return h(w, r, v)
	})
}
