package web

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
	"reseller-console/internal/usage"
)

const testToday = calendar.Day(20260827)

func TestTheAddressHoldsTheWholeStateOfTheChart(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	for range 1000 {
		p := catalog.Products()[random.IntN(7)]
		metric := p.Metrics[random.IntN(len(p.Metrics))].ID
		q := chartQuery{
			interval: intervals()[random.IntN(len(intervals()))], product: p, company: pick("", "200001", "A & B=c", "云帆"), mark: pick(lineMark, barMark),
			sort: pick(byPeriod, metric), up: random.IntN(2) == 0,
		}
		q.window.From, q.window.To = q.interval.days(testToday)
		if q.interval == custom {
			q.window.From, q.window.To = testToday.Add(-random.IntN(99)-5), testToday.Add(-random.IntN(5))
		}
		q.window.Monthly = random.IntN(2) == 0
		q.project = pick("", "p1")
		q.compare = comparison(pick("", "previous", "year"))
		if q.group = grouping(pick("", "company", "project")); q.group != "" {
			q.metric, q.sort, metric = &p.Metrics[random.IntN(len(p.Metrics))], pick(byPeriod, "c:200001", otherLine), pick("p:p1", formerLine)
		}
		if random.IntN(2) == 0 {
			q.series = []string{"", metric}
		}
		u, err := url.Parse(q.link())
		if err != nil {
			t.Fatal(err)
		}
		got, wrong := parseChart(u.Query(), testToday)
		if q.series != nil {
			q.series = q.series[1:] // the empty one only says that the others are all
		}
		if wrong != nil || !reflect.DeepEqual(got, q) {
			t.Fatalf("%s reads as %+v (%v), was %+v", q.link(), got, wrong, q)
		}
	}
}

func TestPresetsAreTheDaysTheyName(t *testing.T) {
	t.Parallel()
	for preset, want := range map[interval][2]calendar.Day{
		last7Days:    {20260821, 20260827},
		last30Days:   {20260729, 20260827},
		thisMonth:    {20260801, 20260827},
		lastMonth:    {20260701, 20260731},
		last90Days:   {20260530, 20260827},
		thisQuarter:  {20260701, 20260827},
		lastQuarter:  {20260401, 20260630},
		yearToDate:   {20260101, 20260827},
		last12Months: {20250901, 20260827},
	} {
		if from, to := preset.days(testToday); from != want[0] || to != want[1] {
			t.Errorf("%s is %v to %v, want %v", preset, from, to, want)
		}
	}
}

func TestTheIntervalBeforeIsAsLong(t *testing.T) {
	t.Parallel()
	days := before(usage.Window{From: 20260729, To: 20260827})
	if want := (usage.Window{From: 20260629, To: 20260728}); days != want {
		t.Errorf("before 30 days lie %v, want %v", days, want)
	}
	months := before(usage.Window{From: 20260615, To: 20260827, Monthly: true})
	if want := (usage.Window{From: 20260301, To: 20260531, Monthly: true}); months != want {
		t.Errorf("before three months lie %v, want %v", months, want)
	}
}

