package export

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// Schedule is a sheet that is made again and again, and whom that is told.
type Schedule struct {
	ID         int64
	Reseller   int64
	User       int64  // who made it, in whose name its exports are
	By         string // the name of that
	Language   string // of the sheets
	Name       string
	Query      Query // its days are none
	Span       Span
	Timing     Timing
	Recipients []int64 // users of the reseller who are told by mail
	Paused     bool
	Stopped    bool      // paused because User may not read usage any more
	Next       time.Time // when it is due
	Last       LastRun
	CreatedAt  time.Time
}

// LastRun is the last export that a schedule has begun.
type LastRun struct {
	Due    time.Time // for when that was; zero: there is none
	Export int64
	State  job.State
}

// The limits of schedules: each user of a reseller may be a recipient.
const (
	MaxSchedules  = 10 // of a reseller: a week of daily files stays below MaxKept
	MaxRecipients = 50 // of a schedule
)

// ScheduleStore keeps schedules. One of another reseller is ErrNoSchedule.
type ScheduleStore interface {
	// Schedules lists a reseller's, by name.
	Schedules(ctx context.Context, reseller int64) ([]Schedule, error)
	// AddSchedule keeps a new one, unless its reseller has most already: then
	// it is fault.Conflict.
	AddSchedule(ctx context.Context, act account.Act, s Schedule, most int) error
	// ChangeSchedule replaces all of one but its last run.
	ChangeSchedule(ctx context.Context, act account.Act, s Schedule) error
	// RemoveSchedule forgets one; its exports stay.
	RemoveSchedule(ctx context.Context, act account.Act, reseller, id int64) error
	// Due lists those that are not paused and whose time has come, and notes
	// what has become of the exports of all.
	Due(ctx context.Context, now time.Time) ([]Schedule, error)
	// Begin keeps an export of a schedule for a time that it was due at, and
	// when it is due next, unless check refuses; see Store.Start. If the schedule
	// is no longer the one that was read (somebody else has begun it, or it was
	// changed), nothing is kept.
	Begin(ctx context.Context, act account.Act, s *Schedule, due, next time.Time, j job.Job, check func(open, kept int) error) error

	People
}

// ErrNoSchedule is the answer to a schedule that is not there.
var ErrNoSchedule = fault.New(fault.NotFound, "There is no such schedule.")

// Schedules is what can be done with schedules.
type Schedules struct {
	store ScheduleStore
	clock func() time.Time
}

// NewSchedules returns the service over its store.
func NewSchedules(store ScheduleStore, clock func() time.Time) *Schedules {
	return &Schedules{store, clock}
}

// List returns the schedules of the caller's reseller, by name.
func (s *Schedules) List(ctx context.Context, c account.Caller) ([]Schedule, error) {
	return s.store.Schedules(ctx, c.Reseller)
}

// Find returns one of List, else fault.NotFound.
func (s *Schedules) Find(ctx context.Context, c account.Caller, id int64) (Schedule, error) {
	all, err := s.List(ctx, c)
	for _, one := range all {
		if one.ID == id {
			return one, nil
		}
	}
	if err == nil {
		err = ErrNoSchedule
	}
	return Schedule{}, err
}

// Staff lists who can be a recipient: the users of the caller's reseller who may
// read usage, and nobody else, because what the mail leads to is behind their
// sign-in.
func (s *Schedules) Staff(ctx context.Context, c account.Caller) ([]account.User, error) {
	return readers(ctx, s.store, c.Reseller)
}

// Add keeps a new schedule of the caller, which is due at the next time that
// its Timing tells. What is not right is fault.Invalid, one too many
// fault.Conflict.
func (s *Schedules) Add(ctx context.Context, c account.Caller, one Schedule, language string) error {
	one.Reseller, one.User, one.By, one.Language, one.CreatedAt = c.Reseller, c.User, c.Name, language, s.clock()
	if err := s.prepare(ctx, c, &one); err != nil {
		return err
	}
	act := c.Did("schedule.create", one.CreatedAt)
	act.Entry.Changes = []account.Change{{Field: "name", After: one.Name}}
	return s.store.AddSchedule(ctx, act, one, MaxSchedules)
}

// Change replaces what one of List makes, when, and for whom.
func (s *Schedules) Change(ctx context.Context, c account.Caller, id int64, by Schedule) error {
	one, err := s.Find(ctx, c, id)
	if err != nil {
		return err
	}
	before := one.Name
	one.Name, one.Query, one.Span, one.Timing, one.Recipients = by.Name, by.Query, by.Span, by.Timing, by.Recipients
	if err := s.prepare(ctx, c, &one); err != nil {
		return err
	}
	act := s.did(c, "schedule.update", id)
	act.Entry.Changes = []account.Change{{Field: "name", Before: before, After: one.Name}}
	return s.store.ChangeSchedule(ctx, act, one)
}

