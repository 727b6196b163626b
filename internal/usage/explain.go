package usage

import (
	"context"
	"slices"

	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
)

// Spot is where a shown figure stands: whose, of what, when.
type Spot struct {
	Owner   Owner // a Reseller, a Company or both, and perhaps a Project
	Product *catalog.Product
	Metric  *catalog.Metric // one of Product's, totals included
	Period  Period
}

// Level is what a figure is taken apart into.
type Level string

// The levels, outermost first.
const (
	ByCompany Level = "company"
	ByProject Level = "project"
	ByDay     Level = "day"    // of a month
	ByMetric  Level = "metric" // the metrics that a total of a project's day adds
	ByUser    Level = "user"   // of a project's day, who was active
	ByEvent   Level = "event"  // of a project's day
)

// Levels lists what the figure can be taken apart into, what is shown unless
// told otherwise first. The month of a sum has its days too: those of peaks
// and users do not make it up but where they are one project's.
func (s *Spot) Levels() []Level {
	var all []Level
	switch {
	case s.Owner.Project == "" && s.Owner.Company == 0:
		all = []Level{ByCompany}
	case s.Owner.Project == "":
		all = []Level{ByProject}
	case s.Period.Monthly():
		return []Level{ByDay}
	case !s.Metric.Counted():
		return []Level{ByMetric}
	case s.Product.Kind == catalog.Distinct:
		return []Level{ByUser}
	default:
		return []Level{ByEvent}
	}
	if s.Period.Monthly() && s.Product.Kind.Additive() {
		all = append(all, ByDay)
	}
	return all
}

// The size of a page of parts.
const (
	DefaultParts = 50
	MaxParts     = 500
)

// ExplainQuery asks for a page of what makes up a figure.
type ExplainQuery struct {
	Spot
	By    Level  // one of Levels; empty for the first of them
	After string // Explanation.Next of the page before; empty for the first page
	Limit int    // parts on a page, at most MaxParts; 0 is DefaultParts
}

// Part is a figure that another one is made of. Its Spot can be explained in
// turn, unless its company has left the reseller since.
type Part struct {
	Spot
	Value int64 // as shown, never 0
}

// Explanation is a page of what makes up a figure.
//
// The values of all pages' Parts add up to Value; the days of a project's peak
// or users have it as their highest. What is Behind a project's day makes up
// Behind.Stored, of which Value is what is shown: the events' seconds add up
// to it, the users are as many, and at each moment of a peak as many of the
// events' outputs or channels ran.
type Explanation struct {
	By     Level
	Value  int64 // as shown: minutes, a peak, users
	Parts  []Part
	Behind Behind // of ByEvent and ByUser
	// Gone is set if all that is kept is on this page and does not make up
	// the figure: its events have been dropped, the figure stays.
	Gone bool
	Next string // what the next page comes After; empty after the last
}

// Explain takes a figure apart by one level. Pages follow an order that new
// usage does not change, so that what was there before is neither left out nor
// repeated. A query that cannot be answered is fault.Invalid; a figure that is
// not the owner's is 0 and has no parts.
//
// A page of companies costs the page, one of projects or days the figures of
// all the company's projects or the month's days, and one of events or users
// what Store.Behind says.
func (r *Reader) Explain(ctx context.Context, q ExplainQuery) (Explanation, error) {
	after, err := q.settle()
	if err != nil {
		return Explanation{}, err
	}
	switch q.By {
	case ByCompany:
		return r.explainReseller(ctx, &q, after)
	case ByProject:
		return r.explainCompany(ctx, &q, after)
	case ByDay:
		return r.explainDays(ctx, &q, after)
	case ByMetric:
		return r.explainTotal(ctx, &q, after)
	}
	return r.explainProjectDay(ctx, &q, after)
}

// settle fills in what the query leaves open, and refuses what no figure has.
func (q *ExplainQuery) settle() (after Mark, err error) {
	if q.Owner.Reseller == 0 && q.Owner.Company == 0 || q.Owner.Project != "" && q.Owner.Company == 0 {
		return after, fault.New(fault.Invalid, "A figure is a reseller's or a company's, and a project's only with its company.")
	}
	levels := q.Levels()
	if q.By == "" {
		q.By = levels[0]
	}
	if !slices.Contains(levels, q.By) {
		return after, fault.New(fault.Invalid, "This figure is not made up of a part for each %s.", q.By).With("by", "one of the figure's levels", string(q.By))
	}
	if q.Limit == 0 {
		q.Limit = DefaultParts
	}
	if q.Limit < 1 || q.Limit > MaxParts {
		return after, fault.New(fault.Invalid, "A page has 1 to %d parts.", MaxParts).With("limit", "1 to 500", q.Limit)
	}
	return parseMark(q.By, q.After)
}
