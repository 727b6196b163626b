package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"reseller-console/internal/company"
)

// projectsShown is how many projects a company's page shows at a time.
const projectsShown = 25

// projectList is the part of a company's projects that its page shows.
type projectList struct {
	address string // of the page that shows it
	text    string // part of the name or id, in any case; empty: all
	page    int    // from 1
	made    int    // projects of the company, deleted ones included
	matches int
	rows    []company.Project
}

// newProjectList chooses from a company's projects what the address asks for.
// The deleted ones come last.
func newProjectList(address string, all []company.Project, q url.Values) projectList {
	all = deletedLast(all)
	l := projectList{address: address, text: strings.TrimSpace(q.Get("project")), made: len(all)}
	wanted := strings.ToLower(l.text)
	some := slices.DeleteFunc(slices.Clone(all), func(p company.Project) bool {
		return !strings.Contains(strings.ToLower(p.Name+"\n"+p.ID+"\n"+p.AppID), wanted)
	})
	l.matches = len(some)
	l.page = min(max(1, int(number(q, "projects"))), l.pages())
	from := (l.page - 1) * projectsShown
	l.rows = some[from:min(from+projectsShown, len(some))]
	return l
}

func (l projectList) pages() int { return max(1, (l.matches+projectsShown-1)/projectsShown) }

// first and last are the numbers of the rows that are shown, from 1.
func (l projectList) first() int { return (l.page-1)*projectsShown + 1 }
func (l projectList) last() int  { return l.first() + len(l.rows) - 1 }

// link is the address of another page of the list.
func (l projectList) link(page int) string {
	v := url.Values{}
	if l.text != "" {
		v.Set("project", l.text)
	}
	if page > 1 {
		v.Set("projects", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return l.address
	}
	return l.address + "?" + v.Encode()
}
