package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/catalog"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// many is usage of very many projects.
type many struct {
	fakeUsage
	rows int
}

func (m *many) Rows(_ context.Context, q usage.RowQuery, yield func(usage.Row) error) error {
	for range m.rows {
		if err := yield(usage.Row{Period: usage.Period(q.Window.From), Company: 200001, Project: "p", Values: make([]catalog.Values, len(q.Products))}); err != nil {
			return err
		}
	}
	return nil
}

const monthForm = "from=2026-08-01&to=2026-08-27&type=daily&file=csv&content=company&content=project&product=rtc"

func monthOf(t testing.TB) url.Values {
	t.Helper()
	form, err := url.ParseQuery(monthForm)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func TestAFileOfManyRowsIsMadeInTheBackground(t *testing.T) {
	t.Parallel()
	for rows, long := range map[int]bool{maxDirect: false, maxDirect + 1: true} {
		s := siteOver(t, &many{rows: rows})
		_, page, _ := s.get(t, downloadPath+"?"+monthForm)
		if got := strings.Contains(page, `formaction="/usage/exports" formmethod="post"`); got != long {
			t.Errorf("%d rows: the page offers an export: %v", rows, got)
		}
		status, _, h := s.get(t, downloadFilePath+"?"+monthForm)
		if redirected := status == http.StatusSeeOther && h.Get("Location") == downloadPath+"?"+monthForm; redirected != long {
			t.Errorf("%d rows: the file answers %d to %q", rows, status, h.Get("Location"))
		}
	}
}

func TestAnExportIsBegunWatchedFetchedAndDeleted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, _, h := s.post(t, exportsPath, monthOf(t))
	if status != http.StatusSeeOther || h.Get("Location") != exportsPath {
		t.Fatalf("%d, %q", status, h.Get("Location"))
	}
	if got := s.jobs.all[0]; got.Kind != export.Kind || got.Owner != (job.Owner{Reseller: 7, User: 1}) || !strings.Contains(string(got.Payload), `"products":["rtc"],"language":"en","by":"Mara Lindqvist"`) {
		t.Errorf("%+v %s", got, got.Payload)
	}
	const poll = `data-hx-trigger="every 2s"`
	if _, page, _ := s.get(t, exportsPath); !strings.Contains(page, poll) || !strings.Contains(text(page), "Waiting") {
		t.Errorf("%s", text(page))
	}
	if status, _, _ := s.get(t, exportsPath+"/1/file"); status != http.StatusConflict {
		t.Errorf("a file that is not there answers %d", status)
	}
	s.jobs.file = []byte("CSV")
	s.jobs.become(1, func(j *job.Status) { finish(j, 1) })
	if _, page, _ := s.get(t, exportsPath); strings.Contains(page, poll) || !strings.Contains(text(page), "Ready") {
		t.Errorf("%s", text(page))
	}
	status, file, h := s.get(t, exportsPath+"/1/file")
	if status != http.StatusOK || file != "CSV" || h.Get("Content-Disposition") != `attachment; filename="usage.csv"` || h.Get("Usage-Revision") != "4126" {
		t.Errorf("%d %q %v", status, file, h)
	}
	for _, want := range []int{http.StatusSeeOther, http.StatusNotFound} {
		if status, _, _ := s.post(t, exportsPath+"/1/delete", nil); status != want {
			t.Errorf("the deletion answers %d, want %d", status, want)
		}
	}
	if len(s.jobs.all) > 0 {
		t.Errorf("%+v", s.jobs.all)
	}
}

// finish ends an export well, with a file of 3 bytes.
func finish(j *job.Status, rows int) {
	j.State, j.EndedAt, j.Progress = job.Done, testNow.Add(time.Minute), job.Progress{Done: int64(rows), Total: int64(rows)}
	j.Result = []byte(`{"rows":` + string(rune('0'+rows)) + `,"size":3,"asOf":"2026-08-27T14:32:00Z","finalThrough":20260826,"revision":4126}`)
}

func TestAnExportOfAnotherResellerIsNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.post(t, exportsPath, monthOf(t))
	s.jobs.become(1, func(j *job.Status) { finish(j, 1); j.Owner.Reseller = 8 })
	if status, _, _ := s.get(t, exportsPath+"/1/file"); status != http.StatusNotFound {
		t.Errorf("its file answers %d", status)
	}
	s.post(t, exportsPath+"/1/delete", nil)
	if _, page, _ := s.get(t, exportsPath); len(s.jobs.all) != 1 || !strings.Contains(text(page), "No exports") {
		t.Errorf("%+v %s", s.jobs.all, text(page))
	}
}

func TestAnExportThatIsNotBegunSaysWhy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	form := monthOf(t)
	form.Del("product")
	if status, page, _ := s.post(t, exportsPath, form); status != http.StatusBadRequest || !strings.Contains(text(page), "No product is chosen") {
		t.Errorf("%d %s", status, text(page))
	}
	for range export.MaxOpen {
		s.post(t, exportsPath, monthOf(t))
	}
	if status, page, _ := s.post(t, exportsPath, monthOf(t)); status != http.StatusConflict || !strings.Contains(text(page), "at most 5 may be under way and 100 kept") {
		t.Errorf("%d %s", status, text(page))
	}
}

// exportPages are the list of exports, one of them in each state.
func exportPages(t testing.TB) []pageCase {
	states := []func(*job.Status){
		func(*job.Status) {},
		func(j *job.Status) { j.State, j.Progress = job.Running, job.Progress{Done: 12_000, Total: 80_000} },
		func(j *job.Status) { finish(j, 9) },
		func(j *job.Status) { j.State, j.EndedAt = job.Failed, testNow },
		func(j *job.Status) { j.State, j.EndedAt = job.Cancelled, testNow },
	}
	begin := func(s *site) {
		for i, state := range states {
			s.post(t, exportsPath, monthOf(t))
			s.jobs.become(int64(i+1), state)
		}
	}
	return []pageCase{
		{name: "exports", path: exportsPath, then: begin},
		{name: "exports.zh", path: exportsPath, change: func(s *site) { s.speak("zh-Hans") }, then: begin},
		{name: "exports.empty", path: exportsPath},
		{name: "exports.viewer", path: exportsPath, change: withRole(account.ResellerViewer), then: func(s *site) {
			begin(s)
			s.jobs.become(3, func(j *job.Status) { j.Owner.User = 9 })
		}},
	}
}
