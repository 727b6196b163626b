package web

import (
	"context"
	"slices"
	"strconv"

	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// grouping is by what a view's metric is divided, as the URL writes it; empty
// for not at all.
type grouping string

// The groupings: of all companies it is by company, of one by project.
const (
	byCompany grouping = "company"
	byProject grouping = "project"
)

// mostMembers is how many companies or projects have a line of their own.
const mostMembers = 9

// The ids of lines that are no member's: of all other members, and of
// companies that are no longer the reseller's.
const (
	otherLine  = "other"
	formerLine = "former"
)

// grouping is by what the figures of an owner can be divided.
func (o *chartOwner) grouping() grouping {
	switch {
	case o.Project != "":
		return ""
	case o.Company != 0:
		return byProject
	}
	return byCompany
}

// settle makes the query one that can be answered for its owner: what is
// grouped by company is, of one company, grouped by project.
func (q *chartQuery) settle(owner *chartOwner) {
	if q.group == "" {
		return
	}
	asked := q.group
	if q.group = owner.grouping(); q.group != asked {
		q.series = nil
	}
	if q.group == "" {
		q.metric = nil
	}
}

// groupReader makes lines of the members of an owner's figures.
type groupReader struct {
	query       *chartQuery
	grid        *grid
	now, before usage.Groups
	past        usage.Window
}

// readGroups makes lines of the highest members, of all others and of former
// companies, as far as they have figures. They are compared with what the same
// members had.
func (s *server) readGroups(ctx context.Context, v visitor, owner *chartOwner, q *chartQuery, g *grid, past usage.Window) (err error) {
	r := groupReader{query: q, grid: g, past: past}
	question := usage.GroupQuery{Owner: owner.Owner, Product: q.product, Metric: q.metric, Window: q.window, Most: mostMembers}
	if r.now, err = s.Usage.Groups(ctx, question); err != nil {
		return err
	}
	if q.compare != "" {
		question.Window, question.Members = past, membersOf(&r.now)
		if r.before, err = s.Usage.Groups(ctx, question); err != nil {
			return err
		}
		g.past = q.counterparts()
	}
	names, err := s.memberNames(ctx, v, owner, r.now.Members)
	if err != nil {
		return err
	}
	for i, m := range r.now.Members {
		r.add(line{id: memberID(m.Owner), name: names[i], owner: m.Owner, rank: i + 1}, func(all *usage.Groups) []int64 { return all.Members[i].Values })
	}
	r.addRest(line{id: otherLine, name: v.T("chart.other." + string(q.group)), owner: owner.Owner}, (*usage.Groups).Other)
	r.addRest(line{id: formerLine, name: v.T("download.former"), owner: owner.Owner}, func(all *usage.Groups) []int64 { return all.Former })
	return nil
}

func membersOf(g *usage.Groups) []usage.Owner {
	members := make([]usage.Owner, len(g.Members))
	for i, m := range g.Members {
		members[i] = m.Owner
	}
	return members
}

func (r *groupReader) add(l line, of func(*usage.Groups) []int64) {
	l.metric, l.shown, l.values = r.query.metric, true, of(&r.now)
	if r.query.compare != "" {
		l.past = align(r.grid.past, r.past, of(&r.before))
	}
	r.grid.lines = append(r.grid.lines, l)
}

// addRest adds a line that may have nothing to show, then or now.
func (r *groupReader) addRest(l line, of func(*usage.Groups) []int64) {
	used := func(n int64) bool { return n != 0 }
	if slices.ContainsFunc(of(&r.now), used) || (r.query.compare != "" && slices.ContainsFunc(of(&r.before), used)) {
		r.add(l, of)
	}
}

// memberID names a line in the URL and in the page.
func memberID(o usage.Owner) string {
	if o.Project != "" {
		return "p:" + o.Project
	}
	return "c:" + cid(o.Company)
}

// memberNames are the members' names, with what tells apart those of the same
// name. A company that left while this is read has none.
func (s *server) memberNames(ctx context.Context, v visitor, owner *chartOwner, members []usage.Group) ([]string, error) {
	known := map[string]string{}
	for _, p := range owner.projects {
		known[p.ID] = p.Name
	}
	if owner.Company == 0 {
		var ids []int64
		for _, m := range members {
			ids = append(ids, m.Owner.Company)
		}
		found, err := s.Companies.ByID(ctx, v.caller(), ids)
		if err != nil {
			return nil, err
		}
		known = companyNamesByID(found)
	}
	times := map[string]int{}
	for _, name := range known {
		times[name]++
	}
	names := make([]string, len(members))
	for i, m := range members {
		id := m.Owner.Project
		if id == "" {
			id = cid(m.Owner.Company)
		}
		switch name := known[id]; {
		case name == "":
			names[i] = id
		case times[name] > 1:
			names[i] = name + " (" + id + ")"
		default:
			names[i] = name
		}
	}
	return names, nil
}

func companyNamesByID(all []company.Listed) map[string]string {
	names := map[string]string{}
	for _, l := range all {
		names[strconv.FormatInt(l.ID, 10)] = l.Name
	}
	return names
}
