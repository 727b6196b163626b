package web

import (
	"time"

	"reseller-console/internal/billing"
)

// dateText is the UTC day of a time; empty for none.
func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// signedAmount is an amount that is added or taken away.
func signedAmount(v visitor, m billing.Money) string {
	if m > 0 {
		return "+" + amountText(v, m)
	}
	return amountText(v, m)
}

// issuedText and deductedText say when that was, or will be.
func issuedText(v visitor, view billView) string {
	if view.running() {
		return v.T("bill.willBe", "Day", billing.Due{Month: view.Month}.IssuedOn().String())
	}
	return dateText(view.IssuedAt)
}

func deductedText(v visitor, view billView) string {
	if view.DeductedAt.IsZero() {
		return v.T("bill.willBe", "Day", billing.Due{Month: view.Month}.On().String())
	}
	return dateText(view.DeductedAt)
}

// billsLine says what a list is of.
func billsLine(v visitor, view billsView) string {
	if view.month == view.present {
		return v.T("bill.lineRunning", "Month", view.month.String(), "Time", inUTC(view.asOf))
	}
	return v.T("bill.line", "Month", view.month.String())
}

// dayLine says whose day it is, and whether it moves yet.
func dayLine(v visitor, view dayView) string {
	state := "bill.final"
	if view.running() {
		state = "bill.provisional"
	}
	return view.company.Name + " · " + v.T(state)
}

// companyBillsFrame and balanceFrame are what lies around pages of a company's
// money: its own, or a reseller's.
func companyBillsFrame(v visitor, view companyBillsView) page {
	if v.company != nil {
		return page{title: v.T("bill.title"), address: dashboardBillsPath}
	}
	return page{title: view.Name, address: billsPath, crumbs: under(v, billsPath), within: []link{{v.T("bill.title"), billsPath}}}
}

func companyBillsTitle(v visitor, view companyBillsView) string {
	if v.company != nil {
		return v.T("bill.title")
	}
	return v.T("bill.titleOf", "Name", view.Name)
}

func balanceFrame(v visitor, view balanceView) page {
	title := v.T("nav.balance")
	switch {
	case v.company != nil:
		return page{title: title, address: dashboardBalancePath}
	case v.opens(companyPath(view.company.ID)):
		return page{title: title, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}, {view.company.Name, companyPath(view.company.ID)}}}
	}
	return page{title: title, address: billsPath, crumbs: under(v, billsPath), within: billCrumbs(v, view.company.ID, view.company.Name)}
}

func balanceTitle(v visitor, view balanceView) string {
	if v.company != nil {
		return v.T("nav.balance")
	}
	return v.T("balance.titleOf", "Name", view.company.Name)
}
