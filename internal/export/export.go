// Package export turns a question for usage into a sheet: at once, for whoever
// waits for it, and as a job, whose file is kept for a while.
//
// It owns which columns and rows a sheet has, and what becomes of an export. It
// does not own the figures (package usage), the formats of files (package
// sheet), nor when a job is done (package job).
package export

import (
	"context"
	"io"
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/usage"
)

// Companies tells the names in a sheet.
type Companies interface {
	// List returns a page of the caller's companies that match.
	List(ctx context.Context, c account.Caller, f company.Filter) (company.Page, error)
	// ProjectNames returns id → name for all projects of the caller's
	// companies.
	ProjectNames(ctx context.Context, c account.Caller) (map[string]string, error)
}

// Store keeps exports that are begun.
type Store interface {
	// Start keeps a job in the act, unless check refuses: it is told how many
	// of the owner's jobs of that kind have not ended, and how many are kept. It
	// returns the job's id, which it adds to the entry's target, and when it was
	// kept. An act that was done before returns what it made then.
	Start(ctx context.Context, act account.Act, j job.Job, check func(open, kept int) error) (id int64, at time.Time, err error)
	// Remove cancels a job of the act's reseller, or forgets it with its file if
	// it has ended; else it is fault.NotFound.
	Remove(ctx context.Context, act account.Act, kind job.Kind, id int64) error

	People
}

// Kind is the kind of an export's job.
const Kind job.Kind = "usage.export"

// How many exports of a reseller may be under way, and kept.
const (
	MaxOpen = 5
	MaxKept = 100
)

// Service makes sheets.
type Service struct {
	companies Companies
	usage     *usage.Reader
	jobs      *job.Service
	store     Store
	clock     func() time.Time
	version   string
}

// NewService returns the service over what sheets are made of, of a program of
// that version.
func NewService(companies Companies, figures *usage.Reader, jobs *job.Service, store Store, clock func() time.Time, version string) *Service {
	return &Service{companies, figures, jobs, store, clock, version}
}

// Export is a sheet that is made in the background.
type Export struct {
	ID        int64
	State     job.State
	Query     Query
	Language  string  // of its words, one of locale.Tags
	User      int64   // who asked for it; 0: a key
	By        string  // name of the user or key that asked for it
	Schedule  string  // name of the one that it is of; empty: none
	Mail      []int64 // users who are told when it is done
	Why       Why     // it has failed
	Progress  job.Progress
	Rows      int64           // of the file, without headers; 0 until it is done
	Size      int64           // of the file in bytes; 0 until it is done
	Fresh     usage.Freshness // zero until it is done
	CreatedAt time.Time
	EndedAt   time.Time // zero until nothing more becomes of it
}

// Expires is when an export that has ended is forgotten, with its file.
func (e *Export) Expires() time.Time { return e.EndedAt.Add(job.KeepFor) }

// Start begins an export; words in it are in that language. If asked for, the
// caller is told by mail when it is done. A question that is
// not right is fault.Invalid; one too many, by MaxOpen or MaxKept, is
// fault.Conflict.
func (s *Service) Start(ctx context.Context, c account.Caller, q Query, language string, mail bool) (Export, error) {
	if err := c.Must(account.ReadUsage); err != nil {
		return Export{}, err
	}
	if err := q.check(); err != nil {
		return Export{}, err
	}
	e := Export{State: job.Queued, Query: q, Language: language, User: c.User, By: c.Name}
	if mail && c.User != 0 {
		e.Mail = []int64{c.User}
	}
	j, err := job.New(Kind, job.Owner{Reseller: c.Reseller, User: c.User}, orderOf(&e))
	if err != nil {
		return Export{}, err
	}
	act := c.Did("export.create", s.clock())
	act.Entry.Target = "export"
	e.ID, e.CreatedAt, err = s.store.Start(ctx, act, j, room)
	return e, err
}

func room(open, kept int) error {
	switch {
	case open >= MaxOpen:
		return fault.New(fault.Conflict, "%d exports are under way already. Wait until one is done, or cancel one.", open)
	case kept >= MaxKept:
		return fault.New(fault.Conflict, "%d exports are kept already. Delete one, or wait until one expires.", kept)
	}
	return nil
}

// List returns the exports of the caller's reseller, the newest first.
func (s *Service) List(ctx context.Context, c account.Caller) ([]Export, error) {
	all, err := s.jobs.List(ctx, ownerOf(c), Kind)
	if err != nil {
		return nil, err
	}
	exports := make([]Export, len(all))
	for i := range all {
		if exports[i], err = read(&all[i]); err != nil {
			return nil, err
		}
	}
	return exports, nil
}

// Find returns an export of the caller's reseller, else fault.NotFound.
func (s *Service) Find(ctx context.Context, c account.Caller, id int64) (Export, error) {
	status, err := s.jobs.Find(ctx, ownerOf(c), Kind, id)
	if err != nil {
		return Export{}, missing(err, id)
	}
	return read(&status)
}

// MayRemove reports whether the caller may cancel or delete the export: whose
// it is, and who manages reports, may.
func (e *Export) MayRemove(c account.Caller) bool {
	return e.User == c.User && c.User != 0 || c.May(account.ManageReports)
}

// Remove cancels an export of the caller's reseller that the caller may remove,
// or deletes it with its file if it has ended; else it is fault.NotFound.
// Whoever works on it learns of that within about 15 seconds.
func (s *Service) Remove(ctx context.Context, c account.Caller, id int64) error {
	e, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	if !e.MayRemove(c) {
		return c.Must(account.ManageReports)
	}
	act := c.Did("export.delete", s.clock())
	act.Entry.Target = "export " + strconv.FormatInt(id, 10)
	return missing(s.store.Remove(ctx, act, Kind, id), id)
}

// Copy writes the file of an export that is done.
func (s *Service) Copy(ctx context.Context, to io.Writer, c account.Caller, e *Export) error {
	return s.jobs.Copy(ctx, to, ownerOf(c), Kind, e.ID)
}

// File finds an export that has a file: one that is not done is
// fault.Conflict.
func (s *Service) File(ctx context.Context, c account.Caller, id int64) (Export, error) {
	e, err := s.Find(ctx, c, id)
	if err == nil && e.State != job.Done {
		err = fault.New(fault.Conflict, "The export %d has no file: it is %s.", id, e.State)
	}
	return e, err
}

func ownerOf(c account.Caller) job.Owner { return job.Owner{Reseller: c.Reseller, User: c.User} }

func missing(err error, id int64) error {
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.NotFound, "There is no export %d.", id)
	}
	return err
}

// Headers hands the headers of an answer with the file to set.
func (e *Export) Headers(set func(name, value string)) {
	e.Fresh.Headers(set)
	set("Content-Type", e.Query.Format.MediaType())
	set("Content-Disposition", `attachment; filename="`+e.Query.Format.FileName()+`"`)
	set("Content-Length", strconv.FormatInt(e.Size, 10))
	set("Cache-Control", "no-store")
}
