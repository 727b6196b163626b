package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestAViewIsSavedOpenedRenamedAndDeleted(t *testing.T) {
	more(t)
	t.Parallel()
	b := visit(t, wide, high)
	const email = "views@journeys.example"
	b.signInWith(email, b.ownReseller(email))
	b.open("/companies")
	b.swap("#sort-name")
	b.do(chromedp.Focus(chromedp.CSS("#views > summary")), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("#view-name")))
	b.accessible()
	b.picture("menu")
	b.fill("#view-name", "By name")
	b.click("#view-save")
	if said, at := b.said(), b.address(); !strings.Contains(said, "saved as “By name”") || at != "/companies?sort=name" {
		t.Errorf("at %s the page says %q", at, said)
	}
	if shown := b.text("#views > summary"); shown != "By name" {
		t.Errorf("the menu is called %q", shown)
	}
	b.open("/companies")
	b.do(chromedp.Click(chromedp.CSS("#views > summary")))
	b.click("#views a.dropdown-item")
	if at := b.address(); at != "/companies?sort=name" {
		t.Errorf("the view leads to %s", at)
	}

	b.scripts(false)
	b.open("/usage/chart?type=monthly&interval=12m")
	b.do(chromedp.Click(chromedp.CSS("#views > summary")), chromedp.Click(chromedp.CSS("#views [name=shared]")))
	b.fill("#view-name", "A year")
	b.click("#view-save")
	if at := b.address(); at != "/usage/chart?type=monthly&interval=12m" {
		t.Errorf("without scripts, saving leads to %s", at)
	}
	b.scripts(true)
	b.picture("chart")
	b.open("/views")
	if rows := b.numbers("tbody tr"); len(rows) != 2 || !strings.Contains(rows[0], "A year") || !strings.Contains(rows[0], "Shared") {
		t.Errorf("the views are %q", rows)
	}
	b.do(chromedp.Click(chromedp.CSS("tbody tr:nth-child(2) summary")))
	b.accessible()
	b.picture("views")
	b.fill("tbody tr:nth-child(2) [name=name]", "Names")
	b.click("tbody tr:nth-child(2) [id^=rename-]")
	if rows := b.numbers("tbody tr"); !strings.Contains(rows[1], "Names") {
		t.Errorf("renamed, the views are %q", rows)
	}
	b.do(chromedp.Click(chromedp.CSS("tbody tr:first-child [id^=delete-]")), chromedp.WaitVisible(chromedp.CSS("tbody tr:first-child [id^=do-delete-]")))
	b.accessible()
	b.picture("ask-delete")
	b.click("tbody tr:first-child [id^=do-delete-]")
	if rows := b.numbers("tbody tr"); len(rows) != 1 {
		t.Errorf("deleted, the views are %q", rows)
	}
	for _, look := range []struct {
		path, theme   string
		width, height int64
	}{{"/views", "dark", phone, phigh}, {"/companies", "dark", phone, phigh}, {"/usage/chart", "light", phone, phigh}} {
		b.resize(look.width, look.height)
		b.theme(look.theme)
		b.open(look.path)
		if b.has("#views") {
			b.do(chromedp.Click(chromedp.CSS("#views > summary")))
		}
		b.accessible()
		b.picture("look" + look.path)
	}
	b.language("zh-Hans")
	b.open("/companies")
	b.do(chromedp.Click(chromedp.CSS("#views > summary")))
	b.picture("look-zh")
}
