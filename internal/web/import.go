package web

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"reseller-console/internal/account"
	"reseller-console/internal/bulk"
	"reseller-console/internal/fault"
)

// The pages that create companies from a file.
const (
	importPath         = companiesPath + "/import"
	importTemplatePath = companiesPath + "/import-template"
	importBeginPath    = companiesPath + "/import-begin"
)

// maxProblems is how many problems of a file are listed.
const maxProblems = 2_000

// maxFileName is how much of a file's name is kept, in bytes.
const maxFileName = 100

// fileView is the form for a file.
type fileView struct{ problem string } // why a file cannot be read; empty if none was sent

// planView is what would come of a file.
type planView struct {
	*bulk.Plan
	form form
}

// importForm asks for a file, or shows what would come of the one that the
// address names.
func (s *server) importForm(w http.ResponseWriter, r *http.Request, v visitor) error {
	if !r.URL.Query().Has("file") {
		return show(w, r, http.StatusOK, importPage(v, fileView{}))
	}
	id, _ := strconv.ParseInt(r.URL.Query().Get("file"), 10, 64)
	return s.showPlan(w, r, v, http.StatusOK, id, newForm())
}

func (s *server) showPlan(w http.ResponseWriter, r *http.Request, v visitor, status int, id int64, f form) error {
	plan, err := s.Bulk.Plan(r.Context(), v.caller(), id)
	if err != nil {
		return err
	}
	return show(w, r, status, planPage(v, planView{plan, f}))
}

// importFile takes a file in. Nothing is created yet.
func (s *server) importFile(w http.ResponseWriter, r *http.Request, v visitor) error {
	r.Body = http.MaxBytesReader(w, r.Body, bulk.MaxFile+maxForm)
	file, head, err := r.FormFile("file")
	if err != nil {
		kind := "missing"
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			kind = "large"
		}
		return refuseFile(w, r, v, fault.New(fault.Invalid, "There is no file.").With("file."+kind, "a file", nil))
	}
	defer file.Close() //nolint:errcheck // only read from
	content, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	id, err := s.Bulk.Keep(r.Context(), v.caller(), fileName(head.Filename), content)
	if fault.KindOf(err) == fault.Invalid {
		return refuseFile(w, r, v, err)
	}
	if err != nil {
		return err
	}
	return goTo(w, r, planAddress(id))
}

// refuseFile says beside the field why a file is of no use.
func refuseFile(w http.ResponseWriter, r *http.Request, v visitor, err error) error {
	readable := fault.Readable(err)
	if len(readable.Fields) == 0 {
		return err
	}
	f := readable.Fields[0]
	return show(w, r, http.StatusBadRequest, importPage(v, fileView{
		problem: v.T("import.refused."+f.Location, "Value", f.Value, "Columns", strings.Join(bulk.Columns, ", "), "Rows", v.Number(bulk.MaxRows)),
	}))
}

// fileName is a name that can be kept and shown.
func fileName(sent string) string {
	name := path.Base(sent)
	if len(name) > maxFileName {
		name = name[:maxFileName]
		for !utf8.ValidString(name) {
			name = name[:len(name)-1]
		}
	}
	if !account.IsName(name, maxFileName) {
		return "companies.csv"
	}
	return name
}

// beginImport begins to create the companies of a file, if it still says what
// the visitor has seen.
func (s *server) beginImport(w http.ResponseWriter, r *http.Request, v visitor) error {
	f, err := readForm(w, r)
	if err != nil {
		return err
	}
	id, _ := strconv.ParseInt(f.Get("file"), 10, 64)
	_, err = s.Bulk.Import(r.Context(), s.once(v, &f), id, f.ticked("sendLink"), v.Tag())
	if fault.KindOf(err) == fault.Conflict {
		f.problem = v.T("run.full", "Open", v.Number(bulk.MaxOpen), "Kept", v.Number(bulk.MaxKept))
		f.renew()
		return s.showPlan(w, r, v, http.StatusConflict, id, f)
	}
	if err != nil {
		return err
	}
	return goTo(w, r, runsPath)
}

// importTemplate sends a file to write over.
func (s *server) importTemplate(w http.ResponseWriter, _ *http.Request, _ visitor) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="companies-template.csv"`)
	if _, err := io.WriteString(w, bulk.Template); err != nil {
		return errors.Join(errGone, err)
	}
	return nil
}

func planAddress(id int64) string { return importPath + "?file=" + strconv.FormatInt(id, 10) }

// problemText says what would be right.
func problemText(v visitor, p bulk.Problem) string {
	if p.Kind == bulk.Rule {
		return bulk.RuleOf(v.Words, p.Column)
	}
	return v.T("import.problem."+string(p.Kind), "Value", p.Value)
}

// listed are the problems that the page lists, and how many more there are.
func (view planView) listed() (some []bulk.Problem, more int) {
	n := min(len(view.Problems), maxProblems)
	return view.Problems[:n], len(view.Problems) - n
}

// choices are the columns whose cells are numbers of a list, and how long that
// is.
var choices = map[string]int{"industry": industries, "interest": interests, "environment": environments}

// choiceList is such a list in words.
func choiceList(v visitor, column string, n int) string {
	all := make([]string, n)
	for i := range all {
		number := strconv.Itoa(i + 1)
		all[i] = number + " " + v.T(column+"."+number)
	}
	return strings.Join(all, " · ")
}
