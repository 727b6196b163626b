package journey

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// number reads a figure as the page shows it.
func (b *browser) number(selector string) int64 {
	b.t.Helper()
	all := b.numbers(selector)
	if len(all) == 0 {
		b.t.Fatalf("the page has no %s", selector)
	}
	return b.parse(all[0])
}

func (b *browser) parse(text string) int64 {
	b.t.Helper()
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 64)
	b.check(err)
	return n
}

// figure is the value that the breakdown is of.
func (b *browser) figure() int64 {
	b.t.Helper()
	return b.parse(strings.Fields(b.text("#figure"))[0])
}

// column adds what all pages of the breakdown list, and leads back to the
// first.
func (b *browser) column() (sum int64) {
	b.t.Helper()
	for {
		for _, text := range b.numbers("tbody td:nth-child(2)") {
			sum += b.parse(text)
		}
		if !b.has("#next") {
			break
		}
		b.click("#next")
	}
	if b.has("#first") {
		b.click("#first")
	}
	return sum
}

func TestAFigureIsTakenApartDownToItsEvents(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart?interval=last-month&type=monthly")
	b.takeApart("tbody tr:first-child td:nth-child(2) a", "company", "project", "day")
	b.click("nav ol.breadcrumb-arrows li:first-child a")
	if way := b.numbers("nav ol.breadcrumb-arrows li"); len(way) != 3 || way[0] != "All companies" {
		t.Errorf("the way up leads to %q", way)
	}
}

func TestADayOfSessionsIsTakenApart(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	b.signIn()
	b.open("/usage/chart?interval=7d")
	b.takeApart("tbody tr:nth-child(2) td:nth-child(4) a", "company", "project")
}

// takeApart follows the link of a figure, and the first link of each level
// down to the events; each level makes up the figure above.
func (b *browser) takeApart(link string, levels ...string) {
	b.t.Helper()
	cell := b.number(link)
	b.click(link)
	for _, level := range levels {
		if got, sum := b.figure(), b.column(); got != cell || sum != cell {
			b.t.Fatalf("by %s, %d is explained, whose parts make up %d; the figure above is %d", level, got, sum, cell)
		}
		b.accessible()
		b.picture(fmt.Sprint(len(levels), level))
		cell = b.number("tbody tr:first-child td:nth-child(2)")
		b.click("tbody tr:first-child th a")
	}
	seconds := b.column()
	if got := b.figure(); got != cell || (seconds+59)/60 != cell {
		b.t.Errorf("%d minutes are explained by %d s of events, the figure above is %d", got, seconds, cell)
	}
	if rule := b.text("#rule"); !strings.Contains(rule, grouped(int(seconds))+" s") {
		b.t.Errorf("the events have %d s, the page says %q", seconds, rule)
	}
	b.accessible()
	b.picture(fmt.Sprint(len(levels), "event"))
}

func TestABreakdownIsReadableInEveryLook(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	b.signInAs(2)
	pages := b.breakdowns()
	for i, look := range []struct {
		theme, language string
		width, height   int64
	}{{"light", "en", wide, high}, {"dark", "zh-Hans", wide, high}, {"dark", "en", phone, phigh}, {"light", "zh-Hans", phone, phigh}} {
		b.resize(look.width, look.height)
		b.theme(look.theme)
		b.language(look.language)
		for k, page := range pages {
			b.open(page)
			b.accessible()
			if over := evaluate[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("%s is %d px wider than a screen of %d", page, over, look.width)
			}
			b.picture(fmt.Sprintf("%d-%d", i, k))
		}
	}
	b.scripts(false)
	b.open(pages[0])
	if rows := b.numbers("tbody tr"); len(rows) == 0 {
		t.Error("without scripts the breakdown is empty")
	}
	b.scripts(true)
}

// breakdowns are yesterday's companies, and the events or users of products
// of each kind, by following the first links.
func (b *browser) breakdowns() (pages []string) {
	b.t.Helper()
	for _, product := range []string{"rtc", "concurrentChannel", "rtm"} {
		b.open("/usage/chart?interval=7d&product=" + product)
		if !b.has("tbody tr:nth-child(2) td:nth-child(2) a") {
			continue
		}
		b.click("tbody tr:nth-child(2) td:nth-child(2) a")
		if len(pages) == 0 {
			pages = append(pages, b.address())
		}
		for b.has("tbody tr:first-child th a") {
			b.click("tbody tr:first-child th a")
		}
		pages = append(pages, b.address())
	}
	if len(pages) < 2 {
		b.t.Fatalf("only %q", pages)
	}
	return pages
}

func (b *browser) has(selector string) bool {
	b.t.Helper()
	return evaluate[bool](b, fmt.Sprintf("document.querySelector(%q) !== null", selector))
}

func (b *browser) address() string {
	b.t.Helper()
	return evaluate[string](b, "location.pathname + location.search")
}
