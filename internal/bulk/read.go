package bulk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// The largest file of companies, in bytes and lines without the header.
const (
	MaxFile = 1 << 20
	MaxRows = 5_000
)

// Columns are the columns of a file of companies, under the names of the
// reseller API. The first Needed of them must be there; cells of the others
// may be empty.
var Columns = []string{"companyName", "email", "firstName", "lastName", "country", "area", "appLimit", "memberLimit", "industry", "interest", "environment"}

// Needed is how many columns must be there.
const Needed = 6

// Template is a file with one company to write over.
const Template = "\uFEFFcompanyName,email,firstName,lastName,country,area,appLimit,memberLimit,industry,interest,environment\r\n" +
	"Example Learning,ada@learning.example,Ada,Example,DE,Non-CN,10,10,3,2,2\r\n"

// List is a file of companies.
type List struct {
	Rows   []Row
	broken []Problem // lines that cannot be taken apart
}

// Row is a line of it.
type Row struct {
	Line int // in the file, from 1
	company.New
	cells map[string]string
}

// Read reads a file of companies: UTF-8 with or without byte order mark, cells
// separated by commas, semicolons or tabs, the columns named in the first line
// in any order. A file that cannot be read so is fault.Invalid.
func Read(content []byte) (*List, error) {
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	switch {
	case len(content) > MaxFile:
		return nil, fault.New(fault.Invalid, "The file is larger than 1 MiB.").With("large", "at most 1 MiB", nil)
	case !utf8.Valid(content) || bytes.IndexByte(content, 0) >= 0:
		return nil, fault.New(fault.Invalid, "The file is no text in UTF-8.").With("encoding", "UTF-8", nil)
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator(content), -1, true
	head, err := r.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "The file is empty: its first line must name the columns.").With("empty", "a line of names of columns", nil)
	}
	columns, err := header(head)
	if err != nil {
		return nil, err
	}
	list := &List{}
	return list, list.read(r, columns)
}

// separator is what the first line has most of.
func separator(content []byte) rune {
	first, _, _ := bytes.Cut(content, []byte("\n"))
	best := ','
	for _, s := range ";\t" {
		if bytes.Count(first, []byte(string(s))) > bytes.Count(first, []byte(string(best))) {
			best = s
		}
	}
	return best
}

var plainName = strings.NewReplacer(" ", "", "_", "", "-", "")

// header finds the columns that a file has, whatever the case of their names.
func header(names []string) (columns []string, _ error) {
	for _, name := range names {
		at := slices.IndexFunc(Columns, func(c string) bool { return strings.EqualFold(c, plainName.Replace(strings.TrimSpace(name))) })
		if at < 0 {
			return nil, fault.New(fault.Invalid, "There is no column %.40q.", name).With("unknown", "one of "+strings.Join(Columns, ", "), name)
		}
		if slices.Contains(columns, Columns[at]) {
			return nil, fault.New(fault.Invalid, "The column %s is there twice.", Columns[at]).With("twice", "each column once", Columns[at])
		}
		columns = append(columns, Columns[at])
	}
	for _, name := range Columns[:Needed] {
		if !slices.Contains(columns, name) {
			return nil, fault.New(fault.Invalid, "The column %s is missing.", name).With("missing", "a column "+name, name)
		}
	}
	return columns, nil
}

func (l *List) read(r *csv.Reader, columns []string) error {
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			l.broken = append(l.broken, Problem{Line: wrong.StartLine, Kind: Quotes})
			continue
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if blank(record) {
			continue
		}
		if len(record) != len(columns) && !blank(record[min(len(columns), len(record)):]) || len(record) < len(columns) {
			l.broken = append(l.broken, Problem{Line: line, Kind: Cells, Value: strconv.Itoa(len(record))})
			continue
		}
		l.Rows = append(l.Rows, newRow(line, columns, record))
		if len(l.Rows) > MaxRows {
			return fault.New(fault.Invalid, "The file has more than %d companies.", MaxRows).With("many", "at most 5000 companies", nil)
		}
	}
	if len(l.Rows)+len(l.broken) == 0 {
		return fault.New(fault.Invalid, "The file lists no company.").With("none", "a line for each company", nil)
	}
	return nil
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func newRow(line int, columns, record []string) Row {
	r := Row{Line: line, cells: map[string]string{}}
	for i, name := range columns {
		r.cells[name] = strings.TrimSpace(record[i])
	}
	r.Name, r.Email, r.FirstName, r.LastName = r.cells["companyName"], r.cells["email"], r.cells["firstName"], r.cells["lastName"]
	r.Country, r.Area = strings.ToUpper(r.cells["country"]), area(r.cells["area"])
	r.AppLimit, r.MemberLimit = r.number("appLimit", company.DefaultAppLimit), r.number("memberLimit", company.DefaultMemberLimit)
	r.Industry, r.Interest, r.Environment = r.number("industry", company.DefaultIndustry), r.number("interest", company.DefaultInterest), r.number("environment", company.DefaultEnvironment)
	return r
}

func area(text string) company.Area {
	for _, a := range []company.Area{company.China, company.Outside} {
		if strings.EqualFold(text, string(a)) {
			return a
		}
	}
	return company.Area(text)
}

// number is a cell's number: otherwise if it is empty, 0, which is never right,
// if it is none.
func (r *Row) number(name string, otherwise int) int {
	if r.cells[name] == "" {
		return otherwise
	}
	n, _ := strconv.Atoi(r.cells[name])
	return n
}

func writeIDs(ids []int64) (text []byte) {
	for _, id := range ids {
		text = append(strconv.AppendInt(text, id, 10), '\n')
	}
	return text
}

func readIDs(text []byte) ([]int64, error) {
	var ids []int64
	for line := range strings.Lines(string(text)) {
		id, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
