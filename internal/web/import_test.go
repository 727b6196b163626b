package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/bulk"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// fakeUploads keeps files beside jobs. The first one is there, and the address
// used@… has a user.
type fakeUploads struct {
	*fakeJobs
	kept []job.Upload
}

const someFile = "companyName,email,firstName,lastName,country,area,industry\n" +
	"Neu,nia@neu.example,Nia,Neu,DE,Non-CN,\n" +
	"<b>Alt</b> and far too long,used@alt.example,Al,Alt,XX,Non-CN,99\n" +
	"Neu,NIA@neu.example,Nia,Neu,de,non-cn,3\n" +
	"Short,short@neu.example\n"

func bulkOver(companies bulk.Companies, jobs *fakeJobs, clock func() time.Time) *bulk.Service {
	uploads := &fakeUploads{fakeJobs: jobs, kept: []job.Upload{{ID: 1, Reseller: 7, Name: "new companies.csv", Content: []byte(someFile)}}}
	return bulk.NewService(companies, nil, uploads, job.NewService(jobs), clock)
}

func (f *fakeUploads) PutUpload(_ context.Context, u job.Upload) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	u.ID = int64(len(f.kept) + 1)
	f.kept = append(f.kept, u)
	return u.ID, nil
}

func (f *fakeUploads) Upload(_ context.Context, reseller, id int64) (job.Upload, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, u := range f.kept {
		if u.ID == id && u.Reseller == reseller {
			return u, nil
		}
	}
	return job.Upload{}, fault.New(fault.NotFound, "There is no upload %d.", id)
}

func (f *fakeUploads) EmailsInUse(_ context.Context, emails []string) (map[string]bool, error) {
	used := map[string]bool{}
	for _, email := range emails {
		used[account.Fold(email)] = strings.HasPrefix(email, "used@")
	}
	return used, nil
}

// run has acts in several states.
func (f *fakeJobs) run(t testing.TB) {
	t.Helper()
	for i, s := range []struct {
		order bulk.Order
		state job.State
	}{
		{bulk.Order{Act: bulk.Create, Name: "<new>.csv", Total: 240, By: "Mara Lindqvist"}, job.Done},
		{bulk.Order{Act: bulk.Freeze, Reason: "Bills are unpaid", Total: 10_000, By: "Mara Lindqvist"}, job.Running},
		{bulk.Order{Act: bulk.Unfreeze, Total: 101, By: "Mara Lindqvist"}, job.Cancelled},
		{bulk.Order{Act: bulk.Create, Name: "more.csv", Total: 300, By: "Mara Lindqvist"}, job.Stopping},
	} {
		j, err := job.New(bulk.Kind, job.Owner{Reseller: 7}, s.order)
		if err != nil {
			t.Fatal(err)
		}
		status := job.Status{ID: int64(i + 1), Job: j, State: s.state, CreatedAt: testNow, Progress: job.Progress{Done: int64(40 * i), Total: int64(s.order.Total)}}
		if s.state.Ended() {
			status.EndedAt = testNow.Add(time.Minute)
		}
		if status.Result, err = json.Marshal(bulk.Outcome{Done: 238, Failed: 2, Size: 3}); err != nil {
			t.Fatal(err)
		}
		f.all, f.file = append(f.all, status), []byte("CID")
	}
}

// upload sends a file.
func (s *site) upload(t testing.TB, content string) (status int, body string, h http.Header) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "../new.csv")
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return s.do(t, http.MethodPost, importPath, &b, []string{"Content-Type", form.FormDataContentType()})
}

