package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// billView is a bill of a company.
type billView struct {
	billing.Statement
	company company.Listed
	groups  []billGroup
	present calendar.Month
	asOf    time.Time // until when the figures of a running month count
}

// billGroup is the lines of a product.
type billGroup struct {
	name  string
	lines []billLine
}

// billLine is a line with its words.
type billLine struct {
	billing.Line
	name   string
	timed  bool
	price  []string // none: the item has no price
	amount string   // exact
	usage  string   // where the usage behind it is
}

// currency is what the bill is in.
func (view *billView) currency() billing.Currency { return view.Terms.Currency }

// running reports whether the bill is yet to be issued.
func (view *billView) running() bool { return view.State() == billing.StateRunning }

// bill shows a bill of a company.
func (s *server) bill(w http.ResponseWriter, r *http.Request, v visitor) error {
	view, err := s.billView(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, billPage(v, view))
}

func (s *server) billView(r *http.Request, v visitor) (view billView, err error) {
	month, err := parseMonth(r.PathValue("month"))
	if err != nil {
		return view, err
	}
	if view.company, err = s.companyOf(r, v); err != nil {
		return view, err
	}
	if view.Statement, err = s.Bills.BillFor(r.Context(), v.caller(), view.company.ID, month); err != nil {
		return view, err
	}
	view.asOf, view.present = s.Usage.Now(), s.Usage.Today().Month()
	view.groups, err = view.grouped(v, s.Usage.Today())
	return view, err
}

// grouped puts the lines under their products, whose order they have.
func (view *billView) grouped(v visitor, today calendar.Day) (all []billGroup, err error) {
	exact := places(view.Lines)
	for _, l := range view.Lines {
		item, known := billing.ItemOf(l.Item)
		if !known {
			return nil, fmt.Errorf("the bill %s has a line of %q, which is no item", view.Number(), l.Item)
		}
		name := productName(v.Words, item.Shown())
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, billGroup{name: name})
		}
		line := billLine{Line: l, name: itemName(v, item), timed: item.Timed(), amount: v.Amount(l.Amount.StringFixed(exact)), usage: view.usageOf(v, item, today)}
		if !l.Unpriced {
			line.price = priceTexts(v, item, view.Terms.Rates[l.Item])
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, line)
	}
	return all, nil
}

// usageOf is the chart of what a line is about: the company, the product, the
// days of the month, and the metrics that it adds up.
func (view *billView) usageOf(v visitor, i *billing.Item, today calendar.Day) string {
	q := chartQuery{interval: custom, product: i.Shown(), mark: lineMark, sort: byPeriod, base: v.chartBase()}
	q.window = usage.Window{From: view.Month.First(), To: min(view.Month.Last(), today)}
	if v.company == nil {
		q.company = cid(view.company.ID)
	}
	for _, m := range i.Metrics() {
		q.series = append(q.series, m.ID)
	}
	return q.link()
}

// working says a line in one row, for narrow pages: how its quantity becomes
// what is billed.
func (l *billLine) working(v visitor) string {
	steps := v.Number(l.Units)
	if l.timed {
		steps = v.T("bill.toMinutes", "Seconds", v.Number(l.Quantity), "Minutes", steps)
	}
	return v.T("bill.working", "Units", steps, "Free", v.Number(l.Free), "Billed", v.Number(l.Billed))
}

// adjusted names the days of an adjustment.
func adjusted(a *billing.Adjusted) string {
	days := make([]string, len(a.Days))
	for i, d := range a.Days {
		days[i] = d.String()
	}
	return strings.Join(days, ", ")
}

// dayView is the bill of a day, split over projects.
type dayView struct {
	billView
	day      calendar.Day
	amount   billing.Money
	projects []projectCost // those that have a part
	others   int           // how many have none
	first    bool          // of the days that there are
	last     bool
}

// projectCost is a project's part of a day.
type projectCost struct {
	name, id, usage string
	amount          billing.Money
}

// billDay shows the bill of a day.
func (s *server) billDay(w http.ResponseWriter, r *http.Request, v visitor) (err error) {
	view := dayView{}
	if view.billView, err = s.billView(r, v); err != nil {
		return err
	}
	if view.day, err = calendar.ParseDay(r.PathValue("day")); err != nil || view.day.Month() != view.Month {
		return fault.New(fault.NotFound, "%q is not a day of %s.", r.PathValue("day"), view.Month)
	}
	rows, err := s.Bills.DayFor(r.Context(), v.caller(), view.company.ID, view.day)
	if err != nil {
		return err
	}
	projects, err := s.Companies.Projects(r.Context(), v.caller(), view.company.ID)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range projects {
		names[p.ID] = p.Name
	}
	for _, row := range rows {
		view.amount += row.Amount
		if row.Amount == 0 {
			view.others++
			continue
		}
		view.projects = append(view.projects, projectCost{names[row.Project], row.Project, view.usageOn(v, row.Project), row.Amount})
	}
	view.first, view.last = view.day == view.Days[0].Day, view.day == view.Days[len(view.Days)-1].Day
	return show(w, r, http.StatusOK, billDayPage(v, view))
}

// usageOn is the chart of a project's day.
func (view *dayView) usageOn(v visitor, project string) string {
	q := chartQuery{interval: custom, product: billing.Items()[0].Shown(), mark: barMark, sort: byPeriod, base: v.chartBase(), project: project}
	if len(view.Lines) > 0 {
		if item, known := billing.ItemOf(view.Lines[0].Item); known {
			q.product = item.Shown()
		}
	}
	q.window = usage.Window{From: view.day, To: view.day}
	return q.link()
}

// barWidth is the width of a day's bar, in hundredths of the longest one.
func (view *billView) barWidth(m billing.Money) string {
	longest := billing.Money(1)
	for _, d := range view.Days {
		longest = max(longest, d.Amount, -d.Amount)
	}
	return strconv.FormatInt(int64(max(m, -m)*100/longest), 10)
}
