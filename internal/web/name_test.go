package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/company"
)

// Names with which pages must cope: the longest without a space, one that is
// written from right to left, and one that looks like markup.
var (
	longName = strings.Repeat("Wonderfullylong", 17)
	arabic   = "شركة النور (2026)"
	oddNames = []string{longName, arabic, `"><img src=x onerror=alert(1)>`, "\u202eevil\u202c & sons"}
)

// oddly gives companies and the visitor such names.
func oddly(s *site) {
	for i := range s.companies.all {
		name := oddNames[i%len(oddNames)]
		s.companies.all[i].Name, s.companies.all[i].OwnerName = name, name
	}
	u := s.accounts.users[1]
	u.Name, u.ResellerName = arabic+" "+longName, longName
	s.accounts.users[1] = u
}

// namePages are pages with names that are hard to show, or many.
func namePages() []pageCase {
	return []pageCase{
		{name: "names", path: "/companies", change: oddly},
		{name: "names.long", path: "/companies/200001", change: oddly},
		{name: "names.right", path: "/companies/200002", change: oddly},
		{name: "names.freeze", path: "/companies/200002/freeze", change: oddly},
		{name: "names.settings", path: "/settings", change: oddly},
		{name: "names.chart", path: "/usage/chart?company=200001", change: oddly},
		{name: "projects", path: "/companies/200001?projects=2", change: func(s *site) { s.companies.more = 500 }},
		{name: "projects.nomatch", path: "/companies/200001?project=nothing", change: func(s *site) { s.companies.more = 500 }},
		{name: "projects.none", path: "/companies/200001", change: func(s *site) { s.companies.none = true }},
	}
}

// apart is what may follow a name: the end of what keeps it apart from other
// text, or more of the same text.
var apart = []string{"</bdi>", "\u2069", `"`, "</option>", "</td>", " Wonderfully", " · "}

func TestNamesAreTextAndTurnNothingAround(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	oddly(s)
	s.signIn(t)
	for _, path := range []string{"/companies", "/companies/200002", "/companies/200003", "/companies/200002/freeze", "/companies/200003/remove", "/settings", "/usage/chart?company=200003", "/usage/download", "/activity"} {
		_, page, _ := s.get(t, path)
		if strings.Contains(page, "<img src=x") {
			t.Errorf("%s: a name is markup", path)
		}
		for _, part := range strings.Split(page, arabic)[1:] {
			if !slices.ContainsFunc(apart, func(end string) bool { return strings.HasPrefix(part, end) }) {
				t.Errorf("%s: a name from right to left is not apart: …%.60s", path, part)
			}
		}
	}
}

func TestACompanyOf500ProjectsIsPagedAndSearched(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.more = 500
	s.signIn(t)
	for query, want := range map[string]string{
		"": "1–25 of 503", "?projects=21": "501–503 of 503", "?projects=99": "501–503 of 503", "?project=room+49": "1–11 of 11", "?project=R0007": "1–1 of 1", "?project=none": "No project matches “none”",
	} {
		status, page, _ := s.get(t, "/companies/200001"+query)
		if status != http.StatusOK || !strings.Contains(text(page), want) {
			t.Errorf("%q: %d, no %q in %s", query, status, want, text(page))
		}
		if rows := strings.Count(page, "data-copy="); rows > projectsShown+2 {
			t.Errorf("%q shows %d rows", query, rows)
		}
	}
	s.companies.more = 0
	if _, page, _ := s.get(t, "/companies/200001"); strings.Contains(page, "project-text") {
		t.Error("three projects have a search")
	}
}

// The list costs as much with many companies as its rows do.
func TestAListOf10000CompaniesIsOnePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.companies.all[0]
	s.companies.all = make([]company.Listed, 10_000)
	for i := range s.companies.all {
		first.ID, first.Name = int64(200_001+i), fmt.Sprintf("Company %d", i)
		s.companies.all[i] = first
	}
	s.signIn(t)
	for _, query := range []string{"", "?page=500", "?sort=-minutes", "?q=99"} {
		begun := time.Now()
		_, page, _ := s.get(t, "/companies"+query)
		if rows := strings.Count(page, `name="cid"`); rows > 20 || len(page) > 100_000 {
			t.Errorf("%q shows %d rows in %d bytes", query, rows, len(page))
		}
		t.Logf("%q takes %v", query, time.Since(begun))
	}
}
