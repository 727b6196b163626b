package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/api"
	"reseller-console/internal/company"
)

func TestAMediaServerLearnsWhomToServeAndUsageCountsAllTheSame(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	cid, err := d.companies.CreateCompany(t.Context(), company.Company{Reseller: d.owner.Reseller, Name: "Acme", Country: "DE", Area: company.Outside},
		account.User{Name: "Ann", Email: "ann@acme.example"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.companies.CreateProject(t.Context(), company.Project{ID: "p1", Company: cid, Name: "Live"})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := config()
	c.Companies, c.Meter = d.companies, d.meter
	ask := func(token, appID string) *httptest.ResponseRecorder {
		return get(c, token, "/v1/projects/"+appID+"/status")
	}
	for i, step := range []struct {
		do   func() error
		want string
	}{
		{func() error { return nil }, `"active":true}`},
		{func() error {
			return d.companies.SetStatus(t.Context(), cid, company.InsufficientBalance, "", company.AccountActive)
		}, `"active":true}`},
		{func() error {
			return d.companies.SetStatus(t.Context(), cid, company.SuspendedAutomatically, "", company.AccountActive)
		}, `"active":false,"reason":"companySuspendedAutomatically"}`},
		{func() error {
			_, err := d.companies.Freeze(t.Context(), d.owner, cid, company.Freeze{Reason: "Unpaid", BlockDashboard: true})
			return err
		}, `"active":false,"reason":"companySuspendedManually"}`},
		{func() error {
			_, err := d.companies.UpdateProject(t.Context(), d.owner, cid, p.ID, company.ProjectUpdate{Status: new(company.ProjectDisabled)}, nil)
			return err
		}, `"active":false,"reason":"projectDisabled"}`},
		{func() error { return d.companies.DeleteProject(t.Context(), d.owner, cid, p.ID, nil) }, `"active":false,"reason":"projectDeleted"}`},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		w := ask("any", p.AppID)
		if want := `{"appId":"` + p.AppID + `","projectId":"p1",` + step.want; w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("step %d answers %d\n%s, want\n%s", i, w.Code, w.Body, want)
		}
		if kept := w.Header().Get("Cache-Control"); kept != "private, max-age=30" {
			t.Errorf("Cache-Control is %q", kept)
		}
		event := strings.Replace(active("e"+string(rune('0'+i)), "sfu"), "2026-08-30", "2026-08-31", 1)
		if w := serve(c, request("POST", events, "application/cloudevents+json", strings.NewReader(event))); !strings.Contains(w.Body.String(), `"accepted":1`) {
			t.Errorf("step %d: usage is answered %d %s", i, w.Code, w.Body)
		}
	}
	checkProblem(t, ask("any", strings.Repeat("0", 32)), 404, "no project with the App ID")
	checkProblem(t, ask("any", "p1"), 404, "no project with the App ID")
	checkProblem(t, ask("guess", p.AppID), 401, "token")
	c.Companies = nil
	checkProblem(t, serveWithoutToken(c, "/v1/projects/"+p.AppID+"/status"), 401, "known senders")
}

func serveWithoutToken(c api.Config, path string) *httptest.ResponseRecorder {
	r := request("GET", path, "", nil)
	r.Header.Del("Authorization")
	return serve(c, r)
}
