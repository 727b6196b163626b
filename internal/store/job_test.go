package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// inBubble runs a test on both engines where nobody waits: time stands still
// while somebody works, and jumps to the next alarm when nobody does.
func inBubble(t *testing.T, test func(t *testing.T, j *jobs)) {
	t.Helper()
	for name, config := range map[string]func(*testing.T) Config{
		"sqlite":   newSQLite,
		"postgres": newPostgres,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			synctest.Test(t, func(t *testing.T) { test(t, &jobs{DB: open(t, c), t: t}) })
		})
	}
}

// jobs are nodes that do jobs, on one database.
type jobs struct {
	*DB
	t *testing.T
}

const kind job.Kind = "test"

func one(do job.Handler) map[job.Kind]job.Work {
	return map[job.Kind]job.Work{kind: {Do: do, AtOnce: 1, Attempts: 3}}
}

// node works until stop is called, which waits for its end.
func (j *jobs) node(store job.Store, kinds map[job.Kind]job.Work) (stop func()) {
	ctx, cancel := context.WithCancel(j.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		job.NewRunner(store, kinds, time.Now, slog.New(slog.DiscardHandler)).Run(ctx)
	}()
	stop = sync.OnceFunc(func() { cancel(); <-done })
	j.t.Cleanup(stop)
	return stop
}

// add enqueues jobs and returns the id of the last.
func (j *jobs) add(all ...job.Job) (id int64) {
	j.t.Helper()
	err := j.console.write(j.t.Context(), func(tx *transaction) (err error) {
		for i := range all {
			if id, err = enqueueOne(j.t.Context(), tx, time.Now().UnixMilli(), &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return id
}

// status waits until nothing happens any more at this time.
func (j *jobs) status(id int64) job.Status {
	j.t.Helper()
	synctest.Wait()
	s, err := j.Jobs().Job(j.t.Context(), 1, kind, id)
	if err != nil {
		j.t.Fatal(err)
	}
	return s
}

// until lets time pass until the job has that state.
func (j *jobs) until(id int64, want job.State, most time.Duration) job.Status {
	j.t.Helper()
	for end := time.Now().Add(most); ; time.Sleep(100 * time.Millisecond) { // of the bubble's time
		s := j.status(id)
		if s.State == want {
			return s
		}
		if time.Now().After(end) {
			j.t.Fatalf("job %d is %s after %s (%s), want %s", id, s.State, most, s.Error, want)
		}
	}
}

// remove cancels or forgets a job.
func (j *jobs) remove(reseller, id int64) error {
	act := account.Caller{Reseller: reseller}.Did("job.delete", time.Now())
	return j.Jobs().Remove(j.t.Context(), act, kind, id)
}

func mine(payload string) job.Job {
	return job.Job{Kind: kind, Payload: []byte(payload), Owner: job.Owner{Reseller: 1, User: 2}}
}

func TestAJobIsDoneAndWhatFollowsWithIt(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		var told atomic.Value
		kinds := one(func(_ context.Context, r *job.Run) error {
			next, err := job.New("next", r.Owner, "and then")
			r.Follow(next)
			r.Progress(job.Progress{Done: 3, Total: 4})
			return errors.Join(err, r.Result(map[string]int{"rows": 3}))
		})
		kinds["next"] = job.Work{AtOnce: 1, Attempts: 1, Do: func(_ context.Context, r *job.Run) error {
			var text string
			err := r.Read(&text)
			told.Store(text)
			return err
		}}
		j.node(j.Jobs(), kinds)
		got := j.until(j.add(mine(`{}`)), job.Done, 5*time.Second)
		if string(got.Result) != `{"rows":3}` || got.Progress.Done != 3 || got.Owner != (job.Owner{Reseller: 1, User: 2}) || got.EndedAt.IsZero() {
			t.Errorf("%+v", got)
		}
		time.Sleep(5 * time.Second)
		if told.Load() != "and then" {
			t.Errorf("what follows was told %v", told.Load())
		}
	})
}

func TestAJobOfThisProcessDoesNotWait(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		done := make(chan time.Time, 1)
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error { done <- time.Now(); return nil }))
		time.Sleep(10 * time.Second)
		asked := time.Now()
		j.add(mine(`{}`))
		if at := <-done; at.Sub(asked) > 0 {
			t.Errorf("it was taken up after %s", at.Sub(asked))
		}
	})
}

