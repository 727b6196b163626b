package mail

import (
	"context"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// MaxUnsent is how many letters the desk lists.
const MaxUnsent = 100

// Unsent is a letter that is not sent: it waits for its first or another
// attempt, or has failed. What it tells, and its link, are not known here.
type Unsent struct {
	ID        int64
	Text      string // which letter: account.Notice.Text
	Name      string // of the user to whom it goes; "" if that is a company, or nobody any more
	Email     string
	Company   int64 // to all of its users; 0: to one user
	State     job.State
	Attempts  int       // that were made, the present one included
	Next      time.Time // of the next attempt; zero if there is none by itself
	CreatedAt time.Time
	Error     string // of the last attempt, in English; "" before the first has ended
}

// DeskStore keeps what the desk shows.
type DeskStore interface {
	// Unsent lists jobs of a kind that have not ended, or have failed, the
	// newest first.
	Unsent(ctx context.Context, kind job.Kind, limit int) ([]job.Status, error)
	// Hasten lets such a job be tried at once, as often as a new one. One under
	// way, or that is not there, is fault.NotFound.
	Hasten(ctx context.Context, act account.Act, kind job.Kind, id int64) error
	// GiveUp cancels such a job.
	GiveUp(ctx context.Context, act account.Act, kind job.Kind, id int64) error
}

// Desk is what operators see of the mail, and can do about it.
type Desk struct {
	store    DeskStore
	accounts Accounts
	clock    func() time.Time
}

// NewDesk returns the desk over its store.
func NewDesk(store DeskStore, accounts Accounts, clock func() time.Time) *Desk {
	return &Desk{store, accounts, clock}
}

// Unsent lists the latest MaxUnsent letters that are not sent, the newest first.
func (d *Desk) Unsent(ctx context.Context) ([]Unsent, error) {
	jobs, err := d.store.Unsent(ctx, account.NoticeKind, MaxUnsent)
	if err != nil {
		return nil, err
	}
	all := make([]Unsent, len(jobs))
	for i := range jobs {
		if all[i], err = d.unsent(ctx, &jobs[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (d *Desk) unsent(ctx context.Context, j *job.Status) (Unsent, error) {
	u := Unsent{ID: j.ID, State: j.State, Attempts: j.Attempts, Next: j.Next, CreatedAt: j.CreatedAt, Error: j.Error}
	var n account.Notice
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return u, nil // one that cannot be read has failed, and says so
	}
	u.Text, u.Company = n.Text, n.Company
	if n.User == 0 {
		return u, nil
	}
	to, err := d.accounts.User(ctx, n.User)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return u, err
	}
	u.Name, u.Email = to.Name, to.Email
	return u, nil
}

// Retry has a letter sent now: one that waits, or has failed.
func (d *Desk) Retry(ctx context.Context, c account.Caller, id int64) error {
	return d.store.Hasten(ctx, d.did(c, "mail.retry", id), account.NoticeKind, id)
}

// Drop gives a letter up: it is never sent.
func (d *Desk) Drop(ctx context.Context, c account.Caller, id int64) error {
	return d.store.GiveUp(ctx, d.did(c, "mail.drop", id), account.NoticeKind, id)
}

func (d *Desk) did(c account.Caller, action account.Action, id int64) account.Act {
	act := c.Did(action, d.clock())
	act.Entry.Target = "mail " + strconv.FormatInt(id, 10)
	return act
}
