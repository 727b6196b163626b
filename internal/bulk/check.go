package bulk

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
	"reseller-console/internal/job"
)

// ProblemKind says what is wrong with a line.
type ProblemKind string

// The kinds of problems.
const (
	Rule   ProblemKind = "rule"   // a cell breaks the rule of its column
	Twice  ProblemKind = "twice"  // the address stands in an earlier line, which Value names
	Used   ProblemKind = "used"   // the address has a user already
	Cells  ProblemKind = "cells"  // another number of cells than the header: Value
	Quotes ProblemKind = "quotes" // a quote without its other
)

// Problem is what is wrong with a line.
type Problem struct {
	Line   int
	Column string // "": the whole line
	Kind   ProblemKind
	Value  string // what stands there
}

// Plan is what would come of a file.
type Plan struct {
	Upload   job.Upload
	List     *List
	Problems []Problem // by line
	Wrong    int       // lines with problems
}

// Right is how many companies would be created.
func (p *Plan) Right() int { return len(p.List.Rows) + len(p.List.broken) - p.Wrong }

// Keep keeps a file of companies, of which nothing is created yet, and returns
// its id. One that cannot be read is an error of Read.
func (s *Service) Keep(ctx context.Context, c account.Caller, name string, content []byte) (int64, error) {
	if err := c.Must(account.ManageCompanies); err != nil {
		return 0, err
	}
	if _, err := Read(content); err != nil {
		return 0, err
	}
	return s.store.PutUpload(ctx, job.Upload{Reseller: c.Reseller, Name: name, Content: content, At: s.clock()})
}

// Plan says what would come of a file that is kept: all problems of all lines.
// Another reseller's is fault.NotFound.
func (s *Service) Plan(ctx context.Context, c account.Caller, upload int64) (*Plan, error) {
	u, list, err := s.read(ctx, c, upload)
	if err != nil {
		return nil, err
	}
	p := &Plan{Upload: u, List: list, Problems: slices.Clone(list.broken)}
	emails := make([]string, len(list.Rows))
	for i := range list.Rows {
		emails[i] = list.Rows[i].Email
	}
	used, err := s.store.EmailsInUse(ctx, emails)
	if err != nil {
		return nil, err
	}
	first := map[string]int{}
	for i := range list.Rows {
		p.Problems = append(p.Problems, list.Rows[i].problems(used, first)...)
	}
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	lines := map[int]bool{}
	for _, problem := range p.Problems {
		lines[problem.Line] = true
	}
	p.Wrong = len(lines)
	return p, nil
}

func (s *Service) read(ctx context.Context, c account.Caller, upload int64) (job.Upload, *List, error) {
	if err := c.Must(account.ManageCompanies); err != nil {
		return job.Upload{}, nil, err
	}
	u, err := s.store.Upload(ctx, c.Reseller, upload)
	if err != nil {
		return u, nil, err
	}
	list, err := Read(u.Content)
	return u, list, err
}

// problems lists what is wrong with a line, and notes its address among the
// first lines of all addresses.
func (r *Row) problems(used map[string]bool, first map[string]int) (all []Problem) {
	for _, field := range fault.Readable(r.Check()).Fields {
		all = append(all, Problem{Line: r.Line, Column: field.Location, Kind: Rule, Value: r.cells[field.Location]})
	}
	if r.Email == "" {
		return all
	}
	email := account.Fold(r.Email)
	if line, twice := first[email]; twice {
		return append(all, Problem{Line: r.Line, Column: "email", Kind: Twice, Value: strconv.Itoa(line)})
	}
	first[email] = r.Line
	if used[email] {
		all = append(all, Problem{Line: r.Line, Column: "email", Kind: Used, Value: r.Email})
	}
	return all
}
