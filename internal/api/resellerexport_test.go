package api_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"reseller-console/client"
	"reseller-console/internal/account"
	"reseller-console/internal/catalog"
	"reseller-console/internal/export"
	"reseller-console/internal/locale"
	"reseller-console/internal/store"
	"reseller-console/internal/store/pgtest"
)

const (
	exports = "/v1/resellers/exports"
	august  = `"from":"2026-08-01","to":"2026-08-31"`
)

func TestTheCellsOfAnExportAreTheFiguresOfTheAPI(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]func(t *testing.T) store.Config{
		"sqlite":   func(t *testing.T) store.Config { return store.Config{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) store.Config { return store.Config{Database: pgtest.URL(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, newDeskAt(t, config(t)), rand.Uint64())
			for owner := range w.clients {
				for _, format := range []string{"csv", "xlsx"} {
					for _, monthly := range []bool{false, true} {
						w.compareExport(t, owner, format, monthly)
					}
				}
			}
			if w.seen == 0 {
				t.Error("all figures were 0: nothing was compared")
			}
		})
	}
}

// cells are those of an export by period, project and title.
type cells map[string]int64

func (w *walk) compareExport(t *testing.T, owner int64, format string, monthly bool) {
	t.Helper()
	c := w.clients[owner]
	from, to := w.today().Add(-walkDays).Start(), w.today().Start()
	e, err := c.CreateExport(t.Context(), client.NewExport{From: from, To: to, Monthly: monthly, Format: format})
	if err != nil {
		t.Fatal(err)
	}
	w.work(t, 1)
	if e, err = c.WaitExport(t.Context(), e.ID); err != nil || e.Progress != (client.ExportProgress{Done: e.Rows, Total: e.Rows}) || e.Rows == 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	var file bytes.Buffer
	if n, err := c.Download(t.Context(), e.ID, &file); err != nil || n != e.Size || int64(file.Len()) != n {
		t.Fatalf("%d bytes of %d, %v", n, e.Size, err)
	}
	got := cellsOf(t, format, &file, e.Rows)
	for _, one := range w.companies {
		for _, project := range w.projects[one.ID] {
			if one.Reseller != owner {
				continue
			}
			for _, pair := range catalog.Pairs() {
				answer, err := c.ProjectUsage(t.Context(), one.ID, project, client.Question{Kind: client.Kind{Business: pair.Business, Model: pair.Model}, From: from, To: to, Monthly: monthly})
				if err != nil {
					t.Fatal(err)
				}
				w.compareCells(t, got, project, pair, answer.Periods, monthly)
			}
		}
	}
}

func (w *walk) compareCells(t *testing.T, got cells, project string, pair catalog.Pair, periods []client.Period, monthly bool) {
	t.Helper()
	for _, part := range pair.Parts {
		columns := export.Table(locale.For("en"), &export.Query{Products: []*catalog.Product{part.Product}}).Columns
		columns = columns[len(columns)-len(part.Product.Metrics):]
		if !strings.Contains(strings.Join(export.ProductIDs(catalog.Products()), " "), part.Product.ID) {
			continue
		}
		for _, p := range periods {
			period := p.First.Format(time.DateOnly)
			if monthly {
				period = p.First.Format("2006-01")
			}
			for i, m := range part.Product.Metrics {
				want := figuresOf(p, part)[m.ID]
				if cell := got[period+" "+project+" "+columns[i].Title]; cell != want {
					t.Errorf("%s of %s: the cell %q has %d, the API %d", period, project, columns[i].Title, cell, want)
				}
				w.seen += want
			}
		}
	}
}

