package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
)

// usagePage is an answer to the question for the usage of all companies, in
// either format.
type usagePage struct {
	AsOf    string `json:"as_of"`
	Status  string
	Metrics map[string]any
	Rows    []pageRow
	Next    string
}

type pageRow struct {
	CompanyID, ProjectID, CompanyName, ProjectName any
	DateTime, Status                               string
	Usage                                          any
}

const (
	allUsage  = "/v1/resellers/usage"
	threeDays = "?model=duration&business=default&interval=daily&fromTs=1787961600&endTs=1788134400" // 29 to 31 August
)

// pageOf reads an answer in either format; lines must be whole.
func (r reply) pageOf(t testing.TB) (p usagePage) {
	t.Helper()
	if r.status != 200 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if r.header.Get("Content-Type") == "application/json" {
		r.as(t, &p)
		return p
	}
	lines := strings.Split(strings.TrimSuffix(r.body, "\n"), "\n")
	reply{body: lines[0]}.as(t, &p)
	for _, line := range lines[1 : len(lines)-1] {
		var row pageRow
		reply{body: line}.as(t, &row)
		p.Rows = append(p.Rows, row)
	}
	var end struct {
		End  bool
		Rows int
		Next string
	}
	reply{body: lines[len(lines)-1]}.as(t, &end)
	if !end.End || end.Rows != len(p.Rows) || r.header.Get("Content-Type") != "application/x-ndjson" {
		t.Fatalf("%d rows, and at the end %q of %v", len(p.Rows), lines[len(lines)-1], r.header)
	}
	p.Next = end.Next
	return p
}

// busy makes companies with a project each that has used a minute of audio on
// each of the days, and returns their numbers.
func (d *desk) busy(t testing.TB, companies int, days ...calendar.Day) (ids []int64) {
	t.Helper()
	for i := range companies {
		cid := d.create(t, "companyName", fmt.Sprintf(`"Firm %d"`, i), "email", fmt.Sprintf(`"boss%d@%d.example"`, i, d.owner.Reseller))
		project := d.begin(t, cid)
		for _, day := range days {
			d.minute(t, project, day)
		}
		ids = append(ids, cid)
	}
	return ids
}

func (d *desk) minute(t testing.TB, project string, day calendar.Day) {
	t.Helper()
	d.take(t, usage.Event{Source: "s", ID: project + day.String(), Type: usage.Seconds, Project: project, Product: product(t, catalog.RTC), Start: day.Start().UnixMilli(), Value: 60})
}

func places(p usagePage) string {
	var all []string
	for _, r := range p.Rows {
		all = append(all, fmt.Sprintf("%s %v", r.DateTime[8:10], r.CompanyName))
	}
	return strings.Join(all, ", ")
}

func TestUsageOfAllCompaniesIsPagedThroughWhileItGrows(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.busy(t, 3, 20260829, 20260831)
	late := d.begin(t, d.create(t, "companyName", `"Late"`))
	first := d.ask(t, "GET", allUsage+threeDays+"&limit=2", "").pageOf(t)
	if got := places(first); got != "29 Firm 0, 29 Firm 1" || first.Next == "" || first.Status != "provisional" || first.Rows[0].Status != "final" {
		t.Fatalf("%s, then %q: %+v", got, first.Next, first)
	}
	d.minute(t, late, 20260829)
	d.minute(t, late, 20260830)
	second := d.ask(t, "GET", allUsage+threeDays+"&limit=3&cursor="+first.Next, "").pageOf(t)
	if got := places(second); got != "29 Firm 2, 29 Late, 30 Late" || second.Next == "" {
		t.Fatalf("%s, then %q", got, second.Next)
	}
	third := d.ask(t, "GET", allUsage+threeDays+"&limit=3&cursor="+second.Next+"&format=ndjson", "").pageOf(t)
	if got := places(third); got != "31 Firm 0, 31 Firm 1, 31 Firm 2" || third.Next != "" || third.Rows[0].Status != "provisional" {
		t.Errorf("%s, then %q", got, third.Next)
	}
	for name, query := range map[string]string{
		"of another interval": strings.Replace(threeDays, "1787961600", "1788048000", 1),
		"of another business": strings.Replace(threeDays, "business=default", "business=miniapp", 1),
		"of another grouping": threeDays + "&groupBy=project",
		"made up":             threeDays + "&limit=3",
	} {
		at := first.Next
		if name == "made up" {
			at = "AAAA" + at[4:]
		}
		d.ask(t, "GET", allUsage+query+"&cursor="+at, "").problem(t, 400, "The cursor is not one", "cursor")
	}
	for _, broken := range []string{"x", first.Next[:12], first.Next + "A", "%00"} {
		d.ask(t, "GET", allUsage+threeDays+"&cursor="+broken, "").problem(t, 400, "The cursor is not one", "cursor")
	}
}

