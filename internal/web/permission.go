package web

import (
	"net/http"
	"slices"
	"strings"

	"reseller-console/internal/account"
)

// everyRole is what all of a reseller's staff may do.
const everyRole account.Permission = ""

// needs says what the pages of a reseller need, by how their addresses begin;
// the first that fits decides. A page that is not here is for owners only.
func needs() []struct {
	begin      string
	permission account.Permission
} {
	return []struct {
		begin      string
		permission account.Permission
	}{
		{companiesPath, account.ManageCompanies},
		{"/usage", account.ReadUsage},
		{activityPath, account.ReadActivity},
		{keysPath, account.ManageKeys},
		{staffPath, account.ManageStaff},
		{settingsPath, everyRole},
	}
}

// permitted reports whether a role of a reseller's staff may open a page.
func permitted(role account.Role, path string) bool {
	for _, n := range needs() {
		if path == n.begin || strings.HasPrefix(path, n.begin+"/") {
			return n.permission == everyRole || role.May(n.permission)
		}
	}
	return role == account.ResellerOwner
}

// navigation is that of the visitor's face, without what the visitor's role
// does not let open.
func (v visitor) navigation() []section {
	all := v.face().navigation()
	if v.face() != resellerFace {
		return all
	}
	var some []section
	for _, s := range all {
		s.entries = slices.DeleteFunc(slices.Clone(s.entries), func(e entry) bool { return !permitted(v.user.Role, e.address) })
		if len(s.entries) > 0 {
			some = append(some, s)
		}
	}
	return some
}

// notPermitted says so, or, at the start page, leads to the first page that the
// visitor may open.
func notPermitted(w http.ResponseWriter, r *http.Request, v visitor) error {
	if all := v.navigation(); r.URL.Path == v.face().home() && len(all) > 0 {
		return goTo(w, r, all[0].entries[0].address)
	}
	view := failure{title: "error.forbidden", text: v.T("error.role"), requestID: w.Header().Get(requestID)}
	return show(w, r, http.StatusForbidden, failurePage(v, view))
}
