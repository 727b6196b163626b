package web

import (
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/company"
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

// companyBillsFrame is what lies around the bills of a company: its own, or a
// reseller's.
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

// titleOf says whose something is.
func titleOf(v visitor, title, name string) string {
	return v.T("shell.of", "What", title, "Name", name)
}

// moneyFrame is what lies around a page of a company's money; address is that of
// the page in the Dashboard.
func moneyFrame(v visitor, l company.Listed, title, address string) page {
	full := titleOf(v, title, l.Name)
	switch {
	case v.company != nil:
		return page{title: title, address: address}
	case v.face() == operatorFace:
		return page{title: title, full: full, address: heldsPath, crumbs: under(v, heldsPath), within: []link{{v.T("held.title"), heldsPath}, {l.Name, heldPath(l.ID)}}}
	case v.opens(companyPath(l.ID)):
		return page{title: title, full: full, address: companiesPath, crumbs: under(v, companiesPath), within: []link{{v.T("company.title"), companiesPath}, {l.Name, companyPath(l.ID)}}}
	}
	return page{title: title, full: full, address: billsPath, crumbs: under(v, billsPath), within: billCrumbs(v, l.ID, l.Name)}
}
