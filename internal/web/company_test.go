package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// at is where a company lies in the list.
func (f *fakeCompanies) at(id int64) *company.Listed {
	i := slices.IndexFunc(f.all, func(l company.Listed) bool { return l.ID == id })
	if i < 0 {
		return nil
	}
	return &f.all[i]
}

// own is the company if it is the caller's.
func (f *fakeCompanies) own(c account.Caller, id int64) (*company.Listed, error) {
	if l := f.at(id); l != nil && f.reaches(c, *l) {
		return l, f.broken
	}
	return nil, fault.New(fault.NotFound, "There is no company %d.", id)
}

func (f *fakeCompanies) Members(_ context.Context, c account.Caller, id int64) ([]account.User, error) {
	l, err := f.own(c, id)
	if err != nil {
		return nil, err
	}
	return []account.User{
		{ID: 50, Name: l.OwnerName, Email: l.OwnerEmail, Language: "en", Role: account.CompanyAdmin, Company: id, PasswordHash: "x", SignedInAt: testNow.Add(-26 * time.Hour)},
		{ID: 51, Name: "陈思远", Email: "chen@brightlane.example", Language: "zh-Hans", Role: account.CompanyAdmin, Company: id},
	}, nil
}

func (f *fakeCompanies) Register(_ context.Context, c account.Caller, n company.New) (company.Company, error) {
	if f.registered[n.Email] {
		return n.Company, fault.New(fault.Invalid, "No.").With("email", "an address that nobody uses", n.Email)
	}
	if n.Name == "" || len([]rune(n.Name)) > company.MaxCompanyName {
		return n.Company, fault.New(fault.Invalid, "No.").With("companyName", "1 to 20 characters", n.Name)
	}
	f.registered[n.Email] = true
	n.ID, n.Reseller = 200100, c.Reseller
	f.all = append(f.all, company.Listed{Company: n.Company, OwnerName: n.FirstName + " " + n.LastName, OwnerEmail: n.Email})
	return n.Company, nil
}

func (f *fakeCompanies) Update(_ context.Context, c account.Caller, id int64, u company.Update, versions []int64) (company.Company, error) {
	l, err := f.own(c, id)
	switch {
	case err != nil:
		return company.Company{}, err
	case !slices.Contains(versions, l.Version):
		return l.Company, fault.New(fault.Stale, "It is in another version.")
	case *u.AppLimit < 2:
		return l.Company, fault.New(fault.Invalid, "No.").With("appLimit", "at least 2", *u.AppLimit)
	}
	l.Name, l.AppLimit, l.Industry = *u.Name, *u.AppLimit, *u.Industry
	l.Version++
	return l.Company, nil
}

func (f *fakeCompanies) Freeze(_ context.Context, c account.Caller, id int64, how company.Freeze) (company.Company, error) {
	l, err := f.own(c, id)
	if err != nil {
		return company.Company{}, err
	}
	l.Status, l.StatusReason, l.AccountStatus = company.SuspendedManually, how.Reason, company.AccountActive
	if how.BlockDashboard {
		l.AccountStatus = company.AccountBlocked
	}
	return l.Company, nil
}

func (f *fakeCompanies) Unfreeze(_ context.Context, c account.Caller, id int64) (company.Company, error) {
	l, err := f.own(c, id)
	if err != nil {
		return company.Company{}, err
	}
	l.Status, l.StatusReason, l.AccountStatus = l.ByBalance, "", company.AccountActive
	return l.Company, nil
}

func (f *fakeCompanies) AddProject(_ context.Context, c account.Caller, id int64, name string) (company.Project, error) {
	if _, err := f.own(c, id); err != nil {
		return company.Project{}, err
	}
	switch name {
	case "":
		return company.Project{}, fault.New(fault.Invalid, "No.").With("name", "1 to 255 characters", name)
	case "one too many":
		return company.Project{}, fault.New(fault.Invalid, "The company has made all of its projects.")
	case "again":
		return company.Project{}, account.ErrOtherAct
	}
	f.acts = append(f.acts, "add "+name)
	return company.Project{ID: "n", Company: id, Name: name}, nil
}

