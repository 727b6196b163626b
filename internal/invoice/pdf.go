package invoice

import (
	"io"
	"slices"
	"strconv"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/locale"
)

// How text of a bill looks.
var (
	plain    = style{size: 8.5}
	strong   = style{size: 8.5, bold: true}
	faint    = style{size: 8.5, grey: true}
	note     = style{size: 7.5, grey: true}
	heading  = style{size: 22, bold: true}
	party    = style{size: 12, bold: true}
	totalled = style{size: 13, bold: true}
)

// drawing draws one bill.
type drawing struct {
	*canvas
	Document
	words *locale.Words
}

// writePDF draws the bill on as many pages as it needs.
func (d Document) writePDF(to io.Writer, w *locale.Words) error {
	title := w.T("invoice.titleOf", "Number", d.Number(), "Company", d.Name)
	s := &drawing{newCanvas(w, title, d.issuer(w), d.dated()), d, w}
	s.head = s.columns
	s.pdf.SetFooterFunc(s.foot)
	s.page()
	s.opening()
	s.columns()
	s.table()
	s.closing()
	return s.pdf.Output(to)
}

// dated is when the file says that it was made: when the bill was issued, so
// that the same bill is the same file.
func (d Document) dated() time.Time {
	if d.IssuedAt.IsZero() {
		return d.Month.First().Start()
	}
	return d.IssuedAt.Truncate(time.Second)
}

// foot names the bill and the page at the foot of each.
func (s *drawing) foot() {
	s.rule(left, footLine-2.5, 220)
	text := s.words.T("invoice.page", "Page", strconv.Itoa(s.pdf.PageNo()), "Pages", pages)
	at := right - s.width(text, note)
	s.put(at, footLine, text, note)
	about := s.words.T("invoice.titleOf", "Number", s.Number(), "Company", s.Name)
	s.put(left, footLine, s.firstLine(about, at-left-5), note)
}

// firstLine is as much of a text as one line holds.
func (s *drawing) firstLine(text string, width float64) string {
	return s.lines(text, width, note)[0]
}

// opening draws who sends the bill to whom, and what it is about.
func (s *drawing) opening() {
	w := s.words
	s.put(left, s.y, w.T("invoice.title"), heading)
	s.put(left, s.y+heading.line()+1, s.Number(), faint)
	height := 0.0
	for _, line := range s.lines(s.issuer(w), 80, party) {
		s.putRight(right, s.y+2+height, line, party)
		height += party.line()
	}
	s.y += max(heading.line()+faint.line(), height+2) + 10
	s.put(left, s.y, w.T("invoice.to"), faint)
	company := s.y + faint.line() + 0.5
	company += s.wrapped(left, company, 84, s.Name, party) + 0.5
	s.put(left, company, w.T("invoice.cid", "CID", strconv.FormatInt(s.Company, 10)), plain)
	s.y = max(s.facts(112), company+plain.line()) + 6
	if s.IssuedAt.IsZero() {
		s.y += s.wrapped(left, s.y, right-left, w.T("invoice.preliminary"), strong) + 4
	}
}

// facts draws numbers and dates from x on, and returns where they end.
func (s *drawing) facts(x float64) float64 {
	w, y := s.words, s.y
	plan := w.T("bill.plan.list")
	if s.Plan > 0 {
		plan = w.T("bill.plan.version", "Number", strconv.Itoa(s.Plan))
	}
	for _, fact := range [][2]string{
		{"bill.number", s.Number()},
		{"bill.period", s.Month.First().String() + " – " + s.Month.Last().String()},
		dayOf("bill.issued", "invoice.toIssue", s.IssuedAt, billing.Due{Month: s.Month}.IssuedOn()),
		dayOf("bill.deducted", "invoice.toDeduct", s.DeductedAt, billing.Due{Month: s.Month}.On()),
		{"bill.plan", plan},
	} {
		s.put(x, y, w.T(fact[0]), faint)
		s.putRight(right, y, fact[1], plain)
		y += plain.line() + 0.6
	}
	s.rule(x, y+1, 220)
	s.put(x, y+3, w.T("invoice.total"), strong)
	s.putRight(right, y+2, money(w, s.Total)+" "+string(s.Terms.Currency), totalled)
	return y + 3 + totalled.line()
}

// dayOf says when something was done, or when it will be.
func dayOf(done, planned string, at time.Time, on calendar.Day) [2]string {
	if at.IsZero() {
		return [2]string{planned, on.String()}
	}
	return [2]string{done, calendar.DayOf(at).String()}
}

// closing draws corrections, the sums and how they were made.
func (s *drawing) closing() {
	w := s.words
	s.head = func() {} // no more columns
	s.room(4 * strong.line())
	s.y += 1
	s.sum(w.T("invoice.used", "Month", s.Month.String()), money(w, s.Used), plain)
	if len(s.Adjustments) > 0 {
		s.room(3 * strong.line())
		s.put(left, s.y+1, w.T("invoice.corrections"), strong)
		s.y += strong.line() + 2
	}
	for i := range s.Adjustments {
		a := &s.Adjustments[i]
		s.sum(correction(w, a), money(w, a.Amount), plain)
	}
	s.room(3 * totalled.line())
	s.rule(left, s.y+1, 120)
	s.y += 4
	s.sum(w.T("invoice.total"), money(w, s.Total)+" "+string(s.Terms.Currency), totalled)
	s.y += 4
	s.remark(w.T("invoice.rule"))
	if slices.ContainsFunc(s.Lines, func(l billing.Line) bool { return l.Unpriced }) {
		s.remark(w.T("invoice.unpricedLong"))
	}
}

// remark draws a small text over the whole width.
func (s *drawing) remark(text string) {
	s.room(s.height(text, right-left, note))
	s.y += s.wrapped(left, s.y, right-left, text, note) + 1
}

// sum draws a text with an amount, which may go on on the next page.
func (s *drawing) sum(text, amount string, look style) {
	for i, line := range s.lines(text, 130, look) {
		s.room(look.line())
		s.put(left, s.y, line, look)
		if i == 0 {
			s.putRight(right, s.y, amount, look)
		}
		s.y += look.line()
	}
	s.y += 0.8
}
