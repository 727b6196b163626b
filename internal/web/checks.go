package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"reseller-console/internal/usage"
)

// Checks is what the pages need of the checks that run by themselves.
type Checks interface {
	// CheckRuns returns the latest runs, the last one first.
	CheckRuns(ctx context.Context, limit int) ([]usage.CheckRun, error)
}

// maxRuns is how many runs of the check are listed.
const maxRuns = 30

// checksView is the page of the runs of the check.
type checksView struct {
	runs   []usage.CheckRun
	failed *failure // why there is no list; nil if there is one
}

// checks lists the latest runs of the check with what they found.
func (s *server) checks(w http.ResponseWriter, r *http.Request, v visitor) error {
	var view checksView
	status := http.StatusOK
	if s.Checks != nil {
		runs, err := s.Checks.CheckRuns(r.Context(), maxRuns)
		if r.Context().Err() != nil {
			return r.Context().Err()
		}
		if view.runs = runs; err != nil {
			var failed failure
			status, failed = s.failure(w, r, v, fmt.Errorf("list runs of the check: %w", err))
			view.failed = &failed
		}
	}
	return show(w, r, status, checksPage(v, view))
}

// took is how long a run took, to the second, or the millisecond below one.
func took(run usage.CheckRun) string {
	d := run.Finished.Sub(run.Started)
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