func TestAFileIsCheckedBeforeAnythingIsCreated(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, _, h := s.upload(t, someFile)
	if status != http.StatusSeeOther || h.Get("Location") != importPath+"?file=2" {
		t.Fatalf("answers %d to %q", status, h.Get("Location"))
	}
	_, page, _ := s.get(t, h.Get("Location"))
	for _, want := range []string{"1 company can be created", "3 lines are not right", "Nothing is created yet.", "new.csv", "6 problems", "1 to 20 characters", "it stands in line 2 already",
		"An address that nobody uses here yet", "the line has 2", "1 to 19", "Create 1 company"} {
		if !strings.Contains(text(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<b>Alt") || len(s.companies.registered) != 0 || len(s.runs.all) != 0 {
		t.Error("a value is markup, or something was created")
	}
}

func TestAFileThatCannotBeReadIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, says string }{
		"empty":      {"", "its first line must name the columns"},
		"no rows":    {"companyName,email,firstName,lastName,country,area\n", "lists no company"},
		"a column":   {"name\nNeu\n", "There is no column “name”. Columns are: companyName, email"},
		"too few":    {"companyName,email\nNeu,a@b\n", "The column firstName is missing."},
		"twice":      {"email,E-Mail\nNeu,a@b\n", "The column email is there twice."},
		"no UTF-8":   {"companyName\n\xff\xfe\n", "In Excel, choose “CSV UTF-8”"},
		"too large":  {strings.Repeat("x", bulk.MaxFile+1), "at most 1 MiB"},
		"much more":  {strings.Repeat("x", 2*bulk.MaxFile), "at most 1 MiB"},
		"many lines": {"companyName,email,firstName,lastName,country,area\n" + strings.Repeat("a,b,c,d,DE,CN\n", bulk.MaxRows+1), "at most 5,000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.signIn(t)
			if status, page, _ := s.upload(t, c.content); status != http.StatusBadRequest || !strings.Contains(text(page), c.says) || !strings.Contains(page, `id="file-wrong"`) {
				t.Errorf("answers %d: %.400s", status, text(page))
			}
		})
	}
}

func TestAnImportBeginsOnceWithItsOption(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	status, _, h := s.post(t, importBeginPath, url.Values{"file": {"1"}, "sendLink": {"1"}, "once": {"ONCE"}})
	if status != http.StatusSeeOther || h.Get("Location") != runsPath || len(s.runs.all) != 1 {
		t.Fatalf("answers %d to %q", status, h.Get("Location"))
	}
	var o bulk.Order
	if err := json.Unmarshal(s.runs.all[0].Payload, &o); err != nil || !o.SendLink || o.Act != bulk.Create || o.Upload != 1 || o.By != "Mara Lindqvist" {
		t.Errorf("begun is %+v, %v", o, err)
	}
	if status, _, _ := s.post(t, importBeginPath, url.Values{"file": {"9"}}); status != http.StatusNotFound {
		t.Errorf("a file that is not there answers %d", status)
	}
	for range bulk.MaxOpen {
		s.post(t, importBeginPath, url.Values{"file": {"1"}})
	}
	if status, page, _ := s.post(t, importBeginPath, url.Values{"file": {"1"}}); status != http.StatusConflict || !strings.Contains(page, "It was not begun") {
		t.Errorf("one too many answers %d", status)
	}
}

func TestAResultIsSentAndForgotten(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.runs.run(t)
	if status, file, h := s.get(t, runsPath+"/1/file"); status != http.StatusOK || file != "CID" || h.Get("Content-Disposition") != `attachment; filename="import-1.csv"` {
		t.Errorf("answers %d: %q, %q", status, file, h.Get("Content-Disposition"))
	}
	for path, want := range map[string]int{"/2/file": http.StatusConflict, "/9/file": http.StatusNotFound} {
		if status, _, _ := s.get(t, runsPath+path); status != want {
			t.Errorf("%s answers %d", path, status)
		}
	}
	if status, _, _ := s.post(t, runsPath+"/1/delete", nil); status != http.StatusSeeOther || len(s.runs.all) != 3 {
		t.Errorf("deleted answers %d", status)
	}
	if status, template, _ := s.get(t, importTemplatePath); status != http.StatusOK || template != bulk.Template {
		t.Errorf("the template answers %d", status)
	}
}

func TestVeryManyCompaniesAreFrozenInTheBackground(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for i := range 60 {
		l := s.companies.all[0]
		l.ID = int64(300000 + i)
		s.companies.all = append(s.companies.all, l)
	}
	s.signIn(t)
	status, _, h := s.post(t, bulkFreezePath, url.Values{"all": {"1"}, "choice": {"unpaid"}, "block": {"1"}, "count": {"138"}})
	if status != http.StatusSeeOther || h.Get("Location") != runsPath || len(s.runs.all) != 1 || len(s.companies.frozenOnes()) != 4 {
		t.Fatalf("answers %d to %q", status, h.Get("Location"))
	}
	var o bulk.Order
	if err := json.Unmarshal(s.runs.all[0].Payload, &o); err != nil || o.Act != bulk.Freeze || o.Total != 138 || !o.Block || o.Reason != "Bills are unpaid" {
		t.Errorf("begun is %+v, %v", o, err)
	}
	if _, page, _ := s.get(t, runsPath); !strings.Contains(text(page), fmt.Sprintf("Freeze %d companies", 138)) {
		t.Error("the page does not list it")
	}
}
