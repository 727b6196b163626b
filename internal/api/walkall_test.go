package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"reseller-console/client"
	"reseller-console/internal/catalog"
	"reseller-console/internal/usage"
)

// placed is where a row of figures belongs.
type placed struct {
	usage.Owner
	period string
}

// compareAll asks for the usage of all companies of a reseller, in either
// grouping: by pages of random length in both formats, and through the client.
// Each row must be what the company or the project is answered by itself, and
// together they must be the sheet's.
func (w *walk) compareAll(t *testing.T) {
	t.Helper()
	reseller := w.resellers[w.IntN(len(w.resellers))].Reseller
	pair, window, question := w.question()
	by := []client.Group{client.ByCompany, client.ByProject}[w.IntN(2)]
	want := w.eachByItself(t, reseller, by, question)
	listed := w.listed(t, reseller, by, question)
	if len(want) != len(listed) {
		t.Fatalf("%s of %d, %+v: %d rows, by themselves there are %d", by, reseller, question, len(listed), len(want))
	}
	for i, row := range listed {
		at := placed{usage.Owner{Reseller: reseller, Company: row.Company, Project: row.Project}, row.First.Format("2006-01-02")}
		if !reflect.DeepEqual(row.Period, want[at]) {
			t.Fatalf("%+v: %v, by itself it is %v", at, row.Period, want[at])
		}
		if i > 0 && !inOrder(&listed[i-1], &row) {
			t.Fatalf("%+v comes before %+v", listed[i-1], row)
		}
	}
	w.compareSheet(t, reseller, by, pair, window, listed)
	for _, format := range []string{"json", "ndjson"} {
		if paged := w.paged(t, reseller, by, question, format); !reflect.DeepEqual(paged, flat(listed)) {
			t.Fatalf("%s of %d, %+v in pages of %s:\n got %v\nwant %v", by, reseller, question, format, paged, flat(listed))
		}
	}
}

func inOrder(a, b *client.Row) bool {
	if !a.First.Equal(b.First) {
		return a.First.Before(b.First)
	}
	return a.Company < b.Company || a.Company == b.Company && a.Project < b.Project
}

// eachByItself asks for each company, or project, and keeps the periods with
// usage.
func (w *walk) eachByItself(t *testing.T, reseller int64, by client.Group, q client.Question) map[placed]client.Period {
	t.Helper()
	all := map[placed]client.Period{}
	for _, c := range w.companies {
		if c.Reseller != reseller {
			continue
		}
		projects := []string{""}
		if by == client.ByProject {
			projects = w.projects[c.ID]
		}
		for _, project := range projects {
			owner := usage.Owner{Reseller: reseller, Company: c.ID, Project: project}
			for _, p := range w.ask(t, owner, q) {
				if used(&p) {
					all[placed{owner, p.First.Format("2006-01-02")}] = p
				}
			}
		}
	}
	return all
}

func used(p *client.Period) bool {
	for _, group := range []map[string]int64{p.Figures, p.TranscodeDuration, p.ConcurrentChannel} {
		for _, n := range group {
			if n != 0 {
				return true
			}
		}
	}
	return false
}

func (w *walk) listed(t *testing.T, reseller int64, by client.Group, q client.Question) (all []client.Row) {
	t.Helper()
	for row, err := range w.clients[reseller].ResellerUsage(t.Context(), q, by) {
		if err != nil {
			t.Fatal(err)
		}
		if final := row.First.Format("2006-01") != "2026-08" && q.Monthly || row.First.Before(w.today().Start()) && !q.Monthly; row.Final != final || row.CompanyName == "" || (row.ProjectName == "") != (row.Project == "") {
			t.Fatalf("%+v", row)
		}
		all = append(all, row)
	}
	return all
}

// compareSheet leaves out of the sheet the rows of companies that are no longer
// the reseller's.
func (w *walk) compareSheet(t *testing.T, reseller int64, by client.Group, pair catalog.Pair, window usage.Window, listed []client.Row) {
	t.Helper()
	q := usage.RowQuery{Owner: usage.Owner{Reseller: reseller}, Window: window, ByProject: by == client.ByProject}
	for _, part := range pair.Parts {
		q.Products = append(q.Products, part.Product)
	}
	n := 0
	err := w.usage.Rows(t.Context(), q, func(r usage.Row) error {
		if w.holder(r.Company) != reseller {
			return nil
		}
		for i, part := range pair.Parts {
			if got := listed[n]; got.Company != r.Company || got.Project != r.Project || got.First != r.Period.First().Start() ||
				!reflect.DeepEqual(figuresOf(got.Period, part), shown(part.Product, &r.Values[i])) {
				return fmt.Errorf("row %d is %+v, the sheet has %+v", n, got, r)
			}
		}
		n++
		return nil
	})
	if err != nil || n != len(listed) {
		t.Fatalf("%d of %d rows, %v", n, len(listed), err)
	}
}

func (w *walk) holder(cid int64) int64 {
	for _, c := range w.companies {
		if c.ID == cid {
			return c.Reseller
		}
	}
	return 0
}

// paged reads pages of random length, each row as a text.
func (w *walk) paged(t *testing.T, reseller int64, by client.Group, q client.Question, format string) (all []string) {
	t.Helper()
	interval := map[bool]string{false: "daily", true: "monthly"}[q.Monthly]
	query := url.Values{
		"model": {q.Kind.Model}, "business": {q.Kind.Business}, "interval": {interval}, "groupBy": {string(by)}, "format": {format},
		"fromTs": {strconv.FormatInt(q.From.Unix(), 10)}, "endTs": {strconv.FormatInt(q.To.Unix(), 10)},
	}
	w.key.ID, w.secret = w.secrets[reseller][0], w.secrets[reseller][1] // a strict one
	for {
		limit := 1 + w.IntN(60)
		query.Set("limit", strconv.Itoa(limit))
		r := w.request(t, "GET", allUsage+"?"+query.Encode(), "")
		r.Header.Set("X-Request-Id", uuid.NewString())
		r.Header.Set("X-Date", w.clock().Format(http.TimeFormat))
		w.signNames(t, r, "x-date x-request-id @request-target")
		page := w.send(t, r).pageOf(t)
		for i := range page.Rows {
			all = append(all, page.Rows[i].text())
		}
		if page.Next == "" {
			return all
		}
		if len(page.Rows) != limit {
			t.Fatalf("%d rows of %d, and yet more", len(page.Rows), limit)
		}
		query.Set("cursor", page.Next)
	}
}

// text is a row as both formats are compared: numbers are read as they were
// written.
func (r pageRow) text() string {
	return fmt.Sprintln(r.DateTime, r.Status, r.CompanyID, r.CompanyName, r.ProjectID, r.ProjectName, r.Usage)
}

// flat are the client's rows as the same texts.
func flat(rows []client.Row) (all []string) {
	for _, row := range rows {
		r := pageRow{CompanyID: row.Company, CompanyName: row.CompanyName, DateTime: row.First.Format(time.DateTime), Status: "provisional", Usage: row.Figures}
		if row.Figures == nil {
			r.Usage = map[string]any{"transcodeDuration": row.TranscodeDuration, "concurrentChannel": row.ConcurrentChannel}
		}
		if row.Project != "" {
			r.ProjectID, r.ProjectName = row.Project, row.ProjectName
		}
		if row.Final {
			r.Status = "final"
		}
		all = append(all, r.text())
	}
	return all
}
