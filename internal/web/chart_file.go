package web

import (
	"context"
	"net/http"

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
	q.settle(&owner)
	g, err := s.chartGrid(r.Context(), v, &owner, &q)
	if err != nil {
		return nil, fresh, err
	}
	file, err := chartSheet(r.Context(), v.Words, format, &q, g)
	return file, fresh.Of(g.points), err
}

func chartSheet(ctx context.Context, w *locale.Words, format sheet.Format, q *chartQuery, g *grid) (*sheet.File, error) {
	return sheet.Build("", format, chartTable(w, q, g), func(push sheet.Push) error {
		for _, i := range g.order(q.sort, q.up) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := push(g.cells(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// chartTable has a column for each line, and with a comparison three more.
func chartTable(w *locale.Words, q *chartQuery, g *grid) sheet.Table {
	table := sheet.Table{Name: w.T("download.sheet"), Columns: []sheet.Column{{Title: periodTitle(w, q.window.Monthly)}}}
	if g.past != nil {
		table.Columns = append(table.Columns, sheet.Column{Title: w.T("chart.past." + string(q.compare))})
	}
	for k := range g.lines {
		l := &g.lines[k]
		title := withUnit(w, q.product, l.name)
		table.Columns = append(table.Columns, sheet.Column{Title: title, Kind: sheet.Figure})
		if g.past != nil {
			table.Columns = append(table.Columns,
				sheet.Column{Title: w.T("chart.col.past", "Name", title), Kind: sheet.Figure},
				sheet.Column{Title: w.T("chart.col.difference", "Name", title), Kind: sheet.Figure},
				sheet.Column{Title: w.T("chart.col.percent", "Name", l.name), Kind: sheet.Tenths})
		}
	}
	return table
}

// cells are a period's row.
func (g *grid) cells(i int) []sheet.Cell {
	row := []sheet.Cell{sheet.Text(g.points[i].Period.String())}
	if g.past != nil {
		row = append(row, sheet.Text(pastName(g.past[i])))
	}
	for k := range g.lines {
		l := &g.lines[k]
		row = append(row, sheet.Number(l.values[i]))
		switch {
		case g.past == nil:
		case g.past[i] == 0:
			row = append(row, sheet.Cell{}, sheet.Cell{}, sheet.Cell{})
		case l.past[i] == 0:
			row = append(row, sheet.Number(0), sheet.Number(l.values[i]), sheet.Text("–"))
		default:
			row = append(row, sheet.Number(l.past[i]), sheet.Number(l.values[i]-l.past[i]), sheet.Decimal(tenths(l.values[i], l.past[i])))
		}
	}
	return row
}
