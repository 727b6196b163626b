package usage

import (
	"cmp"
	"context"
	"slices"

	"reseller-console/internal/catalog"
	"reseller-console/internal/fault"
)

// GroupQuery asks what makes up one metric of an owner's figures, period by
// period: a reseller's by the companies that it holds, a company's by its
// projects.
type GroupQuery struct {
	Owner   Owner // a reseller's, or one of its companies'
	Product *catalog.Product
	Metric  *catalog.Metric
	Window  Window
	Most    int     // how many members are named, the highest ones; at least 1
	Members []Owner // who is named instead; nil for the highest
}

// Group is what a member adds: a value for each period of the window.
type Group struct {
	Owner  Owner
	Values []int64
}

// Groups are an owner's figures and what some members add to them, each with a
// value for each period of the window. Members of zeros only are not among the
// highest.
type Groups struct {
	All     []int64
	Members []Group // highest first: by their sum over the window, or by their highest period if periods do not add
	Former  []int64 // of companies that the reseller holds no longer, together
}

// Other is what is neither a member's nor of former companies.
func (g *Groups) Other() []int64 {
	rest := slices.Clone(g.All)
	for i := range rest {
		rest[i] -= g.Former[i]
		for _, m := range g.Members {
			rest[i] -= m.Values[i]
		}
	}
	return rest
}

// Pick returns the groups that the query names out of all: its Members in
// their order, else the highest.
func (q *GroupQuery) Pick(all map[Owner][]int64) []Group {
	var picked []Group
	if q.Members != nil {
		for _, m := range q.Members {
			picked = append(picked, Group{m, all[m]})
			if all[m] == nil {
				picked[len(picked)-1].Values = make([]int64, len(q.Window.Periods()))
			}
		}
		return picked
	}
	for owner, values := range all {
		if q.weight(values) > 0 {
			picked = append(picked, Group{owner, values})
		}
	}
	slices.SortFunc(picked, func(a, b Group) int {
		return cmp.Or(cmp.Compare(q.weight(b.Values), q.weight(a.Values)), cmp.Compare(a.Owner.Company, b.Owner.Company), cmp.Compare(a.Owner.Project, b.Owner.Project))
	})
	return picked[:min(q.Most, len(picked))]
}

// weight is what members are ranked by.
func (q *GroupQuery) weight(values []int64) (n int64) {
	for _, v := range values {
		if q.Product.Kind.Additive() {
			n += v
		} else {
			n = max(n, v)
		}
	}
	return n
}

// Groups answers the query; see Store.Groups. The figures of a project have no
// groups: fault.Invalid.
func (r *Reader) Groups(ctx context.Context, q GroupQuery) (Groups, error) {
	if err := q.Window.Check(); err != nil {
		return Groups{}, err
	}
	if q.Owner.Reseller == 0 || q.Owner.Project != "" || q.Most < 1 {
		return Groups{}, fault.New(fault.Invalid, "Only the figures of a reseller or of one of its companies are made up of groups.")
	}
	return r.store.Groups(ctx, q)
}
