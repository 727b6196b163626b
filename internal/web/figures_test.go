package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/export"
	"reseller-console/internal/usage"
)

// siteOver is a console with figures of its own, its owner signed in.
func siteOver(t testing.TB, store usage.Store) *site {
	t.Helper()
	clock := func() time.Time { return testNow }
	s := &site{accounts: newFakeAccounts(), passkeys: &fakePasskeys{}, companies: newFakeCompanies(), log: &strings.Builder{}}
	figures := usage.NewReader(store, clock)
	h, err := New(Config{
		Trail: account.NewTrail(newFakeTrail()), Notes: company.NewNotes(&fakeNotes{}, s.companies, clock), Prices: newFakePrices(),
		Accounts: s.accounts, Passkeys: s.passkeys, Companies: s.companies, Usage: figures, Exports: exportsOver(s.companies, figures, &fakeJobs{}, clock),
		Templates: export.NewTemplates(&fakePlans{}, clock),
		Views:     newFakeViews(), Sessions: newFakeSessions(), BaseURL: "http://console.example", Clock: clock,
		Log: slog.New(slog.NewTextHandler(s.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(h)
	t.Cleanup(s.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.browser = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	s.signIn(t)
	return s
}

// twoEach are the places of two projects of each of four companies, one of
// them another reseller's.
type twoEach struct{}

func (twoEach) Places(context.Context, []string) (map[string]company.Place, error) {
	all := map[string]company.Place{}
	for i := int64(1); i <= 4; i++ {
		reseller := int64(7)
		if i == 4 {
			reseller = 8
		}
		for _, kind := range []string{"p", "q"} {
			all[kind+strconv.FormatInt(200000+i, 10)] = company.Place{Company: 200000 + i, Holdings: []company.Holding{{Reseller: reseller}}}
		}
	}
	return all, nil
}

// randomUsage is a store of random usage of every product in July and August.
func randomUsage(t *testing.T) *usage.Memory {
	t.Helper()
	random := rand.New(rand.NewPCG(20, 26))
	store := usage.NewMemory()
	var events []usage.Event
	for i := range 3000 {
		products := catalog.Products()
		events = append(events, randomEvent(random, i, products[random.IntN(len(products))]))
	}
	meter := usage.NewMeter(store, twoEach{}, func() time.Time { return testNow }, usage.DefaultOpenFrom)
	answer, err := meter.Record(t.Context(), &usage.Batch{Events: events})
	if err != nil {
		t.Fatal(err)
	}
	for v := range answer.Others() {
		t.Fatalf("event %d is %s: %s", v.Index, v.Outcome, v.Reason)
	}
	return store
}

func randomEvent(random *rand.Rand, i int, p *catalog.Product) usage.Event {
	start := calendar.Day(20260701).Add(random.IntN(58)).Start().UnixMilli()
	e := usage.Event{
		Source: "test", ID: fmt.Sprintf("e%d", i), Product: p, Start: start,
		Project: []string{"p", "q"}[random.IntN(2)] + strconv.Itoa(200001+random.IntN(4)),
	}
	switch p.Kind {
	case catalog.Sum:
		e.Type, e.Slot, e.Value = usage.Seconds, random.IntN(p.Slots()), random.Int64N(900_000)
	case catalog.Peak:
		e.Type, e.Slot, e.Value = usage.Peak, random.IntN(p.Slots()), random.Int64N(5_000)
	default:
		e.Type, e.User = usage.Active, fmt.Sprintf("u%d", random.IntN(40))
	}
	return e
}

var (
	dataPattern = regexp.MustCompile(`(?s)<script id="chart-data" type="application/json">(.*?)</script>`)
	linePattern = regexp.MustCompile(`(?s)<tr[^>]*><th scope="row" class="fw-normal">.*?>(\d{4}-\d{2}(?:-\d{2})?)[ <].*?</tr>`)
	cellPattern = regexp.MustCompile(`<td class="text-end">(?:<a [^>]*>)?([\d,]+)<`)
)

// drawn reads what the page hands to the chart.
func drawn(t *testing.T, page string) chartData {
	t.Helper()
	found := dataPattern.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no chart: %.2000s", page)
	}
	var data chartData
	if err := json.Unmarshal([]byte(found[1]), &data); err != nil {
		t.Fatal(err)
	}
	return data
}

// table reads the page's table: a line of period and values for each row.
func table(page string) []string {
	var lines []string
	for _, row := range linePattern.FindAllStringSubmatch(page, -1) {
		line := row[1]
		for _, cell := range cellPattern.FindAllStringSubmatch(row[0], -1) {
			line += "|" + strings.ReplaceAll(cell[1], ",", "")
		}
		lines = append(lines, line)
	}
	return lines
}

// lines writes the chart's data as table writes the table, newest first.
func (d chartData) lines() []string {
	var lines []string
	for i, period := range d.Periods {
		for _, s := range d.Series {
			period += "|" + strconv.FormatInt(s.Values[i], 10)
		}
		lines = append(lines, period)
	}
	slices.Reverse(lines)
	return lines
}

// book reads the first sheet of a workbook, unformatted.
func book(t *testing.T, content string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetList()[0], excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func commaSeparated(t *testing.T, content string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader([]byte(content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func joined(rows [][]string) []string {
	var lines []string
	for _, r := range rows[1:] {
		lines = append(lines, strings.Join(r, "|"))
	}
	return lines
}

func TestAFigureIsTheSameInChartTableAndSheets(t *testing.T) {
	t.Parallel()
	s := siteOver(t, randomUsage(t))
	for _, view := range []string{"type=daily", "type=monthly", "type=daily&company=200002", "type=daily&company=200002&project=q200002",
		"group=company", "type=monthly&group=company", "type=monthly&group=project&company=200002", "group=company&company=200002&project=q200002"} {
		for _, p := range catalog.Products() {
			query := "?interval=custom&from=2026-07-01&to=2026-08-27&product=" + p.ID + "&" + view
			_, page, _ := s.get(t, "/usage/chart"+query)
			want := drawn(t, page).lines()
			if got := table(page); !slices.Equal(got, want) {
				t.Fatalf("%s: the table has %q, the chart %q", query, got, want)
			}
			_, excel, _ := s.get(t, "/usage/chart/file"+query+"&file=xlsx")
			if got := joined(book(t, excel)); !slices.Equal(got, want) {
				t.Fatalf("%s: the workbook has %q, the chart %q", query, got, want)
			}
			_, text, _ := s.get(t, "/usage/chart/file"+query+"&file=csv")
			if got := joined(commaSeparated(t, text)); !slices.Equal(got, want) {
				t.Fatalf("%s: the CSV has %q, the chart %q", query, got, want)
			}
		}
	}
}

func TestTheRowsOfADownloadAddUpToTheChart(t *testing.T) {
	t.Parallel()
	s := siteOver(t, randomUsage(t))
	for _, view := range []string{"type=daily&content=company&content=project", "type=monthly&content=company", "type=monthly"} {
		query := "?from=2026-07-01&to=2026-08-27&" + view
		for _, p := range catalog.Products() {
			query += "&product=" + p.ID
		}
		_, excel, _ := s.get(t, "/usage/download/file"+query)
		sheet := book(t, excel)
		_, text, _ := s.get(t, "/usage/download/file"+query+"&file=csv")
		if got, want := commaSeparated(t, text), sheet; len(got) != len(want) || strings.Join(joined(got), "\n") != strings.Join(joined(want), "\n") {
			t.Errorf("%s: CSV and workbook differ", view)
		}
		at := len(sheet[0])
		for _, p := range slices.Backward(catalog.Products()) {
			at -= len(p.Metrics)
			_, page, _ := s.get(t, "/usage/chart?interval=custom&from=2026-07-01&to=2026-08-27&product="+p.ID+"&"+view)
			expectSums(t, view, sheet, at, drawn(t, page))
		}
	}
}

// expectSums adds the rows of a sheet up by period, from column at on, and
// compares with the chart.
func expectSums(t *testing.T, view string, sheet [][]string, at int, data chartData) {
	t.Helper()
	for k, series := range data.Series {
		sums := map[string]int64{}
		for _, row := range sheet[1:] {
			n, err := strconv.ParseInt(row[at+k], 10, 64)
			if err != nil {
				t.Fatalf("%s: column %d is no number: %q", view, at+k, row)
			}
			sums[row[0]] += n
		}
		for i, period := range data.Periods {
			if sums[period] != series.Values[i] {
				t.Fatalf("%s: %s of %s in %s is %d in the sheet, %d in the chart", view, series.ID, data.Product, period, sums[period], series.Values[i])
			}
		}
	}
}

// text is a page without its tags.
func text(page string) string {
	plain := regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(html.UnescapeString(plain)), " ")
}
