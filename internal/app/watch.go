package app

import (
	"context"
	"math/rand/v2"
	"time"

	"reseller-console/internal/usage"
)

// A server looks whether a check is due about so long after its start, and then
// about so often.
const (
	firstLook = 30 * time.Second
	lookEvery = 15 * time.Minute
)

// watch checks all figures on a schedule. When servers start together they do
// not look at the same moment.
func (s *server) watch(ctx context.Context) {
	if s.settings.CheckEvery == 0 {
		return
	}
	often := min(lookEvery, s.settings.CheckEvery)
	for about := min(firstLook, often); ; about = often {
		timer := time.NewTimer(about/2 + rand.N(about))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
			s.watchOnce(ctx)
		}
	}
}

func (s *server) watchOnce(ctx context.Context) {
	run, err := s.db.Usage().CheckIfDue(ctx, s.settings.CheckEvery, s.settings.now)
	switch {
	case ctx.Err() != nil || err == nil && run == nil:
	case err != nil:
		s.log.ErrorContext(ctx, "check", "error", err)
	default:
		s.tell(ctx, run)
	}
}

// tell logs the result of a check: at level error what somebody must look into.
func (s *server) tell(ctx context.Context, run *usage.CheckRun) {
	log := s.log.With("days", run.Days, "unproven", run.Unproven, "events", run.Events, "figures", run.Figures, "took", run.Finished.Sub(run.Started).String())
	switch {
	case run.Err != "":
		log.ErrorContext(ctx, "the check did not come to its end", "differences", run.Checked.Differences, "error", run.Err)
	case run.Checked.Differences > 0:
		first := run.Differences[0]
		log.ErrorContext(ctx, "the check found differences", "differences", run.Checked.Differences, "first", first.Where, "stored", first.Stored, "true", first.True)
	default:
		log.InfoContext(ctx, "checked")
	}
}
