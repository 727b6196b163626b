package usage

import (
	"cmp"
	"slices"

	"reseller-console/internal/catalog"
)

// PeakSearch finds when the peak of a project's day stood, and what made it.
// Add takes all samples and outputs that touch the day, in any order; of them,
// only those that may have made the peak are kept in memory.
type PeakSearch struct {
	query   *DayQuery
	metric  string
	stored  int64
	samples []Evidence // whose value is the peak
	outputs []Evidence // that raise the metric
}

// NewPeakSearch searches for the stored value of what the query asks for.
func NewPeakSearch(q *DayQuery, stored int64) *PeakSearch {
	return &PeakSearch{query: q, stored: stored, metric: q.Product.AtSlot(q.Slot).ID}
}

// Add takes the next sample or output of the project's day.
func (s *PeakSearch) Add(e Evidence) {
	switch {
	case e.Type == Peak && e.Product == s.query.Product && e.Slot == s.query.Slot && e.Value == s.stored:
		e.Moment, e.Moments = Moment{e.Start, e.Start}, 1
		s.samples = append(s.samples, e)
	case e.Type == Transcoding && s.raises(&e.Event):
		s.outputs = append(s.outputs, e)
	}
}

func (s *PeakSearch) raises(e *Event) bool {
	outputs, channels := e.transcodingGauges()
	if s.query.Product.ID == catalog.ConcurrentChannel {
		return slices.Contains(channels, s.metric)
	}
	return slices.Contains(outputs, s.metric)
}

// Page returns the page that the query asks for.
func (s *PeakSearch) Page() Behind {
	stood := s.stood()
	members := slices.Clone(s.samples)
	for _, e := range s.outputs {
		if e.Moment, e.Moments = meets(stood, &e.Event); e.Moments > 0 {
			members = append(members, e)
		}
	}
	slices.SortFunc(members, func(a, b Evidence) int { return a.At.Compare(b.At) })
	for _, e := range s.samples {
		stood = append(stood, e.Moment)
	}
	slices.SortFunc(stood, func(a, b Moment) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	page := Behind{Stored: s.stored, Moments: stood[:min(MaxMoments, len(stood))], MomentCount: len(stood)}
	for _, e := range members {
		if e.At.Compare(s.query.After) > 0 && len(page.Events) <= s.query.Limit {
			page.Events = append(page.Events, e)
		}
	}
	page.Cut(s.query.Limit)
	return page
}

// stood returns the moments at which as many outputs ran as the peak is, or
// as many channels had one; adjoining ones are one.
func (s *PeakSearch) stood() (all []Moment) {
	var edges []edge
	for i := range s.outputs {
		edges = appendEdges(edges, &s.outputs[i].Event, s.query.Day)
	}
	sortEdges(edges)
	running := map[any]int64{}
	for i, at := range edges {
		key := s.counted(at.event)
		if running[key] += step(at.open); running[key] == 0 {
			delete(running, key)
		}
		if int64(len(running)) != s.stored {
			continue
		}
		until := edges[i+1].at // there is a next one: what is open ends
		if last := len(all) - 1; last >= 0 && all[last].To == at.at {
			all[last].To = until
		} else {
			all = append(all, Moment{at.at, until})
		}
	}
	return all
}

// counted is what counts once while at least one output of it runs.
func (s *PeakSearch) counted(e *Event) any {
	if s.query.Product.ID == catalog.ConcurrentChannel {
		return e.Channel
	}
	return e
}

// meets returns the first of the moments at which an output ran, and their
// number.
func meets(stood []Moment, e *Event) (first Moment, n int) {
	if e.Start >= e.End {
		return first, 0
	}
	from, _ := slices.BinarySearchFunc(stood, e.Start, func(m Moment, start int64) int {
		return cmp.Compare(m.To, start+1) // the first that ends after it
	})
	to, _ := slices.BinarySearchFunc(stood, e.End, func(m Moment, end int64) int { return cmp.Compare(m.From, end) })
	if to <= from {
		return first, 0
	}
	return stood[from], to - from
}
