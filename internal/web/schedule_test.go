package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
)

const choiceQuery = "type=monthly&file=csv&content=company&content=about&product=rtc&product=rtm"

// formOf is a form from the text of a query.
func formOf(t testing.TB, query string) url.Values {
	t.Helper()
	form, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func TestATemplateIsSavedChosenRenamedAndDeleted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, newTemplatePath+"?from=2026-08-01&to=2026-08-27&"+choiceQuery)
	if !strings.Contains(text(page), "Monthly · 2 products · csv · Company information · About sheet") {
		t.Errorf("the form says %s", text(page))
	}
	form := formOf(t, choiceQuery+"&templateName=Billing")
	if status, _, h := s.post(t, templatesPath, form); status != http.StatusSeeOther || h.Get("Location") != templatesPath {
		t.Fatalf("%d %q", status, h.Get("Location"))
	}
	const link = "/usage/download?content=company&amp;content=about&amp;file=csv&amp;product=rtc&amp;product=rtm&amp;type=monthly"
	if _, page, _ := s.get(t, templatesPath); !strings.Contains(page, `href="`+link+`"`) || !strings.Contains(text(page), "The template “Billing” is saved.") || !strings.Contains(text(page), "Only you") {
		t.Errorf("the list is %s", page)
	}
	_, page, _ = s.get(t, "/usage/download?from=2026-07-01&to=2026-07-31&"+choiceQuery)
	if !strings.Contains(page, "content=about&amp;file=csv&amp;from=2026-07-01&amp;product=rtc&amp;product=rtm&amp;to=2026-07-31&amp;type=monthly\" aria-current=\"true\"") {
		t.Error("the chosen template is not marked, or leads to other days")
	}
	for want, name := range map[string]string{"1 to 80 characters": " ", "There is a template of this name already": "Billing"} {
		form.Set("templateName", name)
		if status, page, _ := s.post(t, templatesPath, form); status < 400 || !strings.Contains(text(page), want) || !strings.Contains(page, `name="product" value="rtm"`) {
			t.Errorf("%q answers %d: %s", name, status, text(page))
		}
	}
	s.post(t, templatesPath+"/1/edit", url.Values{"templateName": {"Bills"}, "shared": {"1"}})
	if got := s.plans.templates[0]; got.Name != "Bills" || !got.Shared || !got.Query.About || got.Query.Window.From != 0 {
		t.Errorf("%+v", got)
	}
	s.post(t, templatesPath+"/1/delete", nil)
	if _, page, _ := s.get(t, templatesPath); !strings.Contains(text(page), "No templates") {
		t.Error("the template is still there")
	}
}

const scheduleFields = "&scheduleName=Daily+minutes&span=yesterday&every=weekly&weekday=0&day=1&hour=6&recipient=1&recipient=9"

func TestAScheduleIsMadeChangedRunPausedAndDeleted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	if status, page, _ := s.post(t, schedulesPath, formOf(t, choiceQuery+scheduleFields)); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, text(page))
	}
	got := s.plans.schedules[0]
	if !got.Next.Equal(time.Date(2026, 8, 31, 6, 0, 0, 0, time.UTC)) || !slices.Equal(got.Recipients, []int64{1, 9}) || !got.Query.About || got.Language != "en" {
		t.Errorf("%+v", got)
	}
	if _, page, _ := s.get(t, schedulesPath); !strings.Contains(text(page), "Monday at 06:00 · Yesterday") || !strings.Contains(text(page), "2026-08-31 06:00 UTC") {
		t.Errorf("%s", text(page))
	}
	_, page, _ := s.get(t, schedulesPath+"/1/edit")
	for _, want := range []string{`value="0" selected>Monday`, `value="9" checked`, `value="about" checked`, `id="every-weekly" value="weekly" checked`} {
		if !strings.Contains(page, want) {
			t.Errorf("the form has no %s", want)
		}
	}
	s.post(t, schedulesPath+"/1/edit", formOf(t, choiceQuery+strings.Replace(scheduleFields, "weekly", "monthly", 1)))
	if got := s.plans.schedules[0]; !got.Next.Equal(time.Date(2026, 9, 1, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("changed, it is %+v", got)
	}
	if status, _, h := s.post(t, schedulesPath+"/1/run", nil); status != http.StatusSeeOther || h.Get("Location") != exportsPath || !strings.Contains(string(s.plans.begun[0].Payload), `"from":20260826,"to":20260826`) {
		t.Errorf("%d %q %s", status, h.Get("Location"), s.plans.begun[0].Payload)
	}
	s.post(t, schedulesPath+"/1/pause", nil)
	if _, page, _ := s.get(t, schedulesPath); !strings.Contains(text(page), "Paused") || !strings.Contains(page, "/usage/schedules/1/resume") {
		t.Error("it is not paused")
	}
	s.post(t, schedulesPath+"/1/resume", nil)
	s.post(t, schedulesPath+"/1/delete", nil)
	if _, page, _ := s.get(t, schedulesPath); !strings.Contains(text(page), "No schedules") {
		t.Error("the schedule is still there")
	}
}