// Pause ends that a schedule is due, or begins it anew: what was missed while
// it was paused is not made. Who resumes one that was stopped makes its files
// from then on.
func (s *Schedules) Pause(ctx context.Context, c account.Caller, id int64, paused bool) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	one, err := s.Find(ctx, c, id)
	if err != nil || one.Paused == paused {
		return err
	}
	act := s.did(c, "schedule.resume", id)
	if paused {
		act = s.did(c, "schedule.pause", id)
	}
	if one.Stopped {
		one.Stopped, one.User, one.By = false, c.User, c.Name
	}
	one.Paused, one.Next = paused, one.Timing.After(s.clock())
	return s.store.ChangeSchedule(ctx, act, one)
}

// Remove forgets one of List, else it is fault.NotFound. Its exports stay.
func (s *Schedules) Remove(ctx context.Context, c account.Caller, id int64) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	return s.store.RemoveSchedule(ctx, s.did(c, "schedule.delete", id), c.Reseller, id)
}

func (s *Schedules) did(c account.Caller, verb account.Action, id int64) account.Act {
	act := c.Did(verb, s.clock())
	act.Entry.Target = scheduleTarget(id)
	return act
}

func scheduleTarget(id int64) string { return "schedule " + strconv.FormatInt(id, 10) }

// Run makes an export at once, in the name of the caller, of the interval that the present day tells. When
// the schedule is due next does not change. One too many, by MaxOpen or MaxKept,
// is fault.Conflict.
func (s *Schedules) Run(ctx context.Context, c account.Caller, id int64) error {
	one, err := s.Find(ctx, c, id)
	if err == nil {
		err = c.Must(account.ManageReports)
	}
	if err != nil {
		return err
	}
	one.User, one.By = c.User, c.Name
	j, err := one.job(s.clock())
	if err != nil {
		return err
	}
	return s.store.Begin(ctx, s.did(c, "schedule.run", id), &one, s.clock(), one.Next, j, room)
}

// RunDue begins an export of each schedule that is due: once, however many
// nodes look. Of several times that were missed while none looked, only the
// latest is made up for. One that cannot be begun keeps no other waiting. It
// returns how many were due.
func (s *Schedules) RunDue(ctx context.Context) (due int, err error) {
	now := s.clock()
	all, err := s.store.Due(ctx, now)
	for i := range all {
		err = errors.Join(err, s.begin(ctx, &all[i], now))
	}
	return len(all), err
}

func (s *Schedules) begin(ctx context.Context, one *Schedule, now time.Time) error {
	some, err := readers(ctx, s.store, one.Reseller)
	if err != nil {
		return err
	}
	if !has(some, one.User) {
		return s.stop(ctx, one)
	}
	at := one.Timing.Before(now.Add(time.Nanosecond))
	j, err := one.job(at)
	if err != nil {
		return err
	}
	act := s.did(account.Caller{Name: "schedule", Reseller: one.Reseller}, "export.create", one.ID)
	return s.store.Begin(ctx, act, one, at, one.Timing.After(now), j, always)
}

// stop pauses a schedule of somebody who may not read usage any more.
func (s *Schedules) stop(ctx context.Context, one *Schedule) error {
	one.Paused, one.Stopped = true, true
	act := s.did(account.Caller{Name: "schedule", Reseller: one.Reseller}, "schedule.stop", one.ID)
	act.Entry.Changes = []account.Change{{Field: "name", After: one.Name}}
	return s.store.ChangeSchedule(ctx, act, *one)
}

// always lets what is due be made: there are few schedules.
func always(int, int) error { return nil }

// job is the export of a schedule that is due at that time.
func (one *Schedule) job(due time.Time) (job.Job, error) {
	e := Export{Query: one.Query, Language: one.Language, By: one.By, Schedule: one.Name, Mail: one.Recipients}
	e.Query.Window.From, e.Query.Window.To = one.Span.Days(calendar.DayOf(due))
	return job.New(Kind, job.Owner{Reseller: one.Reseller, User: one.User}, orderOf(&e))
}

// prepare makes a schedule ready to be kept.
func (s *Schedules) prepare(ctx context.Context, c account.Caller, one *Schedule) error {
	if err := c.Must(account.ManageReports); err != nil {
		return err
	}
	if c.User == 0 {
		return fault.New(fault.Forbidden, "Only a reseller's users have schedules.")
	}
	one.Name = strings.TrimSpace(one.Name)
	one.Query.Window.From, one.Query.Window.To = 0, 0
	if err := one.Query.checkContent(); err != nil {
		return err
	}
	wrong := fault.New(fault.Invalid, "The schedule is not complete.")
	if !account.IsName(one.Name, MaxName) {
		wrong.With("scheduleName", "1 to 80 characters", one.Name)
	}
	if !one.Span.Known() {
		wrong.With("span", "yesterday, last7, lastWeek, lastMonth or monthToDate", one.Span)
	}
	if !one.Timing.valid() {
		wrong.With("every", "daily, weekly or monthly, at an hour from 0 to 23", one.Timing)
	}
	ours, err := s.Staff(ctx, c)
	if err != nil {
		return err
	}
	slices.Sort(one.Recipients)
	one.Recipients = slices.Compact(one.Recipients)
	if len(one.Recipients) > MaxRecipients || slices.ContainsFunc(one.Recipients, func(id int64) bool {
		return !has(ours, id)
	}) {
		wrong.With("recipients", "users of your account", nil)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	one.Next = one.Timing.After(s.clock())
	return nil
}
