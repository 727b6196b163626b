package web

import (
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/catalog"
)

// productRates are the rates of a product's items, as a page shows them.
type productRates struct {
	name  string
	items []itemRate
}

// itemRate is an item with its rate.
type itemRate struct {
	*billing.Item
	name string
	rate billing.Rate
	sold bool // it has a rate
}

// byProduct lists items with their rates, by product; only those that have one,
// unless all are wanted.
func byProduct(v visitor, t *billing.Terms, all bool) (groups []productRates) {
	items := billing.Items()
	last := ""
	for i := range items {
		rate, sold := t.Rates[items[i].ID]
		if !sold && !all {
			continue
		}
		product, _, _ := strings.Cut(items[i].ID, ".")
		if product != last {
			groups = append(groups, productRates{name: v.T("product." + product)})
			last = product
		}
		group := &groups[len(groups)-1]
		group.items = append(group.items, itemRate{&items[i], itemName(v, &items[i]), rate, sold})
	}
	return groups
}

// itemName names an item within its product: by its class, else by its metric.
func itemName(v visitor, i *billing.Item) string {
	_, part, _ := strings.Cut(i.ID, ".")
	if part == string(i.Class) {
		return v.T("price.class." + part)
	}
	return v.T("metric." + i.ID)
}

// itemTitle names an item with its product.
func itemTitle(v visitor, id string) string {
	items := billing.Items()
	for i := range items {
		if items[i].ID == id {
			product, _, _ := strings.Cut(id, ".")
			return v.T("price.item", "Product", v.T("product."+product), "Item", itemName(v, &items[i]))
		}
	}
	return id
}

// rateLines say a rate in words, a line for each tier.
func rateLines(v visitor, i itemRate, c billing.Currency) []string {
	unit := v.T("price.unit." + unitOf(i.Item))
	per := v.T("price.per", "Count", v.Number(i.rate.Per), "Unit", unit)
	if i.rate.Model == billing.Package {
		per = v.T("price.perPackage", "Count", v.Number(i.rate.Per), "Unit", unit)
	}
	lines := make([]string, len(i.rate.Tiers))
	below := int64(0)
	for n, tier := range i.rate.Tiers {
		price := decimalText(v, tier.Price) + " " + string(c) + " " + per
		switch {
		case len(lines) == 1:
			lines[n] = price
		case tier.UpTo == 0:
			lines[n] = v.T("price.above", "Count", v.Number(below), "Price", price)
		default:
			lines[n] = v.T("price.upTo", "Count", v.Number(tier.UpTo), "Price", price)
		}
		below = tier.UpTo
	}
	return lines
}

func unitOf(i *billing.Item) string {
	switch {
	case i.Timed():
		return "minute"
	case i.Product.ID == catalog.RTM:
		return "user"
	}
	return "number"
}

// decimalText writes an exact amount with at least two places: "1,234.50".
func decimalText(v visitor, d decimal.Decimal) string {
	places := max(2, -d.Exponent())
	whole, fraction, _ := strings.Cut(d.Abs().StringFixed(places), ".")
	for len(fraction) > 2 && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	sign := ""
	if d.IsNegative() {
		sign = "−"
	}
	text := whole
	if n := d.Abs().BigInt(); n.IsInt64() {
		text = v.Number(n.Int64())
	}
	return sign + text + "." + fraction
}

// moneyText writes an amount: "1,234.50".
func moneyText(v visitor, m billing.Money) string { return decimalText(v, m.Decimal()) }

// differenceText writes by how much an amount would change.
func differenceText(v visitor, d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + decimalText(v, d)
	}
	return decimalText(v, d)
}
