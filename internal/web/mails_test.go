package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/mail"
)

// fakeMails keeps letters in memory, and notes what was done to them.
type fakeMails struct {
	all    []mail.Unsent
	acts   []string
	broken error
}

func (f *fakeMails) Unsent(context.Context) ([]mail.Unsent, error) { return f.all, f.broken }

func (f *fakeMails) Retry(_ context.Context, c account.Caller, id int64) error {
	return f.did("retry", id)
}

func (f *fakeMails) Drop(_ context.Context, c account.Caller, id int64) error {
	return f.did("drop", id)
}

func (f *fakeMails) did(verb string, id int64) error {
	for _, m := range f.all {
		if m.ID == id {
			f.acts = append(f.acts, verb)
			return f.broken
		}
	}
	return fault.New(fault.NotFound, "There is no such job.")
}

// unsentMails are one in each state.
var unsentMails = []mail.Unsent{
	{ID: 14, Text: account.MailReset, Name: "Mara Lindqvist", Email: "mara@northgate.example", State: job.Running, Attempts: 1, CreatedAt: testNow},
	{ID: 13, Text: "company.freeze", Company: 200001, State: job.Queued, CreatedAt: testNow.Add(-time.Minute), Next: testNow.Add(time.Minute)},
	{ID: 12, Text: account.MailInvite, Name: "<b>شركة</b>", Email: "new@northgate.example", State: job.Queued, Attempts: 7, CreatedAt: testNow.Add(-time.Hour), Next: testNow.Add(41 * time.Minute),
		Error: "dial tcp 198.51.100.7:587: connect: connection refused"},
	{ID: 11, Text: account.MailChanged, State: job.Failed, Attempts: 1, CreatedAt: testNow.Add(-48 * time.Hour), Error: "550 5.1.1 <gone@northgate.example>: no such mailbox"},
}

// mailPages are the operator's page of letters.
func mailPages() []pageCase {
	full := func(s *site) { s.unsent.all = unsentMails }
	return []pageCase{
		{name: "mails", path: mailsPath, operator: true, change: full},
		{name: "mails.zh", path: mailsPath, operator: true, change: func(s *site) {
			full(s)
			s.accounts.users[2] = withLanguage(s.accounts.users[2], "zh-Hans")
		}},
		{name: "mails.empty", path: mailsPath, operator: true},
		{name: "mails.failed", status: 500, path: mailsPath, operator: true, change: func(s *site) { s.unsent.broken = errDisk }},
	}
}

func TestOperatorsRetryAndDropLetters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.unsent.all = unsentMails
	s.signIn(t)
	if status, page, _ := s.get(t, mailsPath); status != http.StatusForbidden || strings.Contains(page, "gone@") {
		t.Errorf("a reseller is answered %d", status)
	}
	if status, _, _ := s.post(t, mailPath(12, "retry"), nil); status != http.StatusForbidden || len(s.unsent.acts) > 0 {
		t.Errorf("a reseller's retry is answered %d", status)
	}
	s.signInOperator(t)
	for _, c := range []struct{ path, says string }{
		{mailPath(12, "retry"), "is tried now"},
		{mailPath(11, "drop"), "is never sent"},
		{mailPath(99, "drop"), "was sent or dropped meanwhile"},
	} {
		status, _, h := s.post(t, c.path, nil)
		_, page, _ := s.get(t, mailsPath)
		if status != http.StatusSeeOther || h.Get("Location") != mailsPath || !strings.Contains(text(page), c.says) {
			t.Errorf("%s answers %d, and the page does not say %q", c.path, status, c.says)
		}
	}
	if status, _, _ := s.post(t, mailsPath+"/x/drop", nil); status != http.StatusNotFound || strings.Join(s.unsent.acts, " ") != "retry drop" {
		t.Errorf("answers %d, did %v", status, s.unsent.acts)
	}
}
