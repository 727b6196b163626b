package web

import (
	"strconv"
	"strings"

	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// finality says through which day figures are final, and their revision.
func finality(w *locale.Words, f usage.Freshness) string {
	return withRevision(w, w.T("fresh.through", "Day", f.FinalThrough.String()), f.Revision)
}

// stateOf says whether a point is final, and its revision.
func stateOf(w *locale.Words, p *usage.Point, provisional bool) string {
	state := w.T("fresh.final")
	if provisional {
		state = w.T("chart.provisional")
	}
	return withRevision(w, state, p.Revision)
}

// withRevision adds the revision. What has never had figures has none.
func withRevision(w *locale.Words, text string, revision int64) string {
	if revision == 0 {
		return text
	}
	return strings.Join([]string{text, w.T("fresh.revision", "Revision", strconv.FormatInt(revision, 10))}, " · ")
}
