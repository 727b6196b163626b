package web

import (
	"net/http"

	"reseller-console/internal/billing"
	"reseller-console/internal/sheet"
)

// marginFile answers with the page's table as a file: the same amounts and
// order, on all of its pages. Where there is nothing to send, the page says why.
func (s *server) marginFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.viewMargin(r, v)
	format, wrong := parseFormat(r.URL.Query().Get("file"))
	if err == nil && wrong != nil {
		err = wrong
	}
	if err != nil {
		return s.showMargin(w, r, v, view, err)
	}
	file, err := sheet.Build("", format, view.table(v), func(push sheet.Push) error {
		for i := range view.rows {
			if err := r.Context().Err(); err != nil {
				return err
			}
			if err := push(view.cells(v, &view.rows[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return sendFile(w, file, "margin."+string(format))
}

func (view *marginView) table(v visitor) sheet.Table {
	var columns []sheet.Column
	if view.query.by == billing.ByCompany {
		columns = append(columns, sheet.Column{Title: "CID", Kind: sheet.Key})
	}
	columns = append(columns, sheet.Column{Title: v.T("margin.by." + string(view.query.by))}, sheet.Column{Title: v.T("margin.currency")})
	for _, id := range []string{byRevenue, byCost, byMargin} {
		columns = append(columns, sheet.Column{Title: v.T("margin." + id), Kind: sheet.Amount})
	}
	columns = append(columns, sheet.Column{Title: v.T("margin.percent"), Kind: sheet.Tenths})
	for _, id := range []string{"state", "unsold", "unbought"} {
		columns = append(columns, sheet.Column{Title: v.T("margin." + id)})
	}
	return sheet.Table{Name: "margin", Columns: columns}
}

func (view *marginView) cells(v visitor, row *billing.MarginRow) []sheet.Cell {
	var cells []sheet.Cell
	if view.query.by == billing.ByCompany {
		id := sheet.Cell{}
		if row.Company != 0 {
			id = sheet.Number(row.Company)
		}
		cells = append(cells, id)
	}
	percent := sheet.Cell{}
	if p, there := row.Percent(); there {
		percent = sheet.Exact(p.StringFixed(1))
	}
	state := "margin.final"
	if row.Provisional {
		state = "chart.provisional"
	}
	return append(cells, sheet.Text(marginName(v, view.query.by, row)), sheet.Text(string(row.Currency)),
		sheet.Exact(row.Revenue.String()), sheet.Exact(row.Cost.String()), sheet.Exact(row.Margin().String()), percent, sheet.Text(v.T(state)),
		yesCell(v, row.Unsold), yesCell(v, row.Unbought))
}

// yesCell says yes, or nothing.
func yesCell(v visitor, yes bool) sheet.Cell {
	if !yes {
		return sheet.Cell{}
	}
	return sheet.Text(v.T("margin.yes"))
}
