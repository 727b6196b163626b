package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
)

// marginPages are the pages of what is earned.
func marginPages() []pageCase {
	chinese := func(s *site) { s.speak("zh-Hans") }
	return []pageCase{
		{name: "margin", path: "/billing/margin"},
		{name: "margin.month", path: "/billing/margin?by=month&from=2026-03&to=2026-08&mark=bar&sort=-margin"},
		{name: "margin.product.zh", path: "/billing/margin?by=product&from=2026-07&to=2026-07", change: chinese},
		{name: "margin.currency.zh", path: "/billing/margin?currency=CNY", change: func(s *site) {
			chinese(s)
			s.margins.rows = append(s.margins.rows, marginRow(billing.CNY, 200009, strings.Repeat("星河网络科技有限公司", 5), 123_456_789_01, 98_765_432_10))
		}},
		{name: "margin.nomatch", path: "/billing/margin?q=zenith"},
		{name: "margin.empty", path: "/billing/margin", change: func(s *site) { s.margins.rows = nil }},
		{name: "margin.nothing", path: "/billing/margin", change: func(s *site) { s.margins.rows = s.margins.rows[3:4] }},
		{name: "margin.wrong", status: 400, path: "/billing/margin?from=2025-01&to=2026-08"},
		{name: "margin.failed", status: 500, path: "/billing/margin", change: func(s *site) { s.margins.broken = errDisk }},
	}
}

func TestMarginsAreAskedForAsTheAddressSays(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]struct {
		status int
		asked  billing.MarginQuery
	}{
		"/billing/margin": {http.StatusOK, billing.MarginQuery{From: 202603, To: 202608}},
		"/billing/margin?from=2025-09&to=2026-08&q=+acme&by=month":        {http.StatusOK, billing.MarginQuery{From: 202509, To: 202608, Text: "acme"}},
		"/billing/margin?from=2025-08&to=2026-08":                         {http.StatusBadRequest, billing.MarginQuery{}},
		"/billing/margin?from=2026-05&to=2026-04":                         {http.StatusBadRequest, billing.MarginQuery{}},
		"/billing/margin?to=2026-09":                                      {http.StatusBadRequest, billing.MarginQuery{}},
		"/billing/margin?from=May":                                        {http.StatusBadRequest, billing.MarginQuery{}},
		"/billing/margin/file?from=May":                                   {http.StatusBadRequest, billing.MarginQuery{}},
		"/billing/margin?by=star&sort=-size&currency=EUR&page=0&mark=pie": {http.StatusOK, billing.MarginQuery{From: 202603, To: 202608}},
	} {
		s := newSite(t)
		s.signIn(t)
		status, _, _ := s.get(t, path)
		if status != want.status || s.margins.asked != want.asked {
			t.Errorf("%s: %d, %+v, want %+v", path, status, s.margins.asked, want)
		}
	}
}

func TestALossIsMarkedByMoreThanColour(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, body, _ := s.get(t, "/billing/margin?sort=margin")
	loss, gain := strings.Index(body, "−187.93"), strings.Index(body, "2,469.14")
	if loss < 0 || gain < loss || !strings.Contains(body, "Loss:") || !strings.Contains(body, "−45.6%") {
		t.Errorf("the loss is at %d, the gain at %d", loss, gain)
	}
	if former := strings.Index(body, "No longer yours"); former < gain {
		t.Error("what is no longer the reseller's is not last")
	}
}

func TestMarginsAreForOwnersAndFinance(t *testing.T) {
	t.Parallel()
	for role, want := range map[account.Role]int{account.ResellerOwner: http.StatusOK, account.ResellerFinance: http.StatusOK,
		account.ResellerSupport: http.StatusForbidden, account.ResellerViewer: http.StatusForbidden} {
		for _, path := range []string{"/billing/margin", "/billing/margin/file?file=csv"} {
			if got := permitted(role, http.MethodGet, strings.SplitN(path, "?", 2)[0]); got != (want == http.StatusOK) {
				t.Errorf("%s opens %s: %v", role, path, got)
			}
		}
	}
}

func TestTheFileHasTheTablesAmountsOfAllPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i := range int64(120) {
		s.margins.rows = append(s.margins.rows, marginRow(billing.USD, 300000+i, "=Company "+strconv.FormatInt(i, 10), 100, 50))
	}
	s.signIn(t)
	status, body, h := s.get(t, "/billing/margin/file?file=csv&sort=margin")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if status != http.StatusOK || len(lines) != 1+125 || !strings.Contains(h.Get("Content-Disposition"), "margin.csv") {
		t.Fatalf("%d, %d lines, %v", status, len(lines), h)
	}
	if want := "200003,Cobalt Learning,USD,412.07,600.00,-187.93,-45.6,Provisional,Yes,"; strings.TrimSpace(lines[1]) != want {
		t.Errorf("the first line is %q, want %q", lines[1], want)
	}
	if last := lines[len(lines)-1]; !strings.Contains(last, ",No longer yours,USD,99.99,80.00,19.99,20.0,") || !strings.Contains(body, ",'=Company 7,USD") {
		t.Errorf("the last line is %q", last)
	}
	if status, body, _ := s.get(t, "/billing/margin/file?file=xlsx&by=month"); status != http.StatusOK || !strings.HasPrefix(body, "PK") {
		t.Errorf("%d: %.20q", status, body)
	}
	for page, want := range map[string]string{"/billing/margin": "page-next", "/billing/margin?page=3": "page-before"} {
		if _, body, _ := s.get(t, page); !strings.Contains(body, want) {
			t.Errorf("%s has no %s", page, want)
		}
	}
}
