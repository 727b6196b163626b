package web

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"reseller-console/internal/company"
)

func TestTheAddressHoldsTheWholeStateOfTheList(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "200461", "a b&c=d", "100%_", "云帆", `"><script>`, "+-#?"}
	for range 500 {
		q := companiesQuery{
			by: searches[random.IntN(len(searches))], text: texts[random.IntN(len(texts))],
			order: orders[random.IntN(len(orders))], descending: random.IntN(2) == 0,
			size: pageSizes[random.IntN(len(pageSizes))], page: 1 + random.IntN(9),
		}
		if status := random.IntN(5); status < len(statuses) {
			q.status = &statuses[status]
		}
		if q.text == "" {
			q.by = searches[0]
		}
		u, err := url.Parse(q.link())
		if err != nil {
			t.Fatal(err)
		}
		if got := parseCompanies(u.Query()); !reflect.DeepEqual(got, q) {
			t.Fatalf("%s reads as %+v, was %+v", q.link(), got, q)
		}
	}
}

func TestABadAddressOfTheListIsTheDefault(t *testing.T) {
	t.Parallel()
	bad := url.Values{"type": {"x"}, "status": {"9"}, "sort": {"-x"}, "size": {"1000000"}, "page": {"-3"}}
	q := parseCompanies(bad)
	if q.link() != "/companies" {
		t.Errorf("reads as %s", q.link())
	}
	long := parseCompanies(url.Values{"q": {strings.Repeat("字", 500)}, "page": {"99999999999999999999"}})
	if len(long.text) > maxSearch || !strings.HasPrefix(long.text, "字") || long.page != 1 {
		t.Errorf("a long text reads as %d bytes, page %d", len(long.text), long.page)
	}
}

// cids are the companies of a page, in its order.
func cids(page string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`data-copy="(\d+)"`).FindAllStringSubmatch(page, -1) {
		all = append(all, m[1])
	}
	return all
}

func TestTheListShowsWhatTheAddressSays(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct {
		path, first string
		lines       int
		contains    string
	}{
		{"/companies", "200001", 20, "1–20 of 82"},
		{"/companies?page=5", "200064", 2, "81–82 of 82"},
		{"/companies?page=99", "200064", 2, "81–82 of 82"},
		{"/companies?sort=minutes", "200004", 20, "1–20 of 82"}, // no minutes at all
		{"/companies?sort=cid&size=50&page=2", "200051", 32, "51–82 of 82"},
		{"/companies?sort=-created&size=100", "200082", 82, "1–82 of 82"},
		{"/companies?sort=name", "200004", 20, "&lt;script&gt;"},
		{"/companies?status=3", "200010", 4, "agreed by phone"},
		{"/companies?status=3&sort=-cid", "200070", 4, "1–4 of 4"},
		{"/companies?type=cid&q=200007", "200007", 1, "1–1 of 1"},
		{"/companies?type=email&q=HOFFMANN81%40", "200082", 1, "1–1 of 1"},
		{"/companies?type=name&q=sable&sort=cid", "200005", 10, "1–10 of 10"},
	} {
		status, page, _ := s.get(t, c.path)
		got := cids(page)
		if status != http.StatusOK || len(got) != c.lines || got[0] != c.first || !strings.Contains(page, c.contains) {
			t.Errorf("%s: %d, %d lines from %v, want %d from %s with %q", c.path, status, len(got), got, c.lines, c.first, c.contains)
		}
	}
}

func TestEveryPageOfTheListTogetherIsTheWholeList(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, order := range []string{"-minutes", "minutes", "cid", "name", "-created"} {
		seen := map[string]bool{}
		for page := range 5 {
			_, html, _ := s.get(t, "/companies?sort="+order+"&page="+strconv.Itoa(page+1))
			for _, id := range cids(html) {
				if seen[id] {
					t.Errorf("sort %s: %s twice", order, id)
				}
				seen[id] = true
			}
		}
		if len(seen) != 82 {
			t.Errorf("sort %s: %d companies", order, len(seen))
		}
	}
}

func TestWhatUsersTypeIsNeverMarkup(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.accounts.users[1] = withName(s.accounts.users[1], `<b>"Mara"</b>`)
	for _, path := range []string{"/companies?sort=cid&size=100&type=name&q=%3Cscript%3E", "/companies?q=%22%3E%3Cimg%20src=x%3E", "/settings", "/%3Cscript%3E"} {
		_, page, _ := s.get(t, path)
		for _, markup := range []string{"<script>alert", "<b>", "<img", `"Mara"`} {
			if strings.Contains(page, markup) {
				t.Errorf("%s contains %s", path, markup)
			}
		}
	}
}

func TestAListThatFailsKeepsItsSearchAndTellsTheRequest(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*site){
		"companies": func(s *site) { s.companies.broken = errDisk },
		"usage":     func(s *site) { s.usage.broken = errDisk },
	} {
		s := newSite(t)
		s.signIn(t)
		spoil(s)
		status, page, h := s.get(t, "/companies?type=cid&q=200007")
		id := h.Get(requestID)
		if status != http.StatusInternalServerError || !strings.Contains(page, id) || !strings.Contains(page, `value="200007"`) {
			t.Errorf("%s: answers %d", name, status)
		}
		if strings.Contains(page, "disk") || !strings.Contains(s.log.String(), "disk") || !strings.Contains(s.log.String(), id) {
			t.Errorf("%s: the cause belongs into the log alone: %s", name, s.log)
		}
	}
}

func TestASparklineGoesFromLeftToRightBetweenZeroAndTheHighest(t *testing.T) {
	t.Parallel()
	line := newSparkline([]int64{0, 50, 100})
	if line.settled != "1.5,18.5 48.0,10.0" || line.growing != "48.0,10.0 94.5,1.5" {
		t.Errorf("%+v", line)
	}
	if flat := newSparkline([]int64{0, 0}); flat.settled != "1.5,18.5" {
		t.Errorf("no usage: %+v", flat)
	}
	if none := newSparkline(nil); none != (sparkline{}) {
		t.Errorf("nothing: %+v", none)
	}
}

func TestThePagerNamesTheEndsAndTheNeighbours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		page, count int
		want        []int
	}{
		{1, 0, []int{1}},
		{1, 20, []int{1}},
		{1, 21, []int{1, 2}},
		{5, 200, []int{1, 0, 4, 5, 6, 0, 10}},
		{10, 200, []int{1, 0, 9, 10}},
	} {
		view := companiesView{query: companiesQuery{page: c.page, size: 20}, count: c.count}
		if got := view.near(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("page %d of %d: %v, want %v", c.page, c.count, got, c.want)
		}
	}
}

func TestASecondClickOnAHeadTurnsTheOrderRound(t *testing.T) {
	t.Parallel()
	q := parseCompanies(nil).onPage(3).sortedBy(company.OrderName)
	if q.descending || q.page != 1 || !q.sortedBy(company.OrderName).descending || !q.sortedBy(company.OrderCreated).descending {
		t.Errorf("%+v", q)
	}
}
