package billing

import (
	"context"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// Figures is what bills need of usage.Store.
type Figures interface {
	usage.Measures
	// Commits tells whether figures are the same as before.
	Commits(ctx context.Context) (int64, error)
}

// Config is what bills are made with.
type Config struct {
	Store    Store
	Figures  Figures
	Clock    func() time.Time
	OpenFrom int  // how many days back figures may still move
	Quiet    bool // nobody is told by mail: of what is past
}

// Service is what can be done about prices, bills and balances.
type Service struct {
	store    Store
	figures  Figures
	clock    func() time.Time
	openFrom int
	quiet    bool
}

// NewService returns the service. The clock tells the present time.
func NewService(c Config) *Service {
	return &Service{c.Store, c.Figures, c.Clock, c.OpenFrom, c.Quiet}
}

// Begin sets the first month that anybody is billed for, unless bills have
// begun already. Without it that is the month of the first Run.
func (s *Service) Begin(ctx context.Context, month calendar.Month) error {
	_, err := s.store.Begin(ctx, month)
	return err
}

// subject finds a company, else fault.NotFound.
func (s *Service) subject(ctx context.Context, company int64) (*Subject, error) {
	begins, err := s.store.Begin(ctx, calendar.DayOf(s.clock()).Month())
	if err != nil {
		return nil, err
	}
	all, err := s.store.Subjects(ctx, []int64{company}, begins)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, noCompany(company)
	}
	return &all[0], nil
}

func noCompany(id int64) error { return fault.New(fault.NotFound, "There is no company %d.", id) }

// Post adds a top-up or an adjustment to a company's ledger, which may change
// the status that its balance gives. The same reference again adds nothing, and
// again is true; with another amount or note it is fault.Conflict. What is not
// right is fault.Invalid, an unknown company fault.NotFound.
//
// It is an act of the operator.
func (s *Service) Post(ctx context.Context, c account.Caller, company int64, p Posting) (posted Posting, again bool, err error) {
	if err := c.Must(account.Operate); err != nil {
		return p, false, err
	}
	if err := p.check(); err != nil {
		return p, false, err
	}
	subject, err := s.subject(ctx, company)
	if err != nil {
		return p, false, err
	}
	now := s.clock()
	err = s.store.Change(ctx, []Subject{*subject}, Asked{p.Kind, p.Reference}, func(b *Books) (err error) {
		b.now, b.quiet = now, s.quiet
		if again = b.Same != nil; again {
			posted = *b.Same
			if posted.Amount != p.Amount || posted.Note != p.Note {
				return fault.New(fault.Conflict, "The reference %q was used for %s on %s; choose another one.", p.Reference, posted.Amount, calendar.DayOf(posted.At))
			}
			return nil
		}
		posted = newPosting(p.Kind, p.Reference, p.Note, now, p.Amount)
		currency, before := CurrencyOf(subject.Area), b.Balance
		b.post(posted)
		b.act(c, p.Kind.action(), "posting "+p.Reference,
			account.Change{Field: "balance", Before: before.In(currency), After: b.Balance.In(currency)})
		today := calendar.DayOf(now)
		if p.Amount < 0 || b.Balance >= subject.on(today).Minimum { // what is added makes nobody short
			err = b.weigh(subject, today)
		}
		b.NextOn = b.next(subject).on
		return err
	})
	return posted, again, err
}

// Account is what a company has.
type Account struct {
	Currency Currency
	Ledger
}

// Account returns a company's balance with its latest postings. A balance that
// is not what all postings add up to is an error.
func (s *Service) Account(ctx context.Context, company int64, limit int) (Account, error) {
	subject, err := s.subject(ctx, company)
	if err != nil {
		return Account{}, err
	}
	return s.account(ctx, subject, 0, limit)
}

func (s *Service) account(ctx context.Context, of *Subject, offset, limit int) (Account, error) {
	ledger, sound, err := s.store.Ledger(ctx, of.Company, offset, limit)
	if err == nil && !sound {
		err = fault.New(fault.Conflict, "The balance %s of company %d is not what its postings add up to.", ledger.Balance, of.Company)
	}
	return Account{CurrencyOf(of.Area), ledger}, err
}

// read returns what companies used in a month as figures are now.
func (s *Service) read(ctx context.Context, companies []int64, month calendar.Month) (uses, error) {
	used := uses{}
	_, err := s.figures.Measured(ctx, companies, month.First(), month.Last(), used.add)
	return used, err
}
