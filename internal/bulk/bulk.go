// Package bulk acts on many companies in the background: it creates those that
// a file lists, and freezes, unfreezes or gives a markup to all that somebody has
// chosen.
//
// It owns the form of such files, what is told of them before anything is done,
// and what became of each line. It does not own the rules of a single act
// (package company) nor when a job is done (package job).
package bulk

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Companies does the acts; company.Service does.
type Companies interface {
	Register(ctx context.Context, c account.Caller, n company.New) (company.Company, error)
	Freeze(ctx context.Context, c account.Caller, id int64, f company.Freeze) (company.Company, error)
	Unfreeze(ctx context.Context, c account.Caller, id int64) (company.Company, error)
}

// Prices gives markups to companies; billing.Service does.
type Prices interface {
	SetRule(ctx context.Context, c account.Caller, v billing.RuleVersion) (billing.RuleVersion, error)
}

// Store keeps uploads and begins jobs.
type Store interface {
	// PutUpload keeps an upload and returns its id.
	PutUpload(ctx context.Context, u job.Upload) (int64, error)
	// Upload finds one of a reseller, else fault.NotFound.
	Upload(ctx context.Context, reseller, id int64) (job.Upload, error)
	// EmailsInUse returns those of the addresses that have a user, folded.
	EmailsInUse(ctx context.Context, emails []string) (map[string]bool, error)
	// Start keeps a job as export.Store's does.
	Start(ctx context.Context, act account.Act, j job.Job, check func(open, kept int) error) (id int64, at time.Time, err error)
	// Remove asks a job of the act's reseller that is under way to stop, cancels
	// one that waits, and forgets one that has ended, with its file; else it is
	// fault.NotFound.
	Remove(ctx context.Context, act account.Act, kind job.Kind, id int64) error
}

// Kind is the kind of the jobs.
const Kind job.Kind = "company.bulk"

// How many of a reseller's may be under way, and kept.
const (
	MaxOpen = 5
	MaxKept = 50
)

// Act is what is done to each company.
type Act string

// The acts.
const (
	Create   Act = "import"
	Freeze   Act = "freeze"
	Unfreeze Act = "unfreeze"
	Mark     Act = "markup"
)

// Order is what is to be done.
type Order struct {
	Act      Act    `json:"act"`
	Upload   int64  `json:"upload"`
	Name     string `json:"name,omitzero"`     // of the file
	Total    int    `json:"total"`             // lines or companies
	SendLink bool   `json:"sendLink,omitzero"` // mail each owner a link to set a password
	Reason   string `json:"reason,omitzero"`   // of a freeze
	Block    bool   `json:"block,omitzero"`    // the dashboard accounts too
	Markup   Markup `json:"markup,omitzero"`   // of Mark
	Language string `json:"language"`          // of the result, one of locale.Tags
	By       string `json:"by"`                // name of who asked for it
}

// Markup is what companies' prices are made by from a month on.
type Markup struct {
	From   calendar.Month `json:"from"`
	Source billing.Source `json:"source"`
	Rule   billing.Rule   `json:"rule,omitzero"`
}

// Of is the markup as that of a company.
func (m *Markup) Of(id int64) billing.RuleVersion {
	return billing.RuleVersion{Company: id, From: m.From, Source: m.Source, Rule: m.Rule}
}

// Outcome is what came of it.
type Outcome struct {
	Done   int64 `json:"done"`
	Failed int64 `json:"failed"` // left out; the result says why
	Size   int64 `json:"size"`   // of the result in bytes
}

// Run is an order that was given.
type Run struct {
	ID int64
	Order
	Outcome   // zero until it has a result
	State     job.State
	Progress  job.Progress
	CreatedAt time.Time
	EndedAt   time.Time // zero until nothing more becomes of it
}

// Expires is when a run that has ended is forgotten, with its result.
func (r *Run) Expires() time.Time { return r.EndedAt.Add(job.KeepFor) }

// Service is what can be done to many companies.
type Service struct {
	companies Companies
	prices    Prices
	store     Store
	jobs      *job.Service
	clock     func() time.Time
}

// NewService returns the service over its stores.
func NewService(companies Companies, prices Prices, store Store, jobs *job.Service, clock func() time.Time) *Service {
	return &Service{companies, prices, store, jobs, clock}
}

// Import begins to create the companies of an upload, the right lines of it.
// One too many, by MaxOpen or MaxKept, is fault.Conflict; another reseller's
// upload is fault.NotFound.
func (s *Service) Import(ctx context.Context, c account.Caller, upload int64, sendLink bool, language string) (int64, error) {
	u, list, err := s.read(ctx, c, upload)
	if err != nil {
		return 0, err
	}
	return s.start(ctx, c, c.Did("bulk.import", s.clock()), Order{Act: Create, Upload: upload, Name: u.Name, Total: len(list.Rows), SendLink: sendLink, Language: language, By: c.Name})
}

