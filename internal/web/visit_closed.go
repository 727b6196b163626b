package web

import (
	"net/http"
	"slices"
	"strings"

	"reseller-console/internal/account"
)

// closedByVisit reports whether a request would change what lasts longer than
// the visit that its session has begun: how the visitor or others sign in, keys,
// webhooks and prices. Whoever sits down at a screen that was left in a company's
// Dashboard gets no further than that.
func (s *server) closedByVisit(r *http.Request) bool {
	visit, begun := s.visitOf(r)
	if r.Method != http.MethodPost || !begun || !s.Clock().Before(visit.Until) || faceOfPage(r.URL.Path) == companyFace {
		return false
	}
	need, _ := needOf(r.Method, r.URL.Path)
	return ownSecrets(r.URL.Path) || slices.Contains([]account.Permission{account.ManageKeys, account.ManageStaff, account.SetPrices}, need)
}

// ownSecrets reports whether an address changes by what the visitor signs in.
func ownSecrets(address string) bool {
	return slices.ContainsFunc([]string{passwordPath, factorPath, passkeysPath}, func(root string) bool {
		return address == root || strings.HasPrefix(address, root+"/")
	})
}