func TestUsageOfAllCompaniesIsAnsweredInTheFormatAskedFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.busy(t, 1, 20260831)
	for _, c := range []struct{ accept, query, want string }{
		{"", "", "application/json"},
		{"application/x-ndjson", "", "application/x-ndjson"},
		{"Application/X-NDJSON; q=0.9, application/json;q=0.5", "", "application/x-ndjson"},
		{"application/x-ndjson;q=0.1, application/json", "", "application/json"},
		{"application/x-ndjson, application/json", "", "application/json"},
		{"*/*", "", "application/json"},
		{"text/html", "&format=ndjson", "application/x-ndjson"},
		{"application/x-ndjson", "&format=json", "application/json"},
	} {
		got := d.ask(t, "GET", allUsage+threeDays+c.query, "", "Accept", c.accept)
		if media := got.header.Get("Content-Type"); media != c.want || places(got.pageOf(t)) != "31 Firm 0" {
			t.Errorf("%q %s: %s %s", c.accept, c.query, media, got.body)
		}
		if got.header.Get("Usage-Revision") != "1" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v", got.header)
		}
	}
	for query, field := range map[string]string{"&limit=0": "limit", "&limit=10001": "limit", "&format=csv": "format", "&groupBy=reseller": "groupBy"} {
		d.ask(t, "GET", allUsage+threeDays+query, "").problem(t, 400, field, field)
	}
	d.ask(t, "GET", allUsage, "").problem(t, 400, "required", "model", "business", "fromTs", "endTs", "interval")
	d.ask(t, "GET", allUsage+strings.Replace(threeDays, "business=default", "business=rtm", 1), "").problem(t, 400, "rtm counter", "model")
	if got := d.ask(t, http.MethodHead, allUsage+threeDays, ""); got.status != 200 || got.body != "" {
		t.Errorf("HEAD: %+v", got)
	}
}

func TestUsageOfAllCompaniesIsTheCallersOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.busy(t, 3, 20260829, 20260831)
	owner, key, secret := d.owner, d.key, d.secret
	mine := d.ask(t, "GET", allUsage+threeDays+"&limit=1", "").pageOf(t)
	d.owner = d.reseller(t, "Alder", "theo@alder.example")
	d.key, d.secret = d.newKey(t, d.owner, account.AccessKey{Name: "test"})
	for _, groupBy := range []string{"company", "project"} {
		for _, format := range []string{"json", "ndjson"} {
			if got := d.ask(t, "GET", allUsage+threeDays+"&groupBy="+groupBy+"&format="+format, ""); len(got.pageOf(t).Rows) > 0 || strings.Contains(got.body, "Firm") {
				t.Errorf("another reseller sees %s", got.body)
			}
		}
	}
	d.ask(t, "GET", allUsage+threeDays+"&cursor="+mine.Next, "").problem(t, 400, "The cursor is not one", "cursor")

	m := company.NewMembership(d.db.Companies(), d.db.Usage(), d.clock)
	if err := errors.Join(m.Detach(t.Context(), account.Command(), ids[1], 20260830), m.Attach(t.Context(), account.Command(), ids[1], d.owner.Reseller, 20260830)); err != nil {
		t.Fatal(err)
	}
	if got := places(d.ask(t, "GET", allUsage+threeDays, "").pageOf(t)); got != "31 Firm 1" {
		t.Errorf("who took it over sees %s", got)
	}
	d.owner, d.key, d.secret = owner, key, secret
	left := "29 Firm 0, 29 Firm 2, 31 Firm 0, 31 Firm 2"
	if got := places(d.ask(t, "GET", allUsage+threeDays, "").pageOf(t)); got != left {
		t.Errorf("who gave it away sees %s", got)
	}
	page := d.ask(t, "GET", allUsage+threeDays+"&limit=2", "").pageOf(t)
	if got := places(page) + ", " + places(d.ask(t, "GET", allUsage+threeDays+"&limit=2&cursor="+page.Next, "").pageOf(t)); got != left {
		t.Errorf("in two pages: %s", got)
	}
}

// tired is a store that reads so many pages and no more.
type tired struct {
	usage.Store
	pages int
}

func (s *tired) Page(ctx context.Context, q usage.PageQuery) ([]usage.Row, error) {
	if s.pages--; s.pages < 0 {
		return nil, errors.New("the disk is gone")
	}
	return s.Store.Page(ctx, q)
}

// TestHalfAnAnswerDoesNotLookWhole reads more than is sent at once.
func TestHalfAnAnswerDoesNotLookWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var days []calendar.Day
	for i := range 300 {
		days = append(days, calendar.DayOf(noon).Add(-i))
	}
	d.busy(t, 4, days...)
	store := &tired{Store: d.db.Usage()}
	d.usage = usage.NewReader(store, d.clock)
	d.serveWithQuota(t, 50, 200)
	year := fmt.Sprintf("?model=duration&business=default&interval=daily&fromTs=%d&endTs=%d", days[299].Start().Unix(), noon.Unix())
	for format, pages := range map[string]int{"&limit=10000": 1, "&format=ndjson": 1} {
		store.pages = pages
		r := d.request(t, "GET", allUsage+year+format, "")
		d.sign(t, r)
		response, err := d.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close() //nolint:errcheck // it ends in an error
		if text, err := io.ReadAll(response.Body); err == nil || len(text) == 0 || response.StatusCode != 200 {
			t.Errorf("%s: a broken answer of %d bytes ends with %d, %v", format, len(text), response.StatusCode, err)
		}
		store.pages = 0
		d.ask(t, "GET", allUsage+year+format, "").problem(t, 500, "on our side")
	}
}

// connection notes until when a request may be read.
type connection struct {
	http.ResponseWriter
	deadlines []time.Time
}

func (c *connection) SetReadDeadline(at time.Time) error {
	c.deadlines = append(c.deadlines, at)
	return nil
}

func TestAnAnswerMayTakeLongerThanTheRequestIsReadFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.request(t, "GET", allUsage+threeDays, "")
	d.sign(t, r)
	r.RemoteAddr, r.RequestURI = "127.0.0.1:1", r.URL.RequestURI()
	w := &connection{ResponseWriter: httptest.NewRecorder()}
	d.node(t, 50, 200).ServeHTTP(w, r)
	if n := len(w.deadlines); n == 0 || !w.deadlines[n-1].IsZero() {
		t.Errorf("it may be read until %v", w.deadlines)
	}
}
