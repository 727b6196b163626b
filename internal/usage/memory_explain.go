package usage

import (
	"context"
	"maps"
	"slices"
	"strings"

	"reseller-console/internal/catalog"
)

// Behind implements Store.
func (m *Memory) Behind(_ context.Context, q DayQuery) (Behind, error) {
	figures, err := m.figures()
	cell := Cell{q.Day, q.Owner.Project, q.Product.Code}
	stored := figures[cell][q.Slot]
	if err != nil || stored == 0 || !m.owned(q.Owner, cell) {
		return Behind{}, err
	}
	live, err := m.evidence(&q)
	if err != nil {
		return Behind{}, err
	}
	switch q.Product.Kind {
	case catalog.Distinct:
		return usersBehind(&q, stored, live), nil
	case catalog.Peak:
		search := NewPeakSearch(&q, stored)
		for _, e := range live {
			search.Add(e)
		}
		return search.Page(), nil
	}
	page := Behind{Stored: stored}
	for _, e := range live {
		if e.Seconds = q.Seconds(&e.Event); e.Seconds > 0 && e.At.Compare(q.After) > 0 {
			page.Events = append(page.Events, e)
		}
	}
	page.Cut(q.Limit)
	return page, nil
}

// evidence returns the live events that touch the project's day, in the order
// in which they came.
func (m *Memory) evidence(q *DayQuery) ([]Evidence, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []Evidence
	for key, r := range m.records {
		if r.State != Live {
			continue
		}
		e, err := r.Event()
		if err != nil {
			return nil, err
		}
		e.Revision = r.Revision
		if e.Project == q.Owner.Project && e.FirstDay() <= q.Day && e.LastDay() >= q.Day {
			all = append(all, Evidence{Event: e, ReceivedAt: r.ReceivedAt, At: Mark{Place: m.came[key]}})
		}
	}
	slices.SortFunc(all, func(a, b Evidence) int { return a.At.Compare(b.At) })
	return all, nil
}

func usersBehind(q *DayQuery, stored int64, live []Evidence) Behind {
	events := map[string]int64{}
	for _, e := range live {
		if e.Type == Active {
			events[e.User]++
		}
	}
	page := Behind{Stored: stored}
	for user, n := range events {
		if (Mark{Text: user}).Compare(q.After) > 0 || q.After == (Mark{}) {
			page.Users = append(page.Users, User{user, n})
		}
	}
	slices.SortFunc(page.Users, func(a, b User) int { return strings.Compare(a.User, b.User) })
	page.Cut(q.Limit)
	return page
}

// Shares implements Store.
func (m *Memory) Shares(_ context.Context, q ShareQuery) (all int64, some []Share, err error) {
	w := Window{From: q.Period.First(), To: q.Period.Last(), Monthly: q.Period.Monthly()}
	periods, err := m.projectPeriods(Owner{Reseller: q.Reseller}, w)
	companies := map[int64]int64{}
	for cell, v := range periods[q.Period] {
		if cell.Product == q.Product.Code {
			all += q.Metric.Of(&v)
			companies[m.owners[cell.Project]] += q.Metric.Of(&v)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(companies)) {
		if id > q.After && companies[id] != 0 && len(some) < q.Limit {
			some = append(some, Share{id, companies[id]})
		}
	}
	return all, some, err
}