func (f *fakeCompanies) UpdateProject(_ context.Context, _ account.Caller, id int64, project string, u company.ProjectUpdate, versions []int64) (company.Project, error) {
	if versions[0] != 1 {
		return company.Project{}, fault.New(fault.Stale, "It is in another version.")
	}
	p := company.Project{ID: project, Company: id, Name: "Live"}
	if u.Name != nil {
		p.Name = *u.Name
		f.acts = append(f.acts, "rename "+p.Name)
	}
	if u.Status != nil {
		f.acts = append(f.acts, "status "+strconv.Itoa(int(*u.Status)))
	}
	return p, nil
}

func (f *fakeCompanies) DeleteProject(_ context.Context, _ account.Caller, _ int64, project string, _ []int64) error {
	f.acts = append(f.acts, "delete "+project)
	return nil
}

// Remove is of who holds a company.
func (f *fakeCompanies) Remove(_ context.Context, c account.Caller, id int64) error {
	l, err := f.own(c, id)
	if err == nil {
		l.Reseller = 0
	}
	return err
}

func TestACompanysPageShowsWhoItIsAndWhatItMay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/companies/200010")
	shown := text(page)
	for _, want := range []string{"Hanlin Classroom", "CID 200010", "Suspended Manually", "agreed by phone", "Lena Hoffmann", "Germany · Non-CN", "陈思远", "Unfreeze",
		"Remove this company from your account", "Live", "Enabled", "Staging", "Disabled", "Gone", "Deleted", "3 of 10"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(shown, "Freeze Account") || strings.Contains(page, "<b>agreed") || strings.Contains(page, "/projects/z200010/") {
		t.Error("the page offers to freeze what is frozen or to change what is deleted, or takes a text for markup")
	}
	if _, page, _ := s.get(t, "/companies/200001"); !strings.Contains(text(page), "Freeze Account") || strings.Contains(text(page), "Unfreeze") {
		t.Error("a company that is not frozen cannot be frozen")
	}
}

func TestEveryPageOfAnotherResellersCompanyIsNotFound(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.companies.at(200002).Reseller = 8
	s.signIn(t)
	for _, path := range []string{"", "/edit", "/freeze", "/unfreeze", "/remove", "/add-project", "/projects/p200002/rename", "/projects/p200002/delete"} {
		for _, id := range []string{"200002", "4711", "x", "99999999999999999999"} {
			if status, _, _ := s.get(t, "/companies/"+id+path); status != http.StatusNotFound {
				t.Errorf("GET %s%s answers %d", id, path, status)
			}
			if status, _, _ := s.post(t, "/companies/"+id+path, url.Values{"choice": {"unpaid"}, "confirm": {"Hanlin Classroom"}, "version": {"1"}}); path != "" && status != http.StatusNotFound {
				t.Errorf("POST %s%s answers %d", id, path, status)
			}
		}
	}
	if len(s.companies.acts) > 0 || s.companies.at(200002).Status != company.Normal {
		t.Errorf("done: %q", s.companies.acts)
	}
	if status, _, _ := s.get(t, "/companies/200001/projects/p200003/rename"); status != http.StatusNotFound {
		t.Errorf("another company's project answers %d", status)
	}
}

