package web

import (
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
	var last *catalog.Product
	for i := range items {
		rate, sold := t.Rates[items[i].ID]
		if !sold && !all {
			continue
		}
		if shown := items[i].Shown(); shown != last {
			groups = append(groups, productRates{name: productName(v.Words, shown)})
			last = shown
		}
		group := &groups[len(groups)-1]
		group.items = append(group.items, itemRate{&items[i], itemName(v, &items[i]), rate, sold})
	}
	return groups
}

// itemTitle names an item with its product.
func itemTitle(v visitor, id string) string {
	i, known := billing.ItemOf(id)
	if !known {
		return id
	}
	return v.T("price.item", "Product", productName(v.Words, i.Shown()), "Item", itemName(v, i))
}

// unitOf is what a price is of.
func unitOf(i *billing.Item) string {
	switch {
	case i.Timed():
		return "minute"
	case i.Product.ID == catalog.RTM:
		return "user"
	}
	return "number"
}

// exactText writes an exact amount with at least two places: "1,234.50".
func exactText(v visitor, d decimal.Decimal) string {
	text := d.String()
	if d.Equal(d.Truncate(2)) {
		text = d.StringFixed(2)
	}
	return v.Amount(text)
}

// differenceText writes by how much an amount would change.
func differenceText(v visitor, d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + exactText(v, d)
	}
	return exactText(v, d)
}
