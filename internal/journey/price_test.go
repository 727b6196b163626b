package journey

import (
	"fmt"
	"strings"
	"testing"
)

// field finds a field by its name, which may hold dots.
func field(name string) string { return fmt.Sprintf("[name=%q]", name) }

// pick chooses in a field whose form is sent by a button.
func (b *browser) pick(name, value string) {
	b.t.Helper()
	evaluate[bool](b, fmt.Sprintf(`(f => { f.value = %q; return f.value === %[1]q })(document.querySelector(%q))`, value, field(name)))
}

// shows fails the test unless some cell of a table begins with the text.
func (b *browser) shows(text string) {
	b.t.Helper()
	for _, cell := range b.numbers("td div") {
		if strings.HasPrefix(cell, text) {
			return
		}
	}
	b.t.Errorf("%s shows no %q", b.address(), text)
}

func TestAnOperatorGraduatesPricesAndTheResellerMarksThemUp(t *testing.T) {
	t.Parallel()
	const owner = "prices@journeys.example"
	b := visit(t, wide, high)
	b.signInOperator("prices.operator@journeys.example")
	password := b.ownReseller(owner)
	path := b.ownCompany(owner)
	reseller := evaluate[string](b, fmt.Sprintf(`fetch("/operator%s").then(r => r.text()).then(t => t.match("/operator/resellers/[0-9]+")[0])`, path))

	b.open(reseller)
	b.click("#buy-USD")
	b.click("#new-prices")
	b.pick("rates.rtc.hd.model", "graduated")
	b.swap(`[id="add-tier-rtc.hd"]`)
	b.fill(field("rates.rtc.hd.tiers[0].upTo"), "1000000")
	b.fill(field("rates.rtc.hd.tiers[1].price"), "-2")
	b.click("#preview")
	b.expect(400)
	b.accessible()
	b.picture("wrong")
	b.fill(field("rates.rtc.hd.tiers[1].price"), "2.99")
	b.click("#preview")
	b.accessible()
	b.picture("preview")
	b.click("#save")
	if said := b.said(); !strings.Contains(said, "Version 1 is saved.") {
		t.Errorf("the page says %q", said)
	}
	b.accessible()
	b.picture("bought")

	o := visit(t, phone, phigh)
	o.signInWith(owner, password)
	o.scripts(false)
	o.open(path)
	o.click("#prices")
	o.click("#new-prices")
	o.fill(field("percent"), "20")
	o.click("#markup")
	o.picture("marked-up")
	o.click("#preview")
	o.picture("sell-preview")
	o.click("#save")
	o.scripts(true)
	o.accessible()
	o.picture("sold")
	o.shows("up to 1000000: 4.788")
	o.shows("above 1000000: 3.588")

	b.open("/operator" + path)
	b.click("#balance")
	b.ask("#top-up")
	b.fill("#amount", "99.90")
	b.fill("#reference", "4711")
	b.accessible()
	b.picture("top-up")
	b.click("#act-do")
	if said := b.said(); said != "99.90\u00a0USD is posted as 4711." {
		t.Errorf("the page says %q", said)
	}
	b.accessible()
	b.picture("balance")
}
