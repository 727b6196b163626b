package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestAResellersPricesFollowItsMarkup(t *testing.T) {
	t.Parallel()
	const owner = "markup@journeys.example"
	b := visit(t, wide, high)
	b.signInOperator("markup.operator@journeys.example")
	password := b.ownReseller(owner)
	path := b.ownCompany(owner)

	o := visit(t, wide, high)
	o.signInWith(owner, password)
	o.open("/companies")
	o.click(`nav a[href="/billing/prices"]`)
	o.accessible()
	o.picture("none")
	o.click("#set-standard")
	o.fill(field("percent"), "20")
	o.pick("another", "rtc.audio")
	o.swap("#add-item")
	o.fill(field("items.rtc.audio.value"), "a half")
	o.click("#preview")
	o.expect(400)
	o.accessible()
	o.picture("wrong")
	o.fill(field("items.rtc.audio.value"), "50")
	o.click("#preview")
	o.accessible()
	o.picture("preview")
	o.click("#save")
	if said := o.said(); !strings.Contains(said, "The standard markup applies from") {
		t.Errorf("the page says %q", said)
	}
	o.accessible()
	o.picture("standard")
	if rows := strings.Join(o.numbers("tbody td"), " "); !strings.Contains(rows, "Standard markup +20% 1 item otherwise") {
		t.Errorf("the list has %q", rows)
	}

	o.scripts(false)
	o.resize(phone, phigh)
	o.open(path)
	o.click("#prices")
	o.picture("company")
	o.click("#own-markup")
	o.fill(field("percent"), "100")
	o.click("#preview")
	o.picture("own")
	o.click("#save")
	if said := o.said(); !strings.Contains(said, "1 company follows it") {
		t.Errorf("the page says %q", said)
	}
	o.picture("own-list")
	o.do(chromedp.Click(chromedp.CSS("#all")))
	o.click("#bulk-follow")
	o.picture("follow")
	o.click("#act-do")
	if said := o.said(); !strings.Contains(said, "1 company follows it") {
		t.Errorf("the page says %q", said)
	}
}
