package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/usage"
	"reseller-console/internal/usage/storetest"
)

// toldUsage is a store with a few events of every kind on one day, one of them
// of a company that has left since.
func toldUsage(t testing.TB) *usage.Memory {
	t.Helper()
	store := usage.NewMemory()
	at := func(minute int64) int64 {
		return calendar.Day(20260826).Start().UnixMilli() + 10*3_600_000 + minute*60_000
	}
	rtc, _ := catalog.ByID(catalog.RTC)
	transcoding, _ := catalog.ByID(catalog.Transcoding)
	rtm, _ := catalog.ByID(catalog.RTM)
	p := "p200001"
	var events []usage.Event
	add := func(e usage.Event) {
		e.Source, e.ID = "sender", fmt.Sprintf("e%02d", len(events))
		if e.Project == "" {
			e.Project = p
		}
		events = append(events, e)
	}
	add(usage.Event{Type: usage.Session, Product: rtc, Channel: "room <1>", User: "ann", Start: at(0), End: at(10) + 29_500, Revision: 2})
	add(usage.Event{Type: usage.Session, Product: rtc, Channel: "room <1>", User: "\u202eevil ", Start: at(-11 * 60), End: at(-10*60) + 60_000, Derived: true})
	add(usage.Event{Type: usage.Session, Product: rtc, Channel: "room 2", User: "bo", Start: at(1), End: at(2), Pixels: usage.HDFrom})
	add(usage.Event{Type: usage.Seconds, Product: rtc, Slot: 2, Start: at(0), Value: 1, Project: "q200001"})
	add(usage.Event{Type: usage.Seconds, Product: rtc, Slot: 2, Start: at(0), Value: 601, Project: "p200081"})
	add(usage.Event{Type: usage.Transcoding, Channel: "room 2", Task: "t1", Codec: usage.AVC, Hosts: 2, Width: 640, Height: 360, Start: at(0), End: at(10)})
	add(usage.Event{Type: usage.Transcoding, Channel: "room 3", Task: "t2", Codec: usage.AVC, Hosts: 1, Width: 640, Height: 360, Start: at(5), End: at(15)})
	add(usage.Event{Type: usage.Transcoding, Channel: "room 3", Task: "t3", Codec: usage.AVC, Hosts: 3, Width: 1280, Height: 720, Start: at(8), End: at(9)})
	add(usage.Event{Type: usage.Peak, Product: transcoding, Slot: 4, Value: 2, Start: at(60)})
	add(usage.Event{Type: usage.Active, Product: rtm, User: "1", Start: at(0)})
	add(usage.Event{Type: usage.Active, Product: rtm, User: "01", Start: at(0)})
	add(usage.Event{Type: usage.Active, Product: rtm, User: "01", Start: at(3)})
	entries := make([]usage.Entry, len(events))
	for i, e := range events {
		place := company.Place{Company: 200001, Holdings: []company.Holding{{Reseller: 7}}}
		if e.Project == "p200081" {
			place.Company = 200081
		}
		entries[i] = usage.Entry{Event: e, Place: place, ReceivedAt: at(1_000)}
	}
	if _, err := store.Record(t.Context(), storetest.Delivery(entries)); err != nil {
		t.Fatal(err)
	}
	return store
}

// toldSite is a console over toldUsage, which company 200081 has left.
func toldSite(t testing.TB) *site {
	t.Helper()
	s := siteOver(t, toldUsage(t))
	s.companies.all[80].Reseller = 0
	return s
}

// explained reads the breakdown that an address gives to programs.
func explained(t *testing.T, s *site, query string) explanation {
	t.Helper()
	status, body, h := s.get(t, explainJSONPath+"?"+query)
	var x explanation
	if err := json.Unmarshal([]byte(body), &x); err != nil || status != http.StatusOK || h.Get("Content-Type") != "application/json" {
		t.Fatalf("%s answers %d, %v: %s", query, status, err, body)
	}
	return x
}

