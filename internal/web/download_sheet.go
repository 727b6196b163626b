package web

import (
	"context"
	"fmt"

	"reseller-console/internal/company"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// downloadNames are the names that rows of numbers are written with. A company
// that the reseller no longer holds has none.
type downloadNames struct {
	companies map[int64]company.Listed
	projects  map[string]string
}

// downloadNames reads all names of the reseller's companies and, if rows show
// them, projects.
func (s *server) downloadNames(ctx context.Context, v visitor, q *downloadQuery) (downloadNames, error) {
	names := downloadNames{companies: map[int64]company.Listed{}}
	if q.company {
		page, err := s.Companies.List(ctx, v.caller(), company.Filter{Order: company.OrderID})
		if err != nil {
			return names, fmt.Errorf("companies: %w", err)
		}
		for _, l := range page.Rows {
			names.companies[l.ID] = l
		}
	}
	var err error
	if q.project {
		if names.projects, err = s.Companies.ProjectNames(ctx, v.caller()); err != nil {
			return names, fmt.Errorf("projects: %w", err)
		}
	}
	return names, nil
}

// downloadTable has the columns of the file: period, company, project, then
// the products' metrics.
func downloadTable(w *locale.Words, q *downloadQuery) sheet.Table {
	columns := downloadKeys(w, q)
	for _, p := range q.products {
		for i := range p.Metrics {
			title := w.T("download.col.metric", "Product", productName(w, p), "Metric", metricName(w, p, &p.Metrics[i]), "Unit", w.T("column."+string(p.Unit)))
			columns = append(columns, sheet.Column{Title: title, Kind: sheet.Figure})
		}
	}
	return sheet.Table{Name: w.T("download.sheet"), Columns: columns}
}

// downloadKeys are the columns that tell rows apart.
func downloadKeys(w *locale.Words, q *downloadQuery) []sheet.Column {
	columns := []sheet.Column{{Title: periodTitle(w, q.window.Monthly)}}
	if q.cidColumn() {
		columns = append(columns, sheet.Column{Title: w.T("download.col.cid"), Kind: sheet.Key})
	}
	if q.company {
		columns = append(columns, sheet.Column{Title: w.T("download.col.company")}, sheet.Column{Title: w.T("download.col.area")}, sheet.Column{Title: w.T("download.col.status")})
	}
	if q.project {
		columns = append(columns, sheet.Column{Title: w.T("download.col.projectID")}, sheet.Column{Title: w.T("download.col.project")})
	}
	return columns
}

// downloadRow writes rows as cells. It keeps one slice for all of them.
type downloadRow struct {
	words *locale.Words
	query *downloadQuery
	names downloadNames
	cells []sheet.Cell
}

// of returns the cells of a row, until the next one.
func (d *downloadRow) of(row *usage.Row) []sheet.Cell {
	d.cells = append(d.cells[:0], sheet.Text(row.Period.String()))
	if d.query.cidColumn() {
		d.cells = append(d.cells, sheet.Number(row.Company))
	}
	if d.query.company {
		d.cells = append(d.cells, d.company(row.Company)...)
	}
	if d.query.project {
		d.cells = append(d.cells, sheet.Text(row.Project), sheet.Text(d.names.projects[row.Project]))
	}
	for i, p := range d.query.products {
		for m := range p.Metrics {
			d.cells = append(d.cells, sheet.Number(p.Metrics[m].Of(&row.Values[i])))
		}
	}
	return d.cells
}

func (d *downloadRow) company(id int64) []sheet.Cell {
	l, held := d.names.companies[id]
	if !held {
		return []sheet.Cell{sheet.Text(d.words.T("download.former")), {}, {}}
	}
	return []sheet.Cell{sheet.Text(l.Name), sheet.Text(string(l.Area)), sheet.Text(d.words.T(statusName(l.Status)))}
}

// streamRows hands the query's rows to push as cells. A visitor who is gone
// ends it.
func (s *server) streamRows(ctx context.Context, v visitor, q *downloadQuery, push sheet.Push) error {
	names, err := s.downloadNames(ctx, v, q)
	if err != nil {
		return err
	}
	writer := downloadRow{words: v.Words, query: q, names: names}
	return s.Usage.Rows(ctx, q.rows(v.user.Reseller), func(row usage.Row) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return push(writer.of(&row))
	})
}
