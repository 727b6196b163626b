package web

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"reseller-console/internal/account"
)

// needs says what the pages of a reseller need, by how their addresses begin,
// * for a part; the first that fits decides. One with a method is of that only.
// A page that is not here is for owners only.
func needs() []struct {
	begin      string
	permission account.Permission
} {
	return []struct {
		begin      string
		permission account.Permission
	}{
		{companiesPath + "/*/visit", account.VisitCompanies},
		{companiesPath + "/*/plan", account.ReadBills},
		{companiesPath + "/*/plan/new", account.SetPrices},
		{companiesPath + "/*" + balanceVerb, account.ReadBills},
		{companiesPath, account.ManageCompanies},
		{marginPath, account.SeeMargin},
		{markupsPath + "/*", account.SetPrices},
		{markupsPath, account.SeeMargin},
		{"/billing", account.ReadBills},
		{runsPath, account.ManageCompanies},
		{notesPath, account.ManageReports},
		{"POST " + templatesPath, account.ManageReports},
		{templatesPath + "/*", account.ManageReports},
		{templatesPath + "/*/*", account.ManageReports},
		{"POST " + schedulesPath, account.ManageReports},
		{schedulesPath + "/*", account.ManageReports},
		{schedulesPath + "/*/*", account.ManageReports},
		{"/usage", account.ReadUsage},
		{activityPath, account.SeeActivity},
		{webhooksPath, account.ManageKeys},
		{webhookLogPath, account.ManageKeys},
		{keysPath, account.ManageKeys},
		{staffPath, account.ManageStaff},
		{viewsPath, account.SeeCompany},
		{settingsPath, account.SeeCompany},
	}
}

// needOf is what a page of a reseller needs, and whether one that is not for
// owners only.
func needOf(method, address string) (p account.Permission, named bool) {
	for _, n := range needs() {
		asked := address
		if strings.Contains(n.begin, " ") {
			asked = method + " " + address
		}
		if fits, _ := path.Match(n.begin, asked); fits || strings.HasPrefix(asked, n.begin+"/") {
			return n.permission, true
		}
	}
	return "", false
}

// permitted reports whether a role of a reseller's staff may open a page.
func permitted(role account.Role, method, address string) bool {
	if p, named := needOf(method, address); named {
		return role.May(p)
	}
	return role == account.ResellerOwner
}

// opens reports whether the visitor's role lets a page open that the navigation
// or another page leads to.
func (v visitor) opens(address string) bool {
	switch v.face() {
	case resellerFace:
		return permitted(v.user.Role, http.MethodGet, address)
	case companyFace:
		return (address != dashboardActivityPath || v.may(account.SeeActivity)) && (!ofMoney(address) || v.may(account.ReadBills))
	}
	return true
}

// navigation is that of the visitor's face, without what the visitor's role
// does not let open.
func (v visitor) navigation() (some []section) {
	for _, s := range v.face().navigation() {
		s.entries = slices.DeleteFunc(s.entries, func(e entry) bool { return !v.opens(e.address) })
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
