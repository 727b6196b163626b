package billing

import (
	"context"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Standing is a company's balance and what follows from it.
type Standing struct {
	Currency   Currency
	Balance    Money
	Minimum    Money                   // below which the company is short
	ByBalance  company.FinancialStatus // what the balance gives: never SuspendedManually
	ShortSince calendar.Day            // since when the balance is below the minimum; 0: it is not
	Suspends   calendar.Day            // when services stop if it stays so; 0: they do not
	Unpaid     []Due                   // bills that are not deducted yet, by month
	Next       calendar.Month          // the one that is billed next
}

// IssuedOn is the day on which the bill is issued, or was.
func (d Due) IssuedOn() calendar.Day { return issuedOn(d.Month) }

// On is the day on which the bill is deducted.
func (d Due) On() calendar.Day { return deductedOn(d.Month) }

// StandingFor returns how one of the caller's companies stands.
func (s *Service) StandingFor(ctx context.Context, c account.Caller, id int64) (Standing, error) {
	of, err := s.reach(ctx, c, id, account.ReadBills)
	if err != nil {
		return Standing{}, err
	}
	st, err := s.store.Standing(ctx, id)
	st.Next = of.Billed.Add(1)
	st.Currency = CurrencyOf(of.Area)
	st.Minimum = of.on(calendar.DayOf(s.clock())).Minimum
	if st.ShortSince > 0 && st.ByBalance == company.InsufficientBalance {
		st.Suspends = of.suspendedOn(st.ShortSince)
	}
	return st, err
}

// suspendedOn is when the grace ends of a company that is short since a day.
func (s *Subject) suspendedOn(since calendar.Day) calendar.Day {
	return since.Add(s.on(since).GraceDays)
}