func TestAChartThatCannotBeShownSaysWhy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[81].Reseller = 8
	for query, want := range map[string]struct {
		status int
		text   string
	}{
		"from=2026-08-27&to=2026-08-01":              {400, "begins on 2026-08-27, after it ends on 2026-08-01"},
		"from=2025-01-01&to=2026-08-27":              {400, "more than 400 days"},
		"from=2020-01-01&to=2026-08-27&type=monthly": {400, "more than 60 months"},
		"from=27.8.2026&to=2026-08-27":               {400, "“27.8.2026” is not a day"},
		"from=2026-08-28&to=2026-08-30":              {400, "after today, 2026-08-27"},
		"group=country":                              {400, "“country”"},
		"compare=tomorrow":                           {400, "“tomorrow”"},
		"interval=fortnight":                         {400, "“fortnight”"},
		"type=hourly":                                {400, "“hourly”"},
		"product=fax":                                {400, "“fax”"},
		"company=no+such+company":                    {404, "No company is called “no such company”"},
		"company=999999":                             {404, "“999999”"},
		"company=brightlane":                         {404, "Did you mean one of these? Brightlane Learning 200003"},
		"company=Brightlane+Learning":                {400, "Several companies are called “Brightlane Learning”"},
		"company=200001&project=zz":                  {404, "no project “zz”"},
		"company=%3Cscript%3Ealert%28%27x%27%29%3C%2Fscript%3E+x":  {404, "“<script>alert('x')</script> x”"},
		"company=200001&product=fax&from=2026-08-27&to=2026-08-01": {400, "begins on 2026-08-27"},
		"interval=custom&from=&to=&company=200001&project=p200001": {400, "“” is not a day"},
		"project=zz":               {404, "None of your companies has a project “zz”"},
		"project=p200082":          {404, "None of your companies has a project “p200082”"}, // another reseller's
		"project=q200001":          {200, "(CID 200001) · Staging"},
		"company=&project=q200001": {200, "(CID 200001) · Staging"},
		"interval=30d&from=rubbish&company=200001&project=p200001":   {200, "Live"},
		"interval=30d&type=monthly&company=200001&project=p200001":   {200, "CID 200001"},
		"from=2026-08-01&to=2026-09-30&company=200001":               {200, "Total, 27 days"},
		"interval=12m&type=daily":                                    {200, "Total, 361 days"},
		"interval=12m&type=monthly&product=rtm&sort=-dau&series=dau": {200, "Active users per month"},
	} {
		status, page, _ := s.get(t, "/usage/chart?"+query)
		if plain := text(page); status != want.status || !strings.Contains(plain, want.text) {
			t.Errorf("?%s answers %d without %q: %s", query, status, want.text, plain)
		}
		fileStatus, _, h := s.get(t, "/usage/chart/file?"+query)
		if fileStatus != want.status || (h.Get("Content-Disposition") != "") != (want.status == 200) {
			t.Errorf("the file of ?%s answers %d with %q", query, fileStatus, h.Get("Content-Disposition"))
		}
	}
}

func TestDaysThatMakeNoIntervalStayInTheForm(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, path := range []string{chartPath, downloadPath} {
		_, page, _ := s.get(t, path+"?from=2026-08-27&to=next+week&product=rtc")
		for _, field := range []string{`name="from" value="2026-08-27"`, `name="to" value="next week"`} {
			if !strings.Contains(page, field) {
				t.Errorf("%s has no %s", path, field)
			}
		}
	}
	if _, page, _ := s.get(t, chartPath+"?from=2026-08-27&to=2026-08-01"); !strings.Contains(page, `<option value="custom" selected`) {
		t.Error("the interval is not one's own any more")
	}
}

func TestACompanyIsFoundByAPartThatNoOtherNameHas(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[2].Name = "Only One"
	s.companies.all[3].Name = "Studio 4711"
	s.companies.all[4].Name = "480000"
	for typed, want := range map[string]struct {
		status int
		text   string
		field  string
	}{
		"nly on":   {200, "Only One (CID 200003)", "Only One"},
		"studio":   {200, "Studio 4711 (CID 200004)", "Studio 4711"},
		"4711":     {404, "No company is called exactly “4711”. Did you mean one of these? Studio 4711 200004", "4711"},
		"480000 ":  {200, "480000 (CID 200005)", "480000"},
		"hanlin":   {404, "No company is called exactly “hanlin”. Did you mean one of these? Hanlin Classroom 200002", "hanlin"},
		"no match": {404, "No company is called “no match”", "no match"},
	} {
		status, page, _ := s.get(t, "/usage/chart?company="+url.QueryEscape(typed))
		if plain := text(page); status != want.status || !strings.Contains(plain, want.text) {
			t.Errorf("%q answers %d without %q: %s", typed, status, want.text, plain)
		}
		if !strings.Contains(page, `name="company" value="`+want.field+`"`) {
			t.Errorf("after %q the field does not say %q", typed, want.field)
		}
		if fileStatus, _, _ := s.get(t, "/usage/chart/file?company="+url.QueryEscape(typed)); fileStatus != want.status {
			t.Errorf("the file of %q answers %d", typed, fileStatus)
		}
	}
}

func TestACompanyIsFoundByItsWholeName(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[2].Name = "Only One"
	s.companies.all[3].Name = "only one"
	s.companies.all[4].Name = "200005 Ltd"
	s.companies.all[5].Name = "300000"
	s.companies.all[6].Reseller = 8
	for typed, want := range map[string]string{
		"Only One":   "Only One (CID 200003)",
		"only one":   "only one (CID 200004)",
		"ONLY ONE":   "Several companies",
		"200005 ltd": "200005 Ltd (CID 200005)",
		"300000":     "300000 (CID 200006)",
		"200006":     "300000 (CID 200006)",
		"200007":     "No company is called “200007”", // another reseller's
	} {
		_, page, _ := s.get(t, "/usage/chart?company="+url.QueryEscape(typed))
		if plain := text(page); !strings.Contains(plain, want) {
			t.Errorf("%q does not lead to %q: %s", typed, want, plain)
		}
	}
}