func TestAJobWaitsForItsTime(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error { return nil }))
		later := mine(`{}`)
		later.NotBefore = time.Now().Add(time.Hour)
		id := j.add(later)
		time.Sleep(time.Hour - time.Second)
		if s := j.status(id); s.State != job.Queued {
			t.Errorf("before its time it is %s", s.State)
		}
		j.until(id, job.Done, 4*time.Second)
	})
}

func TestAFailureIsTriedAgainLaterAndLater(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		var tries []time.Time
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error {
			if tries = append(tries, time.Now()); len(tries) == 1 {
				panic("at the disco")
			}
			return errors.New("broken\x00\xff")
		}))
		got := j.until(j.add(mine(`{}`)), job.Failed, 2*time.Minute)
		if len(tries) != 3 || got.Error != "broken" {
			t.Fatalf("%d tries, then %+v", len(tries), got)
		}
		for i, want := range []time.Duration{10 * time.Second, 20 * time.Second} { // and half of it more or less, and the time to look
			if waited := tries[i+1].Sub(tries[i]); waited < want/2 || waited > want*3/2+2*time.Second {
				t.Errorf("waited %s, want about %s", waited, want)
			}
		}
	})
}

func TestAnErrorMaySayWhenAndWhetherToTryAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		var tries []time.Time
		j.node(j.Jobs(), one(func(_ context.Context, r *job.Run) error {
			if string(r.Payload) == "hopeless" {
				return job.Final(errors.New("no such mailbox"))
			}
			if tries = append(tries, time.Now()); len(tries) == 1 {
				return job.Later(2 * time.Second) // less than the usual pause
			}
			return job.Later(time.Hour)
		}))
		if s := j.until(j.add(mine("hopeless")), job.Failed, time.Second); s.Error != "no such mailbox" {
			t.Errorf("%+v", s)
		}
		j.until(j.add(mine("")), job.Failed, 4*time.Hour)
		if len(tries) != 3 {
			t.Fatalf("tried at %v", tries)
		}
		for i, want := range []time.Duration{2 * time.Second, time.Hour} { // and the time to look
			if waited := tries[i+1].Sub(tries[i]); waited < want || waited > want+2*time.Second {
				t.Errorf("waited %s, want %s", waited, want)
			}
		}
	})
}

func TestAStopGivesJobsBackAtOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		begun := make(chan int, 10)
		stop := j.node(j.Jobs(), one(func(ctx context.Context, r *job.Run) error {
			begun <- r.Attempt
			<-ctx.Done()
			return ctx.Err()
		}))
		id := j.add(mine(`{}`))
		<-begun
		stop()
		if s := j.status(id); s.State != job.Queued || s.Error != "" {
			t.Errorf("%+v", s)
		}
		j.node(j.Jobs(), one(func(_ context.Context, r *job.Run) error { begun <- r.Attempt; return nil }))
		j.until(id, job.Done, 3*time.Second)
		if again := <-begun; again != 1 {
			t.Errorf("being stopped counted: attempt %d", again)
		}
	})
}

// cutOff is the store of a node that can be cut off from it.
type cutOff struct {
	job.Store
	off atomic.Bool
}

var errCut = errors.New("the cable is out")

func (c *cutOff) Claim(ctx context.Context, k job.Kind, n int, now, until time.Time, except ...int64) ([]job.Claimed, error) {
	if c.off.Load() {
		return nil, errCut
	}
	return c.Store.Claim(ctx, k, n, now, until, except...)
}

func (c *cutOff) Renew(ctx context.Context, l job.Lease, until time.Time, p job.Progress) error {
	if c.off.Load() {
		return errCut
	}
	return c.Store.Renew(ctx, l, until, p)
}

// End is late: it comes when the cable is in again.
func (c *cutOff) End(ctx context.Context, l job.Lease, e job.Ending) error {
	for c.off.Load() {
		time.Sleep(time.Second)
	}
	return c.Store.End(context.WithoutCancel(ctx), l, e)
}

func TestTheJobOfADeadNodeIsTakenUpAfterItsLeaseAndOnlyThen(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		lonely := &cutOff{Store: j.Jobs()}
		begun, given := make(chan struct{}), make(chan time.Time, 1)
		j.node(lonely, one(func(ctx context.Context, r *job.Run) error {
			close(begun)
			<-ctx.Done()
			given <- time.Now()
			return r.Result("of the dead")
		}))
		id := j.add(mine(`{}`))
		<-begun
		j.node(j.Jobs(), one(func(_ context.Context, r *job.Run) error { return r.Result(r.Attempt) }))
		time.Sleep(10 * job.LeaseFor) // it renews it
		if s := j.status(id); s.State != job.Running {
			t.Fatalf("%+v", s)
		}
		cutAt := time.Now()
		lonely.off.Store(true)
		s := j.until(id, job.Done, job.LeaseFor+3*time.Second)
		if after := time.Since(cutAt); after < job.LeaseFor/2 || string(s.Result) != "2" {
			t.Errorf("taken up after %s, %s", after, s.Result)
		}
		if at := <-given; at.After(s.EndedAt) {
			t.Error("the node that was cut off worked on when the other one had begun")
		}
		lonely.off.Store(false)
		time.Sleep(5 * time.Second)
		if s := j.status(id); string(s.Result) != "2" {
			t.Errorf("the dead one wrote %s", s.Result)
		}
	})
}

