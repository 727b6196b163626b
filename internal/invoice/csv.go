package invoice

import (
	"io"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

// writeCSV writes a row for each line and adjustment, and one for what rounding
// has added, so that the amounts add up to the total.
func (d Document) writeCSV(to io.Writer, w *locale.Words) error {
	_, err := sheet.Write(to, sheet.CSV, sheet.Table{Columns: csvColumns(w)}, func(push sheet.Push) error {
		left := decimal.New(int64(d.Used), -2)
		for i := range d.Lines {
			left = left.Sub(d.Lines[i].Amount)
			if err := push(d.lineCells(w, &d.Lines[i])); err != nil {
				return err
			}
		}
		if !left.IsZero() {
			if err := push(d.row(w.T("invoice.kind.rounding"), billing.Exact(left), make([]sheet.Cell, 8), "")); err != nil {
				return err
			}
		}
		for i := range d.Adjustments {
			a := &d.Adjustments[i]
			note := correction(w, a)
			if err := push(d.row(w.T("invoice.kind.correction"), a.Amount.String(), make([]sheet.Cell, 8), note)); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func csvColumns(w *locale.Words) []sheet.Column {
	ids := []string{"number", "cid", "company", "period", "kind", "itemID", "product", "item", "measured", "units", "free", "billed", "price", "amount", "currency", "note"}
	columns := make([]sheet.Column, len(ids))
	for i, id := range ids {
		columns[i].Title = w.T("invoice.csv." + id)
	}
	return columns
}

// row is what all rows have, around the eight cells of a line.
func (d Document) row(kind, amount string, line []sheet.Cell, note string) []sheet.Cell {
	cells := append(make([]sheet.Cell, 0, 16), sheet.Text(d.Number()), sheet.Number(d.Company), sheet.Text(d.Name), sheet.Text(d.Month.String()), sheet.Text(kind))
	cells = append(cells, line...)
	return append(cells, sheet.Exact(amount), sheet.Text(string(d.Terms.Currency)), sheet.Text(note))
}

func (d Document) lineCells(w *locale.Words, l *billing.Line) []sheet.Cell {
	product, name := itemName(w, l.Item)
	rate, note := d.Terms.Rates[l.Item], w.T("invoice.unpriced")
	priced := ""
	if !l.Unpriced {
		if priced, note = price(w, &rate); note != "" {
			priced, note = note, ""
		}
	}
	return d.row(w.T("invoice.kind.usage"), billing.Exact(l.Amount), []sheet.Cell{
		sheet.Text(l.Item), sheet.Text(product), sheet.Text(name), sheet.Number(l.Quantity),
		sheet.Number(l.Units), sheet.Number(l.Free), sheet.Number(l.Billed), sheet.Text(priced),
	}, note)
}
