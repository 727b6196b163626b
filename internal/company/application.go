package company

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// ApplicationState is what has become of an application.
type ApplicationState string

// The states of applications.
const (
	Open     ApplicationState = "open"
	Approved ApplicationState = "approved"
	Declined ApplicationState = "declined"
)

// Application is what somebody says who wants to be a reseller.
type Application struct {
	ID                   int64
	Company, Name, Email string
	Country              string // ISO 3166-1 alpha-2
	Note                 string // at most MaxApplicationNote characters; may be empty
	Language             string // of the applicant: of mails, and of pages afterwards
	CreatedAt            time.Time
	State                ApplicationState
	Reason               string // why it was declined
	DecidedAt            time.Time
	Reseller             int64 // that was made of it
}

// MaxApplicationNote is how many characters an applicant may write.
const MaxApplicationNote = 2000

// MailDeclined is the mail to an applicant who is declined.
const MailDeclined = "application.declined"

// ApplicationStore keeps applications.
type ApplicationStore interface {
	// PutApplication keeps a new one.
	PutApplication(ctx context.Context, act account.Act, a Application) error
	// Applications lists those in a state, the newest first.
	Applications(ctx context.Context, state ApplicationState, limit int) ([]Application, error)
	// Application finds one, else fault.NotFound.
	Application(ctx context.Context, id int64) (Application, error)
	// Approve keeps the reseller that is made of an open application, as
	// CreateReseller does; ErrDecided if it is not open.
	Approve(ctx context.Context, act account.Act, id int64, r Reseller, owner account.User) (int64, error)
	// Decline closes an open application, else ErrDecided.
	Decline(ctx context.Context, act account.Act, id int64, reason string) error
}

// ErrDecided is the answer to an application that is no longer open.
var ErrDecided = fault.New(fault.Conflict, "The application was approved or declined before.")

// Applications is what can be done with them.
type Applications struct {
	store ApplicationStore
	clock func() time.Time
	gate  *account.Gate
}

// NewApplications returns the service over its store.
func NewApplications(store ApplicationStore, clock func() time.Time) *Applications {
	return &Applications{store, clock, account.NewGate(applicationsFromOnePlace)}
}

// applicationsFromOnePlace is how often one network may apply in a quarter of
// an hour.
const applicationsFromOnePlace = 5

// Apply keeps an application. Its answer does not depend on what is known of
// the address. Fields that are not right (firm, name, mail, country, note)
// are fault.Invalid, too many from one
// network fault.TooMany.
func (s *Applications) Apply(ctx context.Context, from account.Caller, a Application) error {
	a.CreatedAt, a.State, a.Note = s.clock(), Open, strings.TrimSpace(a.Note)
	r, owner := a.founded()
	wrong := fault.New(fault.Invalid, "The application is not complete.")
	if err := prepareReseller(&r, &owner); err != nil {
		for _, f := range fault.Readable(err).Fields {
			if name := (map[string]string{"name": "firm", "ownerName": "name", "email": "mail"})[f.Location]; name != "" {
				f.Location = name
			}
			wrong.Fields = append(wrong.Fields, f)
		}
	}
	if !isCountry(a.Country) {
		wrong.With("country", "a country's two letters (ISO 3166-1 alpha-2)", a.Country)
	}
	if utf8.RuneCountInString(a.Note) > MaxApplicationNote || !utf8.ValidString(a.Note) || strings.ContainsRune(a.Note, 0) {
		wrong.With("note", "at most 2000 characters", nil)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	if err := s.gate.Pass(from.Addr.String(), s.clock()); err != nil {
		return err
	}
	a.Company, a.Name, a.Email = r.Name, owner.Name, owner.Email
	act := account.Caller{Name: a.Name, Addr: from.Addr, Request: from.Request}.Did("application.create", a.CreatedAt)
	act.Entry.Changes = []account.Change{{Field: "companyName", After: a.Company}, {Field: "email", After: a.Email}}
	return s.store.PutApplication(ctx, act, a)
}

// founded is the reseller that the application would become, and its owner.
func (a *Application) founded() (Reseller, account.User) {
	return Reseller{Name: a.Company, CreatedAt: a.CreatedAt}, account.User{Name: a.Name, Email: a.Email, Language: a.Language}
}

// List lists the applications in a state, the newest first; for operators.
func (s *Applications) List(ctx context.Context, c account.Caller, state ApplicationState, limit int) ([]Application, error) {
	if !c.Operates() {
		return nil, account.ErrNotOperator
	}
	if !slices.Contains([]ApplicationState{Open, Approved, Declined}, state) {
		state = Open
	}
	return s.store.Applications(ctx, state, limit)
}

// Find finds an application; for operators.
func (s *Applications) Find(ctx context.Context, c account.Caller, id int64) (Application, error) {
	if !c.Operates() {
		return Application{}, account.ErrNotOperator
	}
	return s.store.Application(ctx, id)
}

// Approve makes a reseller of an open application and sends its owner a link
// to set a password, in one act. An address that is in use by now is
// fault.Conflict with that field; see also ErrDecided.
func (s *Applications) Approve(ctx context.Context, c account.Caller, id int64) (reseller int64, err error) {
	a, err := s.Find(ctx, c, id)
	if err != nil {
		return 0, err
	}
	a.CreatedAt = s.clock()
	r, owner := a.founded()
	if err := prepareReseller(&r, &owner); err != nil {
		return 0, err
	}
	act := c.Did("application.approve", a.CreatedAt)
	act.Entry.Target = fmt.Sprintf("application %d", id)
	act.Entry.Changes = []account.Change{{Field: "companyName", After: a.Company}, {Field: "email", After: a.Email}}
	link, err := account.LinkRequest{Email: owner.Email, Mail: account.MailInvite}.Job()
	if err != nil {
		return 0, err
	}
	act.Jobs = []job.Job{link}
	return s.store.Approve(ctx, act, id, r, owner)
}

// Decline closes an open application, and tells the applicant why by mail, in
// the applicant's language. A reason that is not right is fault.Invalid.
func (s *Applications) Decline(ctx context.Context, c account.Caller, id int64, reason string) error {
	a, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); !account.IsName(reason, MaxReason) {
		return told("The application is not declined", []fault.Field{{Location: "reason", Message: "1 to 500 characters in one line", Value: reason}})
	}
	act := c.Did("application.decline", s.clock())
	act.Entry.Target = fmt.Sprintf("application %d", id)
	act.Entry.Changes = []account.Change{{Field: "companyName", After: a.Company}, {Field: "reason", After: reason}}
	tell, err := account.Notice{
		To: &account.Addressee{Email: a.Email, Name: a.Name, Language: a.Language}, Text: MailDeclined,
		Data: map[string]string{"company": a.Company, "reason": reason},
	}.Job()
	if err != nil {
		return err
	}
	act.Jobs = []job.Job{tell}
	return s.store.Decline(ctx, act, id, reason)
}
