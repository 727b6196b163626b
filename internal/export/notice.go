package export

import (
	"cmp"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// The mails that tell of a file, by Notice.Text. Both lead to the page of the
// exports, which is behind the sign-in; no file is ever in a mail.
const (
	MailDone      = "export.done"      // one that somebody asked for
	MailScheduled = "export.scheduled" // one of a schedule
)

// notice tells a user that the file of a run is there.
func (o *order) notice(run *job.Run, user int64, rows int) (job.Job, error) {
	text := MailDone
	if o.Schedule != "" {
		text = MailScheduled
	}
	return account.Notice{User: user, Reseller: run.Owner.Reseller, Text: text, Data: map[string]string{
		"export": strconv.FormatInt(run.ID, 10), "name": cmp.Or(o.Schedule, o.Format.FileName()),
		"from": o.From.String(), "to": o.To.String(), "rows": strconv.Itoa(rows), "format": string(o.Format),
	}}.Job()
}
