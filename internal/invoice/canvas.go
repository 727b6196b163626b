package invoice

import (
	"bytes"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"reseller-console/internal/locale"
)

// A4 in millimetres, and where text is.
const (
	left     = 18.0
	right    = 192.0
	top      = 20.0
	bottom   = 270.0
	footLine = 283.0
)

// style is how text looks.
type style struct {
	size float64 // in points
	bold bool
	grey bool
}

const (
	mmPerPoint = 25.4 / 72
	leading    = 1.35 // distance of lines, in sizes
	strokeBold = 0.02 // width of a bold line's stroke, in sizes
)

func (s style) line() float64 { return s.size * leading * mmPerPoint }

// pages stands for the number of pages, which is known at the end.
const pages = "{pages}"

// canvas is what a bill is drawn on: pages with a present height, and text in
// whichever typefaces it needs.
type canvas struct {
	pdf  *fpdf.Fpdf
	y    float64 // of the next line's top
	head func()  // draws what each page but the first begins with
	wide bool    // the wide typeface is there
}

// newCanvas begins a document that is dated made.
func newCanvas(w *locale.Words, title, author string, made time.Time) *canvas {
	c := &canvas{pdf: fpdf.New("P", "mm", "A4", ""), head: func() {}}
	c.pdf.SetAutoPageBreak(false, 0)
	c.pdf.SetCatalogSort(true) // or the order of objects is that of a map
	c.pdf.SetCreationDate(made.UTC())
	c.pdf.SetModificationDate(made.UTC())
	c.pdf.SetLang(w.Tag())
	c.pdf.SetTitle(clean(title), true)
	c.pdf.SetAuthor(clean(author), true)
	c.pdf.SetProducer("Reseller Console", true)
	c.pdf.AliasNbPages(pages)
	c.addFont("text", "", regularFont)
	c.addFont("text", "B", boldFont)
	return c
}

func (c *canvas) addFont(family, weight string, load func() ([]byte, error)) {
	content, err := load()
	if err != nil {
		c.pdf.SetError(err)
		return
	}
	c.pdf.AddUTF8FontFromBytes(family, weight, bytes.Clone(content))
}

// set chooses the typeface of a run. The wide one has no bold: its outlines are
// drawn thicker.
func (c *canvas) set(r run, s style) {
	family, weight := "text", ""
	if s.bold {
		weight = "B"
	}
	if r.wide {
		family, weight = "wide", ""
		if !c.wide {
			c.addFont("wide", "", wideFont)
			c.wide = true
		}
	}
	c.pdf.SetFont(family, weight, s.size)
}

// width measures text in millimetres.
func (c *canvas) width(text string, s style) float64 {
	sum := 0.0
	for _, r := range runs(clean(text)) {
		c.set(r, s)
		sum += c.length(r)
	}
	return sum
}

// length is the width of a run in the present typeface, with a number for that
// of pages.
func (c *canvas) length(r run) float64 {
	return c.pdf.GetStringWidth(strings.ReplaceAll(r.text, pages, "1"))
}

// put writes text of one line from x on; its top is at y.
func (c *canvas) put(x, y float64, text string, s style) {
	ink := 30
	if s.grey {
		ink = 105
	}
	c.pdf.SetTextColor(ink, ink, ink+8)
	baseline := y + s.size*mmPerPoint
	for _, r := range runs(clean(text)) {
		c.set(r, s)
		thick := r.wide && s.bold
		if thick {
			c.pdf.SetDrawColor(ink, ink, ink+8)
			c.pdf.SetLineWidth(s.size * mmPerPoint * strokeBold)
			c.pdf.SetTextRenderingMode(2)
		}
		c.pdf.Text(x, baseline, r.text)
		if thick {
			c.pdf.SetTextRenderingMode(0)
		}
		x += c.length(r)
	}
}

// putRight writes text that ends at x.
func (c *canvas) putRight(x, y float64, text string, s style) { c.put(x-c.width(text, s), y, text, s) }

// fitted is a style in which text is no wider than width.
func (c *canvas) fitted(text string, width float64, s style) style {
	if wide := c.width(text, s); wide > width {
		s.size *= width / wide
	}
	return s
}

// wrapped writes text in lines of at most a width, and returns their height.
func (c *canvas) wrapped(x, y, width float64, text string, s style) float64 {
	lines := c.lines(text, width, s)
	for i, line := range lines {
		c.put(x, y+float64(i)*s.line(), line, s)
	}
	return float64(len(lines)) * s.line()
}

func (c *canvas) lines(text string, width float64, s style) []string {
	return wrap(clean(text), width, func(part string) float64 { return c.width(part, s) })
}

// rule draws a line from x to the right.
func (c *canvas) rule(x, y float64, shade int) {
	c.pdf.SetDrawColor(shade, shade, shade)
	c.pdf.SetLineWidth(0.2)
	c.pdf.Line(x, y, right, y)
}

// room begins a page if the present one has less than a height left.
func (c *canvas) room(height float64) {
	if c.y+height > bottom {
		c.page()
	}
}

// page begins a page.
func (c *canvas) page() {
	c.pdf.AddPage()
	c.y = top
	if c.pdf.PageNo() > 1 {
		c.head()
	}
}
