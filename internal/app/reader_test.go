package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/export"
	"reseller-console/internal/job"
)

func (w *world) callerOf(t *testing.T, name string) account.Caller {
	t.Helper()
	u := get[account.User](t)(w.db.Accounts().UserByEmail(t.Context(), emailOf(name)))
	return u.Caller()
}

// told are those to whom letters with that in the subject went.
func (w *world) told(t *testing.T, subject string) (all []string) {
	t.Helper()
	for _, l := range get[[]string](t)(w.subjects()) {
		if to, about, _ := strings.Cut(l, " "); strings.Contains(about, subject) {
			all = append(all, to)
		}
	}
	slices.Sort(all)
	return all
}

func (w *world) subjects() (all []string, err error) {
	letters, err := w.outbox.List()
	for _, l := range letters {
		all = append(all, l.To.Address+" "+l.Subject)
	}
	return all, err
}

func TestWhoMayNotReadUsageAnyMoreGetsNoFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t).clone(t)
	ctx := t.Context()
	owner, finance := w.callerOf(t, "owner"), w.callerOf(t, "finance")
	staff := account.NewStaff(w.db.Accounts(), w.settings.now)
	must(t, staff.SetRole(ctx, owner, w.callerOf(t, "viewer").User, account.ResellerFinance)) // who may keep schedules, for now
	viewer := w.callerOf(t, "viewer")
	one := get[[]export.Schedule](t)(w.schedules.List(ctx, owner))[0]
	one.Name, one.Recipients = "Theirs", []int64{viewer.User, finance.User}
	must(t, w.schedules.Add(ctx, viewer, one, "en"))
	theirs := func(s *export.Schedules) export.Schedule {
		all := get[[]export.Schedule](t)(s.List(ctx, owner))
		return all[slices.IndexFunc(all, func(s export.Schedule) bool { return s.Name == "Theirs" })]
	}

	must(t, staff.SetRole(ctx, owner, viewer.User, account.ResellerSupport))
	must(t, w.schedules.Run(ctx, owner, theirs(w.schedules).ID))
	w.workUntil(t, func() bool { return len(w.told(t, "Theirs")) > 0 })
	if got := w.told(t, "Theirs"); !slices.Equal(got, []string{emailOf("finance")}) {
		t.Errorf("of the file are told %v; %q", got, get[[]string](t)(w.subjects()))
	}

	later := export.NewSchedules(w.db.Schedules(), func() time.Time { return w.settings.now().Add(25 * time.Hour) })
	before := len(get[[]export.Export](t)(w.exports.List(ctx, owner)))
	get[int](t)(later.RunDue(ctx))
	if s := theirs(later); !s.Stopped || !s.Paused || s.By != viewer.Name {
		t.Errorf("the schedule of who lost the permission is %+v", s)
	}
	if n := len(get[[]export.Export](t)(w.exports.List(ctx, owner))); n != before+1 { // the owner's own
		t.Errorf("%d exports are begun", n-before)
	}
	if err := later.Pause(ctx, w.callerOf(t, "viewer"), theirs(later).ID, false); err == nil {
		t.Error("who lost the permission resumes the schedule")
	}
	must(t, later.Pause(ctx, owner, theirs(later).ID, false))
	if s := theirs(later); s.Stopped || s.Paused || s.User != owner.User || s.By != owner.Name {
		t.Errorf("resumed it is %+v", s)
	}

	asked := get[export.Export](t)(w.exports.Start(ctx, finance, export.Query{Window: w.today(), Format: one.Query.Format, Products: one.Query.Products}, "en", true))
	must(t, w.schedules.Run(ctx, owner, theirs(w.schedules).ID))
	must(t, staff.Remove(ctx, owner, finance.User))
	failed := asked
	w.workUntil(t, func() bool {
		failed = get[export.Export](t)(w.exports.Find(ctx, owner, asked.ID))
		return failed.State.Ended()
	})
	if failed.State != job.Failed || failed.Why != export.NotReader {
		t.Errorf("the export of who was removed is %s, %q", failed.State, failed.Why)
	}
	if got := w.told(t, "usage from"); slices.Contains(got, emailOf("viewer")) {
		t.Errorf("told are %v", got)
	}
}

func TestAScheduledFileThatFailsIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t).clone(t)
	ctx, owner, finance := t.Context(), w.callerOf(t, "owner"), w.callerOf(t, "finance")
	one := get[[]export.Schedule](t)(w.schedules.List(ctx, owner))[0]
	one.Name, one.Recipients = "Theirs", []int64{owner.User}
	must(t, w.schedules.Add(ctx, owner, one, "en"))
	all := get[[]export.Schedule](t)(w.schedules.List(ctx, owner))
	must(t, w.schedules.Run(ctx, finance, all[slices.IndexFunc(all, func(s export.Schedule) bool { return s.Name == "Theirs" })].ID))
	must(t, account.NewStaff(w.db.Accounts(), w.settings.now).Remove(ctx, owner, finance.User))
	w.workUntil(t, func() bool { return len(w.told(t, "Theirs")) > 0 })
	if got := w.told(t, "Theirs could not be made"); !slices.Equal(got, []string{emailOf("owner")}) {
		t.Errorf("of the failure are told %v", got)
	}
}