func TestEveryCellOfTheChartIsTakenApart(t *testing.T) {
	t.Parallel()
	s := siteOver(t, randomUsage(t))
	link := regexp.MustCompile(`<a class="cell-figure" href="/usage/explain\?([^"]+)" title="[^"]+">([\d,]+)</a>`)
	for _, query := range []string{"interval=7d", "type=monthly&interval=month", "type=monthly&company=200002&interval=month", "company=200003&project=p200003&interval=7d"} {
		for _, p := range catalog.Products() {
			_, page, _ := s.get(t, "/usage/chart?product="+p.ID+"&"+query)
			cells := link.FindAllStringSubmatch(page, -1)
			for _, cell := range cells[:min(4, len(cells))] {
				x := explained(t, s, strings.ReplaceAll(cell[1], "&amp;", "&"))
				if got := fmt.Sprint(x.Value); got != strings.ReplaceAll(cell[2], ",", "") {
					t.Fatalf("the cell of %s shows %s, its breakdown %s", cell[1], cell[2], got)
				}
				takeApart(t, s, p, x)
			}
			if len(cells) == 0 && !strings.Contains(query, "project") {
				t.Errorf("%s of %s has no figure that is a link", query, p.ID)
			}
		}
	}
}

// takeApart goes down to the events, and expects that each level makes up the
// one above.
func takeApart(t *testing.T, s *site, p *catalog.Product, x explanation) {
	t.Helper()
	var sum, top, seconds int64
	for _, part := range x.Parts {
		sum, top = sum+part.Value, max(top, part.Value)
	}
	for _, e := range x.Events {
		seconds += e.Seconds
	}
	ok := sum == x.Value
	switch {
	case x.By == usage.ByUser:
		ok = int64(len(x.Users)) == x.Value
	case x.By == usage.ByEvent && p.Kind == catalog.Sum:
		ok = seconds == x.Stored && (seconds+59)/60 == x.Value
	case x.By == usage.ByEvent:
		ok = len(x.Events) > 0 && x.Events[0].Value == x.Value
	case x.By == usage.ByDay && p.Kind != catalog.Sum:
		ok = top == x.Value
	}
	if !ok || x.Next != "" {
		t.Fatalf("the parts do not make up the figure: %+v", x)
	}
	for _, part := range x.Parts[:min(2, len(x.Parts))] {
		v := url.Values{"product": {p.ID}, "metric": {part.Metric}, "period": {part.Period}, "project": {part.Project}, "limit": {"500"}}
		if part.Company != 0 {
			v.Set("company", cid(part.Company))
		}
		below := explained(t, s, v.Encode())
		if below.Value != part.Value {
			t.Fatalf("a part of %d is explained as %d", part.Value, below.Value)
		}
		takeApart(t, s, p, below)
	}
}

