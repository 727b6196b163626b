package web

import (
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
)

func TestTheDashboardLooksAsItDid(t *testing.T) {
	t.Parallel()
	speak := func(s *site) { s.accounts.users[3] = withLanguage(s.accounts.users[3], "zh-Hans") }
	freeze := func(s *site) {
		l := s.companies.at(200001)
		l.Status, l.StatusReason = company.SuspendedManually, "Bill 2026-06 is unpaid"
	}
	for _, c := range []struct {
		name, path string
		role       account.Role
		change     func(*site)
	}{
		{"dashboard", dashboardPath, account.CompanyAdmin, nil},
		{"dashboard.zh", dashboardPath, account.CompanyAdmin, speak},
		{"dashboard.finance", dashboardPath, account.CompanyFinance, nil},
		{"dashboard.frozen", dashboardProjectsPath, account.CompanyEngineer, freeze},
		{"dashboard.visit", dashboardPath, account.CompanyVisitor, nil},
		{"dashboard.project", dashboardProjectPath("p200001"), account.CompanyEngineer, func(s *site) {
			s.companies.enabled = []company.UAP{{ID: 1, Project: "p200001", Type: company.UAPMiniApp, Region: company.RegionChina}}
		}},
		{"dashboard.project.visit", dashboardProjectPath("q200001"), account.CompanyVisitor, nil},
		{"dashboard.rename", dashboardProjectPath("p200001") + "/rename", account.CompanyProduct, nil},
		{"dashboard.members", membersPath, account.CompanyAdmin, nil},
		{"dashboard.members.support", membersPath, account.CompanySupport, nil},
		{"dashboard.invite.zh", invitePath, account.CompanyAdmin, speak},
		{"dashboard.remove", memberPath(51, removeMember), account.CompanyAdmin, nil},
		{"dashboard.usage", dashboardUsagePath + "?product=rtm&project=p200001", account.CompanyFinance, nil},
		{"dashboard.activity", dashboardActivityPath, account.CompanySupport, nil},
		{"dashboard.forbidden", dashboardActivityPath, account.CompanyFinance, nil},
		{"dashboard.settings", settingsPath, account.CompanyProduct, nil},
		{"visit", companiesPath + "/200001/visit", account.ResellerOwner, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			if c.change != nil {
				c.change(s)
			}
			switch c.role {
			case account.CompanyVisitor:
				s.visitCompany(t, "200001")
			case account.ResellerOwner:
				s.signIn(t)
			default:
				s.signInMember(t, c.role)
			}
			_, page, _ := s.get(t, c.path)
			golden(t, c.name, page)
		})
	}
}
