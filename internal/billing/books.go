package billing

import (
	"strconv"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Books are a company's, open for one act. What is added to them is kept when
// the act ends well.
type Books struct {
	Company    company.Company
	Balance    Money
	ShortSince calendar.Day // since when the balance is below the minimum; 0: it is not
	Billed     calendar.Month
	Unpaid     []Due    // bills that are not deducted yet, by month
	Same       *Posting // the one of the name that was asked for; nil if there is none
	Plans      int      // how many versions of its prices there are
	NextOn     calendar.Day

	// What the act adds.
	Issued   []*Bill
	Inputs   []Input
	Deducted []Deducted
	Postings []Posting
	Acts     []account.Act

	now   time.Time
	quiet bool
}

// Due is a bill that has yet to be deducted.
type Due struct {
	Month calendar.Month
	Total Money
}

// Deducted is a bill that was deducted.
type Deducted struct {
	Month calendar.Month
	At    time.Time
}

// step is something that is due on a day.
type step struct {
	on   calendar.Day
	take func(b *Books, s *Subject, made *makings) error
}

// next is the step that is due first: issuing before deducting before
// suspending, where they are due on one day.
func (b *Books) next(s *Subject) step {
	first := step{issuedOn(b.Billed.Add(1)), (*Books).issue}
	if len(b.Unpaid) > 0 && deductedOn(b.Unpaid[0].Month) < first.on {
		first = step{deductedOn(b.Unpaid[0].Month), (*Books).deduct}
	}
	if b.ShortSince > 0 && b.Company.ByBalance == company.InsufficientBalance {
		if on := s.suspendedOn(b.ShortSince); on < first.on {
			first = step{on, (*Books).suspend}
		}
	}
	return first
}

// on is the plan of a day.
func (s *Subject) on(day calendar.Day) Plan { return s.Plans.On(day.Month(), List(s.Area)) }

// issue closes the month after the last that was billed.
func (b *Books) issue(s *Subject, made *makings) error {
	month := b.Billed.Add(1)
	bill, inputs, err := made.bill(s, month)
	if err != nil {
		return err
	}
	bill.IssuedAt = b.now
	b.Issued, b.Inputs, b.Billed = append(b.Issued, bill), append(b.Inputs, inputs...), month
	b.Unpaid = append(b.Unpaid, Due{month, bill.Total})
	b.did("bill.issue", "bill "+month.String(), account.Change{Field: "amount", After: bill.Total.In(bill.Terms.Currency)})
	if bill.Total != 0 {
		if err := b.tellBill("bill.issue", Due{month, bill.Total}, bill.Terms.Currency); err != nil {
			return err
		}
	}
	return b.relieve(s, issuedOn(month))
}

// deduct takes the oldest bill that is due from the balance.
func (b *Books) deduct(s *Subject, _ *makings) error {
	due := b.Unpaid[0]
	b.Unpaid, b.Deducted = b.Unpaid[1:], append(b.Deducted, Deducted{due.Month, b.now})
	if due.Total != 0 {
		currency := CurrencyOf(s.Area)
		b.post(newPosting(Deduction, due.Month.String(), "", deductedOn(due.Month).Start(), -due.Total))
		b.did("bill.deduct", "bill "+due.Month.String(), account.Change{Field: "amount", After: due.Total.In(currency)},
			account.Change{Field: "balance", Before: (b.Balance + due.Total).In(currency), After: b.Balance.In(currency)})
		if err := b.tellBill("bill.deduct", due, currency); err != nil {
			return err
		}
	}
	return b.weigh(s, deductedOn(due.Month))
}

// suspend ends the grace of a company whose balance is still too low.
func (b *Books) suspend(s *Subject, _ *makings) error {
	return b.become(s, company.SuspendedAutomatically, "balance.suspend", nil)
}

// weigh gives the company the status of its balance: too low, it is short from
// that day on; enough again, it is served at once.
func (b *Books) weigh(s *Subject, on calendar.Day) error {
	plan := s.on(on)
	switch {
	case b.Balance >= plan.Minimum:
		b.ShortSince = 0
		return b.become(s, company.Normal, "balance.recover", nil)
	case b.ShortSince == 0:
		b.ShortSince = on
		return b.become(s, company.InsufficientBalance, "balance.short", map[string]string{"day": on.Add(plan.GraceDays).String(), "minimum": plan.Minimum.In(plan.Currency)})
	}
	return nil
}

// relieve serves a company again whose balance is enough by the plan of a day: a
// version that begins may want less of it than the one before.
func (b *Books) relieve(s *Subject, on calendar.Day) error {
	if b.ShortSince == 0 || b.Balance < s.on(on).Minimum {
		return nil
	}
	return b.weigh(s, on)
}

// become changes the status that the balance gives. A company that was suspended
// by hand stays so, and nobody is told: it gets that status when that ends.
func (b *Books) become(s *Subject, status company.FinancialStatus, text string, data map[string]string) error {
	before := b.Company
	if before.ByBalance == status {
		return nil
	}
	b.Company.ByBalance = status
	if before.Status == company.SuspendedManually {
		b.did("company.balance", "", numbers("byBalance", before.ByBalance, status))
		return nil
	}
	b.Company.Status = status
	b.did("company.balance", "", numbers("status", before.Status, status))
	told := map[string]string{"balance": b.Balance.In(CurrencyOf(s.Area))}
	for name, value := range data {
		told[name] = value
	}
	return b.tell(text, told)
}

func numbers(field string, before, after company.FinancialStatus) account.Change {
	return account.Change{Field: field, Before: strconv.Itoa(int(before)), After: strconv.Itoa(int(after))}
}

// post adds an entry to the ledger.
func (b *Books) post(p Posting) {
	p.Company = b.Company.ID
	b.Postings = append(b.Postings, p)
	b.Balance += p.Amount
}

// program is who acts on a schedule.
var program = account.Caller{Name: "reseller-console"}

// did adds an act of the program.
func (b *Books) did(action account.Action, target string, changes ...account.Change) {
	b.act(program, action, target, changes...)
}

func (b *Books) act(c account.Caller, action account.Action, target string, changes ...account.Change) {
	act := c.Did(action, b.now)
	act.Entry.Reseller, act.Entry.Company, act.Entry.Target, act.Entry.Changes = b.Company.Reseller, b.Company.ID, target, changes
	b.Acts = append(b.Acts, act)
}

// tellBill tells of a bill. One below 0 is said as what is given back.
func (b *Books) tellBill(text string, due Due, c Currency) error {
	data := map[string]string{"month": due.Month.String(), "amount": max(due.Total, -due.Total).In(c), "day": deductedOn(due.Month).String(), "balance": b.Balance.In(c)}
	if due.Total < 0 {
		data["credit"] = "true"
	}
	return b.tell(text, data)
}

// tell has the last act mailed to the company's members and the owners of its
// reseller.
func (b *Books) tell(text string, data map[string]string) error {
	if b.quiet {
		return nil
	}
	data["company"], data["cid"] = b.Company.Name, strconv.FormatInt(b.Company.ID, 10)
	job, err := account.Notice{Company: b.Company.ID, Reseller: b.Company.Reseller, Text: text, Data: data}.Job()
	last := &b.Acts[len(b.Acts)-1]
	last.Jobs = append(last.Jobs, job)
	return err
}