func TestThePageListsWhatProgramsRead(t *testing.T) {
	t.Parallel()
	s := toldSite(t)
	for query, want := range map[string][]string{
		"product=rtc&metric=hdAll&period=2026-08-26":                                        {"13 min is the sum of the companies’ minutes", "云帆在线教育 2 15.4% 200001", "No longer yours 11 84.6% 200081", "Total 13"},
		"product=rtc&metric=hdAll&period=2026-08":                                           {"No longer yours 11 84.6% 200081", "Companies Days"},
		"product=rtc&metric=hdAll&period=2026-08&by=day":                                    {"13 min is the sum of the days’ minutes", "2026-08-26 Wed"},
		"product=rtc&metric=hdAll&period=2026-08-26&company=200001":                         {"Live 1 50.0% p200001", "Staging 1 50.0% q200001", "Total 2"},
		"product=rtc&metric=videoAll&period=2026-08-26&project=p200001":                     {"HD video duration 1", "each rounded up to minutes by itself"},
		"product=rtc&metric=audioAll&period=2026-08-26&project=p200001":                     {"12 min = 689 s rounded up", `"\u202eevil "`, "Total 689", "10:00:00 – 10:10:29.500", "Derived", "2026-08-25 23:00:00", "usage.session · sender · revision 2"},
		"product=rtc&metric=audioAll&period=2026-08-26&project=p200001&limit=1":             {"This page 629", "Next page"},
		"product=transcoding&metric=avcHd&period=2026-08-26&project=p200001":                {"2 is the highest number of the day", "It stood 2 times (UTC): 10:08:00 – 10:09:00 , 11:00:00", "H264 · 640 × 360 · 2 hosts", "Sample: 2"},
		"product=concurrentChannel&metric=avcTotal&period=2026-08-26&company=200001":        {"Live 2 100.0% p200001"},
		"product=concurrentChannel&metric=avcTotal&period=2026-08-26&project=p200001":       {"peak: 10:05:00 – 10:10:00", "t1", "t2", "t3"},
		"product=transcoding&metric=avcHd&period=2026-08&project=p200001":                   {"2 is the highest day of the month, not the sum", "Highest"},
		"product=rtm&metric=dau&period=2026-08-26&project=p200001":                          {"2 different users", "01 2", "1 1"},
		"product=rtc&metric=hdAll&period=2026-08-25&company=200001":                         {"Nothing was used"},
		"product=rtc&metric=hdAll&period=2026-08-26&company=200001&project=q200001&limit=7": {"1 min = 1 s", "Sent as seconds"},
	} {
		status, page, _ := s.get(t, explainPath+"?"+query)
		for _, part := range want {
			if plain := text(page); status != http.StatusOK || !strings.Contains(plain, part) {
				t.Errorf("%s answers %d without %q: %s", query, status, part, plain)
			}
		}
	}
	if _, page, _ := s.get(t, explainPath+"?product=rtc&metric=hdAll&period=2026-08-26"); strings.Contains(page, "company=200081") {
		t.Error("a company that has left is a link")
	}
	x := explained(t, s, "product=rtc&metric=hdAll&period=2026-08-26")
	if len(x.Parts) != 2 || x.Parts[0].Name != "云帆在线教育" || x.Parts[0].Former || !x.Parts[1].Former || x.Parts[1].Name != "" {
		t.Errorf("programs read %+v", x.Parts)
	}
}

func TestABreakdownIsOfTheCallersFiguresOnly(t *testing.T) {
	t.Parallel()
	s := toldSite(t)
	figure := "product=rtc&metric=hdAll&period=2026-08-26"
	for query, want := range map[string]struct {
		status int
		text   string
	}{
		figure + "&company=200081":                 {404, "No company is called “200081”"},
		figure + "&company=999999":                 {404, "No company is called “999999”"},
		figure + "&project=p200081":                {404, "None of your companies has a project “p200081”"},
		figure + "&company=200001&project=p200002": {404, "no project “p200002”"},
		figure + "&company=yun":                    {400, "“yun” is not a value of “company”"},
		figure + "&limit=501":                      {400, "“501” is not a value of “limit”"},
		figure + "&limit=x":                        {400, "“x” is not a value of “limit”"},
		figure + "&by=event":                       {400, "“event” is not a value of “by”"},
		figure + "&after=rubbish":                  {400, "“rubbish” is not a value of “after”"},
		"product=rtc&metric=hdAll":                 {400, "“” is not a value of “period”"},
		"product=rtc&metric=hdAll&period=2026-13":  {400, "“2026-13” is not a value of “period”"},
		"product=rtc&metric=dau&period=2026-08-26": {400, "“dau” is not a value of “metric”"},
		"product=fax":                              {400, "“fax” is not a value of “product”"},
	} {
		status, page, _ := s.get(t, explainPath+"?"+query)
		if plain := text(page); status != want.status || !strings.Contains(plain, want.text) {
			t.Errorf("%s answers %d: %s", query, status, plain)
		}
		status, body, h := s.get(t, explainJSONPath+"?"+query)
		var wrong problem
		if err := json.Unmarshal([]byte(body), &wrong); err != nil || status != want.status || wrong.Status != status || !strings.Contains(wrong.Detail, want.text) || h.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s answers programs %d, %v: %s", query, status, err, body)
		}
	}
}

func TestABreakdownNeedsASignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	figure := "?product=rtc&metric=hdAll&period=2026-08-26"
	if status, _, h := s.get(t, explainPath+figure); status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/login?next=") {
		t.Errorf("the page answers %d, %s", status, h.Get("Location"))
	}
	if status, body, _ := s.get(t, explainJSONPath+figure); status != http.StatusUnauthorized || !strings.Contains(body, "Sign in") {
		t.Errorf("programs are answered %d: %s", status, body)
	}
}

// lost is a store that fails, or whose events are no longer kept.
type lost struct {
	usage.Store
	stored int64
	err    error
}

func (l lost) Behind(context.Context, usage.DayQuery) (usage.Behind, error) {
	return usage.Behind{Stored: l.stored}, l.err
}

func TestABreakdownSaysWhyThereIsNone(t *testing.T) {
	t.Parallel()
	query := "?product=rtc&metric=hdAll&period=2026-08-26&project=p200001"
	for want, store := range map[string]lost{
		"The events of this day are no longer kept": {stored: 61},
		"Nothing was used":                          {},
		"Something went wrong on our side":          {err: errDisk},
	} {
		s := siteOver(t, store)
		status, page, _ := s.get(t, explainPath+query)
		jsonStatus, body, _ := s.get(t, explainJSONPath+query)
		if plain := text(page); !strings.Contains(plain, want) || strings.Contains(plain, "disk on fire") || status != jsonStatus {
			t.Errorf("the page answers %d without %q: %s", status, want, plain)
		}
		if gone := strings.Contains(body, `"gone":true`); gone != (store.stored > 0) || strings.Contains(body, "disk on fire") {
			t.Errorf("programs read %s", body)
		}
	}
}

func TestTheAddressHoldsTheWholeStateOfABreakdown(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"metric=hdAll&period=2026-08-26&product=rtc", "after=ZQI&by=event&company=200001&limit=7&metric=dau&period=2026-08&product=rtm&project=p1"} {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q, wrong := parseExplain(v)
		if got := strings.TrimPrefix(q.link(), explainPath+"?"); wrong != nil || got != query {
			t.Errorf("%s reads as %s, %v", query, got, wrong)
		}
	}
}

func TestEveryByteOfASendersTextCanBeTold(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, text := range []string{"1", "01", "Ünal", "云帆", "a b", "a  b", " a", "a ", "", `a"b`, `"a"`, "a\u202eb", "a\u200bb", "a\u00a0b", "a\nb", `a\nb`, "\xff", "\ufffd"} {
		got := visible(text)
		if other, twice := seen[got]; twice {
			t.Errorf("%q and %q are both shown as %s", text, other, got)
		}
		seen[got] = text
	}
	if visible("Ünal 云帆") != "Ünal 云帆" {
		t.Error("plain text is quoted")
	}
}

// explainPages are figures taken apart.
func explainPages(t testing.TB) []pageCase {
	told := func() *site { return toldSite(t) }
	return []pageCase{
		{name: "explain.company", path: explainPath + "?product=rtc&metric=hdAll&period=2026-08", site: told},
		{name: "explain.event", path: explainPath + "?product=rtc&metric=audioAll&period=2026-08-26&project=p200001&limit=1", site: told},
		{name: "explain.peak", path: explainPath + "?product=transcoding&metric=avcHd&period=2026-08-26&project=p200001", site: told},
		{name: "explain.user.zh", path: explainPath + "?product=rtm&metric=dau&period=2026-08-26&project=p200001", site: told, change: func(s *site) { s.speak("zh-Hans") }},
	}
}

func TestTheDayOfTheEventsIsOver(t *testing.T) {
	t.Parallel()
	if testNow.Sub(calendar.Day(20260826).Start()) < 24*time.Hour {
		t.Fatal("the day of the events is not over")
	}
}
