package billing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/calendar"
	"reseller-console/internal/usage"
)

// Use is what a company used in a month, by day and project: all that its bill
// is made of, beside the prices. A bill keeps it, so that it can be made again
// when figures have long moved on.
type Use struct {
	Rows []Row // by day and project
}

// Row is a day of a project.
type Row struct {
	Day        calendar.Day
	Project    string
	Quantities Quantities
}

// uses collects stored figures into the Use of each company and month.
type uses map[usage.CompanyMonth]map[rowKey]Quantities

type rowKey struct {
	day     calendar.Day
	project string
}

func (u uses) add(f usage.Figure) error {
	month := usage.CompanyMonth{Company: f.Company, Month: f.Day.Month()}
	if u[month] == nil {
		u[month] = map[rowKey]Quantities{}
	}
	key := rowKey{f.Day, f.Project}
	if u[month][key] == nil {
		u[month][key] = make(Quantities, len(items))
	}
	u[month][key].add(&f)
	return nil
}

// of returns what a company used in a month.
func (u uses) of(company int64, month calendar.Month) *Use {
	all := &Use{}
	for key, q := range u[usage.CompanyMonth{Company: company, Month: month}] {
		if slices.ContainsFunc(q, func(n int64) bool { return n != 0 }) {
			all.Rows = append(all.Rows, Row{key.day, key.project, q})
		}
	}
	slices.SortFunc(all.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Project, b.Project))
	})
	return all
}

// through adds up what was used until a day, that included: seconds over all
// days and projects, and each project's highest day of peaks and users.
func (u *Use) through(day calendar.Day) Quantities {
	projects := map[string]Quantities{}
	for _, r := range u.Rows {
		if r.Day > day {
			continue
		}
		if projects[r.Project] == nil {
			projects[r.Project] = make(Quantities, len(items))
		}
		projects[r.Project].join(r.Quantities)
	}
	sum := make(Quantities, len(items))
	for _, q := range projects {
		for i, n := range q {
			sum[i] += n
		}
	}
	return sum
}

// on returns what each project used on a day.
func (u *Use) on(day calendar.Day) map[string]Quantities {
	all := map[string]Quantities{}
	for _, r := range u.Rows {
		if r.Day == day {
			all[r.Project] = r.Quantities
		}
	}
	return all
}

// differs lists the days that are not the same in another Use of the month.
func (u *Use) differs(other *Use) []calendar.Day {
	ours, theirs := u.byKey(), other.byKey()
	days := map[calendar.Day]bool{}
	for key, q := range ours {
		days[key.day] = days[key.day] || !slices.Equal(q, theirs[key])
	}
	for key := range theirs {
		days[key.day] = days[key.day] || ours[key] == nil
	}
	maps.DeleteFunc(days, func(_ calendar.Day, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(days))
}

func (u *Use) byKey() map[rowKey]Quantities {
	all := make(map[rowKey]Quantities, len(u.Rows))
	for _, r := range u.Rows {
		all[rowKey{r.Day, r.Project}] = r.Quantities
	}
	return all
}

// useJSON is a Use as it is kept: items and projects are named once, a row is
// its day, the place of its project, and a number for each of the items.
type useJSON struct {
	Items    []string  `json:"items"`
	Projects []string  `json:"projects"`
	Rows     [][]int64 `json:"rows"`
}

// MarshalJSON implements json.Marshaler.
func (u Use) MarshalJSON() ([]byte, error) {
	used := make([]bool, len(items))
	projects := map[string]int{}
	var text useJSON
	for _, r := range u.Rows {
		for i, n := range r.Quantities {
			used[i] = used[i] || n != 0
		}
		if _, known := projects[r.Project]; !known {
			projects[r.Project] = len(text.Projects)
			text.Projects = append(text.Projects, r.Project)
		}
	}
	for i := range items {
		if used[i] {
			text.Items = append(text.Items, items[i].ID)
		}
	}
	for _, r := range u.Rows {
		row := []int64{int64(r.Day), int64(projects[r.Project])}
		for i, n := range r.Quantities {
			if used[i] {
				row = append(row, n)
			}
		}
		text.Rows = append(text.Rows, row)
	}
	return json.Marshal(text)
}

// UnmarshalJSON implements json.Unmarshaler.
func (u *Use) UnmarshalJSON(data []byte) error {
	var text useJSON
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	u.Rows = nil
	for _, row := range text.Rows {
		if len(row) != 2+len(text.Items) || row[1] < 0 || row[1] >= int64(len(text.Projects)) {
			return fmt.Errorf("a row of what was used has %d numbers for %d items", len(row), len(text.Items))
		}
		r := Row{Day: calendar.Day(row[0]), Project: text.Projects[row[1]], Quantities: make(Quantities, len(items))} // #nosec G115 -- yyyymmdd
		for i, id := range text.Items {
			at, known := itemAt[id]
			if !known {
				return fmt.Errorf("there is no item %q", id)
			}
			r.Quantities[at] = row[2+i]
		}
		u.Rows = append(u.Rows, r)
	}
	return nil
}
