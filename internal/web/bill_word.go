package web

import (
	"strconv"

	"reseller-console/internal/billing"
	"reseller-console/internal/catalog"
)

// moneyText is an amount with its currency.
func moneyText(v visitor, m billing.Money, c billing.Currency) string {
	return amountText(v, m) + "\u00a0" + string(c)
}

func amountText(v visitor, m billing.Money) string { return v.Amount(m.String()) }

// itemName is what an item is called below its product: its class, where all of
// a class is billed as one, else its metric.
func itemName(v visitor, i *billing.Item) string {
	switch shown := i.Shown(); shown.ID {
	case catalog.RTC, catalog.OnPremiseRecording, catalog.CloudRecording, catalog.MiniApp:
		return v.T("bill.class." + string(i.Class))
	}
	return metricName(v.Words, i.Product, i.Metrics()[0])
}

// priceTexts say a rate, a line for each tier.
func priceTexts(v visitor, i *billing.Item, r billing.Rate) []string {
	unit := "number"
	if i.Timed() {
		unit = "minute"
	}
	per := v.Number(r.Per)
	if len(r.Tiers) == 1 {
		model := billing.Flat // of one tier all are
		if r.Model == billing.Package {
			model = r.Model
		}
		return []string{v.T("bill.per."+string(model)+"."+unit, "Price", v.Amount(billing.Exact(r.Tiers[0].Price)), "Per", per)}
	}
	var all []string
	below := ""
	for _, tier := range r.Tiers {
		price := v.Amount(billing.Exact(tier.Price))
		if tier.UpTo == 0 {
			all = append(all, v.T("bill.tier.above", "Number", below, "Price", price))
			break
		}
		below = v.Number(tier.UpTo)
		all = append(all, v.T("bill.tier.upTo", "Number", below, "Price", price))
	}
	return append(all, v.T("bill.per."+string(r.Model)+"."+unit, "Per", per))
}

// planText names a version of a price plan.
func planText(v visitor, number int) string {
	if number == 0 {
		return v.T("bill.plan.list")
	}
	return v.T("bill.plan.version", "Number", strconv.Itoa(number))
}

// stateIcon and stateColour stand before a bill's state.
func stateIcon(s billing.State) string {
	switch s {
	case billing.StateRunning:
		return "refresh"
	case billing.StateIssued:
		return "clock-pause"
	}
	return "circle-check"
}

func stateColour(s billing.State) string {
	switch s {
	case billing.StateIssued:
		return "text-orange"
	case billing.StateDeducted:
		return "text-green"
	}
	return "text-secondary"
}
