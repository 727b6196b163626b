package web

import (
	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

// dashboardPages are those of a company's members and visitors.
func dashboardPages() []pageCase {
	speak := func(s *site) { s.accounts.users[3] = withLanguage(s.accounts.users[3], "zh-Hans") }
	freeze := func(s *site) {
		l := s.companies.at(200001)
		l.Status, l.StatusReason = company.SuspendedManually, "Bill 2026-06 is unpaid"
	}
	return []pageCase{
		{name: "dashboard", path: dashboardPath, role: account.CompanyAdmin},
		{name: "dashboard.zh", path: dashboardPath, role: account.CompanyAdmin, change: speak},
		{name: "dashboard.finance", path: dashboardPath, role: account.CompanyFinance},
		{name: "dashboard.frozen", path: dashboardProjectsPath, role: account.CompanyEngineer, change: freeze},
		{name: "dashboard.visit", path: dashboardPath, role: account.CompanyVisitor},
		{name: "dashboard.project", path: dashboardProjectPath("p200001"), role: account.CompanyEngineer, change: func(s *site) {
			s.companies.enabled = []company.UAP{{ID: 1, Project: "p200001", Type: company.UAPMiniApp, Region: company.RegionChina}}
		}},
		{name: "dashboard.project.visit", path: dashboardProjectPath("q200001"), role: account.CompanyVisitor},
		{name: "dashboard.rename", path: dashboardProjectPath("p200001") + "/rename", role: account.CompanyProduct},
		{name: "dashboard.members", path: membersPath, role: account.CompanyAdmin},
		{name: "dashboard.members.support", path: membersPath, role: account.CompanySupport},
		{name: "dashboard.invite.zh", path: invitePath, role: account.CompanyAdmin, change: speak},
		{name: "dashboard.remove", path: memberPath(51, removeMember), role: account.CompanyAdmin},
		{name: "dashboard.usage", path: dashboardUsagePath + "?product=rtm&project=p200001", role: account.CompanyFinance},
		{name: "dashboard.activity", path: dashboardActivityPath, role: account.CompanySupport},
		{name: "dashboard.forbidden", status: 403, path: dashboardActivityPath, role: account.CompanyFinance},
		{name: "dashboard.settings", path: settingsPath, role: account.CompanyProduct},
		{name: "visit", path: companiesPath + "/200001/visit"},
	}
}
