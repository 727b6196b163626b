package invoice

import (
	"strings"

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

// money is an amount as it is read: "1,234.50".
func money(w *locale.Words, m billing.Money) string { return w.Amount(m.String()) }

// price is a rate in a few characters, and in a sentence if it needs one.
func price(w *locale.Words, r *billing.Rate) (short, long string) {
	per := w.Number(r.Per)
	if r.Model == billing.Flat {
		return w.Amount(billing.Exact(r.Tiers[0].Price)) + " / " + per, ""
	}
	tiers, below := make([]string, len(r.Tiers)), ""
	for i, tier := range r.Tiers {
		tiers[i] = w.Amount(billing.Exact(tier.Price))
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

// correction says what an earlier month costs more or less for.
func correction(w *locale.Words, a *billing.Adjusted) string {
	return w.N("invoice.correction", len(a.Days), "Month", a.Month.String(), "Days", dates(a))
}

// dates lists days.
func dates(a *billing.Adjusted) string {
	days := make([]string, len(a.Days))
	for i, d := range a.Days {
		days[i] = d.String()
	}
	return strings.Join(days, ", ")
}