func cellsOf(t *testing.T, format string, file io.Reader, count int64) cells {
	t.Helper()
	var rows [][]string
	var err error
	if format == "csv" {
		rows, err = csv.NewReader(file).ReadAll()
		rows[0][0] = strings.TrimPrefix(rows[0][0], "\uFEFF")
	} else {
		var book *excelize.File
		if book, err = excelize.OpenReader(file); err == nil {
			rows, err = book.GetRows("Usage", excelize.Options{RawCellValue: true})
		}
	}
	if err != nil || int64(len(rows)) != count+1 || strings.Join(rows[0][:7], "|") != strings.Join([]string{rows[0][0], "CID", "Company", "Area", "Status", "Project ID", "Project"}, "|") {
		t.Fatalf("%d rows, want %d, %v", len(rows), count, err)
	}
	all := cells{}
	for _, row := range rows[1:] {
		for i := 7; i < len(row); i++ {
			n, err := strconv.ParseInt(row[i], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			all[row[0]+" "+row[5]+" "+rows[0][i]] = n
		}
	}
	return all
}

func TestAnExportThatIsNotRightSaysWhy(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for body, fields := range map[string]string{
		`{}`:                    "from to",
		`7`:                     "",
		`{"from":7,"to":"x"}`:   "from to",
		`{"from":"2026-08-01"}`: "to",
		`{"from":"2026-08-31","to":"2026-08-01"}`:                                          "from",
		`{"from":"2025-01-01","to":"2026-08-01"}`:                                          "to",
		`{"fromTs":-1,"endTs":1}`:                                                          "fromTs",
		`{` + august + `,"fromTs":1}`:                                                      "fromTs",
		`{` + august + `,"products":["fax"]}`:                                              "products",
		`{` + august + `,"products":"rtc"}`:                                                "products",
		`{` + august + `,"format":"pdf","interval":"weekly","language":"tlh","project":1}`: "project interval language format",
	} {
		d.ask(t, "POST", exports, body).problem(t, 400, "", strings.Fields(fields)...)
	}
	d.ask(t, "GET", exports, "").is(t, 200, `{"rows":[],"count":0}`)
	if got := d.ask(t, "POST", exports, `{"fromTs":1788134400,"endTs":"1788134400"}`); got.status != 202 || got.header.Get("Location") != exports+"/1" || !strings.Contains(got.body, `"from":"2026-08-31","to":"2026-08-31","interval":"daily"`) {
		t.Errorf("%+v", got)
	}
}

func TestAnExportIsBegunOnceUnderAName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.ask(t, "POST", exports, `{`+august+`}`, onceKey, "august")
	d.work(t, 1)
	d.advance(time.Hour)
	d.ask(t, "POST", exports, `{`+august+`}`, onceKey, "august").is(t, 202, first.body)
	d.ask(t, "POST", exports, `{`+august+`,"format":"csv"}`, onceKey, "august").problem(t, 422, "Send a new one")
	if got := d.ask(t, "GET", exports, ""); !strings.HasSuffix(got.body, `"count":1}`) {
		t.Errorf("%s", got.body)
	}
}

func TestExportsAreLimitedAndCancelled(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for range export.MaxOpen {
		if got := d.ask(t, "POST", exports, `{`+august+`}`); got.status != 202 {
			t.Fatal(got)
		}
	}
	d.ask(t, "POST", exports, `{`+august+`}`).problem(t, 409, "5 exports are under way")
	d.ask(t, "GET", exports+"/1/file", "").problem(t, 409, "it is queued")
	if got := d.ask(t, "DELETE", exports+"/1", ""); got.status != 204 || got.body != "" {
		t.Errorf("%+v", got)
	}
	if got := d.ask(t, "GET", exports+"/1", ""); !strings.Contains(got.body, `"state":"cancelled"`) || strings.Contains(got.body, `"file"`) {
		t.Errorf("%s", got.body)
	}
	if got := d.ask(t, "POST", exports, `{`+august+`}`); got.status != 202 {
		t.Errorf("after a cancellation: %+v", got)
	}
	d.work(t, export.MaxOpen)
	if got := d.ask(t, "GET", exports+"/2/file", ""); got.status != 200 || got.header.Get("Content-Disposition") != `attachment; filename="usage.xlsx"` ||
		got.header.Get("Content-Length") != fmt.Sprint(len(got.body)) || got.header.Get("Usage-As-Of") != "2026-08-31T12:00:00Z" {
		t.Errorf("%d %v", got.status, got.header)
	}
	d.ask(t, "DELETE", exports+"/1", "")
	d.ask(t, "GET", exports+"/1", "").problem(t, 404, "no export 1")
	d.ask(t, "DELETE", exports+"/1", "").problem(t, 404, "no export 1")
	if got := d.ask(t, "GET", "/v1/resellers/audit?action=export.delete", ""); strings.Count(got.body, `"action":"export.delete","target":"export 1"`) != 2 {
		t.Errorf("%s", got.body)
	}
}

func TestAnExportIsItsResellersOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.ask(t, "POST", exports, `{`+august+`}`)
	d.work(t, 1)
	d.key, d.secret = d.newKey(t, d.reseller(t, "Alder", "theo@alder.example"), account.AccessKey{Name: "test"})
	for _, c := range []struct{ method, path string }{{"GET", "/1"}, {"GET", "/1/file"}, {"DELETE", "/1"}, {"GET", "/one"}, {"GET", "/99999999999999999999"}} {
		d.ask(t, c.method, exports+c.path, "").problem(t, 404, "There is no")
	}
	d.ask(t, "GET", exports, "").is(t, 200, `{"rows":[],"count":0}`)
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "readonly", ReadOnly: true})
	d.ask(t, "POST", exports, `{`+august+`}`).problem(t, 403, "")
	if got := d.ask(t, "GET", exports+"/1/file", ""); got.status != 200 {
		t.Errorf("its own: %+v", got)
	}
}
