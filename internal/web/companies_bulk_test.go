package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reseller-console/internal/company"
)

// frozenOnes are the companies that are suspended by hand.
func (f *fakeCompanies) frozenOnes() (ids []string) {
	for _, l := range f.all {
		if l.Status == company.SuspendedManually {
			ids = append(ids, cid(l.ID))
		}
	}
	return ids
}

func TestTheQuestionSaysHowManyCompaniesAnActIsAbout(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.at(200002).Reseller = 8
	s.signIn(t)
	for _, c := range []struct {
		path  string
		title string // empty: back to the list
		says  string
	}{
		{bulkFreezePath + "?cid=200001&cid=200003&cid=200001", "Freeze 2 companies?", "Brightlane Learning"},
		{bulkFreezePath + "?cid=200001&cid=200010&cid=200002&cid=x", "Freeze 1 company?", "1 of the chosen is frozen already"},
		{bulkFreezePath + "?all=1", "Freeze 77 companies?", "and 65 more"},
		{bulkFreezePath + "?all=1&type=name&q=sable&status=1", "Freeze 2 companies?", "Sable Karaoke"},
		{bulkUnfreezePath + "?all=1", "Unfreeze 4 companies?", "77 of the chosen are not frozen"},
		{bulkUnfreezePath + "?cid=200001", "", "None of the chosen companies is frozen."},
		{bulkFreezePath + "?cid=200010", "", "All of the chosen companies are frozen already."},
		{bulkFreezePath + "?cid=200002", "", "Nothing is chosen."},
		{bulkFreezePath, "", "Nothing is chosen."},
	} {
		status, page, h := s.get(t, c.path)
		if c.title == "" {
			_, page, _ = s.get(t, h.Get("Location"))
		}
		if back := c.title == ""; back != (status == http.StatusSeeOther) || !strings.Contains(text(page), c.title) || !strings.Contains(text(page), c.says) {
			t.Errorf("%s answers %d to %q: %.300s", c.path, status, h.Get("Location"), text(page))
		}
	}
}

func TestSeveralCompaniesAreFrozenOnlyAsManyAsWereAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	sent := url.Values{"cid": {"200001", "200003", "200010"}, "choice": {"unpaid"}, "block": {"1"}, "count": {"3"}, "status": {"0"}}
	status, page, _ := s.post(t, bulkFreezePath, sent)
	if status != http.StatusConflict || !strings.Contains(text(page), "it would be 2 companies now. Nothing is done yet.") || len(s.companies.frozenOnes()) != 4 {
		t.Errorf("another number answers %d, frozen are %q", status, s.companies.frozenOnes())
	}
	sent.Set("count", "2")
	sent.Set("choice", "other")
	if status, page, _ := s.post(t, bulkFreezePath, sent); status != http.StatusBadRequest || !strings.Contains(page, "Say why") || len(s.companies.frozenOnes()) != 4 {
		t.Errorf("without a reason it answers %d", status)
	}
	sent.Set("note", "Closing")
	status, _, h := s.post(t, bulkFreezePath, sent)
	if status != http.StatusSeeOther || h.Get("Location") != "/companies?status=0" || len(s.companies.frozenOnes()) != 6 {
		t.Errorf("answers %d to %q, frozen are %q", status, h.Get("Location"), s.companies.frozenOnes())
	}
	if l := s.companies.at(200001); l.StatusReason != "Closing" || l.AccountStatus != company.AccountBlocked || s.companies.at(200010).StatusReason == "Closing" {
		t.Errorf("the first is %+v", l)
	}
	if _, page, _ := s.get(t, "/companies"); !strings.Contains(text(page), "2 companies are frozen.") {
		t.Error("the list does not say so")
	}
	s.post(t, bulkUnfreezePath, url.Values{"all": {"1"}, "count": {"6"}})
	if left := s.companies.frozenOnes(); len(left) > 0 {
		t.Errorf("still frozen are %q", left)
	}
}

func TestAnotherResellersCompaniesAreNeverFrozenByTheirNumbers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.at(200002).Reseller = 8
	s.signIn(t)
	s.post(t, bulkFreezePath, url.Values{"cid": {"200001", "200002"}, "choice": {"unpaid"}, "count": {"1"}})
	if s.companies.at(200001).Status != company.SuspendedManually || s.companies.at(200002).Status != company.Normal {
		t.Errorf("frozen are %q", s.companies.frozenOnes())
	}
}

func TestTheFileOfTheListHasWhatItsPagesHaveTogether(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.at(200003).Name = "=HYPERLINK(1)"
	s.signIn(t)
	for path, want := range map[string]struct {
		rows  int
		first string
	}{
		"":                                {82, "200001"},
		"?sort=cid&size=50&page=2":        {82, "200001"},
		"?sort=-created":                  {82, "200082"},
		"?status=3&sort=-cid":             {4, "200070"},
		"?type=name&q=sable&sort=minutes": {10, "200005"},
	} {
		status, content, h := s.get(t, companiesFilePath+path)
		rows := commaSeparated(t, content)
		if status != http.StatusOK || len(rows)-1 != want.rows || rows[1][0] != want.first && path != "?type=name&q=sable&sort=minutes" || !strings.Contains(h.Get("Content-Disposition"), "companies.csv") {
			t.Errorf("%q answers %d with %d rows from %q", path, status, len(rows)-1, rows[1])
		}
	}
	_, content, _ := s.get(t, companiesFilePath+"?sort=cid")
	if row := commaSeparated(t, content)[3]; row[1] != "'=HYPERLINK(1)" || row[7] != "DE" || row[10] == "0" {
		t.Errorf("a row is %q", row)
	}
}

func TestACompanyIsMadeByItsForm(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, newCompanyPath)
	for _, want := range []string{`value="DE">Germany<`, `value="CN">China<`, `name="appLimit" value="10"`, `<option value="12" selected>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form lacks %s", want)
		}
	}
	sent := url.Values{"once": {onceOf(t, page)}, "companyName": {"Neu & Co"}, "email": {"new@company.example"}, "firstName": {"Ann"}, "lastName": {"Lee"}, "country": {"DE"}, "area": {"Non-CN"},
		"appLimit": {"5"}, "memberLimit": {"6"}, "industry": {"3"}, "interest": {"2"}, "environment": {"4"}, "sendLink": {"1"}}
	status, _, h := s.post(t, newCompanyPath, sent)
	l := s.companies.at(200100)
	if status != http.StatusSeeOther || h.Get("Location") != "/companies/200100" || l == nil || l.Name != "Neu & Co" || l.OwnerName != "Ann Lee" || l.AppLimit != 5 || l.Environment != 4 {
		t.Fatalf("answers %d to %q: %+v", status, h.Get("Location"), l)
	}
	if _, page, _ := s.get(t, "/companies/200100"); !strings.Contains(text(page), "A link to set a password is on its way to new@company.example.") {
		t.Error("the page does not say what was done")
	}
	status, page, _ = s.post(t, newCompanyPath, sent)
	if status != http.StatusBadRequest || !strings.Contains(page, "which nobody uses here yet") || !strings.Contains(page, `value="Neu &amp; Co"`) || !strings.Contains(page, `<option value="DE" selected`) {
		t.Errorf("an address in use answers %d", status)
	}
}