// Change begins to freeze, as told by how, or to unfreeze those of the
// companies that are the caller's. One too many is fault.Conflict.
func (s *Service) Change(ctx context.Context, c account.Caller, act Act, ids []int64, how company.Freeze, language string) (int64, error) {
	if err := c.Must(account.ManageCompanies); err != nil {
		return 0, err
	}
	now := s.clock()
	did := c.Did("bulk.freeze", now)
	if act == Unfreeze {
		did = c.Did("bulk.unfreeze", now)
	}
	return s.choose(ctx, c, did, ids, Order{Act: act, Reason: how.Reason, Block: how.BlockDashboard, Language: language})
}

// Mark begins to give a markup to those of the companies that are the caller's.
// One too many is fault.Conflict.
func (s *Service) Mark(ctx context.Context, c account.Caller, m Markup, ids []int64, language string) (int64, error) {
	if err := c.Must(account.SetPrices); err != nil {
		return 0, err
	}
	return s.choose(ctx, c, c.Did("bulk.markup", s.clock()), ids, Order{Act: Mark, Markup: m, Language: language})
}

// choose begins what an order says with some companies.
func (s *Service) choose(ctx context.Context, c account.Caller, did account.Act, ids []int64, o Order) (id int64, err error) {
	u := job.Upload{Reseller: c.Reseller, Content: writeIDs(ids), At: did.Entry.At}
	if o.Upload, err = s.store.PutUpload(ctx, u); err != nil {
		return 0, err
	}
	o.Total, o.By = len(ids), c.Name
	return s.start(ctx, c, did, o)
}

func (s *Service) start(ctx context.Context, c account.Caller, act account.Act, o Order) (int64, error) {
	j, err := job.New(Kind, ownerOf(c), o)
	if err != nil {
		return 0, err
	}
	act.Entry.Target = "bulk"
	id, _, err := s.store.Start(ctx, act, j, room)
	return id, err
}

func room(open, kept int) error {
	if open >= MaxOpen || kept >= MaxKept {
		return fault.New(fault.Conflict, "%d are under way and %d kept already. Wait, or cancel or delete one.", open, kept)
	}
	return nil
}

func ownerOf(c account.Caller) job.Owner { return job.Owner{Reseller: c.Reseller, User: c.User} }

// List returns the runs of the caller's reseller, the newest first.
func (s *Service) List(ctx context.Context, c account.Caller) ([]Run, error) {
	all, err := s.jobs.List(ctx, ownerOf(c), Kind)
	if err != nil {
		return nil, err
	}
	runs := make([]Run, len(all))
	for i := range all {
		if runs[i], err = read(&all[i]); err != nil {
			return nil, err
		}
	}
	return runs, nil
}

// HasResult reports whether what became of each line can be read: when it is
// done, and, as far as it came, when it was cancelled under way.
func (r *Run) HasResult() bool { return r.State.Ended() && r.Size > 0 }

// Result finds a run that has a result: one that has none is fault.Conflict,
// one of another reseller fault.NotFound.
func (s *Service) Result(ctx context.Context, c account.Caller, id int64) (Run, error) {
	status, err := s.jobs.Find(ctx, ownerOf(c), Kind, id)
	if err != nil {
		return Run{}, err
	}
	r, err := read(&status)
	if err == nil && !r.HasResult() {
		err = fault.New(fault.Conflict, "There is no result: it is %s.", r.State)
	}
	return r, err
}

// Copy writes the result of a run that has one.
func (s *Service) Copy(ctx context.Context, to io.Writer, c account.Caller, r *Run) error {
	return s.jobs.Copy(ctx, to, ownerOf(c), Kind, r.ID)
}

// Remove cancels a run of the caller's reseller, or forgets it if it has ended.
// What it has done stays done, and stands in its result: one that is under way
// stops after the present line.
func (s *Service) Remove(ctx context.Context, c account.Caller, id int64) error {
	if err := c.Must(account.ManageCompanies); err != nil {
		return err
	}
	act := c.Did("bulk.delete", s.clock())
	act.Entry.Target = "bulk " + strconv.FormatInt(id, 10)
	return s.store.Remove(ctx, act, Kind, id)
}

func read(s *job.Status) (Run, error) {
	r := Run{ID: s.ID, State: s.State, Progress: s.Progress, CreatedAt: s.CreatedAt, EndedAt: s.EndedAt}
	err := json.Unmarshal(s.Payload, &r.Order)
	if err == nil && len(s.Result) > 0 {
		err = json.Unmarshal(s.Result, &r.Outcome)
	}
	return r, err
}
