package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
	"reseller-console/internal/sheet"
)

// planner is a reseller with schedules and templates, on a clock of its own.
type planner struct {
	*DB
	t         *testing.T
	now       time.Time
	owner     account.Caller
	schedules *export.Schedules
	templates *export.Templates
}

func newPlanner(t *testing.T, db *DB) *planner {
	t.Helper()
	p := &planner{DB: db, t: t, now: time.Date(2026, 8, 27, 14, 32, 0, 0, time.UTC)}
	clock := func() time.Time { return p.now }
	p.schedules, p.templates = export.NewSchedules(db.Schedules(), clock), export.NewTemplates(db.Templates(), clock)
	p.owner = p.reseller("Northgate", "mara@northgate.example")
	return p
}

func (p *planner) reseller(name, email string) account.Caller {
	p.t.Helper()
	_, err := company.NewService(p.Companies(), func() time.Time { return p.now }).CreateReseller(p.t.Context(), company.Reseller{Name: name}, account.User{Name: name, Email: email})
	if err != nil {
		p.t.Fatal(err)
	}
	u, err := p.Accounts().UserByEmail(p.t.Context(), email)
	if err != nil {
		p.t.Fatal(err)
	}
	return u.Caller()
}

func planned(t *testing.T) export.Query {
	t.Helper()
	products, err := export.Products([]string{"rtc", "rtm"})
	if err != nil {
		t.Fatal(err)
	}
	return export.Query{Format: sheet.Excel, Company: true, About: true, Products: products}
}

// daily adds a schedule that is due at six, and returns it as it is kept.
func (p *planner) daily() export.Schedule {
	p.t.Helper()
	err := p.schedules.Add(p.t.Context(), p.owner, export.Schedule{Name: "Daily minutes", Query: planned(p.t), Span: export.Yesterday,
		Timing: export.Timing{Every: export.Daily, Hour: 6}, Recipients: []int64{p.owner.User}}, "zh-Hans")
	if err != nil {
		p.t.Fatal(err)
	}
	return p.only()
}

func (p *planner) only() export.Schedule {
	p.t.Helper()
	all, err := p.schedules.List(p.t.Context(), p.owner)
	if err != nil || len(all) != 1 {
		p.t.Fatalf("%d schedules, %v", len(all), err)
	}
	return all[0]
}

func (p *planner) exports() []job.Status {
	p.t.Helper()
	all, err := p.Jobs().Jobs(p.t.Context(), p.owner.Reseller, export.Kind, 100)
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func TestAScheduleIsBegunOnceByManyNodesAndTheLatestTimeThatWasMissed(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		one := p.daily()
		if want := time.Date(2026, 8, 28, 6, 0, 0, 0, time.UTC); !one.Next.Equal(want) || one.Language != "zh-Hans" || one.By != "Northgate" || !one.Query.About {
			t.Fatalf("%+v", one)
		}
		if n, err := p.schedules.RunDue(t.Context()); n != 0 || err != nil {
			t.Fatalf("before its time %d are begun (%v)", n, err)
		}
		p.now = time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC) // six times were missed
		var nodes sync.WaitGroup
		for range 8 {
			nodes.Go(func() {
				if _, err := p.schedules.RunDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		nodes.Wait()
		all := p.exports()
		if len(all) != 1 {
			t.Fatalf("%d exports are begun", len(all))
		}
		if got := string(all[0].Payload); !hasAll(got, `"from":20260901,"to":20260901`, `"schedule":"Daily minutes"`, fmt.Sprintf(`"mail":[%d]`, p.owner.User)) {
			t.Errorf("the export is %s", got)
		}
		one = p.only()
		if want := time.Date(2026, 9, 3, 6, 0, 0, 0, time.UTC); !one.Next.Equal(want) || one.Last.Export != all[0].ID || one.Last.State != job.Queued || !one.Last.Due.Equal(want.AddDate(0, 0, -1)) {
			t.Errorf("afterwards it is %+v", one)
		}
		p.trail("export.create", "schedule.create")
	})
}

func hasAll(text string, all ...string) bool {
	for _, part := range all {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// trail compares the newest actions of the trail.
func (p *planner) trail(want ...account.Action) {
	p.t.Helper()
	entries, err := account.NewTrail(p.Audit()).List(p.t.Context(), p.owner, account.AuditFilter{Limit: len(want)})
	if err != nil {
		p.t.Fatal(err)
	}
	for i, e := range entries {
		if e.Action != want[i] {
			p.t.Errorf("entry %d of the trail is %s, want %s", i, e.Action, want[i])
		}
	}
}

func TestWhatBecameOfALastRunIsKnownWhenItsJobIsForgotten(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		one := p.daily()
		if err := p.schedules.Run(t.Context(), p.owner, one.ID); err != nil {
			t.Fatal(err)
		}
		if got := p.only(); !got.Next.Equal(one.Next) || got.Last.State != job.Queued {
			t.Errorf("run now, it is %+v", got)
		}
		claimed, err := p.Jobs().Claim(t.Context(), export.Kind, 1, p.now, p.now.Add(time.Minute))
		if err != nil || len(claimed) != 1 {
			t.Fatal(claimed, err)
		}
		if err := p.Jobs().End(t.Context(), claimed[0].Lease, job.Ending{State: job.Failed, At: p.now, Now: p.now, Error: "x"}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.schedules.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := p.Jobs().Forget(t.Context(), p.now.AddDate(0, 0, 8)); err != nil {
			t.Fatal(err)
		}
		if got := p.only(); len(p.exports()) != 0 || got.Last.State != job.Failed {
			t.Errorf("%+v", got.Last)
		}
	})
}

func TestAPausedScheduleIsNotDueAndDoesNotCatchUp(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		one := p.daily()
		p.must(p.schedules.Pause(t.Context(), p.owner, one.ID, true))
		p.now = p.now.AddDate(0, 0, 3)
		if n, err := p.schedules.RunDue(t.Context()); n != 0 || err != nil {
			t.Fatalf("%d are begun (%v)", n, err)
		}
		p.must(p.schedules.Pause(t.Context(), p.owner, one.ID, false))
		if got := p.only(); !got.Next.After(p.now) || got.Paused {
			t.Errorf("resumed, it is %+v", got)
		}
		one.Name, one.Span = "Weekly", export.LastWeek
		one.Timing = export.Timing{Every: export.Weekly, Weekday: 0, Hour: 7}
		p.must(p.schedules.Change(t.Context(), p.owner, one.ID, one))
		if got := p.only(); got.Name != "Weekly" || got.Span != export.LastWeek || got.Next.Weekday() != time.Monday {
			t.Errorf("changed, it is %+v", got)
		}
		p.must(p.schedules.Remove(t.Context(), p.owner, one.ID))
		if err := p.schedules.Remove(t.Context(), p.owner, one.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("removed again: %v", err)
		}
		p.trail("schedule.delete", "schedule.update", "schedule.resume", "schedule.pause", "schedule.create")
	})
}

