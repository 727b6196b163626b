package journey

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

const (
	wide, high   = 1440, 1100
	phone, phigh = 390, 844
)

func TestAResellerSignsInAndFindsACompany(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	company := b.Companies[0]
	b.open("/")
	b.accessible()
	b.picture("sign-in")
	b.signIn()
	if title := b.text("h1"); title != "Company List" {
		t.Fatalf("after signing in the page is %q", title)
	}
	b.accessible()
	b.picture("companies")

	b.do(chromedp.SetValue(chromedp.CSS("select[name=type]"), "email"), chromedp.SendKeys(chromedp.CSS("#q"), strings.ToUpper(company.Email)))
	b.swap("form[role=search] button")
	if rows := b.numbers("tbody tr td:nth-child(2)"); len(rows) != 1 || !strings.HasPrefix(rows[0], fmt.Sprint(company.CID)) {
		t.Fatalf("searching for %s finds %v, want company %d", company.Email, rows, company.CID)
	}
	b.picture("found")
	b.click("tbody tr td:last-child a[href^='/usage/chart']")
	if title, shown := b.text("h1"), b.text(".page-header"); title != "Usage chart" || !strings.Contains(shown, company.Name) {
		t.Errorf("the company's Usage leads to %q: %s", title, shown)
	}
	b.accessible()

	b.open("/companies?type=cid&q=999999")
	if empty := b.text(".empty"); !strings.Contains(empty, "999999") {
		t.Errorf("a CID that is not there shows %q", empty)
	}
	b.signOut()
	b.open("/companies")
	if at := evaluate[string](b, "location.pathname"); at != "/login" {
		t.Errorf("signed out, the company list is at %s", at)
	}
}

func TestTheChartShowsDaysAndMonthsAndItsLegendSwitchesSeries(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart")
	b.accessible()
	b.picture("daily")
	if days := b.numbers("tbody tr"); len(days) != 30 {
		t.Errorf("the last 30 days have %d rows", len(days))
	}
	drawn := func() []string {
		return evaluate[[]string](b, `[...document.querySelectorAll("input[name=series]:checked")].map(e => e.value)`)
	}
	if got := drawn(); !slices.Equal(got, []string{"audioAll", "videoAll"}) {
		t.Errorf("at first the chart shows %v", got)
	}
	before := b.canvas()
	b.do(chromedp.Click(chromedp.CSS("input[name=series][value=hdAll]")))
	if got := drawn(); !slices.Equal(got, []string{"audioAll", "videoAll", "hdAll"}) {
		t.Errorf("after a click on HD the chart shows %v", got)
	}
	if b.canvas() == before {
		t.Error("a click on the legend draws nothing")
	}
	b.picture("hd")

	b.open("/usage/chart?type=monthly&interval=12m")
	if months := b.numbers("tbody tr"); len(months) != 12 {
		t.Errorf("the last 12 months have %d rows", len(months))
	}
	b.picture("monthly")
	for _, product := range []string{"onPremiseRecording", "cloudRecording", "miniApp", "transcoding", "concurrentChannel", "rtm"} {
		b.open("/usage/chart?product=" + product)
		if rows := b.numbers("tbody tr"); len(rows) != 30 {
			t.Errorf("%s has %d rows of figures", product, len(rows))
		}
		if additive := !slices.Contains([]string{"transcoding", "concurrentChannel", "rtm"}, product); additive != (len(b.numbers("tfoot tr")) == 1) {
			t.Errorf("%s: a total is right for sums only", product)
		}
		b.accessible()
		b.picture(product)
	}
}

