package web

import (
	"slices"
	"strings"

	"reseller-console/internal/billing"
)

// press does to the draft what a button of the editor is for: its name is a verb
// with what it is about, like "remove-tier rtc.hd 1".
func (d *draft) press(button string, f *form) {
	words := append(strings.Fields(button), "", "", "")
	verb, n, i := words[0], int(whole(words[1])), int(whole(words[2]))
	switch r := d.rates[words[1]]; {
	case verb == "add-tier" && r != nil:
		r.tiers = append(r.tiers, draftTier{})
	case verb == "remove-tier" && r != nil && len(r.tiers) > 1 && within(i, r.tiers):
		r.tiers = slices.Delete(r.tiers, i, i+1)
	case verb == "add-allowance":
		d.free = append(d.free, draftAllowance{})
	case within(n, d.free):
		d.free = d.free[n].press(verb, n, i, f.Get(addField(words[1])), d.free)
	}
}

// press does to the n-th of the allowances what a button says, and returns all.
func (a *draftAllowance) press(verb string, n, i int, chosen string, all []draftAllowance) []draftAllowance {
	switch {
	case verb == "remove-allowance":
		return slices.Delete(all, n, n+1)
	case verb == "add-item" && chosen != "" && !slices.Contains(a.items, chosen):
		a.items = append(a.items, chosen)
	case verb == "remove-item" && within(i, a.items):
		a.items = slices.Delete(a.items, i, i+1)
	case verb == "raise-item" && i > 0 && within(i, a.items):
		a.items[i-1], a.items[i] = a.items[i], a.items[i-1]
	}
	return all
}

func within[T any](i int, all []T) bool { return i >= 0 && i < len(all) }

// addField is the choice of an item that is added to an allowance.
func addField(n string) string { return "add." + n }

// markUp types the prices of other terms with a markup: all of them, with the
// allowances, or one item's only.
func (d *draft) markUp(base *billing.Terms, f *form, spoil func(string)) {
	percent, err := billing.ParseDecimal(f.text("percent"))
	if err != nil {
		spoil("percent")
		return
	}
	m := billing.Markup{Percent: percent, Places: int(whole(f.text("places")))}
	if wrong := billing.Wrong(m.Check()); len(wrong) > 0 {
		for _, field := range wrong {
			spoil(field)
		}
		return
	}
	marked := m.On(*base)
	if only := f.Get("only"); d.rates[only] != nil {
		d.rates[only] = newDraftRate(marked.Rates[only])
		return
	}
	d.price(&marked)
}