func TestOnlySumsHaveTotals(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, p := range catalog.Products() {
		_, page, _ := s.get(t, "/usage/chart?product="+p.ID)
		if got, want := strings.Contains(page, "<tfoot>"), p.Kind == catalog.Sum; got != want {
			t.Errorf("%s has a row of totals: %v, want %v", p.ID, got, want)
		}
		if got, want := strings.Contains(text(page), "on the 30 days before"), p.Kind == catalog.Sum; got != want {
			t.Errorf("%s has cards of totals: %v, want %v", p.ID, got, want)
		}
	}
}

func TestTheLegendStartsAsTheCatalogueSaysAndGoesByTheAddress(t *testing.T) {
	t.Parallel()
	q, _ := parseChart(url.Values{}, testToday)
	on := func() (ids []string) {
		for i := range q.product.Metrics {
			if m := &q.product.Metrics[i]; q.drawn(&line{id: m.ID, shown: m.Shown}) {
				ids = append(ids, m.ID)
			}
		}
		return ids
	}
	if got := on(); !slices.Equal(got, []string{"audioAll", "videoAll"}) {
		t.Errorf("at first %v is drawn", got)
	}
	q, _ = parseChart(url.Values{"series": {"", "hdAll", "no such"}}, testToday)
	if got := on(); !slices.Equal(got, []string{"hdAll"}) {
		t.Errorf("with HD only %v is drawn", got)
	}
	q, _ = parseChart(url.Values{"series": {""}}, testToday)
	if got := on(); len(got) != 0 {
		t.Errorf("with none ticked %v is drawn", got)
	}
}

func TestTheFileIsSortedAsTheTable(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, sort := range []string{"period", "-period", "audioAll", "-hdAll"} {
		query := "?interval=30d&sort=" + sort
		_, page, _ := s.get(t, "/usage/chart"+query)
		_, file, _ := s.get(t, "/usage/chart/file"+query+"&file=csv")
		if got, want := joined(commaSeparated(t, file)), table(page); len(want) != 30 || !slices.Equal(got, want) {
			t.Errorf("sorted by %s the file has %q, the table %q", sort, got, want)
		}
	}
}

// perDayPoint has one minute of SD video for every day of a period.
func perDayPoint(p usage.Period) usage.Point {
	days := p.First().DaysTo(min(p.Last(), testToday))
	return usage.Point{Period: p, Values: catalog.Values{1: int64(days)}}
}

func TestThisYearIsComparedWithTheSameDaysOfTheYearBefore(t *testing.T) {
	t.Parallel()
	w := usage.Window{From: 20250901, To: testToday, Monthly: true}
	past := before(w)
	var points []usage.Point
	for _, p := range past.Periods() {
		points = append(points, perDayPoint(p))
	}
	product, _ := catalog.ByID(catalog.RTC)
	f := newFigures(product, points, func(usage.Period) bool { return false })
	tail := newFigures(product, []usage.Point{perDayPoint(20250828), perDayPoint(20250829), perDayPoint(20250830), perDayPoint(20250831)}, func(usage.Period) bool { return false })
	f.subtract(tail)
	m, _ := product.Metric("videoAll")
	if got, want := f.total(m), int64(calendar.Day(20240901).DaysTo(20250827)); got != want {
		t.Errorf("the year before counts %d days, want %d", got, want)
	}
}

func cardsOf(t *testing.T, product string, now, past []int64) []card {
	t.Helper()
	p, _ := catalog.ByID(product)
	points := func(values []int64, first calendar.Day) (all []usage.Point) {
		for i, v := range values {
			all = append(all, usage.Point{Period: usage.Period(first.Add(i)), Values: catalog.Values{v, v, v, v}})
		}
		return all
	}
	first := testToday.Add(1 - len(now))
	maker := cardMaker{words: locale.For("en"), clock: "14:32"}
	maker.now = newFigures(p, points(now, first), func(at usage.Period) bool { return at == usage.Period(testToday) })
	if p.Kind.Additive() {
		maker.before = newFigures(p, points(past, first.Add(-len(past))), func(usage.Period) bool { return false })
	}
	return maker.cards()
}

