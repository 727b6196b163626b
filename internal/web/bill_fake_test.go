package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// fakeBills bills each company for what follows from its CID, since June. The
// present of tests is in August: July's bills are issued, June's deducted. Every
// third company pays in CNY.
type fakeBills struct {
	companies *fakeCompanies
	standing  billing.Standing
	postings  int // how many a ledger has
	idle      bool
	tiers     bool // prices have tiers, and one is missing
	broken    error
	asked     []billing.BillFilter
}

func newFakeBills(companies *fakeCompanies) *fakeBills {
	return &fakeBills{companies: companies, postings: 3, standing: billing.Standing{Balance: 12_345, Next: 202608, Unpaid: []billing.Due{{Month: 202607, Total: 2998}}}}
}

const firstBilled = calendar.Month(202606)

// reaches is what the service does of every reading.
func (f *fakeBills) reaches(ctx context.Context, c account.Caller, id int64) error {
	if _, err := company.Reach(c, id, account.ReadBills); err != nil && !c.Operates() {
		return err
	}
	if f.broken != nil {
		return f.broken
	}
	if c.Operates() {
		return nil
	}
	_, err := f.companies.Find(ctx, c, id)
	return err
}

func (f *fakeBills) terms(id int64) billing.Terms {
	area := company.Outside
	if id%3 == 1 {
		area = company.China
	}
	terms := billing.List(area)
	if f.tiers {
		price := decimal.RequireFromString
		terms.Rates["rtc.hd"] = billing.Rate{Model: billing.Graduated, Per: 1000, Tiers: []billing.Tier{{UpTo: 100_000, Price: price("3.99")}, {Price: price("2.49")}}}
		terms.Rates["rtc.hdp"] = billing.Rate{Model: billing.Volume, Per: 1000, Tiers: []billing.Tier{{UpTo: 500, Price: price("14.99")}, {Price: price("12.5")}}}
		terms.Rates["transcoding.avcHd"] = billing.Rate{Model: billing.Package, Per: 5000, Tiers: []billing.Tier{{Price: price("30")}}}
	}
	return terms
}

func (f *fakeBills) used(id int64) billing.Quantities {
	used := make(billing.Quantities, len(billing.Items()))
	for i, item := range billing.Items() {
		if item.Shown().ID == "rtc" || f.tiers && slices.Contains([]string{"transcoding.avcHd", "transcoding.avcSd", "rtm.dau"}, item.ID) {
			used[i] = (id%97 + 3) * int64(i+1) * 7_411
		}
	}
	if f.idle {
		clear(used)
	}
	return used
}

func (f *fakeBills) bill(id int64, month calendar.Month) billing.Bill {
	b := billing.Bill{Company: id, Month: month, Terms: f.terms(id)}
	b.Lines, b.Used, _ = b.Terms.Cost(f.used(id))
	b.Total = b.Used
	if month < 202608 {
		b.IssuedAt = month.Add(1).First().Start().Add(time.Minute)
	}
	if month < 202607 {
		b.DeductedAt = billing.Due{Month: month}.On().Start().Add(time.Minute)
	}
	return b
}

func (f *fakeBills) BillsOf(_ context.Context, c account.Caller, q billing.BillFilter) (page billing.BillPage, err error) {
	if q.Reseller, err = company.Reach(c, company.EveryCompany, account.ReadBills); err != nil || f.broken != nil {
		return page, errorOf(err, f.broken)
	}
	f.asked = append(f.asked, q)
	for _, l := range f.companies.all {
		if l.Reseller != q.Reseller || q.Month < firstBilled || q.Month > 202608 || !strings.Contains(l.Name+strconv.FormatInt(l.ID, 10), q.Text) {
			continue
		}
		b := f.bill(l.ID, q.Month)
		page.Rows = append(page.Rows, billing.BillRow{Company: l.ID, Name: l.Name, Month: q.Month, Currency: b.Terms.Currency, Total: b.Total, IssuedAt: b.IssuedAt, DeductedAt: b.DeductedAt})
	}
	for _, currency := range []billing.Currency{billing.CNY, billing.USD} {
		sum := billing.BillTotal{Currency: currency}
		for _, r := range page.Rows {
			if r.Currency == currency {
				sum.Bills++
				sum.Total += r.Total
			}
		}
		if sum.Bills > 0 {
			page.Totals = append(page.Totals, sum)
		}
	}
	page.Count = len(page.Rows)
	from := min(q.Offset, len(page.Rows))
	page.Rows = page.Rows[from:min(from+q.Limit, len(page.Rows))]
	return page, nil
}

func errorOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *fakeBills) BillsFor(ctx context.Context, c account.Caller, id int64) (rows []billing.BillRow, err error) {
	for month := calendar.Month(202608); month >= firstBilled; month = month.Add(-1) {
		b := f.bill(id, month)
		rows = append(rows, billing.BillRow{Company: id, Month: month, Currency: b.Terms.Currency, Total: b.Total, IssuedAt: b.IssuedAt, DeductedAt: b.DeductedAt})
	}
	return rows, f.reaches(ctx, c, id)
}

func (f *fakeBills) BillFor(ctx context.Context, c account.Caller, id int64, month calendar.Month) (st billing.Statement, err error) {
	if err := f.reaches(ctx, c, id); err != nil {
		return st, err
	}
	if month < firstBilled || month > 202608 {
		return st, fault.New(fault.NotFound, "Company %d is not billed for %s.", id, month)
	}
	st.Bill, st.Begins = f.bill(id, month), firstBilled
	if month == 202607 && f.tiers {
		st.Plan = 2
		st.Adjustments = []billing.Adjusted{{Month: 202606, Days: []calendar.Day{20260612, 20260615}, Amount: -2248}}
		st.Total -= 2248
	}
	last := min(month.Last(), calendar.DayOf(testNow))
	left := st.Used
	for day := month.First(); day <= last; day = day.Add(1) {
		part := left / billing.Money(day.DaysTo(last)) * billing.Money(day%5) / 2
		if day == last {
			part = left
		}
		left -= part
		st.Days = append(st.Days, billing.DayCost{Day: day, Amount: part})
	}
	return st, nil
}

func (f *fakeBills) DayFor(ctx context.Context, c account.Caller, id int64, day calendar.Day) ([]billing.DayRow, error) {
	st, err := f.BillFor(ctx, c, id, day.Month())
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(st.Days, func(d billing.DayCost) bool { return d.Day == day })
	if at < 0 {
		return nil, fault.New(fault.NotFound, "Company %d has no bill of %s.", id, day)
	}
	name, amount := strconv.FormatInt(id, 10), st.Days[at].Amount
	return []billing.DayRow{
		{Company: id, Project: "p" + name, Amount: amount - amount/3, Currency: st.Terms.Currency},
		{Company: id, Project: "q" + name, Amount: amount / 3, Currency: st.Terms.Currency},
		{Company: id, Project: "z" + name, Currency: st.Terms.Currency},
	}, nil
}

func (f *fakeBills) StandingFor(ctx context.Context, c account.Caller, id int64) (billing.Standing, error) {
	st := f.standing
	st.Currency = f.terms(id).Currency
	return st, f.reaches(ctx, c, id)
}

func (f *fakeBills) AccountFor(ctx context.Context, c account.Caller, id int64, offset, limit int) (a billing.Account, err error) {
	a.Currency, a.Balance, a.All = f.terms(id).Currency, f.standing.Balance, f.postings
	after := a.Balance
	for n := f.postings; n > 0; n-- {
		p := billing.Posting{Number: int64(n), Company: id, Kind: billing.TopUp, Reference: "transfer " + strconv.Itoa(n), At: testNow.AddDate(0, 0, n-f.postings), Amount: 50_000, After: after}
		switch n % 3 {
		case 0:
			p.Kind, p.Reference, p.Amount = billing.Deduction, "2026-06", -4711
		case 2:
			p.Kind, p.Reference, p.Note, p.Amount = billing.Adjustment, "ticket 4821", "goodwill for the outage of <b>2026-06-03</b>", 1000
		}
		after -= p.Amount
		if at := f.postings - n; at >= offset && at < offset+limit {
			a.Postings = append(a.Postings, p)
		}
	}
	return a, f.reaches(ctx, c, id)
}
