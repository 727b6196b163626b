package app

import (
	"context"
	"math/rand/v2"
	"time"
)

// dueEvery is how often a server looks for schedules that are due.
const dueEvery = 5 * time.Second

// keepSchedules begins the exports of schedules when they are due. Every server
// looks; who is first begins it.
func (s *server) keepSchedules(ctx context.Context) {
	for {
		timer := time.NewTimer(dueEvery/2 + rand.N(dueEvery))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		if _, err := s.schedules.RunDue(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "begin the exports that are due", "error", err)
		}
	}
}
