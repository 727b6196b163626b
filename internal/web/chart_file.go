package web

import (
	"context"
	"net/http"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
	"reseller-console/internal/usage"
)

// chartFile answers with the chart page's table as a file: the same figures,
// columns and order. Where there is nothing to send, the page says why.
func (s *server) chartFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	file, fresh, err := s.makeChartFile(r, v)
	if err != nil {
		view, _ := s.viewChart(r, v) // its error is the same, or less than what there is to say
		return s.showChart(w, r, v, view, err)
	}
	return sendSheet(w, file, fresh)
}

func (s *server) makeChartFile(r *http.Request, v visitor) (*sheet.File, usage.Freshness, error) {
	fresh := s.Usage.Freshness()
	format, badFormat := parseFormat(r.URL.Query().Get("file"))
	q, badQuery := parseChart(r.URL.Query(), s.Usage.Today())
	q.base = v.chartBase()
	if wrong := firstNotice(badFormat, badQuery); wrong != nil {
		return nil, fresh, wrong
	}
	owner, err := s.chartOwner(r.Context(), v, &q)
	if err != nil {
		return nil, fresh, err
	}
	f, err := s.chartFigures(r.Context(), owner.Owner, &q, q.window)
	if err != nil {
		return nil, fresh, err
	}
	file, err := chartSheet(r.Context(), v.Words, format, &q, f)
	return file, fresh.Of(f.points), err
}

func chartSheet(ctx context.Context, w *locale.Words, format sheet.Format, q *chartQuery, f *figures) (*sheet.File, error) {
	table := sheet.Table{Name: w.T("download.sheet"), Columns: []sheet.Column{{Title: periodTitle(w, q.window.Monthly)}}}
	for i := range q.product.Metrics {
		table.Columns = append(table.Columns, sheet.Column{Title: metricTitle(w, q.product, &q.product.Metrics[i]), Kind: sheet.Figure})
	}
	return sheet.Build("", format, table, func(push sheet.Push) error {
		for _, point := range f.sorted(q.sort, q.up) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := push(chartCells(q.product, &point)); err != nil {
				return err
			}
		}
		return nil
	})
}

func chartCells(p *catalog.Product, point *usage.Point) []sheet.Cell {
	row := []sheet.Cell{sheet.Text(point.Period.String())}
	for i := range p.Metrics {
		row = append(row, sheet.Number(p.Metrics[i].Of(&point.Values)))
	}
	return row
}
