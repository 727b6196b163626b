package store

import (
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

var _ account.JobStore = Jobs{}

func TestOperatorsSeeCancelAndRetryEverybodysJobs(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		jobs := account.NewJobs(db.Jobs(), clock.Now)
		for _, kind := range []job.Kind{"a", "a", "b"} {
			j, err := job.New(kind, job.Owner{}, "x")
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Accounts().Enqueue(t.Context(), clock.Now(), j); err != nil {
				t.Fatal(err)
			}
		}
		list := func(q account.JobQuery) []job.Status {
			t.Helper()
			q.Limit = 9
			all, err := jobs.List(t.Context(), ines, q)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		all := list(account.JobQuery{})
		if len(all) != 3 || all[0].Kind != "b" || len(list(account.JobQuery{Kind: "a"})) != 2 || len(list(account.JobQuery{Before: all[1].ID})) != 1 {
			t.Errorf("the jobs are %+v", all)
		}
		id := all[1].ID
		if err := jobs.Retry(t.Context(), ines, id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("one that waits is tried again: %v", err)
		}
		if err := jobs.Cancel(t.Context(), ines, id); err != nil || len(list(account.JobQuery{State: job.Cancelled})) != 1 {
			t.Error(err)
		}
		if claimed, err := db.Jobs().Claim(t.Context(), "a", 9, clock.Now(), clock.Now().Add(time.Minute)); err != nil || len(claimed) != 1 {
			t.Errorf("%+v, %v", claimed, err)
		}
		if err := jobs.Cancel(t.Context(), ines, id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("cancelled twice: %v", err)
		}
		if err := jobs.Retry(t.Context(), ines, id); err != nil {
			t.Error(err)
		}
		if claimed, err := db.Jobs().Claim(t.Context(), "a", 9, clock.Now(), clock.Now().Add(time.Minute)); err != nil || len(claimed) != 1 || claimed[0].ID != id || claimed[0].Attempt != 1 {
			t.Errorf("%+v, %v", claimed, err)
		}
		counts, err := jobs.Counts(t.Context(), ines)
		if err != nil || len(counts) != 2 || counts[0].Count != 2 || counts[0].State != job.Running || !counts[0].First.Equal(clock.Now()) {
			t.Errorf("%+v, %v", counts, err)
		}
		stranger := account.Caller{User: 1, Role: account.ResellerOwner, Reseller: 1}
		_, count := jobs.Counts(t.Context(), stranger)
		_, listed := jobs.List(t.Context(), stranger, account.JobQuery{})
		for _, err := range []error{count, listed, jobs.Retry(t.Context(), stranger, id), jobs.Cancel(t.Context(), stranger, id)} {
			if fault.KindOf(err) != fault.Forbidden {
				t.Error(err)
			}
		}
	})
}

func TestEachEngineTellsWhatItIs(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		all, err := db.Engines(t.Context())
		if err != nil || len(all) != 2 {
			t.Fatal(all, err)
		}
		for _, e := range all {
			if e.Kind == "" || e.Version == "" || e.Bytes == 0 || e.Schema == 0 {
				t.Errorf("%+v", e)
			}
		}
	})
}

func TestAJobThatStopsByItselfIsAskedToByOperators(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		clock := newClock()
		jobs := account.NewJobs(db.Jobs(), clock.Now, "stops")
		for _, kind := range []job.Kind{"stops", "ends", "stops"} {
			j, err := job.New(kind, job.Owner{}, "x")
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Accounts().Enqueue(t.Context(), clock.Now(), j); err != nil {
				t.Fatal(err)
			}
		}
		for _, kind := range []job.Kind{"stops", "ends"} { // the second that stops waits
			if claimed, err := db.Jobs().Claim(t.Context(), kind, 1, clock.Now(), clock.Now().Add(time.Minute)); err != nil || len(claimed) != 1 {
				t.Fatal(claimed, err)
			}
		}
		all, err := jobs.List(t.Context(), ines, account.JobQuery{Limit: 9})
		if err != nil || len(all) != 3 {
			t.Fatal(all, err)
		}
		for range 2 { // asked twice, it still keeps what it makes
			if err := jobs.Cancel(t.Context(), ines, all[2].ID); err != nil {
				t.Error(err)
			}
		}
		for _, j := range all[:2] {
			if err := jobs.Cancel(t.Context(), ines, j.ID); err != nil {
				t.Error(err)
			}
		}
		all, err = jobs.List(t.Context(), ines, account.JobQuery{Limit: 9})
		if err != nil || all[2].State != job.Stopping || all[1].State != job.Cancelled || all[0].State != job.Cancelled {
			t.Errorf("%+v, %v", all, err)
		}
	})
}