func TestAScheduleThatCannotBeSaysWhyBesideTheField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for want, change := range map[string][2]string{
		"1 to 80 characters":          {"scheduleName", " "},
		"Choose one of these":         {"span", "for ever"},
		"Choose how often":            {"hour", "24"},
		"Choose users of":             {"recipient", "77"},
		"Tick at least one product":   {"product", ""},
		"Choose how often, and a day": {"every", "hourly"},
	} {
		form := formOf(t, choiceQuery+scheduleFields)
		form.Set(change[0], change[1])
		status, page, _ := s.post(t, schedulesPath, form)
		if status != http.StatusBadRequest || !strings.Contains(text(page), want) || len(s.plans.schedules) > 0 {
			t.Errorf("%v answers %d without %q: %s", change, status, want, text(page))
		}
	}
}

func TestSchedulesAndTemplatesOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.plans.schedules = []export.Schedule{{ID: 1, Reseller: 8, Name: "Theirs"}}
	s.plans.templates = []export.Template{{ID: 1, Reseller: 8, Name: "Theirs", Shared: true}, {ID: 2, Reseller: 7, User: 9, Name: "Ana's"}}
	for _, path := range []string{schedulesPath + "/1/edit", schedulesPath + "/1/delete", templatesPath + "/1/edit", templatesPath + "/2/edit"} {
		if status, _, _ := s.get(t, path); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	for _, path := range []string{schedulesPath, templatesPath} {
		if _, page, _ := s.get(t, path); strings.Contains(page, "Theirs") || strings.Contains(page, "Ana's") {
			t.Errorf("%s shows what is not the visitor's", path)
		}
	}
}

func TestAnExportTellsByMailWhoAskedForItAndAgainDoesToo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	form := monthOf(t)
	form.Set("mail", "1")
	form.Add("content", "about")
	s.post(t, exportsPath, form)
	if got := string(s.jobs.all[0].Payload); !strings.Contains(got, `"mail":[1]`) || !strings.Contains(got, `"about":true`) {
		t.Errorf("the job is %s", got)
	}
	s.jobs.become(1, func(j *job.Status) {
		j.State, j.EndedAt, j.Error = job.Failed, testNow, "tooLong: context deadline exceeded"
	})
	_, page, _ := s.get(t, exportsPath+"?export=1")
	for _, want := range []string{`name="mail" value="1"`, `name="content" value="about"`, "It took longer than an hour", `id="export-1" class="table-active"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if _, page, _ := s.get(t, exportsPath+"?export=7"); !strings.Contains(text(page), "This file is no longer kept") {
		t.Error("an export that is gone is not told")
	}
}

// schedulePages are those of templates and schedules.
func schedulePages(t testing.TB) (all []pageCase) {
	then := func(s *site) {
		for _, n := range []string{"Billing", "<b>Minutes</b> of a name that is long enough to need more than one line of it"} {
			s.post(t, templatesPath, formOf(t, choiceQuery+"&shared=1&templateName="+url.QueryEscape(n)))
			s.post(t, schedulesPath, formOf(t, choiceQuery+strings.Replace(scheduleFields, "Daily+minutes", url.QueryEscape(n), 1)))
		}
		s.post(t, schedulesPath, formOf(t, choiceQuery+"&scheduleName=x&span=lastMonth&every=monthly&day=28&hour=0&weekday=0"))
		s.plans.schedules[1].Last = export.LastRun{Due: testNow, Export: 12, State: job.Failed}
		s.plans.schedules[2].Last, s.plans.schedules[2].Paused = export.LastRun{Due: testNow, Export: 13, State: job.Done}, true
		s.get(t, templatesPath) // hears what was said
	}
	for name, path := range map[string]string{
		"templates": templatesPath, "templates.zh": templatesPath, "template.new": newTemplatePath + "?" + choiceQuery, "template.delete": templatesPath + "/1/delete",
		"schedules": schedulesPath, "schedules.zh": schedulesPath, "schedule.new": newSchedulePath + "?" + choiceQuery, "schedule.delete": schedulesPath + "/1/delete",
	} {
		c := pageCase{name: name, path: path, then: then}
		if strings.HasSuffix(name, ".zh") {
			c.change = func(s *site) { s.speak("zh-Hans") }
		}
		all = append(all, c)
	}
	for name, path := range map[string]string{"templates.viewer": templatesPath, "schedules.viewer": schedulesPath} {
		all = append(all, pageCase{name: name, path: path, then: func(s *site) {
			then(s)
			withRole(account.ResellerViewer)(s)
		}})
	}
	return all
}
