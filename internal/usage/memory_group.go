package usage

import "context"

// Groups implements Store.
func (m *Memory) Groups(_ context.Context, q GroupQuery) (Groups, error) {
	periods, err := m.projectPeriods(q.Owner, q.Window)
	if err != nil {
		return Groups{}, err
	}
	all := q.Window.Periods()
	g := Groups{All: make([]int64, len(all)), Former: make([]int64, len(all))}
	parts := map[Owner][]int64{}
	for i, period := range all {
		for cell, shown := range periods[period] {
			if cell.Product != q.Product.Code {
				continue
			}
			value, member := q.Metric.Of(&shown), m.memberOf(q.Owner, cell.Project)
			g.All[i] += value
			if q.Owner.Company == 0 && !m.holds(q.Owner.Reseller, member.Company) {
				g.Former[i] += value
				continue
			}
			if parts[member] == nil {
				parts[member] = make([]int64, len(all))
			}
			parts[member][i] += value
		}
	}
	g.Members = q.Pick(parts)
	return g, nil
}

// memberOf is the group of an owner that a project is in.
func (m *Memory) memberOf(o Owner, project string) Owner {
	if o.Company == 0 {
		return Owner{Reseller: o.Reseller, Company: m.owners[project]}
	}
	o.Project = project
	return o
}

// holds reports whether a reseller holds a company still.
func (m *Memory) holds(reseller, company int64) bool {
	for _, h := range m.holders[company] {
		if h.Reseller == reseller && h.To == 0 {
			return true
		}
	}
	return false
}