func TestCardsSayOnlyWhatIsTrue(t *testing.T) {
	t.Parallel()
	mini := cardsOf(t, catalog.MiniApp, []int64{10, 30, 20, 0, 0, 0, 0, 5}, []int64{40, 0, 0, 0, 0, 0, 10, 0})
	want := []card{
		{"Audio duration", "65", "min", 1, "30.0%", shareMark + " on the 8 days before"},
		{"Video duration", "65", "min", 1, "30.0%", shareMark + " on the 8 days before"},
		{"Highest day", "60", "min", 0, "", "2026-08-21 Fri"},
		{"Today, provisional", "10", "min", 0, "", "to 14:32 UTC · 50.0% of 2026-08-20"},
	}
	if !reflect.DeepEqual(mini, want) {
		t.Errorf("Mini App has\n%+v, want\n%+v", mini, want)
	}
	rtm := cardsOf(t, catalog.RTM, []int64{10, 30, 20, 0, 0, 0, 15, 20, 5}, nil)
	want = []card{
		{"Highest day", "30", "", 0, "", "2026-08-20 Thu"},
		{"Last whole day", "20", "", 1, "100.0%", shareMark + " on 2026-08-19"},
		{"Today, provisional", "5", "", 0, "", "to 14:32 UTC · 16.7% of 2026-08-20"},
	}
	if !reflect.DeepEqual(rtm, want) {
		t.Errorf("RTM has\n%+v, want\n%+v", rtm, want)
	}
	if none := cardsOf(t, catalog.RTC, []int64{0, 0}, []int64{1, 1}); none != nil {
		t.Errorf("an empty interval has cards: %+v", none)
	}
}

func TestATotalWithNothingBeforeHasNoPercentage(t *testing.T) {
	t.Parallel()
	if got := cardsOf(t, catalog.MiniApp, []int64{1, 2}, []int64{0, 0})[0]; got.Share != "" || got.Note != "none in the 2 days before" {
		t.Errorf("the card is %+v", got)
	}
}

func TestTheChartAsksForTheCallersFiguresOnly(t *testing.T) {
	t.Parallel()
	spy := &ownerSpy{}
	s := siteOver(t, spy)
	for _, path := range []string{"/usage/chart?reseller=8&company=200001", "/usage/chart/file?reseller=8", "/usage/download?reseller=8&product=rtc", "/usage/download/file?reseller=8&product=rtc"} {
		s.get(t, path)
	}
	if len(spy.owners) < 4 {
		t.Fatalf("asked only for %+v", spy.owners)
	}
	for _, o := range spy.owners {
		if o.Reseller != 7 {
			t.Errorf("figures of %+v were asked for", o)
		}
	}
}

func TestAFailureOfTheFiguresIsToldInThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.usage.broken = errDisk
	for _, path := range []string{"/usage/chart", "/usage/chart/file", "/usage/download", "/usage/download/file"} {
		status, page, h := s.get(t, path)
		if plain := text(page); status != http.StatusInternalServerError || h.Get("Content-Disposition") != "" ||
			!strings.Contains(plain, "Something went wrong on our side") || strings.Contains(plain, errDisk.Error()) || !strings.Contains(page, "<form") {
			t.Errorf("%s answers %d: %s", path, status, plain)
		}
	}
}

func TestCompaniesCompleteWhatIsTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	s.companies.all[2].Name = "Only One"
	_, options, _ := s.get(t, "/usage/chart/companies?company=only")
	if want := `<option value="Only One">200003</option>`; strings.TrimSpace(options) != want {
		t.Errorf("options are %q, want %q", options, want)
	}
	_, options, _ = s.get(t, "/usage/chart/companies?company=kairos")
	if !strings.Contains(options, `<option value="200006">Kairos Live Events</option>`) {
		t.Errorf("companies of one name are not told apart: %q", options)
	}
}

func TestManyCompaniesAreLookedUpWhileTyping(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, few, _ := s.get(t, "/usage/chart")
	for i := range int64(maxOptions) {
		l := s.companies.all[0]
		l.ID = 300000 + i
		s.companies.all = append(s.companies.all, l)
	}
	_, many, _ := s.get(t, "/usage/chart")
	for page, want := range map[string]bool{few: false, many: true} {
		if got := strings.Contains(page, `data-hx-get="/usage/chart/companies"`); got != want {
			t.Errorf("%d options are looked up: %v, want %v", strings.Count(page, "<option value=\"2"), got, want)
		}
	}
	if n := strings.Count(many, "</option>"); n > maxOptions+len(intervals())+6 {
		t.Errorf("the page carries %d options", n)
	}
}

