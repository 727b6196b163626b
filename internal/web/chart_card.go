package web

import (
	"math"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// card is one key figure above the chart.
type card struct {
	Title string
	Value string
	Unit  string
	Trend int    // 1 up, -1 down, 0 no arrow
	Share string // a percentage; it stands in the note where shareMark is
	Note  string
}

// shareMark is the place of a card's share, with its arrow, in the note: it
// differs by language.
const shareMark = "\uE000"

// cardMaker makes the key figures of a view. It only says what is true of the
// product's kind: totals over time for sums, highest periods for peaks and
// distinct users.
type cardMaker struct {
	words   *locale.Words
	now     *figures
	before  *figures // of the interval before; nil if not additive
	monthly bool
	clock   string // "14:32", of months with the day: until when the provisional period is counted
}

func (c *cardMaker) cards() []card {
	var all []card
	shown := shownMetrics(c.now.product)
	switch {
	case c.now.empty():
		return nil
	case c.now.product.Kind.Additive():
		for _, m := range shown {
			all = append(all, c.total(m))
		}
		all = append(all, c.highest(c.say("card.highest"), c.now.all, false))
		return append(all, c.provisional(c.now.all)...)
	case len(shown) == 1:
		value := valueOf(shown[0])
		all = append(all, c.highest(c.say("card.highest"), value, false))
		all = append(all, c.whole(value)...)
		return append(all, c.provisional(value)...)
	default:
		for _, m := range shown {
			all = append(all, c.highest(metricName(c.words, c.now.product, m), valueOf(m), true))
		}
		return all
	}
}

func shownMetrics(p *catalog.Product) []*catalog.Metric {
	var all []*catalog.Metric
	for i := range p.Metrics {
		if m := &p.Metrics[i]; m.Shown {
			all = append(all, m)
		}
	}
	return all
}

func valueOf(m *catalog.Metric) func(*usage.Point) int64 {
	return func(p *usage.Point) int64 { return m.Of(&p.Values) }
}

// say returns the words about days or about months.
func (c *cardMaker) say(id string, pairs ...any) string {
	return c.words.T(id+"."+typeOf(c.monthly), pairs...)
}

func (c *cardMaker) card(title string, value int64) card {
	return card{Title: title, Value: c.words.Number(value), Unit: unitName(c.words, c.now.product)}
}

// total is a metric's sum, against the interval of equal length before.
func (c *cardMaker) total(m *catalog.Metric) card {
	sum, past := c.now.total(m), c.before.total(m)
	out := c.card(metricName(c.words, c.now.product, m), sum)
	periods := len(c.now.points)
	if past == 0 {
		out.Note = c.words.N("card.noneBefore."+typeOf(c.monthly), periods)
		return out
	}
	if c.before.values(m)[0] == 0 { // a change against a part would be no change
		out.Note = c.words.N("card.beganBefore."+typeOf(c.monthly), periods)
		return out
	}
	out.Share, out.Trend = change(c.words, sum, past)
	out.Note = c.words.N("card.before."+typeOf(c.monthly), periods, "Share", shareMark)
	if c.monthly && c.now.provisional != 0 {
		out.Note = c.words.N("card.beforeSameDay", periods, "Share", shareMark)
	}
	return out
}

// change says by how much now differs from past, which is not 0.
func change(w *locale.Words, now, past int64) (share string, trend int) {
	ratio := float64(now-past) / float64(past)
	if math.Abs(ratio) >= 0.0005 { // less is shown as 0.0 %
		trend = 1
		if ratio < 0 {
			trend = -1
		}
	}
	return w.Percent(math.Abs(ratio)), trend
}

// highest is the period with the highest value. The note names what the card
// is about when its title names a metric.
func (c *cardMaker) highest(title string, value func(*usage.Point) int64, named bool) card {
	top := c.now.highest(value)
	out := c.card(title, value(top))
	out.Note = periodName(c.words, top.Period)
	if named {
		out.Note = c.say("card.highestNote", "Period", out.Note)
	}
	return out
}

// whole is the last period that is over, against the same weekday before.
func (c *cardMaker) whole(value func(*usage.Point) int64) []card {
	last := len(c.now.points) - 1
	if c.now.provisional != 0 {
		last--
	}
	if last < 0 {
		return nil
	}
	p := &c.now.points[last]
	out := c.card(c.say("card.whole"), value(p))
	out.Note = periodName(c.words, p.Period)
	if past := c.weekBefore(p.Period); past != nil && value(past) > 0 {
		out.Share, out.Trend = change(c.words, value(p), value(past))
		out.Note = c.words.T("card.on", "Share", shareMark, "Period", past.Period.String())
	}
	return []card{out}
}

// provisional is the period that still grows. A part of a day is no change
// against a whole one, so it is shown as the share of the same weekday before.
func (c *cardMaker) provisional(value func(*usage.Point) int64) []card {
	if c.now.provisional == 0 {
		return nil
	}
	p := c.now.at(c.now.provisional)
	out := c.card(c.say("card.provisional"), value(p))
	out.Note = c.words.T("card.until", "Time", c.clock)
	if past := c.weekBefore(p.Period); past != nil && value(past) > 0 {
		share := c.words.Percent(float64(value(p)) / float64(value(past)))
		out.Note = c.words.T("card.shareOf", "Time", c.clock, "Share", share, "Period", past.Period.String())
	}
	return []card{out}
}

// weekBefore finds the point seven days earlier; nil for months and where
// neither interval holds it.
func (c *cardMaker) weekBefore(p usage.Period) *usage.Point {
	if p.Monthly() {
		return nil
	}
	day := usage.Period(p.First().Add(-7))
	if found := c.now.at(day); found != nil || c.before == nil {
		return found
	}
	return c.before.at(day)
}
