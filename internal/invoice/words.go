package invoice

import (
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/catalog"
	"reseller-console/internal/locale"
)

// itemName is what an item of a product is called: by its class, where minutes
// are sold by class, else by its metric.
func itemName(w *locale.Words, id string) (product, name string) {
	product, rest, _ := strings.Cut(id, ".")
	switch catalog.Class(rest) {
	case catalog.Audio, catalog.Video, catalog.HD, catalog.HDP:
		return w.T("product." + product), w.T("bill.class." + rest)
	}
	return w.T("product." + product), w.T("metric." + id)
}

// exact writes an amount or a price with all places that say something, two at
// least.
func exact(d decimal.Decimal) string {
	text := d.String()
	if _, places, _ := strings.Cut(text, "."); len(places) >= 2 {
		return text
	}
	return d.StringFixed(2)
}

// money is an amount as it is read: "1,234.50".
func money(w *locale.Words, m billing.Money) string { return w.Amount(m.String()) }

// price is a rate in a few characters, and in a sentence if it needs one.
func price(w *locale.Words, r *billing.Rate) (short, long string) {
	per := w.Number(r.Per)
	if r.Model == billing.Flat {
		return w.Amount(exact(r.Tiers[0].Price)) + " / " + per, ""
	}
	tiers, below := make([]string, len(r.Tiers)), ""
	for i, tier := range r.Tiers {
		tiers[i] = w.Amount(exact(tier.Price))
		switch {
		case tier.UpTo > 0:
			below = w.Number(tier.UpTo)
			tiers[i] = w.T("bill.tier.upTo", "Number", below, "Price", tiers[i])
		case i > 0:
			tiers[i] = w.T("bill.tier.above", "Number", below, "Price", tiers[i])
		}
	}
	model := string(r.Model)
	return w.T("invoice.model." + model), w.T("invoice.price."+model, "Per", per, "Tiers", strings.Join(tiers, w.T("invoice.tier.between")))
}

// dates lists days.
func dates(a *billing.Adjusted) string {
	days := make([]string, len(a.Days))
	for i, d := range a.Days {
		days[i] = d.String()
	}
	return strings.Join(days, ", ")
}
