package web

import (
	"strings"
	"testing"

	"reseller-console/internal/account"
)

func TestACompanyWhoseAddressIsNotConfirmedIsMarked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, unconfirmed := range []bool{false, true} {
		s.companies.at(200001).Unconfirmed = unconfirmed
		for _, path := range []string{companiesPath + "?type=cid&q=200001", companyPath(200001)} {
			if _, page, _ := s.get(t, path); strings.Contains(text(page), "Address not confirmed") != unconfirmed {
				t.Errorf("%s says so: %t", path, !unconfirmed)
			}
		}
	}
}

func TestWhoMayNotReadUsageSeesNoneInTheListItsFileAndTheDetail(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]bool{account.ResellerOwner: true, account.ResellerSupport: false} {
		s := newSite(t)
		withRole(role)(s)
		s.signIn(t)
		_, list, _ := s.get(t, companiesPath+"?sort=-minutes")
		_, file, _ := s.get(t, companiesFilePath)
		_, one, _ := s.get(t, companyPath(200001))
		for page, word := range map[string]string{list: "sort-minutes", file: "inutes", one: "Figures of"} {
			if strings.Contains(page, word) != want {
				t.Errorf("%s reads %q: %t", role, word, !want)
			}
		}
	}
}
