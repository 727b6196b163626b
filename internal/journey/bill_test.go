package journey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"reseller-console/internal/demo"
)

// withMembers is a company of the first reseller that uses much, and whose
// members can sign in.
func (b *browser) withMembers() demo.Company {
	return b.Companies[slices.IndexFunc(b.Companies, func(c demo.Company) bool { return len(c.Members) > 0 })]
}

func TestAResellerReadsABillDownToTheUsageBehindIt(t *testing.T) {
	t.Parallel()
	b := visit(t, wide, high)
	company := b.withMembers()
	b.signIn()
	b.click("#side a[href='/billing/bills']")
	b.accessible()
	b.picture("list")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), fmt.Sprint(company.CID)))
	b.swap("form[role=search] button")
	amount := b.text("tbody tr td:nth-child(4)")
	b.click("tbody tr td:nth-child(2) a")
	if title, page := b.text("h1"), b.text("main"); !strings.HasPrefix(title, "Bill of 20") || !strings.Contains(page, amount) || !strings.Contains(page, company.Name) {
		t.Errorf("the list's %s leads to %q: %s", amount, title, page)
	}
	b.accessible()
	b.picture("bill")
	bill := b.address()
	b.click("tbody a[href*='" + bill + "/']")
	if total, first := b.text("tfoot td"), b.text("h1"); total == "" || !strings.HasSuffix(first, "-01") {
		t.Errorf("the first day is %q, %s", first, total)
	}
	b.accessible()
	b.picture("day")
	b.open(bill)
	b.click("tbody th a[href^='/usage/chart']")
	if shown, at := b.text(".page-header"), b.address(); !strings.Contains(shown, company.Name) || !strings.Contains(at, "from="+bill[len(bill)-7:]+"-01") {
		t.Errorf("a line leads to %s: %s", at, shown)
	}
	b.open(fmt.Sprintf("/companies/%d", company.CID))
	b.click("#balance a")
	b.accessible()
	b.picture("balance")
	b.scripts(false)
	b.open("/billing/bills")
	b.click("#month-next")
	if page := b.text("main"); !strings.Contains(page, "so far") {
		t.Errorf("the present month is %s", page)
	}
	b.scripts(true)
}

func TestACompanysFinanceReadsItsBillsAndBalanceOnAPhone(t *testing.T) {
	t.Parallel()
	b := visit(t, phone, phigh)
	own := b.withMembers()
	finance := own.Members[slices.IndexFunc(own.Members, func(m demo.Member) bool { return m.Role == "company.finance" })]
	b.signInWith(finance.Email, own.Password)
	b.open("/dashboard")
	balance := b.text("#balance .h2")
	b.click("#balance a")
	if page := b.text("main"); balance == "" || !strings.Contains(page, balance) {
		t.Errorf("the overview's balance of %q is not on its page", balance)
	}
	b.click("tbody a[href^='/dashboard/bills/']")
	bill := b.address()
	if title := b.text("h1"); !strings.Contains(title, bill[len(bill)-7:]) {
		t.Errorf("a deduction leads to %q", title)
	}
	b.looks("/dashboard/bills", bill, bill+"/"+bill[len(bill)-7:]+"-02", "/dashboard/balance")
}
