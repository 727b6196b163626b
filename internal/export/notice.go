package export

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/job"
)

// The mails that tell of a file, by Notice.Text. All lead to the page of the
// exports, which is behind the sign-in; no file is ever in a mail.
const (
	MailDone      = "export.done"      // one that somebody asked for
	MailScheduled = "export.scheduled" // one of a schedule
	MailFailed    = "export.failed"    // one of a schedule, which could not be made
)

// failed tells those who would have got a schedule's file that there is none.
func (s *Service) failed(ctx context.Context, run *job.Run) ([]job.Job, error) {
	var o order
	if err := run.Read(&o); err != nil || o.Schedule == "" {
		return nil, err
	}
	some, err := readers(ctx, s.store, run.Owner.Reseller)
	if err != nil {
		return nil, err
	}
	tell := slices.DeleteFunc(slices.Clone(o.Mail), func(id int64) bool { return !has(some, id) })
	return o.notices(run, MailFailed, tell, 0)
}

// notices tell users what has become of a run.
func (o *order) notices(run *job.Run, text string, users []int64, rows int) ([]job.Job, error) {
	var all []job.Job
	for _, user := range users {
		j, err := account.Notice{User: user, Reseller: run.Owner.Reseller, Text: text, Data: map[string]string{
			"export": strconv.FormatInt(run.ID, 10), "name": cmp.Or(o.Schedule, o.Format.FileName()),
			"from": o.From.String(), "to": o.To.String(), "rows": strconv.Itoa(rows), "format": string(o.Format),
		}}.Job()
		if err != nil {
			return nil, err
		}
		all = append(all, j)
	}
	return all, nil
}
