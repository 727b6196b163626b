package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

func TestAJobThatFailedIsTriedAgainOrGivenUp(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, j *jobs) {
		broken := true
		j.node(j.Jobs(), one(func(context.Context, *job.Run) error {
			if broken {
				return job.Final(errors.New("no such mailbox"))
			}
			return nil
		}))
		first, second := j.add(mine(`{}`)), j.add(mine(`{}`))
		j.until(first, job.Failed, time.Minute)
		if s := j.until(second, job.Failed, time.Minute); s.Attempts != 1 || !s.Next.IsZero() {
			t.Errorf("%+v", s)
		}
		all, err := j.Jobs().Unsent(t.Context(), kind, 10)
		if err != nil || len(all) != 2 || all[0].ID != second {
			t.Errorf("%+v, %v", all, err)
		}
		broken = false
		act := account.Act{Entry: account.Entry{At: time.Now(), Action: "mail.retry"}}
		if err := j.Jobs().Hasten(t.Context(), act, kind, first); err != nil {
			t.Fatal(err)
		}
		j.until(first, job.Done, 5*time.Second)
		if err := j.Jobs().GiveUp(t.Context(), act, kind, second); err != nil {
			t.Fatal(err)
		}
		if s := j.status(second); s.State != job.Cancelled || s.EndedAt.IsZero() {
			t.Errorf("%+v", s)
		}
		for _, id := range []int64{first, second, 99} {
			if err := errors.Join(j.Jobs().Hasten(t.Context(), act, kind, id), j.Jobs().GiveUp(t.Context(), act, kind, id)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("job %d: %v", id, err)
			}
		}
	})
}
