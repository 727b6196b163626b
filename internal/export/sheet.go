package export

import (
	"context"
	"fmt"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/company"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// names are the names that rows of numbers are written with. A company
// that the reseller no longer holds has none.
type names struct {
	companies map[int64]company.Listed
	projects  map[string]string
}

// names reads the names of the reseller's companies and, if rows show them,
// projects.
func (s *Service) names(ctx context.Context, c account.Caller, q *Query) (names, error) {
	known := names{companies: map[int64]company.Listed{}}
	if q.Company {
		page, err := s.companies.List(ctx, c, company.Filter{Order: company.OrderID})
		if err != nil {
			return known, fmt.Errorf("companies: %w", err)
		}
		for _, l := range page.Rows {
			known.companies[l.ID] = l
		}
	}
	var err error
	if q.Project {
		if known.projects, err = s.companies.ProjectNames(ctx, c); err != nil {
			return known, fmt.Errorf("projects: %w", err)
		}
	}
	return known, nil
}

// Table has the columns of the file: period, company, project, then
// the products' metrics.
func Table(w *locale.Words, q *Query) sheet.Table {
	columns := Keys(w, q)
	for _, p := range q.Products {
		for i := range p.Metrics {
			title := w.T("download.col.metric", "Product", w.T("product."+p.ID), "Metric", w.T("metric."+p.ID+"."+p.Metrics[i].ID), "Unit", w.T("column."+string(p.Unit)))
			columns = append(columns, sheet.Column{Title: title, Kind: sheet.Figure})
		}
	}
	return sheet.Table{Name: w.T("download.sheet"), Columns: columns}
}

// Keys are the columns that tell rows apart.
func Keys(w *locale.Words, q *Query) []sheet.Column {
	period := "column.period.daily"
	if q.Window.Monthly {
		period = "column.period.monthly"
	}
	columns := []sheet.Column{{Title: w.T(period)}}
	if q.CID() {
		columns = append(columns, sheet.Column{Title: w.T("download.col.cid"), Kind: sheet.Key})
	}
	if q.Company {
		columns = append(columns, sheet.Column{Title: w.T("download.col.company")}, sheet.Column{Title: w.T("download.col.area")}, sheet.Column{Title: w.T("download.col.status")})
	}
	if q.Project {
		columns = append(columns, sheet.Column{Title: w.T("download.col.projectID")}, sheet.Column{Title: w.T("download.col.project")})
	}
	return columns
}

// rowWriter writes rows as cells. It keeps one slice for all of them.
type rowWriter struct {
	words *locale.Words
	query *Query
	known names
	cells []sheet.Cell
}

// of returns the cells of a row, until the next one.
func (d *rowWriter) of(row *usage.Row) []sheet.Cell {
	d.cells = append(d.cells[:0], sheet.Text(row.Period.String()))
	if d.query.CID() {
		d.cells = append(d.cells, sheet.Number(row.Company))
	}
	if d.query.Company {
		d.cells = append(d.cells, d.company(row.Company)...)
	}
	if d.query.Project {
		d.cells = append(d.cells, sheet.Text(row.Project), sheet.Text(d.known.projects[row.Project]))
	}
	for i, p := range d.query.Products {
		for m := range p.Metrics {
			d.cells = append(d.cells, sheet.Number(p.Metrics[m].Of(&row.Values[i])))
		}
	}
	return d.cells
}

func (d *rowWriter) company(id int64) []sheet.Cell {
	l, held := d.known.companies[id]
	if !held {
		return []sheet.Cell{sheet.Text(d.words.T("download.former")), {}, {}}
	}
	return []sheet.Cell{sheet.Text(l.Name), sheet.Text(string(l.Area)), sheet.Text(d.words.T("company.status." + strconv.Itoa(int(l.Status))))}
}

// Freshness is that of rows that are read after this call.
func (s *Service) Freshness(ctx context.Context, c account.Caller, q *Query) (usage.Freshness, error) {
	return s.usage.RowsFreshness(ctx, q.Rows(c.Reseller))
}

// Rows hands the sheet's rows to push, as many cells as there are columns in
// Table, in the language of w. It ends with ctx, and with the first error of
// push.
func (s *Service) Rows(ctx context.Context, c account.Caller, w *locale.Words, q *Query, push sheet.Push) error {
	known, err := s.names(ctx, c, q)
	if err != nil {
		return err
	}
	writer := rowWriter{words: w, query: q, known: known}
	return s.usage.Rows(ctx, q.Rows(c.Reseller), func(row usage.Row) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return push(writer.of(&row))
	})
}
