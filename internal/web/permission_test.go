package web

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"reseller-console/internal/account"
)

// The table has a line for each kind of page: method, address, and what it
// answers owner, finance, support and viewer: 403, or anything else.
func TestEachRoleOpensWhatTheTableSays(t *testing.T) {
	t.Parallel()
	file, err := os.Open("testdata/roles.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read from
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		for i, role := range account.StaffRoles() {
			t.Run(fmt.Sprintf("%s %s as %s", fields[0], fields[1], role), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				withRole(role)(s)
				s.signIn(t)
				status, _, _ := s.do(t, fields[0], fields[1], nil, nil)
				if may := status != 403 && status != 405 && status < 500; may != (fields[2+i] == "yes") {
					t.Errorf("answers %d; the table says %s", status, fields[2+i])
				}
			})
		}
	}
}

func TestPagesLeadOnlyWhereTheRoleMayGo(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]bool{account.ResellerOwner: true, account.ResellerSupport: false} {
		s := newSite(t)
		withRole(role)(s)
		s.signIn(t)
		_, list, _ := s.get(t, companiesPath)
		_, one, _ := s.get(t, companyPath(200001))
		for _, link := range []string{`href="/usage/chart`, `href="/activity`} {
			if strings.Contains(list+one, link) != want {
				t.Errorf("%s is led to %s: %t", role, link, !want)
			}
		}
	}
}

func TestARoleSeesInTheNavigationWhatItMayOpen(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]string{
		account.ResellerOwner: "/companies /usage/chart /usage/download /billing/bills /billing/margin /billing/prices /billing/budgets /activity", account.ResellerFinance: "/usage/chart /usage/download /billing/bills /billing/margin /billing/prices /billing/budgets",
		account.ResellerSupport: "/companies", account.ResellerViewer: "/usage/chart /usage/download",
	} {
		var got []string
		for _, section := range (visitor{user: account.User{ID: 1, Role: role, Reseller: 7}}).navigation() {
			for _, e := range section.entries {
				got = append(got, e.address)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s sees %v, want %s", role, got, want)
		}
	}
}
