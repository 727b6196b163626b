package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"reseller-console/internal/export"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// The addresses of the files that are made in the background.
const (
	exportsPath      = "/usage/exports"
	exportFilePath   = exportsPath + "/{id}/file"
	exportDeletePath = exportsPath + "/{id}/delete"
)

// exportsView is the page of the exports.
type exportsView struct {
	all    []export.Export
	shown  int64    // the one that the address asks for; 0: none
	refuse string   // why none was begun; empty if one was, or nobody asked
	failed *failure // why there is no list; nil if there is one
}

// running reports whether the page will look otherwise soon.
func (view exportsView) running() bool {
	return slices.ContainsFunc(view.all, func(e export.Export) bool { return !e.State.Ended() })
}

// exports lists the exports of the visitor's reseller.
func (s *server) exports(w http.ResponseWriter, r *http.Request, v visitor) error {
	shown, _ := strconv.ParseInt(r.URL.Query().Get("export"), 10, 64)
	return s.showExports(w, r, v, http.StatusOK, exportsView{shown: shown})
}

func (s *server) showExports(w http.ResponseWriter, r *http.Request, v visitor, status int, view exportsView) error {
	all, err := s.Exports.List(r.Context(), v.caller())
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	if view.all = all; err != nil {
		var failed failure
		status, failed = s.failure(w, r, v, fmt.Errorf("list exports: %w", err))
		view.failed = &failed
	}
	return show(w, r, status, exportsPage(v, view))
}

// beginExport begins the export that the form of the download page asks for.
func (s *server) beginExport(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil || len(r.PostForm) == 0 {
		return fault.Wrap(fault.Invalid, err, "The form cannot be read.")
	}
	q, wrong := parseDownload(r.PostForm, s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	_, err := s.Exports.Start(r.Context(), v.caller(), q.Query, v.Tag(), r.PostForm.Has("mail"))
	if fault.KindOf(err) == fault.Conflict {
		refuse := v.T("export.full", "Open", v.Number(export.MaxOpen), "Kept", v.Number(export.MaxKept))
		return s.showExports(w, r, v, http.StatusConflict, exportsView{refuse: refuse})
	}
	if err != nil {
		return err
	}
	return goTo(w, r, exportsPath)
}

// exportFile sends the file of an export that is done. What has begun cannot
// become a page any more: it breaks off.
func (s *server) exportFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	e, err := s.Exports.File(r.Context(), v.caller(), exportOf(r))
	if err != nil {
		return err
	}
	e.Headers(w.Header().Set)
	if err := s.Exports.Copy(r.Context(), w, v.caller(), &e); err != nil {
		s.log(w, r, fmt.Errorf("send the export %d: %w", e.ID, err))
		panic(http.ErrAbortHandler)
	}
	return nil
}

// deleteExport cancels an export, or deletes it with its file.
func (s *server) deleteExport(w http.ResponseWriter, r *http.Request, v visitor) error {
	if err := s.Exports.Remove(r.Context(), v.caller(), exportOf(r)); err != nil {
		return err
	}
	return goTo(w, r, exportsPath)
}

// exportOf is the export that an address names; 0, which none is, if it is no
// number.
func exportOf(r *http.Request) int64 {
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	return id
}

// exportAddress is one of the addresses of an export.
func exportAddress(e *export.Export, what string) string {
	return exportsPath + "/" + strconv.FormatInt(e.ID, 10) + "/" + what
}

// again are the form's fields that ask the same export for the visitor.
func again(v visitor, e *export.Export) [][2]string {
	q := downloadQuery{Query: e.Query}
	all := q.parameters()
	if slices.Contains(e.Mail, v.user.ID) {
		all = append(all, [2]string{"mail", "1"})
	}
	return all
}

// gone reports whether the export that the address asks for is not kept.
func (view exportsView) gone() bool {
	return view.shown != 0 && view.failed == nil && !slices.ContainsFunc(view.all, func(e export.Export) bool { return e.ID == view.shown })
}

// address is the page as it is.
func (view exportsView) address() string {
	if view.shown == 0 {
		return exportsPath
	}
	return exportsPath + "?export=" + strconv.FormatInt(view.shown, 10)
}

// exportProgress is how far an export is, in words; none while nobody knows how
// far it goes.
func exportProgress(v visitor, e *export.Export) string {
	if e.Progress.Total == 0 {
		return ""
	}
	return v.T("export.progress", "Done", v.Number(e.Progress.Done), "Total", v.Number(e.Progress.Total))
}

// exportSize is how large a file is, in kilobytes.
func exportSize(v visitor, e *export.Export) string {
	return v.T("export.size", "Size", v.Number((e.Size+999)/1000))
}

// exportIcon marks a state. The colour is the icon's only.
func exportIcon(s job.State) (name, colour string) {
	switch s {
	case job.Done:
		return "circle-check", "text-green"
	case job.Failed:
		return "alert-triangle", "text-red"
	case job.Cancelled:
		return "player-pause", "text-secondary"
	}
	return "refresh", "text-secondary"
}
