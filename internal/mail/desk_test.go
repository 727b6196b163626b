package mail

import (
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

func TestTheDeskTellsWhyALetterIsNotSentAndTriesItAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		turn
		away   bool // nobody listens
		state  job.State
		reason string
	}{
		"the mailbox is busy":           {turn{rcpt: "450 4.2.1 mailbox busy"}, false, job.Queued, `450 "4.2.1 mailbox busy"`},
		"there is no such mailbox":      {turn{rcpt: "550 5.1.1 no such mailbox"}, false, job.Failed, `550 "5.1.1 no such mailbox"`},
		"the server is slower than due": {turn{silent: true}, false, job.Queued, ""},
		"the server is down":            {turn{}, true, job.Queued, "connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			m := (&mailServer{plan: func(n int) turn {
				if n == 0 {
					return c.turn
				}
				return turn{}
			}}).listen(t, "127.0.0.1:0")
			post := m.post("smtp://%s")
			post.wait = 300 * time.Millisecond
			if c.away {
				_ = m.Close()
			}
			o.company(t, "first@acme.example")
			closed := o.open(t, post)
			o.tell(t, account.Notice{User: 1, Text: account.MailReset})
			o.until(t, func(all []job.Status) bool { return all[0].Error != "" })
			closed()

			desk := NewDesk(o.Jobs(), o.accounts, o.clock)
			all, err := desk.Unsent(t.Context())
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			u := all[0]
			if u.State != c.state || u.Attempts != 1 || u.Email == "" || u.Text != account.MailReset || !strings.Contains(u.Error, c.reason) ||
				u.Next.After(o.clock()) != (c.state == job.Queued) || strings.Contains(u.Error, "token=") {
				t.Errorf("the desk shows %+v", u)
			}
			operator := account.Caller{User: 1, Name: "Ines"}
			if err := desk.Retry(t.Context(), operator, u.ID); err != nil {
				t.Fatal(err)
			}
			if !c.away {
				closed = o.open(t, post)
				o.ended(t, 1)
				closed()
				if all, err := desk.Unsent(t.Context()); err != nil || len(all) != 0 || len(m.letters()) != 1 {
					t.Errorf("tried again, %d letters are sent and %v are not: %v", len(m.letters()), all, err)
				}
				return
			}
			if err := desk.Drop(t.Context(), operator, u.ID); err != nil {
				t.Fatal(err)
			}
			if all, err := desk.Unsent(t.Context()); err != nil || len(all) != 0 {
				t.Errorf("dropped, the desk shows %v, %v", all, err)
			}
			if err := desk.Drop(t.Context(), operator, u.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("dropped again: %v", err)
			}
			trail, err := o.Audit().Entries(t.Context(), account.AuditFilter{Everywhere: true, Limit: 2})
			if err != nil || len(trail) != 2 || trail[0].Action != "mail.drop" || trail[1].Action != "mail.retry" || trail[0].Target == "" {
				t.Errorf("the trail has %+v, %v", trail, err)
			}
		})
	}
}
