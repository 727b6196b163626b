package store

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"reseller-console/internal/usage"
)

func ignore(usage.Difference) {}

func TestTheResultOfACheckIsKeptWithItsFirstDifferences(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, twoMonths(idForms["uuid7"]))
		clock := newClock()
		var want []usage.CheckRun
		for i := range 3 {
			ruin(t, db, fmt.Sprintf("update figure set m0 = m0 + %d", i))
			run, err := db.Usage().RunCheck(t.Context(), clock.Now, ignore)
			if err != nil {
				t.Fatal(err)
			}
			if all := run.Checked.Differences; run.Events == 0 || i > 0 && (all <= usage.MaxListed || len(run.Differences) != usage.MaxListed) || i == 0 && all > 0 {
				t.Errorf("check %d: %+v", i, run.Checked)
			}
			want = append([]usage.CheckRun{run}, want...)
			clock.now = clock.now.Add(time.Hour)
		}
		got, err := db.Usage().CheckRuns(t.Context(), 2)
		if err != nil || !reflect.DeepEqual(got, want[:2]) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want[:2])
		}
	})
}

func TestACheckThatFailsIsKeptAndOneThatIsInterruptedIsNot(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		recordAll(t, db, twoMonths(idForms["uuid7"]))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := db.Usage().RunCheck(ctx, newClock().Now, ignore); err == nil {
			t.Error("an interrupted check has a result")
		}
		ruin(t, db, "update segment set body = 'x'")
		if _, err := db.Usage().RunCheck(t.Context(), newClock().Now, ignore); err != nil {
			t.Error(err)
		}
		runs, err := db.Usage().CheckRuns(t.Context(), 9)
		if err != nil || len(runs) != 1 || runs[0].Err == "" {
			t.Errorf("%+v, %v", runs, err)
		}
	})
}

func TestACheckIsDueSomeTimeAfterTheLastOneBegan(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		for i, c := range []struct {
			after time.Duration
			due   bool
		}{{0, true}, {59 * time.Minute, false}, {time.Minute, true}, {time.Minute, false}} {
			clock.now = clock.now.Add(c.after)
			if run, err := db.Usage().CheckIfDue(t.Context(), time.Hour, clock.Now); err != nil || run != nil != c.due {
				t.Errorf("step %d: %v, %v", i, run, err)
			}
		}
	})
}

func TestOneNodeAtATimeChecks(t *testing.T) {
	t.Parallel()
	config := newPostgres(t)
	one, other := open(t, config), open(t, config)
	release, got, err := one.usage.tryCheck(t.Context(), one.usage.reader.DB)
	if err != nil || !got {
		t.Fatal(got, err)
	}
	if run, err := other.Usage().CheckIfDue(t.Context(), time.Hour, newClock().Now); run != nil || err != nil {
		t.Errorf("a second node checks too: %v, %v", run, err)
	}
	release()
	if run, err := other.Usage().CheckIfDue(t.Context(), time.Hour, newClock().Now); run == nil || err != nil {
		t.Errorf("nobody checks: %v", err)
	}
}
