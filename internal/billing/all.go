package billing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// BillRow is a bill in a list.
type BillRow struct {
	Company    int64
	Name       string // of the company, in a list of several
	Month      calendar.Month
	Currency   Currency
	Total      Money     // of a running month, by now
	IssuedAt   time.Time // zero: the month is running
	DeductedAt time.Time // zero: not yet
}

// State says how far the bill is.
func (r *BillRow) State() State { return stateOf(r.IssuedAt, r.DeductedAt) }

// BillOrder is what a list of bills is sorted by, and then by the company.
type BillOrder string

// The orders.
const (
	OrderTotal   BillOrder = "total"
	OrderName    BillOrder = "name"
	OrderCompany BillOrder = "cid"
)

// BillFilter chooses bills of a month. A company that has no bill of it yet is
// listed all the same, if it will have one.
type BillFilter struct {
	Reseller   int64 // that holds the companies now; the caller's, whatever it says
	Month      calendar.Month
	Text       string // a part of the company's name, or its CID; empty: all
	Order      BillOrder
	Descending bool
	Offset     int
	Limit      int  // 0: all
	Open       bool // the month may have companies without a bill; BillsOf finds out
}

// BillTotal is what bills of a currency add up to.
type BillTotal struct {
	Currency Currency
	Total    Money // of those that are added up
	Bills    int   // how many there are
	Open     int   // of them, of companies that have no bill yet, and what they cost by now is not in Total
}

// BillPage is a page of the bills of a month.
type BillPage struct {
	Rows   []BillRow
	Count  int         // on all pages
	Totals []BillTotal // of all pages, by currency; of one in which nobody is billed there is none
}

// addUpTo is how many running bills a list adds up, and sorts by what they are
// by now: each is made of figures of a month. It takes some 0.3 s.
const addUpTo = 500

// BillsOf returns a page of the bills of a month of the companies that the
// caller's reseller holds now. Where more than 500 companies have no bill of it
// yet, those on the page only are made, so that totals leave the others out, and
// the order by total takes them for 0.
func (s *Service) BillsOf(ctx context.Context, c account.Caller, f BillFilter) (page BillPage, err error) {
	if f.Reseller, err = company.Reach(c, company.EveryCompany, account.ReadBills); err != nil {
		return page, err
	}
	today := calendar.DayOf(s.clock())
	begins, err := s.store.Begin(ctx, today.Month())
	if err != nil {
		return page, err
	}
	f.Open = f.Month >= begins && f.Month <= today.Month()
	if page.Totals, err = s.store.BillTotals(ctx, f); err != nil {
		return page, err
	}
	open := 0
	for _, t := range page.Totals {
		page.Count += t.Bills
		open += t.Open
	}
	if open > 0 && open <= addUpTo {
		return page, s.addUp(ctx, &page, f)
	}
	if page.Rows, err = s.store.BillRows(ctx, f); err != nil {
		return page, err
	}
	return page, s.makeRunning(ctx, page.Rows)
}

// addUp makes all running bills of a list.
func (s *Service) addUp(ctx context.Context, page *BillPage, f BillFilter) (err error) {
	all := f
	all.Offset, all.Limit = 0, 0
	if page.Rows, err = s.store.BillRows(ctx, all); err != nil {
		return err
	}
	if err := s.makeRunning(ctx, page.Rows); err != nil {
		return err
	}
	for i := range page.Totals {
		t := &page.Totals[i]
		t.Total, t.Open = 0, 0
		for k := range page.Rows {
			if page.Rows[k].Currency == t.Currency {
				t.Total += page.Rows[k].Total
			}
		}
	}
	if f.Order == OrderTotal {
		slices.SortStableFunc(page.Rows, byTotal(f.Descending))
	}
	if f.Limit > 0 {
		from := min(f.Offset, len(page.Rows))
		page.Rows = page.Rows[from:min(from+f.Limit, len(page.Rows))]
	}
	return nil
}

// byTotal orders bills of a currency by their totals: amounts of two are not
// compared.
func byTotal(descending bool) func(a, b BillRow) int {
	return func(a, b BillRow) int {
		total := cmp.Compare(a.Total, b.Total)
		if descending {
			total = -total
		}
		return cmp.Or(strings.Compare(string(a.Currency), string(b.Currency)), total)
	}
}

// makeRunning sets what those bills are by now that are not issued.
func (s *Service) makeRunning(ctx context.Context, rows []BillRow) error {
	var open []int64
	for i := range rows {
		if rows[i].State() == StateRunning {
			open = append(open, rows[i].Company)
		}
	}
	if len(open) == 0 {
		return nil
	}
	month := rows[0].Month
	subjects, err := s.store.Subjects(ctx, open, month)
	if err != nil {
		return err
	}
	used, err := s.read(ctx, open, month)
	if err != nil {
		return err
	}
	totals := map[int64]Money{}
	for i := range subjects {
		of := &subjects[i]
		bill, err := newBill(of.Company, month, of.Plans.On(month, List(of.Area)), used.of(of.Company, month))
		if err != nil {
			return err
		}
		totals[of.Company] = bill.Total
	}
	for i := range rows {
		if rows[i].State() == StateRunning {
			rows[i].Total = totals[rows[i].Company]
		}
	}
	return nil
}
