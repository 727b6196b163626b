package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"reseller-console/internal/export"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// previewRows is how many rows the page shows of the file.
const previewRows = 20

// maxDirect is how many rows of a file are made while the visitor waits. Longer
// ones are exports.
const maxDirect = 50_000

// maxCounted is how many rows the page counts before it says "more than".
const maxCounted = 200_000

// downloadView is the download page.
type downloadView struct {
	query     downloadQuery
	templates []export.Template // nil without them
	fresh     usage.Freshness
	notice    *noticeView
	failed    *failure
	preview   *preview // nil with a notice or a failure
}

// preview is the beginning of the file and its length.
type preview struct {
	keys []sheet.Column // the columns before the metrics
	rows [][]sheet.Cell
	all  int  // rows of the file, maxCounted at most
	more bool // there are more than all
}

// download shows the form and the preview of what it would give.
func (s *server) download(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseDownload(r.URL.Query(), s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	view := downloadView{query: q}
	var err error
	if view.fresh, err = s.Exports.Freshness(r.Context(), v.caller(), &q.Query); err == nil {
		view.preview, err = s.preview(r.Context(), v, &q)
	}
	return s.showDownload(w, r, v, view, err)
}

// showDownload shows the page. After an error the form stays and the page says
// why there is no preview.
func (s *server) showDownload(w http.ResponseWriter, r *http.Request, v visitor, view downloadView, err error) error {
	if r.Context().Err() != nil {
		return r.Context().Err()
	}
	var missing error
	if view.templates, missing = s.Templates.List(r.Context(), v.caller()); missing != nil {
		s.log(w, r, missing) // the form works without them
	}
	if err == nil {
		return show(w, r, http.StatusOK, downloadPage(v, view))
	}
	view.preview, view.fresh = nil, s.Usage.Freshness()
	if wrong, ours := errors.AsType[*notice](err); ours {
		view.notice = newNoticeView(v.Words, wrong)
		return show(w, r, wrong.status, downloadPage(v, view))
	}
	status, failed := s.failure(w, r, v, fmt.Errorf("usage download: %w", err))
	view.failed = &failed
	return show(w, r, status, downloadPage(v, view))
}

// errEnough ends the counting of rows.
var errEnough = errors.New("enough rows")

// preview reads the first rows and counts the others.
func (s *server) preview(ctx context.Context, v visitor, q *downloadQuery) (*preview, error) {
	p := &preview{keys: export.Keys(v.Words, &q.Query)}
	err := s.Exports.Rows(ctx, v.caller(), v.Words, &q.Query, func(row []sheet.Cell) error {
		if p.all == maxCounted {
			p.more = true
			return errEnough
		}
		if p.all++; p.all <= previewRows {
			p.rows = append(p.rows, slices.Clone(row))
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return p, nil
}

// downloadFile answers with the file. It is whole on disk before the first
// byte is sent, so a failure half-way is a page that says so.
func (s *server) downloadFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	q, wrong := parseDownload(r.URL.Query(), s.Usage.Today())
	if wrong != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, wrong)
	}
	fresh, err := s.Exports.Freshness(r.Context(), v.caller(), &q.Query)
	if err != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, err)
	}
	rows, table := 0, export.Table(v.Words, &q.Query)
	table.About = s.Exports.About(v.Words, v.user.Name, &q.Query, fresh)
	file, err := sheet.Build("", q.Format, table, func(push sheet.Push) error {
		return s.Exports.Rows(r.Context(), v.caller(), v.Words, &q.Query, func(row []sheet.Cell) error {
			if rows++; rows > maxDirect {
				return errEnough
			}
			return push(row)
		})
	})
	if errors.Is(err, errEnough) {
		return goTo(w, r, downloadPath+"?"+r.URL.RawQuery) // where it is a button
	}
	if err != nil {
		return s.showDownload(w, r, v, downloadView{query: q}, err)
	}
	return sendSheet(w, file, fresh)
}

// line is the page's second line: whose figures, as of when.
func (view *downloadView) line(v visitor) string {
	parts := []string{v.T("chart.allCompanies"), v.T("download.asOf", "Time", inUTC(view.fresh.AsOf))}
	if view.preview != nil {
		parts = append(parts, finality(v.Words, view.fresh))
	}
	return strings.Join(parts, " · ")
}

// long reports whether the file is made in the background.
func (p *preview) long() bool { return p != nil && p.all > maxDirect }

// size says how many rows the file has.
func (p *preview) size(v visitor) string {
	if p.more {
		return v.T("download.moreRows", "Count", v.Number(int64(p.all)))
	}
	return v.N("download.rows", p.all)
}

// line is the preview's second line: how much of the file it shows.
func (p *preview) line(v visitor) string {
	if !p.more && p.all <= len(p.rows) {
		return p.size(v)
	}
	return v.T("download.first", "First", v.Number(int64(len(p.rows))), "Rows", p.size(v))
}