// canvas is the picture that the chart has drawn.
func (b *browser) canvas() string {
	b.t.Helper()
	return evaluate[string](b, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector("#chart canvas").toDataURL()))))`)
}

func TestTheSheetHasTheFiguresOfTheChart(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/download")
	b.accessible()
	b.picture("download")
	from, to := b.month()
	b.fill("#from", from)
	b.fill("#to", to)
	b.click("#preview-title ~ button")
	shown := b.text("#preview-title + div")
	rows := b.sheet(evaluate[string](b, `(() => { const f = document.getElementById("download"); return f.querySelector("[formaction]").getAttribute("formaction") + "?" + new URLSearchParams(new FormData(f)) })()`))
	if want := fmt.Sprintf("of %s rows", grouped(len(rows)-headRows)); !strings.Contains(shown, want) {
		t.Errorf("the preview shows %q, the sheet has %d rows", shown, len(rows)-headRows)
	}
	b.open("/usage/chart?interval=custom&from=" + from + "&to=" + to)
	total := b.numbers("tfoot td")
	for column, want := range map[string]string{"Audio duration": total[0], "SD video duration": total[2], "HD video duration": total[3], "HDP video duration": total[4]} {
		if got := sum(t, rows, column); fmt.Sprint(got) != want {
			t.Errorf("%s adds up to %d in the sheet and %s under the chart", column, got, want)
		}
	}
}

const headRows = 1

// month is the last whole month.
func (b *browser) month() (from, to string) {
	days := evaluate[[]string](b, `(() => { const d = new Date(), y = d.getUTCFullYear(), m = d.getUTCMonth();
		return [new Date(Date.UTC(y, m - 1, 1)), new Date(Date.UTC(y, m, 0))].map(d => d.toISOString().slice(0, 10)) })()`)
	return days[0], days[1]
}

// sheet downloads the file that the form asks for, as the same reseller, and
// reads it with another program's eyes.
func (b *browser) sheet(path string) [][]string {
	b.t.Helper()
	jar, err := cookiejar.New(nil)
	b.check(err)
	client := http.Client{Jar: jar}
	signedIn, err := client.PostForm(b.BaseURL+"/login", url.Values{"email": {b.Resellers[0].Email}, "password": {b.Resellers[0].Password}})
	b.check(err)
	b.check(signedIn.Body.Close())
	response, err := client.Get(b.BaseURL + path)
	b.check(err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	if name := response.Header.Get("Content-Disposition"); !strings.Contains(name, ".xlsx") {
		b.t.Errorf("the file is named by %q, want one of Excel", name)
	}
	book, err := excelize.OpenReader(io.Reader(response.Body))
	b.check(err)
	rows, err := book.GetRows(book.GetSheetList()[0], excelize.Options{RawCellValue: true})
	b.check(err)
	return rows
}

// sum adds a column of Video & Audio up.
func sum(t *testing.T, rows [][]string, column string) (total int64) {
	t.Helper()
	at := slices.IndexFunc(rows[0], func(head string) bool { return strings.HasPrefix(head, "Video & Audio: "+column) })
	if at < 0 {
		t.Fatalf("no column %q in %q", column, rows[0])
	}
	for _, row := range rows[headRows:] {
		n, err := strconv.ParseInt(row[at], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		total += n
	}
	return total
}

func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func TestEveryPageIsAccessibleInEveryThemeLanguageAndWidth(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	b.signInAs(1)
	b.looks("/companies", "/usage/chart", "/usage/chart?product=transcoding&mark=bar", "/usage/download", "/settings")
}

func TestTheDeskIsAccessibleInEveryThemeLanguageAndWidth(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	email := "looks@journeys.example"
	b.signInWith(email, b.ownReseller(email))
	company := b.ownCompany(email)
	b.looks("/usage/exports", "/activity", "/settings/api-keys", "/settings/sessions", company, company+"/freeze", company+"/remove", company+"/edit", "/companies", "/companies/new", "/companies/freeze?all=1")
}

// looks opens pages in both themes, languages and widths, with what the journey
// has made of them: in make test-all, since every page of the gallery is seen in
// one of them anyway.
func (b *browser) looks(pages ...string) {
	b.t.Helper()
	if !thorough() {
		return
	}
	for k, look := range []struct {
		theme, language string
		width, height   int64
	}{{"dark", "en", wide, high}, {"light", "zh-Hans", wide, high}, {"light", "en", phone, phigh}, {"dark", "zh-Hans", phone, phigh}} {
		b.resize(look.width, look.height)
		b.theme(look.theme)
		b.language(look.language)
		for i, path := range pages {
			if !everything() && i%4 != k {
				continue
			}
			b.open(path)
			b.accessible()
			if over := evaluate[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				b.t.Errorf("%s is %d px wider than a screen of %d", path, over, look.width)
			}
			b.picture(fmt.Sprintf("%s-%s-%d%s", look.theme, look.language, look.width, strings.ReplaceAll(path, "/", "-")))
		}
	}
}