func TestAFreezeTellsItsReasonAndIsUndone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/companies/200001/freeze")
	for _, want := range []string{"Freeze 云帆在线教育", "2 members are signed out", "云帆在线教育 was suspended", "Hello Lena Hoffmann,", "Mail to 2 users", "Suspended Manually"} {
		if !strings.Contains(text(page), want) {
			t.Errorf("the question lacks %q", want)
		}
	}
	for _, c := range []struct {
		form   url.Values
		reason string // empty: refused
		block  company.AccountStatus
	}{
		{url.Values{"choice": {"other"}, "note": {" \n "}}, "", 0},
		{url.Values{"choice": {"none"}, "note": {"x"}}, "", 0},
		{url.Values{}, "", 0},
		{url.Values{"choice": {"unpaid"}}, "Bills are unpaid", company.AccountActive},
		{url.Values{"choice": {"unpaid"}, "note": {"2026-06,\r\n agreed by phone"}, "block": {"1"}}, "Bills are unpaid: 2026-06, agreed by phone", company.AccountBlocked},
		{url.Values{"choice": {"other"}, "note": {"A <reason>"}}, "A <reason>", company.AccountActive},
	} {
		*s.companies.at(200001) = newFakeCompanies().all[0]
		status, page, h := s.post(t, "/companies/200001/freeze", c.form)
		l := s.companies.at(200001)
		if refused := c.reason == ""; refused != (status == http.StatusBadRequest) || refused == (l.Status == company.SuspendedManually) {
			t.Errorf("%v answers %d, status %d", c.form, status, l.Status)
		} else if refused && !strings.Contains(page, "is-invalid") && !strings.Contains(page, "invalid-feedback") {
			t.Errorf("%v: the page does not say what is wrong", c.form)
		} else if !refused && (l.StatusReason != c.reason || l.AccountStatus != c.block || h.Get("Location") != "/companies/200001") {
			t.Errorf("%v: reason %q, account %d, to %q", c.form, l.StatusReason, l.AccountStatus, h.Get("Location"))
		}
	}
	if _, page, _ := s.get(t, "/companies/200001"); !strings.Contains(text(page), "is frozen. Its users are told by mail.") {
		t.Error("the page does not say what was done")
	}
	if s.post(t, "/companies/200001/unfreeze", nil); s.companies.at(200001).Status != company.Normal {
		t.Error("unfreeze leaves it frozen")
	}
}

func TestACompanyLeavesOnlyByItsName(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, wrong := range []string{"", "hanlin classroom", "Hanlin"} {
		if status, page, _ := s.post(t, "/companies/200002/remove", url.Values{"confirm": {wrong}}); status != http.StatusBadRequest || !strings.Contains(page, "as it is written here") || s.companies.at(200002).Reseller != 7 {
			t.Errorf("%q answers %d", wrong, status)
		}
	}
	status, _, h := s.post(t, "/companies/200002/remove", url.Values{"confirm": {" Hanlin Classroom "}})
	if status != http.StatusSeeOther || h.Get("Location") != "/companies" || s.companies.at(200002).Reseller != 0 {
		t.Errorf("answers %d to %q", status, h.Get("Location"))
	}
	if _, page, _ := s.get(t, "/companies"); !strings.Contains(text(page), "(CID 200002) is no longer in your account") {
		t.Error("the list does not say so")
	}
}

func TestOfTwoEditorsTheSecondIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, "/companies/200003/edit")
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)[1]
	edit := func(version, name, limit string) (int, string) {
		status, page, _ := s.post(t, "/companies/200003/edit", url.Values{"version": {version}, "companyName": {name}, "appLimit": {limit},
			"memberLimit": {"10"}, "industry": {"3"}, "interest": {"1"}, "environment": {"1"}})
		return status, text(page)
	}
	if status, _ := edit(version, "First", "20"); status != http.StatusSeeOther {
		t.Fatalf("the first editor is answered %d", status)
	}
	status, shown := edit(version, "Second", "30")
	if status != http.StatusConflict || !strings.Contains(shown, "Somebody else has changed this meanwhile") || !strings.Contains(shown, "Now: First") || !strings.Contains(shown, "Now: 20") {
		t.Errorf("the second editor is answered %d: %s", status, shown)
	}
	if l := s.companies.at(200003); l.Name != "First" || l.AppLimit != 20 {
		t.Errorf("the company is %q with %d", l.Name, l.AppLimit)
	}
	if status, _ := edit("2", "Second", "30"); status != http.StatusSeeOther || s.companies.at(200003).Name != "Second" {
		t.Errorf("having seen it, the second editor is answered %d", status)
	}
	if status, shown := edit("3", "Second", "1"); status != http.StatusBadRequest || !strings.Contains(shown, "no fewer than the 3 made already") {
		t.Errorf("a limit too low answers %d: %s", status, shown)
	}
}

func TestProjectsAreMadeAndChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct {
		path   string
		form   url.Values
		status int
		act    string // empty: none
		says   string
	}{
		{"/add-project", url.Values{"name": {" New one "}}, 303, "add New one", ""},
		{"/add-project", url.Values{"name": {""}}, 400, "", "1 to 255 characters"},
		{"/add-project", url.Values{"name": {"one too many"}}, 400, "", "has made all of its 10 projects"},
		{"/add-project", url.Values{"name": {"again"}}, 409, "", "sent before with other values"},
		{"/projects/p200001/rename", url.Values{"name": {"Livelier"}, "version": {"1"}}, 303, "rename Livelier", ""},
		{"/projects/p200001/rename", url.Values{"name": {"Livelier"}, "version": {"7"}}, 409, "", "Somebody else has changed this meanwhile"},
		{"/projects/p200001/disable", url.Values{"version": {"1"}}, 303, "status 0", ""},
		{"/projects/p200001/enable", url.Values{"version": {"1"}}, 303, "status 1", ""},
		{"/projects/p200001/delete", url.Values{"version": {"1"}}, 303, "delete p200001", ""},
		{"/projects/nothing/delete", url.Values{"version": {"1"}}, 404, "", "no such page"},
	} {
		s.companies.acts = nil
		status, page, _ := s.post(t, "/companies/200001"+c.path, c.form)
		if status != c.status || strings.Join(s.companies.acts, ",") != c.act || !strings.Contains(text(page), c.says) {
			t.Errorf("%s %v answers %d, done %q: %.200s", c.path, c.form, status, s.companies.acts, text(page))
		}
	}
}

func TestAMonthIsComparedWithTheSameDaysThatAreOver(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ today, through, before calendar.Day }{
		{20260827, 20260826, 20260701},
		{20260331, 20260328, 20260201}, // February has no more
		{20260301, 20260228, 20260201}, // no day is over
		{20260115, 20260114, 20251201},
	} {
		span := newMonthSpan(c.today)
		if span.through != c.through || span.before != c.before || (span.days() == 0) != (c.today%100 == 1) {
			t.Errorf("%s: %+v", c.today, span)
		}
	}
	rtc, _ := catalog.ByID(catalog.RTC)
	peak, _ := catalog.ByID(catalog.ConcurrentChannel)
	points := func(value func(calendar.Day) int64) (all []usage.Point) {
		for day := calendar.Day(20260701); day <= 20260827; day = day.Add(1) {
			p := usage.Point{Period: usage.Period(day)}
			for slot := range p.Values {
				p.Values[slot] = value(day)
			}
			all = append(all, p)
		}
		return all
	}
	rising := points(func(day calendar.Day) int64 { return int64(day%100) * (int64(day/100%100) - 6) }) // July 1, 2, 3…; August twice that
	en := locale.For("en")
	for _, c := range []struct {
		product *catalog.Product
		value   string
		trend   int
		share   string
	}{
		{rtc, "756", 1, "100.0%"}, // 2 × (1 + … + 27), compared without the 27th
		{peak, "54", 1, "100.0%"}, // the highest day, not the sum
	} {
		m := shownMetrics(c.product)[0]
		got := monthCard(en, &figures{product: c.product, points: rising}, newMonthSpan(20260827), "T", valueOf(m))
		if got.Value != c.value || got.Trend != c.trend || got.Share != c.share {
			t.Errorf("%s: %+v", c.product.ID, got)
		}
	}
	idle := monthCard(en, &figures{product: rtc, points: points(func(calendar.Day) int64 { return 0 })}, newMonthSpan(20260827), "T", valueOf(shownMetrics(rtc)[0]))
	if idle.Share != "" || idle.Note != "none last month" {
		t.Errorf("without usage: %+v", idle)
	}
	if first := monthCard(en, &figures{product: rtc, points: rising}, newMonthSpan(20260801), "T", valueOf(shownMetrics(rtc)[0])); first.Note != "" {
		t.Errorf("on the first day: %+v", first)
	}
}
