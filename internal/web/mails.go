package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/mail"
)

// The page of letters that are not sent, and what can be done about one.
const (
	mailsPath     = operatorPath + "/mails"
	retryMailPath = mailsPath + "/{mail}/retry"
	dropMailPath  = mailsPath + "/{mail}/drop"
)

// Mails is what the pages need of the mail; mail.Desk is it.
type Mails interface {
	// Unsent lists the letters that are not sent, the newest first.
	Unsent(ctx context.Context) ([]mail.Unsent, error)
	// Retry has one sent now, and Drop gives one up. One that was sent meanwhile
	// is fault.NotFound.
	Retry(ctx context.Context, c account.Caller, id int64) error
	Drop(ctx context.Context, c account.Caller, id int64) error
}

// mailsView is the page of letters that are not sent.
type mailsView struct {
	rows   []mail.Unsent
	asOf   time.Time
	failed *failure // why there is no list; nil if there is one
}

// mails lists the letters that are not sent, and why.
func (s *server) mails(w http.ResponseWriter, r *http.Request, v visitor) error {
	rows, err := s.Mails.Unsent(r.Context())
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	view, status := mailsView{rows: rows, asOf: s.Clock()}, http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list mails: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, mailsPage(v, view))
}

// retryMail has a letter sent now.
func (s *server) retryMail(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.doWithMail(w, r, v, s.Mails.Retry, "mails.retried")
}

// dropMail gives a letter up.
func (s *server) dropMail(w http.ResponseWriter, r *http.Request, v visitor) error {
	return s.doWithMail(w, r, v, s.Mails.Drop, "mails.dropped")
}

func (s *server) doWithMail(w http.ResponseWriter, r *http.Request, v visitor, do func(context.Context, account.Caller, int64) error, done string) error {
	id, err := strconv.ParseInt(r.PathValue("mail"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "There is no mail %q.", r.PathValue("mail"))
	}
	err = do(r.Context(), v.caller(), id)
	if fault.KindOf(err) == fault.NotFound {
		done, err = "mails.gone", nil
	}
	if err != nil {
		return err
	}
	return s.say(w, r, mailsPath, v.T(done))
}

// mailPath is the address of an act on a letter.
func mailPath(id int64, verb string) string {
	return mailsPath + "/" + strconv.FormatInt(id, 10) + "/" + verb
}

// mailTexts are the letters that have a name in every language.
var mailTexts = map[string]string{
	account.MailReset: "mails.reset", account.MailInvite: "mails.set", account.MailChanged: "mails.changed",
	"company.freeze": "mails.freeze", "company.unfreeze": "mails.unfreeze",
}

// mailName says which letter it is.
func mailName(v visitor, m *mail.Unsent) string {
	if id, known := mailTexts[m.Text]; known {
		return v.T(id)
	}
	return m.Text
}

// mailTo is to whom a letter goes.
func mailTo(v visitor, m *mail.Unsent) string {
	switch {
	case m.Company != 0:
		return v.T("mails.toCompany", "CID", cid(m.Company))
	case m.Email == "":
		return v.T("mails.toNobody")
	}
	return m.Email
}

// mailNext says when a letter is tried next.
func mailNext(v visitor, m *mail.Unsent) string {
	switch m.State {
	case job.Running:
		return v.T("mails.now")
	case job.Failed:
		return v.T("mails.never")
	}
	return inUTC(m.Next)
}