// usagePages are the pages of usage in their states.
func usagePages() []pageCase {
	return []pageCase{
		{name: "chart", path: "/usage/chart"},
		{name: "chart.zh", path: "/usage/chart?product=transcoding&interval=12m&type=monthly&mark=bar", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "chart.company", path: "/usage/chart?product=rtm&interval=7d&company=200004&project=p200004"},
		{name: "chart.empty", path: "/usage/chart?interval=7d", change: func(s *site) { s.usage.idle = true }},
		{name: "chart.group", path: "/usage/chart?interval=7d&group=company&metric=videoAll&compare=previous&mark=bar"},
		{name: "chart.events.zh", path: "/usage/chart?interval=month&type=monthly&product=rtm&company=200001&group=project&compare=year", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "note.new", path: "/usage/chart/notes/new?interval=7d&company=200001&product=rtm"},
		{name: "note.edit", path: "/usage/chart/notes/2/edit?interval=7d"},
		{name: "note.delete.zh", path: "/usage/chart/notes/1/delete?interval=7d", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "chart.notfound", status: 404, path: "/usage/chart?company=brightlane"},
		{name: "chart.failed", status: 500, path: "/usage/chart", change: func(s *site) { s.usage.broken = errDisk }},
		{name: "download", path: "/usage/download"},
		{name: "download.zh", path: "/usage/download?from=2026-06-01&to=2026-08-27&type=monthly&file=csv&product=rtm&product=concurrentChannel", change: func(s *site) { s.speak("zh-Hans") }},
		{name: "download.none", status: 400, path: "/usage/download?from=2026-08-01&to=2026-08-27"},
		{name: "download.empty", path: "/usage/download", change: func(s *site) { s.usage.idle = true }},
	}
}

func TestPageAndFileSayHowFinalTheyAre(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, c := range []struct{ page, file, revision string }{
		{"/usage/chart?interval=30d", "/usage/chart/file?interval=30d", "4129"},
		{"/usage/chart?interval=last-month&product=rtm", "/usage/chart/file?interval=last-month&product=rtm&file=csv", "4130"},
		{"/usage/download", "/usage/download/file", "4126"},
		{"/usage/download?type=monthly&product=rtm", "/usage/download/file?type=monthly&product=rtm&file=csv", "4100"},
	} {
		_, page, _ := s.get(t, c.page)
		if want := "as of 2026-08-27 14:32 UTC · final through 2026-08-26 · revision " + c.revision; !strings.Contains(text(page), want) {
			t.Errorf("%s does not say %q", c.page, want)
		}
		_, _, h := s.get(t, c.file)
		got := []string{h.Get("Usage-As-Of"), h.Get("Usage-Final-Through"), h.Get("Usage-Revision")}
		if want := []string{"2026-08-27T14:32:00Z", "2026-08-26", c.revision}; !slices.Equal(got, want) {
			t.Errorf("%s has the headers %q, want %q", c.file, got, want)
		}
	}
}

func TestOnlyTranscodingIsBilledByItsTime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for _, p := range catalog.Products() {
		_, page, _ := s.get(t, "/usage/chart?product="+p.ID)
		if got, want := strings.Contains(page, "Billed time"), p.ID == catalog.Transcoding; got != want {
			t.Errorf("%s shows billed time: %v, want %v", p.ID, got, want)
		}
	}
	if status, _, _ := s.get(t, "/usage/chart?product=transcodingTime"); status != http.StatusBadRequest {
		t.Errorf("the time of transcoding is a page of its own: %d", status)
	}
	s.usage.idle = true
	if _, page, _ := s.get(t, "/usage/chart?product=transcoding"); !strings.Contains(page, "No output ran in this interval.") {
		t.Error("without usage the page does not say that no output ran")
	}
}

func TestTheProvisionalPeriodIsMarked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	for query, want := range map[string]bool{"interval=7d": true, "interval=month&type=monthly": true, "interval=last-month": false, "interval=last-month&type=monthly": false} {
		_, page, _ := s.get(t, "/usage/chart?"+query)
		if data := drawn(t, page); data.Provisional != want || strings.Contains(page, `<span class="badge">Provisional, as of 14:32 UTC</span>`) != want {
			t.Errorf("?%s is marked provisional: %v, want %v", query, data.Provisional, want)
		}
	}
	if testNow.Format(time.DateOnly) != testToday.String() {
		t.Fatal("testToday is not the day of testNow")
	}
}
