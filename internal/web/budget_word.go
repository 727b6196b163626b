package web

import (
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/budget"
)

// measureChoice is how a form names what a budget measures.
func measureChoice(b *budget.Budget) string {
	switch {
	case b.Measure == budget.Money:
		return string(b.Measure) + ":" + string(b.Currency)
	case b.Product != "":
		return string(b.Measure) + ":" + b.Product
	}
	return string(b.Measure)
}

// measureChoices are all that a budget can measure.
func measureChoices() []budget.Budget {
	all := []budget.Budget{{Measure: budget.Minutes}}
	for _, p := range budget.Products() {
		all = append(all, budget.Budget{Measure: budget.Minutes, Product: p.ID})
	}
	return append(all, budget.Budget{Measure: budget.Money, Currency: billing.USD}, budget.Budget{Measure: budget.Money, Currency: billing.CNY})
}

// measureText says what a budget measures.
func measureText(v visitor, b *budget.Budget) string {
	switch {
	case b.Measure == budget.Money:
		return v.T("budget.money", "Currency", string(b.Currency))
	case b.Product != "":
		return v.T("budget.minutesOf", "Product", v.T("product."+b.Product))
	}
	return v.T("budget.minutes")
}

// whoseText says which companies a budget is about.
func whoseText(v visitor, b *budget.Budget, names map[int64]string) string {
	switch {
	case b.Company != 0 && names[b.Company] != "":
		return names[b.Company]
	case b.Company != 0:
		return "CID " + cid(b.Company)
	case b.Measure == budget.Money:
		return v.T("budget.allIn", "Currency", string(b.Currency))
	}
	return v.T("budget.all")
}

// budgetAmount writes so much in the unit of a budget.
func budgetAmount(v visitor, m budget.Measure, c billing.Currency, n int64) string {
	if m == budget.Money {
		return moneyText(v, billing.Money(n), c)
	}
	return v.N("budget.minuteCount", int(n))
}

// usedText is how much of a budget is used.
func usedText(v visitor, b *budget.Budget) string {
	return v.T("budget.usedOf", "Used", budgetAmount(v, b.Measure, b.Currency, b.Standing.Used), "Limit", budgetAmount(v, b.Measure, b.Currency, b.Limit),
		"Percent", v.Number(b.Percent()))
}

// budgetState names the state of a budget, and its icon with a colour.
func budgetState(v visitor, b *budget.Budget) (text, mark, colour string) {
	switch {
	case b.Paused:
		return v.T("budget.paused"), "player-pause", "text-secondary"
	case b.Standing.Commit < 0:
		return v.T("budget.pending"), "clock-pause", "text-secondary"
	case b.Standing.Used > b.Limit:
		return v.T("budget.exceeded"), "alert-triangle", "text-red"
	case b.Standing.ExceedsOn != 0:
		return v.T("budget.exceedsOn", "Day", b.Standing.ExceedsOn.String()), "alert-triangle", "text-yellow"
	}
	return v.T("budget.fine"), "circle-check", "text-green"
}

// alertText says what an alert has told.
func alertText(v visitor, a *budget.Alert) string {
	if a.Threshold == 0 {
		return v.T("budget.alertForecast", "Day", a.ExceedsOn.String())
	}
	return v.T("budget.alertThreshold", "Percent", strconv.Itoa(a.Threshold))
}

// budgetNamesOf are those that a budget mails, as far as they are still there.
func budgetNamesOf(staff []account.User, b *budget.Budget) (names []string) {
	for i := range staff {
		if slices.Contains(b.Recipients, staff[i].ID) {
			names = append(names, staff[i].Name)
		}
	}
	return names
}

func budgetAddress(id int64, verb string) string { return budgetsPath + "/" + cid(id) + "/" + verb }

// newBudgetOf is the form of a new budget of a company.
func newBudgetOf(id int64) string { return newBudgetPath + "?cid=" + cid(id) }

func budgetTitle(v visitor, view budgetView) string {
	if view.id == 0 {
		return v.T("budget.new")
	}
	return v.T("budget.editTitle")
}

// budgetTo is where the form of a budget is sent to.
func budgetTo(view budgetView) string {
	if view.id == 0 {
		return budgetsPath
	}
	return budgetAddress(view.id, "edit")
}
