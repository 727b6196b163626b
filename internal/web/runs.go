package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/bulk"
	"reseller-console/internal/job"
)

// The pages of acts on many companies that are done in the background.
const (
	runsPath      = "/runs"
	runFilePath   = runsPath + "/{id}/file"
	runDeletePath = runsPath + "/{id}/delete"
)

// runsView is the page of such acts.
type runsView struct {
	all    []bulk.Run
	failed *failure // why there is no list; nil if there is one
}

// running reports whether the page will look otherwise soon.
func (view runsView) running() bool {
	return slices.ContainsFunc(view.all, func(r bulk.Run) bool { return !r.State.Ended() })
}

// runs lists the acts of the visitor's reseller.
func (s *server) runs(w http.ResponseWriter, r *http.Request, v visitor) error {
	all, err := s.Bulk.List(r.Context(), v.caller())
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	view, status := runsView{all: all}, http.StatusOK
	if err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list acts: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, runsPage(v, view))
}

// runFile sends what became of each line. What has begun cannot become a page
// any more: it breaks off.
func (s *server) runFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	run, err := s.Bulk.Result(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%d.csv"`, run.Act, run.ID))
	w.Header().Set("Content-Length", strconv.FormatInt(run.Size, 10))
	if err := s.Bulk.Copy(r.Context(), w, v.caller(), &run); err != nil {
		s.log(w, r, fmt.Errorf("send the result %d: %w", run.ID, err))
		panic(http.ErrAbortHandler)
	}
	return nil
}

// deleteRun cancels an act, or forgets it with its result.
func (s *server) deleteRun(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Bulk.Remove(r.Context(), v.caller(), exportOf(r)); err != nil {
		return err
	}
	return goTo(w, r, runsPath)
}

func runAddress(r *bulk.Run, what string) string {
	return runsPath + "/" + strconv.FormatInt(r.ID, 10) + "/" + what
}

// runStateName says how far an act is.
func runStateName(v visitor, r *bulk.Run) string {
	if r.State == job.Cancelled && r.HasResult() {
		return v.T("run.cancelledWith")
	}
	return v.T("run.state." + string(r.State))
}

// runAbout is what an act was done with: the file, or the reason.
func runAbout(v visitor, r *bulk.Run) string {
	switch r.Act {
	case bulk.Create:
		return r.Name
	case bulk.Freeze:
		return r.Reason
	}
	return ""
}
