package sheet

import (
	"fmt"
	"strings"
)

// style is a cell's style, by its place in xl/styles.xml.
type style string

const (
	plainStyle       style = "0"
	figureStyle      style = "1"
	titleStyle       style = "2"
	figureTitleStyle style = "3"
	wrappedStyle     style = "4"
	tenthsStyle      style = "5"
	amountStyle      style = "6"
)

// style is that of a column's cells.
func (k Kind) style() style {
	switch k {
	case Figure:
		return figureStyle
	case Tenths:
		return tenthsStyle
	case Amount:
		return amountStyle
	default:
		return plainStyle
	}
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages  = "http://schemas.openxmlformats.org/package/2006/"
	kinds     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// stylesXML has the number formats 3 and 4, which are #,##0 and #,##0.00 in
// every language, and one of its own with one decimal.
const stylesXML = `<styleSheet ` + mainSpace + `>` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="right"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// frozenHeader keeps the first row in view.
const frozenHeader = `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`

// beginSheet begins a sheet. It claims no range: how far it goes is not known
// yet, and readers believe what it says.
func (w *excelWriter) beginSheet(name, view string, widths []float64) error {
	w.names, w.row = append(w.names, name), 0
	entry, err := w.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(w.names)))
	if err != nil {
		return err
	}
	w.entry = newBehind(entry)
	var head strings.Builder
	selected := ""
	if len(w.names) == 1 {
		selected = `tabSelected="1" `
	}
	head.WriteString(xmlHead + `<worksheet ` + mainSpace + `><sheetViews><sheetView ` + selected + `workbookViewId="0">` + view + `</sheetView></sheetViews><cols>`)
	for i, width := range widths {
		fmt.Fprintf(&head, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
	}
	head.WriteString(`</cols><sheetData>`)
	_, err = w.entry.Write([]byte(head.String()))
	return err
}

func (w *excelWriter) endSheet() error {
	_, err := w.entry.Write([]byte(`</sheetData></worksheet>`))
	if closed := w.entry.close(); err == nil {
		err = closed
	}
	w.entry = nil
	return err
}

// about writes the sheet before the table: what each line is about in bold,
// then what it says.
func (w *excelWriter) about(p *Page) error {
	if err := w.beginSheet(p.Name, "", []float64{28, 90}); err != nil {
		return err
	}
	for _, line := range p.Lines {
		w.open()
		w.cell(0, Text(line.Title), titleStyle)
		w.cell(1, Text(line.Text), wrappedStyle)
		if err := w.close(); err != nil {
			return err
		}
	}
	return w.endSheet()
}

// parts writes what holds the sheets together.
func (w *excelWriter) parts() error {
	var types, sheets, links strings.Builder
	for i, name := range w.names {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, kinds)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, appendXML(nil, name), i+1, i+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relations, i+1)
	}
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + packages + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + kinds + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + kinds + `styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + relations + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packages + `relationships">` + links.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(w.names)+1, relations)},
		{"xl/styles.xml", stylesXML},
	} {
		entry, err := w.zip.Create(part[0])
		if err != nil {
			return err
		}
		if _, err := entry.Write([]byte(xmlHead + part[1])); err != nil {
			return err
		}
	}
	return nil
}
