package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// annotation is what happened on a day of the chart: something that was done
// to the company, or a note of the reseller's.
type annotation struct {
	day   calendar.Day
	text  string
	about string // the company of a note among all companies' figures
	note  int64  // that can be changed; 0 for what was done
}

// maxActs is how many freezes, and how many unfreezes, a chart shows.
const maxActs = 100

// annotate finds what happened in the interval, and marks it in the chart.
func (s *server) annotate(ctx context.Context, v visitor, view *chartView, panel *chartPanel) error {
	first, last := view.query.window.Days()
	acts, err := s.freezes(ctx, v, view.owner.Company, first, last)
	if err != nil {
		return err
	}
	notes, err := s.notes(ctx, v, &view.owner, first, last)
	if err != nil {
		return err
	}
	prices, err := s.priceChanges(ctx, v, view.owner.Company, first, last)
	if err != nil {
		return err
	}
	panel.events = slices.Concat(prices, acts, notes)
	slices.SortStableFunc(panel.events, func(a, b annotation) int { return cmp.Compare(a.day, b.day) })
	periods := view.query.window.Periods()
	for i, e := range panel.events {
		period := usage.Period(e.day)
		if view.query.window.Monthly {
			period = usage.Period(e.day.Month())
		}
		if at, found := slices.BinarySearch(periods, period); found {
			panel.data.Marks = append(panel.data.Marks, chartMark{At: at, Label: strconv.Itoa(i + 1), Text: e.text})
		}
	}
	return nil
}

// priceChanges are the days from which on other prices apply to a company, if
// the visitor may read its bills.
func (s *server) priceChanges(ctx context.Context, v visitor, id int64, first, last calendar.Day) (all []annotation, _ error) {
	if id == 0 || !v.may(account.ReadBills) {
		return nil, nil
	}
	priced, err := s.Prices.Plans(ctx, v.caller(), id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil // it is held no more, and its bills are another's
	}
	if err != nil {
		return nil, err
	}
	for month := first.Add(-1).Month().Add(1); month.First() <= last; month = month.Add(1) {
		if now := priced.On(month); now.Number != priced.On(month.Add(-1)).Number {
			all = append(all, annotation{day: month.First(), text: v.T("note.event.prices", "Version", versionName(v, now.Number))})
		}
	}
	return all, nil
}

// freezes are those of a company that the audit trail tells of, if the visitor
// may read it.
func (s *server) freezes(ctx context.Context, v visitor, id int64, first, last calendar.Day) (all []annotation, err error) {
	if id == 0 {
		return nil, nil
	}
	var acts []account.Entry
	for _, action := range []account.Action{"company.freeze", "company.unfreeze"} {
		some, err := s.Trail.List(ctx, v.caller(), account.AuditFilter{Company: id, Action: action, From: first.Start(), To: last.Add(1).Start(), Limit: maxActs})
		if fault.KindOf(err) == fault.Forbidden {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		acts = append(acts, some...)
	}
	slices.SortFunc(acts, func(a, b account.Entry) int { return cmp.Compare(a.Number, b.Number) })
	for _, e := range acts {
		all = append(all, annotation{day: calendar.DayOf(e.At), text: v.T("note.event."+string(e.Action), "Name", actorName(v, e.Actor))})
	}
	return all, nil
}

// notes are those of the reseller about the figures that are shown; its
// companies do not see them.
func (s *server) notes(ctx context.Context, v visitor, owner *chartOwner, first, last calendar.Day) ([]annotation, error) {
	if v.company != nil {
		return nil, nil
	}
	notes, err := s.Notes.List(ctx, v.caller(), company.NoteFilter{Company: owner.Company, From: first, To: last})
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	if ids := companiesOf(notes); owner.Company == 0 && len(ids) > 0 {
		found, err := s.Companies.ByID(ctx, v.caller(), ids)
		if err != nil {
			return nil, err
		}
		names = companyNamesByID(found)
	}
	all := make([]annotation, len(notes))
	for i, n := range notes {
		all[i] = annotation{day: n.Day, text: n.Text, about: names[cid(n.Company)], note: n.ID}
	}
	return all, nil
}

func companiesOf(notes []company.Note) (ids []int64) {
	for _, n := range notes {
		if n.Company != 0 {
			ids = append(ids, n.Company)
		}
	}
	return ids
}
