package web

import (
	"context"
	"strconv"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// monthSpan is this month so far, and the days by which it is compared with
// the last one: the days that are over, as far as the last month has them.
type monthSpan struct {
	today   calendar.Day
	first   calendar.Day // of this month
	through calendar.Day // last day to compare; before first if no day is over
	before  calendar.Day // first of last month
}

func newMonthSpan(today calendar.Day) monthSpan {
	span := monthSpan{today: today, first: today.Month().First(), before: today.Month().Add(-1).First()}
	whole := min(int(today%100)-1, int(today.Month().Add(-1).Last()%100))
	span.through = span.first.Add(whole - 1)
	return span
}

// days is how many days are compared.
func (m monthSpan) days() int {
	if m.through < m.first {
		return 0
	}
	return int(m.through % 100)
}

// holds reports whether a day is one of the first days of its month that are
// compared.
func (m monthSpan) holds(day calendar.Day) bool { return int(day%100) <= m.days() }

// companyCards are a company's key figures of this month against the same
// days of the last. Products that are not used have none but the first.
func (s *server) companyCards(ctx context.Context, v visitor, id int64, span monthSpan) ([]card, error) {
	var all []card
	for i, p := range catalog.Products() {
		points, err := s.Usage.Series(ctx, usage.Query{
			Owner: usage.Owner{Reseller: v.caller().Reseller, Company: id}, Product: p, Window: usage.Window{From: span.before, To: span.today},
		})
		if err != nil {
			return nil, err
		}
		f := newFigures(p, points, s.Usage.Provisional)
		if i == 0 || !f.empty() {
			all = append(all, monthCards(v.Words, f, span)...)
		}
	}
	return all, nil
}

// monthCards are the key figures of one product: what is used most of Video &
// Audio, of the others one figure that stands for all.
func monthCards(w *locale.Words, f *figures, span monthSpan) []card {
	p := f.product
	if p.ID == catalog.RTC {
		var all []card
		for _, m := range shownMetrics(p) {
			all = append(all, monthCard(w, f, span, metricName(w, p, m), valueOf(m)))
		}
		return all
	}
	if p.Kind.Additive() {
		return []card{monthCard(w, f, span, productName(w, p), f.all)}
	}
	return []card{monthCard(w, f, span, w.T("detail.highest", "Product", productName(w, p)), valueOf(shownMetrics(p)[0]))}
}

// monthCard is a value of this month, added up over the days if that is right
// for the product, else the highest day's.
func monthCard(w *locale.Words, f *figures, span monthSpan, title string, value func(*usage.Point) int64) card {
	join := func(a, b int64) int64 { return max(a, b) }
	if f.product.Kind.Additive() {
		join = func(a, b int64) int64 { return a + b }
	}
	var month, now, past int64
	for i := range f.points {
		p := &f.points[i]
		switch day := p.Period.First(); {
		case day >= span.first:
			month = join(month, value(p))
			if day <= span.through {
				now = join(now, value(p))
			}
		case span.holds(day):
			past = join(past, value(p))
		}
	}
	out := card{Title: title, Value: w.Number(month), Unit: unitName(w, f.product)}
	switch {
	case span.days() == 0:
	case past == 0:
		out.Note = w.T("detail.noneBefore")
	default:
		out.Share, out.Trend = change(w, now, past)
		out.Note = w.T("detail.onBefore", "Share", shareMark)
	}
	return out
}

// monthLine says what the key figures are and what they are compared with.
func monthLine(v visitor, span monthSpan) string {
	line := v.T("detail.month", "First", span.first.String(), "Last", span.today.String())
	if span.days() == 0 {
		return line
	}
	return line + " " + v.N("detail.compared", span.days(), "Days", strconv.Itoa(span.days()))
}