func TestAJobThatKillsItsNodesFails(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		id := j.add(mine(`{}`))
		for range 3 { // nodes that take it up and are never heard of again
			if got, err := j.Jobs().Claim(t.Context(), kind, 9, time.Now(), time.Now().Add(job.LeaseFor)); len(got) != 1 || err != nil {
				t.Fatal(got, err)
			}
			time.Sleep(job.LeaseFor)
		}
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error { return nil }))
		if s := j.until(id, job.Failed, 5*time.Second); !strings.Contains(s.Error, "died") {
			t.Errorf("%+v", s)
		}
	})
}

func TestACancelledJobLearnsOfIt(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		begun, ended := make(chan struct{}), make(chan struct{})
		j.node(j.Jobs(), one(func(ctx context.Context, r *job.Run) error {
			close(begun)
			<-ctx.Done()
			close(ended)
			return nil
		}))
		id := j.add(mine(`{}`))
		<-begun
		own, service := job.Owner{Reseller: 1}, job.NewService(j.Jobs())
		if err := j.remove(2, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another reseller's: %v", err)
		}
		if err := j.remove(1, id); err != nil {
			t.Fatal(err)
		}
		cancelledAt := time.Now()
		<-ended
		if took := time.Since(cancelledAt); took > 20*time.Second {
			t.Errorf("it worked on for %s", took)
		}
		if s := j.status(id); s.State != job.Cancelled {
			t.Errorf("%+v", s)
		}
		if err := j.remove(1, id); err != nil {
			t.Fatal(err)
		}
		if _, err := service.Find(t.Context(), own, kind, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it is still there: %v", err)
		}
	})
}

func TestProgressIsKeptOnceASecond(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		counting := &counted{Store: j.Jobs()}
		j.node(counting, one(func(_ context.Context, r *job.Run) error {
			for i := range int64(10_000) {
				r.Progress(job.Progress{Done: i, Total: 10_000})
				time.Sleep(time.Millisecond)
			}
			return nil
		}))
		id := j.add(mine(`{}`))
		time.Sleep(5500 * time.Millisecond)
		if s := j.status(id); s.Progress.Done < 3_900 || s.Progress.Done > 5_500 || s.Progress.Total != 10_000 {
			t.Errorf("%+v", s.Progress)
		}
		j.until(id, job.Done, 10*time.Second)
		if n := counting.renewed.Load(); n > 10 {
			t.Errorf("written %d times in 10 seconds", n)
		}
	})
}

type counted struct {
	job.Store
	renewed atomic.Int64
}

func (c *counted) Renew(ctx context.Context, l job.Lease, until time.Time, p job.Progress) error {
	c.renewed.Add(1)
	return c.Store.Renew(ctx, l, until, p)
}

func TestAResellerWhoseJobsTakeLongLeavesPlacesToOthers(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		var slow, most atomic.Int64
		others := make(chan struct{}, 5)
		j.node(j.Jobs(), map[job.Kind]job.Work{kind: {AtOnce: 3, EachAtOnce: 2, Attempts: 1, Do: func(_ context.Context, r *job.Run) error {
			if r.Owner.Reseller != 1 {
				others <- struct{}{}
				return nil
			}
			most.Store(max(most.Load(), slow.Add(1)))
			time.Sleep(15 * time.Second)
			slow.Add(-1)
			return nil
		}}})
		var id int64
		for range 6 {
			id = j.add(job.Job{Kind: kind, Payload: []byte("{}"), Owner: job.Owner{Reseller: 1}})
		}
		began := time.Now()
		for range 5 {
			j.add(job.Job{Kind: kind, Payload: []byte("{}"), Owner: job.Owner{Reseller: 2}})
			<-others
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("the others waited %s", took)
		}
		j.until(id, job.Done, time.Minute)
		if most.Load() != 2 {
			t.Errorf("%d at once, want 2", most.Load())
		}
	})
}

func TestKindsDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		var atOnce, most atomic.Int64
		free := make(chan struct{})
		mails := make(chan struct{}, 5)
		j.node(j.Jobs(), map[job.Kind]job.Work{
			kind: {AtOnce: 2, Attempts: 1, Do: func(context.Context, *job.Run) error {
				most.Store(max(most.Load(), atOnce.Add(1)))
				<-free
				atOnce.Add(-1)
				return nil
			}},
			"mail": {AtOnce: 1, Attempts: 1, Do: func(context.Context, *job.Run) error { mails <- struct{}{}; return nil }},
		})
		var id int64
		for range 5 {
			id = j.add(mine(`{}`))
		}
		for range 5 {
			j.add(job.Job{Kind: "mail", Payload: []byte("{}")})
			<-mails
		}
		close(free)
		j.until(id, job.Done, time.Second)
		if most.Load() != 2 {
			t.Errorf("%d at a time", most.Load())
		}
	})
}

func TestJobsAreForgottenSomeTimeAfterTheirEnd(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error { return nil }))
		old := j.add(slices.Repeat([]job.Job{mine(`{}`)}, 2*forgetRows)...)
		j.until(old, job.Done, time.Minute)
		later := mine(`{}`)
		later.NotBefore = time.Now().Add(job.KeepFor)
		waiting := j.add(later)
		if err := j.Jobs().Forget(t.Context(), time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		left, err := job.NewService(j.Jobs()).List(t.Context(), job.Owner{Reseller: 1}, kind)
		if err != nil || len(left) != 1 || left[0].ID != waiting {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

func TestAFileIsThatOfTheAttemptThatEndedWell(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		const size = 2*job.PartSize + 7
		var stale *job.File
		j.node(j.Jobs(), one(func(ctx context.Context, r *job.Run) error {
			file := r.File(context.WithoutCancel(ctx))
			if r.Attempt == 1 {
				stale = file
				return errors.Join(write(file, "x", 2*size), errors.New("the disk is full"))
			}
			if err := write(stale, "x", size); !errors.Is(err, job.ErrLost) {
				t.Errorf("an attempt that is over may write: %v", err)
			}
			return errors.Join(write(file, "y", size), file.Close())
		}))
		id := j.add(mine(`{}`))
		j.until(id, job.Done, time.Minute)
		service, own := job.NewService(j.Jobs()), job.Owner{Reseller: 1}
		var got, none strings.Builder
		err := errors.Join(service.Copy(t.Context(), &got, own, kind, id), service.Copy(t.Context(), &none, job.Owner{Reseller: 2}, kind, id))
		if err != nil || got.String() != strings.Repeat("y", size) || none.Len() > 0 {
			t.Errorf("%d bytes, another reseller %d, %v", got.Len(), none.Len(), err)
		}
		if err := j.remove(1, id); err != nil {
			t.Fatal(err)
		}
		var left int
		if err := j.console.reader.QueryRowContext(t.Context(), "select count(*) from job_part").Scan(&left); err != nil || left > 0 {
			t.Errorf("%d parts are left, %v", left, err)
		}
	})
}

// write writes n times a letter in pieces that do not fit.
func write(f *job.File, letter string, n int) error {
	for piece := 100_003; n > 0; n -= piece {
		if _, err := f.Write([]byte(strings.Repeat(letter, min(piece, n)))); err != nil {
			return err
		}
	}
	return nil
}

func TestAStormOfJobsIsDoneOnceEach(t *testing.T) {
	t.Parallel()
	const all, nodes = 500, 4
	for name, config := range map[string]func(*testing.T) Config{
		"sqlite":   newSQLite,
		"postgres": newPostgres,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			var mu sync.Mutex
			times := map[string]int{}
			done := make(chan struct{}, 2*all)
			do := func(_ context.Context, r *job.Run) error {
				mu.Lock()
				defer mu.Unlock()
				times[string(r.Payload)]++
				done <- struct{}{}
				return nil
			}
			first := &jobs{DB: open(t, c), t: t}
			for range nodes {
				first.node(open(t, c).Jobs(), map[job.Kind]job.Work{kind: {Do: do, AtOnce: 5, Attempts: 3}})
			}
			storm := make([]job.Job, all)
			for i := range storm {
				storm[i] = mine(fmt.Sprint(i))
			}
			first.add(storm...)
			for range all {
				<-done
			}
			mu.Lock()
			defer mu.Unlock()
			for payload, n := range times {
				if n != 1 {
					t.Errorf("job %s was done %d times", payload, n)
				}
			}
		})
	}
}
