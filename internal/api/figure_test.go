package api_test

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
	"reseller-console/internal/usage"
)

// eachEngine opens a database twice, as two server nodes or a server and a
// command would.
func eachEngine(t *testing.T, test func(t *testing.T, d *desk, there *store.DB)) {
	t.Helper()
	for name, config := range map[string]func(t *testing.T) store.Config{
		"sqlite":   func(t *testing.T) store.Config { return store.Config{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) store.Config { return store.Config{Database: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			d := newDeskAt(t, c)
			there, err := store.Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = there.Close() })
			test(t, d, there)
		})
	}
}

// minutesOf asks for a company's minutes of the days that noon is the last of.
func (d *desk) minutesOf(t *testing.T, cid int64, days int) (minutes []int64, r reply) {
	t.Helper()
	r = d.ask(t, "GET", fmt.Sprintf("%s/%d/usage?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d",
		companies, cid, noon.AddDate(0, 0, 1-days).Unix(), noon.Unix()), "")
	if r.status != 200 {
		return nil, r
	}
	var all []struct{ Usage struct{ AudioAll int64 } }
	r.as(t, &all)
	for _, day := range all {
		minutes = append(minutes, day.Usage.AudioAll)
	}
	return minutes, r
}

// aMinute is a minute of audio on the day that is so many before noon's.
func aMinute(t *testing.T, id, project string, before int) usage.Event {
	return usage.Event{Source: "s", ID: id, Type: usage.Seconds, Project: project, Product: product(t, "rtc"), Slot: 0, Value: 60,
		Start: noon.Truncate(24*time.Hour).AddDate(0, 0, -before).UnixMilli()}
}

func TestWhatIsAcknowledgedAnywhereIsInTheNextAnswer(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *desk, there *store.DB) {
		cid := d.create(t)
		project := d.begin(t, cid)
		meters := []*usage.Meter{d.meter, usage.NewMeter(there.Usage(), there.Companies(), d.clock, 400)}
		before := int64(-1)
		for n := range int64(6) {
			if n > 0 {
				d.meter = meters[n%2]
				d.take(t, aMinute(t, fmt.Sprint(n), project, 0))
			}
			d.advance(time.Second)
			var revisions []int64
			for range 2 { // the second is remembered
				minutes, r := d.minutesOf(t, cid, 1)
				if len(minutes) != 1 || minutes[0] != n {
					t.Errorf("%v after %d minutes", minutes, n)
				}
				if asOf := r.header.Get("Usage-As-Of"); asOf != d.clock().Format(time.RFC3339) {
					t.Errorf("as of %s, asked at %s", asOf, d.clock())
				}
				revision, err := strconv.ParseInt(r.header.Get("Usage-Revision"), 10, 64)
				if err != nil {
					t.Error(err)
				}
				revisions = append(revisions, revision)
			}
			if revisions[0] <= before || revisions[1] != revisions[0] {
				t.Errorf("revisions %d after %d", revisions, before)
			}
			before = revisions[0]
		}
	})
}

// TestNoAnswerIsOlderThanWhatWasAcknowledgedBefore asks while events come in.
func TestNoAnswerIsOlderThanWhatWasAcknowledgedBefore(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *desk, there *store.DB) {
		cid := d.create(t)
		project := d.begin(t, cid)
		meters := []*usage.Meter{d.meter, usage.NewMeter(there.Usage(), there.Companies(), d.clock, 400)}
		var acknowledged atomic.Int64
		var all sync.WaitGroup
		all.Go(func() {
			for n := range int64(40) {
				d.meter = meters[n%2]
				d.take(t, aMinute(t, fmt.Sprint(n), project, 0))
				acknowledged.Store(n + 1)
			}
		})
		for range 4 {
			all.Go(func() {
				for acknowledged.Load() < 40 {
					least := acknowledged.Load()
					if minutes, r := d.minutesOf(t, cid, 1); len(minutes) != 1 || minutes[0] < least {
						t.Errorf("%d minutes were acknowledged, answered are %s", least, r.body)
						return
					}
				}
			})
		}
		all.Wait()
	})
}

func TestRememberedFiguresAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, d *desk, there *store.DB) {
		type signer struct {
			key    account.AccessKey
			secret string
		}
		stranger := d.reseller(t, "Alder", "theo@alder.example")
		ours, theirs := signer{d.key, d.secret}, signer{}
		theirs.key, theirs.secret = d.newKey(t, stranger, account.AccessKey{Name: "test"})
		cid := d.create(t)
		project := d.begin(t, cid)
		d.take(t, aMinute(t, "1", project, 1), aMinute(t, "2", project, 0))
		expect := func(who signer, want ...int64) {
			t.Helper()
			d.key, d.secret = who.key, who.secret
			for range 2 {
				if minutes, r := d.minutesOf(t, cid, 2); fmt.Sprint(minutes) != fmt.Sprint(want) {
					t.Errorf("%v, want %v: %s", minutes, want, r.body)
				}
			}
		}
		expect(ours, 1, 1)
		expect(theirs)
		// The company is another's already, and figures have yet to follow.
		err := there.Companies().Hold(t.Context(), account.Act{}, cid, 20260831, func([]company.Holding) ([]company.Holding, error) {
			return []company.Holding{{Reseller: ours.key.Reseller, To: 20260830}, {Reseller: stranger.Reseller, From: 20260831}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		expect(ours)
		expect(theirs, 0, 0)
		if err := company.NewMembership(there.Companies(), there.Usage(), d.clock).Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		expect(ours)
		expect(theirs, 0, 1)
	})
}
