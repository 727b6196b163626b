package web

import (
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// explainRow is a line of a breakdown by figures.
type explainRow struct {
	name, id    string // id: what identifies it, if the name does not
	link        string // empty for a company that has left
	value       int64
	share       string // of the figure; empty where it would say nothing
	highest     bool   // of a peak's days: it is the figure
	provisional bool
}

// rows are the lines of a breakdown by figures.
func (view *explainView) rows(w *locale.Words) []explainRow {
	rows := make([]explainRow, len(view.Parts))
	for i := range view.Parts {
		part := &view.Parts[i]
		row := explainRow{value: part.Value, link: view.query.of(part.Spot).link()}
		view.name(w, part, &row)
		if view.By == usage.ByDay {
			row.provisional = view.grows(part.Period)
			row.highest = !part.Product.Kind.Additive() && part.Value == view.Value
		}
		if view.By != usage.ByDay || part.Product.Kind.Additive() {
			row.share = w.Percent(float64(part.Value) / float64(view.Value))
		}
		rows[i] = row
	}
	return rows
}

func (view *explainView) name(w *locale.Words, part *usage.Part, row *explainRow) {
	switch view.By {
	case usage.ByCompany:
		name, held := view.names[part.Owner.Company]
		row.name, row.id = name, cid(part.Owner.Company)
		if !held {
			row.name, row.link = w.T("download.former"), ""
		}
	case usage.ByProject:
		row.name, row.id = part.Owner.Project, part.Owner.Project
		for _, p := range view.owner.projects {
			if p.ID == part.Owner.Project {
				row.name = p.Name
			}
		}
	case usage.ByDay:
		row.name = periodName(w, part.Period)
	case usage.ByMetric:
		row.name = metricName(w, part.Product, part.Metric)
	}
}

// idTitle is the id of the message that heads the column of what identifies
// companies and projects; empty for what its name identifies.
func (view *explainView) idTitle() string {
	switch view.By {
	case usage.ByCompany:
		return "download.col.cid"
	case usage.ByProject:
		return "download.col.projectID"
	}
	return ""
}
