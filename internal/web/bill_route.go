package web

import (
	"context"
	"strings"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/route"
)

// Bills is what the pages need of package billing; billing.Service is it.
type Bills interface {
	// BillsOf returns a page of a month's bills of the caller's companies.
	BillsOf(ctx context.Context, c account.Caller, f billing.BillFilter) (billing.BillPage, error)
	// BillsFor lists all bills of one of the caller's companies, the latest
	// first, BillFor has one with its days, and DayFor splits a day's.
	BillsFor(ctx context.Context, c account.Caller, id int64) ([]billing.BillRow, error)
	BillFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (billing.Statement, error)
	DayFor(ctx context.Context, c account.Caller, id int64, day calendar.Day) ([]billing.DayRow, error)
	// DetailFor and DetailsFor return bills with all that they are made of: one,
	// and those of a month of all of the caller's companies.
	DetailFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (*billing.Detailed, error)
	DetailsFor(ctx context.Context, c account.Caller, month calendar.Month, hand func(*billing.Detailed) error) error
	// StandingFor is the balance of one of the caller's companies and what
	// follows from it, and AccountFor a page of its ledger.
	StandingFor(ctx context.Context, c account.Caller, id int64) (billing.Standing, error)
	AccountFor(ctx context.Context, c account.Caller, id int64, offset, limit int) (billing.Account, error)
}

// The pages of bills and balances: a reseller's, and a company's own.
const (
	billsPath            = "/billing/bills"
	balanceVerb          = "/balance" // after a company's address
	dashboardBillsPath   = dashboardPath + "/bills"
	dashboardBalancePath = dashboardPath + balanceVerb
)

func (s *server) billRoutes(m *route.Mux) {
	m.Handle("GET "+billsPath, s.staff(s.bills))
	m.Handle("GET "+billsPath+"/{cid}", s.staff(s.companyBills))
	m.Handle("GET "+billsPath+"/{cid}/{month}", s.staff(s.bill))
	m.Handle("GET "+billsPath+"/{cid}/{month}/{day}", s.staff(s.billDay))
	m.Handle("GET "+billsPath+"/{cid}/{month}"+fileVerb, s.staff(s.billFile))
	m.Handle("GET "+focusPath+"/{month}", s.staff(s.focusFile))
	m.Handle("GET "+companiesPath+"/{cid}"+balanceVerb, s.staff(s.balance))
}

// dashboardBills are the pages of a company's own money.
func (s *server) dashboardBills() []dashboardPage {
	return []dashboardPage{
		{"GET " + dashboardBillsPath, account.ReadBills, s.companyBills},
		{"GET " + dashboardBillsPath + "/{month}", account.ReadBills, s.bill},
		{"GET " + dashboardBillsPath + "/{month}/{day}", account.ReadBills, s.billDay},
		{"GET " + dashboardBillsPath + "/{month}" + fileVerb, account.ReadBills, s.billFile},
		{"GET " + dashboardBalancePath, account.ReadBills, s.balance},
	}
}

// billsRoot is the page that all bills that the visitor sees lie under.
func (v visitor) billsRoot() string {
	if v.company != nil {
		return dashboardBillsPath
	}
	return billsPath
}

// billsOf is the address of all bills of a company.
func (v visitor) billsOf(id int64) string {
	if v.company != nil {
		return dashboardBillsPath
	}
	return billsPath + "/" + cid(id)
}

func (v visitor) billPath(id int64, month calendar.Month) string {
	return v.billsOf(id) + "/" + month.String()
}

func (v visitor) billDayPath(id int64, day calendar.Day) string {
	return v.billPath(id, day.Month()) + "/" + day.String()
}

func (v visitor) balancePath(id int64) string { return v.root(id) + balanceVerb }

// parseMonth reads 2006-01.
func parseMonth(text string) (calendar.Month, error) {
	day, err := calendar.ParseDay(text + "-01")
	if err != nil {
		return 0, fault.New(fault.NotFound, "%q is not a month like 2006-01.", text)
	}
	return day.Month(), nil
}

// billCrumbs are the pages that a bill of a company lies under.
func billCrumbs(v visitor, id int64, name string) []link {
	all := []link{{v.T("bill.title"), v.billsRoot()}}
	if v.company == nil {
		all = append(all, link{name, v.billsOf(id)})
	}
	return all
}

// ofMoney reports whether a page of the Dashboard is about money.
func ofMoney(address string) bool {
	return address == dashboardBalancePath || address == dashboardPricesPath || strings.HasPrefix(address+"/", dashboardBillsPath+"/")
}
