package invoice

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
)

// focusServices is what FOCUS calls services that are of no one product.
const focusServices = "All services"

// common is what all rows of a bill have.
func (f *FOCUSFile) common(d Document, cost billing.Money, first, last calendar.Day) focusRow {
	r := focusRow{
		"BilledCost": cost.String(), "EffectiveCost": cost.String(),
		"BillingAccountId": strconv.FormatInt(d.Company, 10), "BillingCurrency": string(d.Terms.Currency),
		"BillingPeriodStart": instant(d.Month.First()), "BillingPeriodEnd": instant(d.Month.Add(1).First()),
		"ChargePeriodStart": instant(first), "ChargePeriodEnd": instant(last.Add(1)),
		"ChargeFrequency": "Usage-Based", "ServiceCategory": "Media", "ServiceSubcategory": "Other (Media)", "ServiceName": focusServices,
	}
	r.text("BillingAccountName", d.Name)
	for _, who := range []string{"InvoiceIssuerName", "ProviderName", "PublisherName"} {
		r.text(who, d.issuer(f.words))
	}
	if !d.IssuedAt.IsZero() {
		r["InvoiceId"] = d.Number()
	}
	return r
}

// instant is a day's begin (FOCUS, DateTimeFormat).
func instant(d calendar.Day) string { return d.Start().Format(time.RFC3339) }

// charge is the row of an item of a project and day.
func (f *FOCUSFile) charge(d Document, c *billing.Charge) focusRow {
	r := f.common(d, c.Amount, c.Day, c.Day)
	r.text("SubAccountId", c.Project)
	r.text("SubAccountName", d.Projects[c.Project])
	product, item := itemName(f.words, c.Item.ID)
	r["ChargeCategory"], r["ChargeDescription"], r["PricingCategory"] = "Usage", product+": "+item, "Standard"
	r["ServiceName"], r["SkuId"], r["SkuPriceId"], r["SkuMeter"] = product, c.Item.ID, c.Item.ID, item
	if c.Item.Product.ID == catalog.RTM {
		r["ServiceCategory"], r["ServiceSubcategory"] = "Integration", "Messaging"
	}
	r["ConsumedQuantity"] = strconv.FormatInt(c.Quantity, 10)
	r["ConsumedUnit"], r["PricingUnit"] = focusUnits(c.Item)
	r.price(d, c)
	return r
}

// focusUnits are what an item is measured and sold by (FOCUS, UnitFormat).
func focusUnits(i *billing.Item) (consumed, pricing string) {
	switch i.Product.Kind {
	case catalog.Sum:
		return "Seconds", "Minutes"
	case catalog.Distinct:
		return "Users", "Users"
	default:
		return "Channels", "Channels"
	}
}

// minutePlaces is how many places a number of minutes has: a second is 0.016667.
const minutePlaces = 6

// price fills in quantity, unit prices and their products: by the list, and by
// the company's plan. What has no price on the list has that of the plan there.
func (r focusRow) price(d Document, c *billing.Charge) {
	quantity := decimal.NewFromInt(c.Counted)
	if c.Item.Timed() {
		quantity = quantity.DivRound(decimal.NewFromInt(catalog.SecondsPerMinute), minutePlaces)
	}
	contracted, priced := unitPrice(d.Terms.Rates, c.Item.ID)
	listed, onList := unitPrice(billing.List(d.Area).Rates, c.Item.ID)
	if !onList && priced {
		listed = contracted
	}
	r["PricingQuantity"] = quantity.String()
	r["ContractedUnitPrice"], r["ContractedCost"] = contracted.String(), contracted.Mul(quantity).String()
	r["ListUnitPrice"], r["ListCost"] = listed.String(), listed.Mul(quantity).String()
}

// unitPrice is that of an item, 0 if it has none.
func unitPrice(rates map[string]billing.Rate, id string) (decimal.Decimal, bool) {
	rate, priced := rates[id]
	if !priced {
		return decimal.Zero, false
	}
	return rate.UnitPrice(), true
}

// correction is the row of what an earlier month costs more or less by now.
func (f *FOCUSFile) correction(d Document, a *billing.Adjusted) focusRow {
	r := f.common(d, a.Amount, a.Days[0], a.Days[len(a.Days)-1])
	r["ChargeCategory"], r["ChargeClass"] = "Usage", "Correction"
	r["ChargeDescription"] = correction(f.words, a)
	r["ListCost"], r["ContractedCost"] = a.Amount.String(), a.Amount.String()
	return r
}
