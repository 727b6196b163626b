package invoice

import "reseller-console/internal/billing"

// Where the columns of numbers end, in millimetres; the first begins at left.
var columnEnds = [...]float64{87, 110, 124, 143, 164, right}

const itemWidth = 44.0

// columns draws the titles of columns.
func (s *drawing) columns() {
	w := s.words
	s.put(left, s.y, w.T("invoice.col.item"), faint)
	for i, title := range []string{
		w.T("invoice.col.measured"), w.T("invoice.col.units"), w.T("invoice.col.free"), w.T("invoice.col.billed"),
		w.T("invoice.col.price"), w.T("invoice.col.amount", "Currency", string(s.Terms.Currency)),
	} {
		s.putRight(columnEnds[i], s.y, title, faint)
	}
	s.y += faint.line() + 1
	s.rule(left, s.y, 120)
	s.y += 2
}

// table draws the lines by product.
func (s *drawing) table() {
	if len(s.Lines) == 0 {
		s.put(left, s.y, s.words.T("invoice.none"), plain)
		s.y += plain.line() + 2
	}
	last := ""
	for i := range s.Lines {
		product, item := itemName(s.words, s.Lines[i].Item)
		cells, remark := s.lineTexts(&s.Lines[i])
		height := max(s.height(item, itemWidth, plain), plain.line()) + s.height(remark, columnEnds[4]-left, note) + 1
		if product != last {
			s.room(strong.line() + 2 + height)
			s.put(left, s.y+0.5, product, strong)
			s.y += strong.line() + 1
			last = product
		}
		s.room(height)
		s.line(item, cells, remark)
	}
	s.rule(left, s.y, 220)
	s.y += 2
}

func (s *drawing) height(text string, width float64, look style) float64 {
	if text == "" {
		return 0
	}
	return float64(len(s.lines(text, width, look))) * look.line()
}

// line draws one, with a remark below it.
func (s *drawing) line(item string, cells []string, remark string) {
	for i, text := range cells {
		width := columnEnds[i] - left - itemWidth
		if i > 0 {
			width = columnEnds[i] - columnEnds[i-1] - 1
		}
		s.putRight(columnEnds[i], s.y, text, s.fitted(text, width, plain))
	}
	s.y += s.wrapped(left, s.y, itemWidth, item, plain)
	if remark != "" {
		s.y += s.wrapped(left, s.y, columnEnds[4]-left, remark, note)
	}
	s.y++
}

// lineTexts are the columns of a line, and what is said of its price.
func (s *drawing) lineTexts(l *billing.Line) (cells []string, remark string) {
	w := s.words
	item, _ := billing.ItemOf(l.Item)
	measured, units := w.Number(l.Quantity), w.Number(l.Units)
	if item != nil && item.Timed() {
		measured, units = w.T("invoice.seconds", "Seconds", measured), w.T("invoice.minutes", "Minutes", units)
	}
	short := w.T("invoice.unpriced")
	if !l.Unpriced {
		rate := s.Terms.Rates[l.Item]
		short, remark = price(w, &rate)
	}
	return []string{measured, units, w.Number(l.Free), w.Number(l.Billed), short, w.Amount(l.Amount.StringFixed(billing.Places(s.Lines)))}, remark
}
