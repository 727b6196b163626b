package web

import (
	"strings"
	"time"

	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

// kindName is how messages call the way a product adds up.
func kindName(p *catalog.Product) string {
	switch p.Kind {
	case catalog.Peak:
		return "peak"
	case catalog.Distinct:
		return "distinct"
	default:
		return "sum"
	}
}

// amount writes a figure with its unit.
func (view *explainView) amount(w *locale.Words, value int64) string {
	return strings.TrimSpace(w.Number(value) + " " + unitName(w, view.query.product))
}

// title names the figure.
func (view *explainView) title(w *locale.Words) string {
	q := &view.query
	return w.T("explain.figure", "Value", view.amount(w, view.Value), "Metric", metricName(w, q.product, q.metric), "Period", periodName(w, q.period))
}

// scope is the page's second line.
func (view *explainView) scope(w *locale.Words) string {
	asOf := w.T("chart.asOf", "Time", inUTC(view.asOf))
	if view.query.product == nil {
		return asOf
	}
	return productName(w, view.query.product) + " · " + metricName(w, view.query.product, view.query.metric) + " · " + asOf
}

// rule says in words how what is listed makes up the figure.
func (view *explainView) rule(w *locale.Words) string {
	id := "explain.rule." + kindName(view.query.product) + "." + string(view.By)
	if view.By == usage.ByEvent && view.query.product.Kind == catalog.Peak {
		id += "." + view.query.product.ID
	}
	return w.T(id, "Value", view.amount(w, view.Value), "Stored", w.Number(view.Behind.Stored))
}

// crumb is a step of the way from all companies to the figure.
type crumb struct {
	text, link string // no link: nothing other is there
}

// crumbs lead up by owner and by period.
func (view *explainView) crumbs(w *locale.Words) []crumb {
	up := view.query.of(view.spot)
	owner := func(text string, company int64, project string) crumb {
		at := up
		at.company, at.project = company, project
		if at == up {
			return crumb{text: text}
		}
		return crumb{text, at.link()}
	}
	var all []crumb
	if view.query.chartBase == "" {
		all = append(all, owner(w.T("chart.allCompanies"), 0, ""))
	}
	if c := view.owner.company; c != nil {
		all = append(all, owner(w.T("chart.oneCompany", "Name", c.Name, "CID", cid(c.ID)), c.ID, ""))
	}
	if view.owner.Project != "" {
		all = append(all, crumb{text: view.owner.project})
	}
	if period := view.query.period; !period.Monthly() {
		month := up
		month.period = usage.Period(period.First().Month())
		all = append(all, crumb{month.period.String(), month.link()})
	}
	return append(all, crumb{text: periodName(w, view.query.period)})
}

// whole reports whether the page is all there is.
func (view *explainView) whole() bool { return view.Next == "" && view.query.after == "" }

// additive reports whether what is listed adds up to the figure.
func (view *explainView) additive() bool {
	switch view.By {
	case usage.ByEvent, usage.ByDay:
		return view.query.product.Kind.Additive()
	case usage.ByUser:
		return false
	}
	return true
}

// sum adds what the page lists: seconds of events, else shown figures.
func (view *explainView) sum() (sum int64) {
	for i := range view.Behind.Events {
		sum += view.Behind.Events[i].Seconds
	}
	for i := range view.Parts {
		sum += view.Parts[i].Value
	}
	return sum
}

// none reports whether the page lists nothing.
func (view *explainView) none() bool {
	return len(view.Parts)+len(view.Behind.Events)+len(view.Behind.Users) == 0
}

// clock writes an instant of a day, with its date if it is of another one and
// with milliseconds if it has any.
func clock(ms int64, day usage.Period) string {
	t := time.UnixMilli(ms).UTC()
	layout := "15:04:05"
	if ms%1000 != 0 {
		layout += ".000"
	}
	if t.Format(time.DateOnly) != day.String() {
		layout = time.DateOnly + " " + layout
	}
	return t.Format(layout)
}

// moment writes when a peak stood.
func moment(m usage.Moment, day usage.Period) string {
	if m.From == m.To {
		return clock(m.From, day)
	}
	return clock(m.From, day) + " – " + clock(m.To, day)
}

// sumLabel and whatLabel are the ids of the messages that head the sum of a
// page, and the column of what users received or outputs are.
func (view *explainView) sumLabel() string {
	if view.whole() {
		return "explain.total"
	}
	return "explain.thisPage"
}

func (view *explainView) whatLabel() string {
	if view.query.product.Kind == catalog.Sum {
		return "explain.event.received"
	}
	return "explain.event.output"
}
