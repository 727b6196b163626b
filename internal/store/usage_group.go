package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// Groups implements usage.Store. Of a reseller it goes once through the totals
// of its companies to find the highest, and once to add those that have left;
// a company's projects are all read.
func (u *Usage) Groups(ctx context.Context, q usage.GroupQuery) (g usage.Groups, err error) {
	read := u.companyGroups
	if q.Owner.Company != 0 {
		read = u.projectGroups
	}
	if g, err = read(ctx, &q); err != nil {
		return g, fmt.Errorf("read the groups of %s.%s: %w", q.Product.ID, q.Metric.ID, err)
	}
	return g, nil
}

// projectGroups adds up the projects of a company.
func (u *Usage) projectGroups(ctx context.Context, q *usage.GroupQuery) (usage.Groups, error) {
	r := newGroupReader(u, q)
	g := usage.Groups{All: r.zeros(), Former: r.zeros()}
	parts := map[usage.Owner][]int64{}
	err := u.eachProject(ctx, q.Owner, q.Window, []*catalog.Product{q.Product}, func(f shown) error {
		member := q.Owner
		member.Project = f.project
		if parts[member] == nil {
			parts[member] = r.zeros()
		}
		at, value := r.at[int64(f.period)], q.Metric.Of(&f.values)
		parts[member][at] += value
		g.All[at] += value
		return nil
	})
	g.Members = q.Pick(parts)
	return g, err
}

// companyGroups reads the companies that a reseller holds.
func (u *Usage) companyGroups(ctx context.Context, q *usage.GroupQuery) (g usage.Groups, err error) {
	r := newGroupReader(u, q)
	err = u.db.view(ctx, func(tx *transaction) error {
		if g.All, err = r.sum(ctx, tx, "company = 0"); err != nil {
			return err
		}
		if g.Former, err = r.sum(ctx, tx, "company in ("+leftCompanies+")"); err != nil {
			return err
		}
		members := q.Members
		if members == nil {
			if members, err = r.highest(ctx, tx); err != nil {
				return err
			}
		}
		g.Members, err = r.members(ctx, tx, members)
		return err
	})
	return g, err
}

// Companies that a reseller ($1) holds still, and those that it has held.
const (
	heldCompanies = "select company from holder where reseller = $1 and to_day = 0"
	leftCompanies = "select company from holder where reseller = $1 and to_day > 0 and company not in (" + heldCompanies + ")"
)

// groupReader reads totals of one metric.
type groupReader struct {
	u     *Usage
	q     *usage.GroupQuery
	value string
	at    map[int64]int // period → its place in the window
	keys  []int64       // the periods
}

func newGroupReader(u *Usage, q *usage.GroupQuery) *groupReader {
	r := &groupReader{u: u, q: q, value: shownColumn(q.Metric), at: map[int64]int{}, keys: numbers(q.Window.Periods())}
	for i, period := range r.keys {
		r.at[period] = i
	}
	return r
}

func (r *groupReader) zeros() []int64 { return make([]int64, len(r.keys)) }

// each reads columns of the totals of periods that a condition chooses, added
// by group.
func (r *groupReader) each(ctx context.Context, tx *transaction, periods []int64, columns, where, group string, scan func(*sql.Rows) error) error {
	return eachIn(r.u.db.dialect, periods, []any{r.q.Owner.Reseller, int64(r.q.Product.Code)}, func(in string, args []any) error {
		return eachRow(ctx, tx, scan, "select "+columns+" from total where reseller = $1 and product = $2 and period "+in+" and "+where+" group by "+group, args...)
	})
}

// sum adds companies up by period.
func (r *groupReader) sum(ctx context.Context, tx *transaction, where string) ([]int64, error) {
	values := r.zeros()
	err := r.each(ctx, tx, r.keys, "period, cast(sum("+r.value+") as bigint)", where, "period", func(rows *sql.Rows) error {
		var period, value int64
		err := rows.Scan(&period, &value)
		values[r.at[period]] = value
		return err
	})
	return values, err
}

// highest ranks the companies that the reseller holds. A window has less
// periods than a list holds keys, so that one query ranks them all. Who is held
// is asked for once a company: before the sums, SQLite would look each company
// up in each period, which takes ten times as long.
func (r *groupReader) highest(ctx context.Context, tx *transaction) (members []usage.Owner, err error) {
	weight, periods := "max("+r.value+")", r.keys
	if r.q.Product.Kind.Additive() {
		weight, periods = "sum("+r.value+")", longest(r.q.Window)
	}
	group := fmt.Sprintf("company having %s > 0 and company in (%s) order by %s desc, company limit %d", weight, heldCompanies, weight, r.q.Most)
	err = r.each(ctx, tx, periods, "company", "company > 0", group, func(rows *sql.Rows) error {
		member := usage.Owner{Reseller: r.q.Owner.Reseller}
		err := rows.Scan(&member.Company)
		members = append(members, member)
		return err
	})
	return members, err
}

// members reads some companies.
func (r *groupReader) members(ctx context.Context, tx *transaction, members []usage.Owner) ([]usage.Group, error) {
	var groups []usage.Group
	ids := make([]string, len(members))
	for i, m := range members {
		groups = append(groups, usage.Group{Owner: m, Values: r.zeros()})
		ids[i] = fmt.Sprint(m.Company)
	}
	if len(groups) == 0 {
		return nil, nil
	}
	err := r.each(ctx, tx, r.keys, "company, period, cast(sum("+r.value+") as bigint)", "company in ("+strings.Join(ids, ", ")+")", "company, period", func(rows *sql.Rows) error {
		var company, period, value int64
		err := rows.Scan(&company, &period, &value)
		i := slices.IndexFunc(groups, func(g usage.Group) bool { return g.Owner.Company == company })
		groups[i].Values[r.at[period]] = value
		return err
	})
	return groups, err
}

// longest are the fewest periods that a window is made of: whole months are
// read as such where days are asked for.
func longest(w usage.Window) []int64 {
	if w.Monthly {
		return numbers(w.Periods())
	}
	var all []int64
	for day := w.From; day <= w.To; {
		if m := day.Month(); day == m.First() && m.Last() <= w.To {
			all, day = append(all, int64(m)), m.Add(1).First()
		} else {
			all, day = append(all, int64(day)), day.Add(1)
		}
	}
	return all
}