func (p *planner) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func TestAScheduleOfAnotherResellerIsNotThere(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		one := p.daily()
		other := p.reseller("Alder", "o@alder.example")
		for name, act := range map[string]func(context.Context) error{
			"run":    func(ctx context.Context) error { return p.schedules.Run(ctx, other, one.ID) },
			"pause":  func(ctx context.Context) error { return p.schedules.Pause(ctx, other, one.ID, true) },
			"change": func(ctx context.Context) error { return p.schedules.Change(ctx, other, one.ID, one) },
			"remove": func(ctx context.Context) error { return p.schedules.Remove(ctx, other, one.ID) },
		} {
			if err := act(t.Context()); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		one.Recipients = []int64{other.User}
		if err := p.schedules.Change(t.Context(), p.owner, one.ID, one); fault.KindOf(err) != fault.Invalid {
			t.Errorf("another reseller's user is a recipient: %v", err)
		}
	})
}

func TestTheNumberOfSchedulesAndTemplatesIsLimited(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		one := export.Schedule{Name: "x", Query: planned(t), Span: export.Yesterday, Timing: export.Timing{Every: export.Daily}}
		for i := range export.MaxSchedules + 1 {
			if err := p.schedules.Add(t.Context(), p.owner, one, "en"); (err != nil) != (i == export.MaxSchedules) || err != nil && fault.KindOf(err) != fault.Conflict {
				t.Fatalf("schedule %d: %v", i+1, err)
			}
		}
		for i := range export.MaxTemplates + 1 {
			if err := p.templates.Save(t.Context(), p.owner, fmt.Sprint(i), true, planned(t)); (err != nil) != (i == export.MaxTemplates) || err != nil && fault.KindOf(err) != fault.Conflict {
				t.Fatalf("template %d: %v", i+1, err)
			}
		}
	})
}

func TestTemplatesAreSeenByTheirUsersAndNamedOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		p := newPlanner(t, db)
		ctx := t.Context()
		id, err := db.Accounts().CreateUser(ctx, account.User{Email: "b@northgate.example", Name: "B", Language: "en", Role: account.ResellerOwner, Reseller: p.owner.Reseller, CreatedAt: p.now})
		p.must(err)
		colleague := account.Caller{User: id, Reseller: p.owner.Reseller, Role: account.ResellerOwner}
		stranger := p.reseller("Alder", "o@alder.example")
		q := planned(t)
		q.Window.Monthly, q.Window.From, q.Window.To = true, calendar.Day(20260801), calendar.Day(20260827)
		p.must(p.templates.Save(ctx, p.owner, "Mine", false, q))
		p.must(p.templates.Save(ctx, p.owner, "Ours", true, q))
		p.must(p.templates.Save(ctx, colleague, "mine", false, q))
		if err := p.templates.Save(ctx, colleague, "OURS", true, q); !errors.Is(err, export.ErrNameTaken) {
			t.Errorf("a name that is taken: %v", err)
		}
		names := func(c account.Caller) (all []export.Template) {
			all, err := p.templates.List(ctx, c)
			p.must(err)
			return all
		}
		if own := names(p.owner); len(own) != 2 || own[0].Name != "Mine" || !own[1].Shared || own[0].Query.Window.From != 0 || !own[0].Query.Window.Monthly || !own[0].Query.About {
			t.Errorf("%+v", own)
		}
		if len(names(colleague)) != 2 || len(names(stranger)) != 0 {
			t.Errorf("%d and %d", len(names(colleague)), len(names(stranger)))
		}
		ours, mine := names(p.owner)[1].ID, names(p.owner)[0].ID
		if err := p.templates.Change(ctx, p.owner, mine, "ours", true); !errors.Is(err, export.ErrNameTaken) {
			t.Errorf("shared under a name that is taken: %v", err)
		}
		if err := p.templates.Change(ctx, colleague, ours, "Ours", false); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a colleague takes it away: %v", err)
		}
		p.must(p.templates.Change(ctx, colleague, ours, "All of ours", true))
		for _, c := range []account.Caller{stranger, colleague} {
			if err := p.templates.Remove(ctx, c, mine); fault.KindOf(err) != fault.NotFound {
				t.Errorf("removed by %d: %v", c.User, err)
			}
		}
		p.must(p.templates.Remove(ctx, p.owner, mine))
		p.trail("template.delete", "template.update", "template.create", "template.create", "template.create")
	})
}
