package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/catalog"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
	"reseller-console/internal/usage"
)

// till is a database whose companies are billed, with a clock of its own.
type till struct {
	*DB
	mu       sync.Mutex
	now      time.Time
	bills    *billing.Service
	meter    *usage.Meter
	desk     *company.Service
	reseller int64
	events   int
}

var operator = account.Caller{Name: "operator", Role: account.Operator}

func newTill(t *testing.T, db *DB, today calendar.Day) *till {
	t.Helper()
	s := &till{DB: db, now: today.Start().Add(9 * time.Hour)}
	s.bills = billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: s.clock, OpenFrom: 400})
	s.meter = usage.NewMeter(db.Usage(), db.Companies(), s.clock, 400)
	s.desk = company.NewService(db.Companies(), s.clock)
	s.reseller = must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Northgate"}, account.User{Email: "mara@northgate.example", Name: "Mara", Language: "en"}))(t)
	if err := s.bills.Begin(t.Context(), today.Month()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *till) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// on sets the clock to the morning of a day.
func (s *till) on(day calendar.Day) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = day.Start().Add(9 * time.Hour)
}

// run takes the steps that are due on a day.
func (s *till) run(t *testing.T, day calendar.Day) {
	t.Helper()
	s.on(day)
	if _, err := s.bills.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// settle makes a company with projects.
func (s *till) settle(t *testing.T, id int64, area company.Area, projects ...string) {
	t.Helper()
	_, err := s.desk.CreateCompany(t.Context(), company.Company{ID: id, Reseller: s.reseller, Name: "Acme", Country: "DE", Area: area},
		account.User{Email: fmt.Sprintf("%d@acme.example", id), Name: "Ann", Language: "en"})
	for _, p := range projects {
		if err == nil {
			_, err = s.desk.CreateProject(t.Context(), company.Project{ID: p, Company: id, Name: p, AppID: fmt.Sprintf("%032x", p)})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// use records minutes of a class of Video & Audio, and returns the event's id.
func (s *till) use(t *testing.T, project string, day calendar.Day, slot int, minutes int64) string {
	t.Helper()
	rtc, _ := catalog.ByID(catalog.RTC)
	s.events++
	id := fmt.Sprintf("e%d", s.events)
	s.send(t, usage.Event{Source: "test", ID: id, Type: usage.Seconds, Project: project, Product: rtc, Slot: slot, Start: day.Start().UnixMilli(), Value: minutes * 60})
	return id
}

func (s *till) send(t *testing.T, e usage.Event) {
	t.Helper()
	answer, err := s.meter.Record(t.Context(), &usage.Batch{Events: []usage.Event{e}})
	if err != nil || answer.Results[0].Outcome != usage.Accepted {
		t.Fatalf("%+v, %v", answer, err)
	}
}

func (s *till) topUp(t *testing.T, id int64, amount, reference string) {
	t.Helper()
	if _, _, err := s.bills.Post(t.Context(), operator, id, posting(billing.TopUp, amount, reference)); err != nil {
		t.Fatal(err)
	}
}

func posting(kind billing.Kind, amount, reference string) billing.Posting {
	m, _ := billing.ParseMoney(amount)
	return billing.Posting{Kind: kind, Amount: m, Reference: reference}
}

// state is a company's status, balance and how many postings it has.
func (s *till) state(t *testing.T, id int64) string {
	t.Helper()
	found := must(s.desk.Find(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, id))(t)
	has := must(s.bills.Account(t.Context(), id, 100))(t)
	return fmt.Sprintf("%d/%d %s %d", found.Status, found.ByBalance, has.Balance, len(has.Postings))
}

// mails lists the notices that wait.
func (s *till) mails(t *testing.T) string {
	t.Helper()
	claimed := must(s.Jobs().Claim(t.Context(), account.NoticeKind, 100, s.clock(), s.clock().AddDate(1, 0, 0)))(t)
	var all []string
	for _, c := range claimed {
		text := string(c.Payload)
		_, after, _ := strings.Cut(text, `"text":"`)
		name, _, _ := strings.Cut(after, `"`)
		if !strings.Contains(text, fmt.Sprintf(`"reseller":%d`, s.reseller)) || !strings.Contains(text, `"company":`) {
			name += " to somebody else"
		}
		all = append(all, name)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

const acmeID = 200_001

func TestACompanyIsBilledWarnedSuspendedAndServedAgain(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		s.use(t, "p", 20260810, 3, 11_000) // 1,000 HDP minutes above the allowance
		for _, step := range []struct {
			day   calendar.Day
			state string
			mails string
		}{
			{20260831, "0/0 0.00 0", ""},
			{20260901, "0/0 0.00 0", "bill.issue"},
			{20260905, "0/0 0.00 0", ""},
			{20260906, "1/1 -14.99 1", "balance.short bill.deduct"},
			{20261005, "1/1 -14.99 1", ""},
			{20261006, "2/2 -14.99 1", "balance.suspend"},
			{20261106, "2/2 -14.99 1", ""},
		} {
			s.run(t, step.day)
			s.run(t, step.day)
			if got := s.state(t, acmeID); got != step.state {
				t.Errorf("on %s it is %s, want %s", step.day, got, step.state)
			}
			if got := s.mails(t); got != step.mails {
				t.Errorf("on %s mails are %q, want %q", step.day, got, step.mails)
			}
		}
		s.topUp(t, acmeID, "14.98", "a")
		if got := s.state(t, acmeID); got != "2/2 -0.01 2" {
			t.Errorf("a cent short it is %s", got)
		}
		s.topUp(t, acmeID, "0.01", "b")
		if got := s.state(t, acmeID) + " " + s.mails(t); got != "0/0 0.00 3 balance.recover" {
			t.Errorf("with enough it is %s", got)
		}
		trail := must(account.NewTrail(s.Audit()).List(t.Context(), account.Caller{Reseller: s.reseller, Role: account.ResellerOwner}, account.AuditFilter{Limit: 100}))(t)
		did := map[account.Action]int{}
		for _, e := range trail {
			did[e.Action]++
		}
		if did["bill.issue"] != 3 || did["bill.deduct"] != 1 || did["company.balance"] != 3 || did["balance.topup"] != 2 {
			t.Errorf("the trail has %v", did)
		}
		if _, whole, err := s.Audit().CheckAudit(t.Context(), func(int64, account.Hash) {}); err != nil || !whole {
			t.Errorf("the trail is broken: %v", err)
		}
	})
}

func TestAPlanThatWantsLessServesACompanyAgain(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		s.use(t, "p", 20260810, 3, 11_000)
		s.run(t, 20260901)
		s.run(t, 20260906)
		s.mails(t)
		wants := func(minimum billing.Money, from calendar.Month) {
			t.Helper()
			terms := billing.List(company.Outside)
			terms.Minimum = minimum
			must(s.bills.SetPlan(t.Context(), operator, acmeID, from, terms))(t)
		}
		for _, step := range []struct {
			minimum billing.Money
			from    calendar.Month
			day     calendar.Day
			want    string
		}{
			{-1498, 202609, 20260907, "1/1 -14.99 1 "},
			{-1499, 202609, 20260907, "0/0 -14.99 1 balance.recover"},
			{0, 202609, 20260907, "0/0 -14.99 1 "}, // one that wants more counts from the next deduction on
			{0, 202609, 20261006, "1/1 -14.99 1 balance.short"},
			{-2000, 202611, 20261031, "1/1 -14.99 1 "},
			{-2000, 202611, 20261120, "0/0 -14.99 1 balance.recover"}, // run late: on the 1st, before the grace was over
		} {
			wants(step.minimum, step.from)
			s.run(t, step.day)
			s.run(t, step.day)
			if got := s.state(t, acmeID) + " " + s.mails(t); got != step.want {
				t.Errorf("on %s, if %s is wanted from %s on, it is %q, want %q", step.day, step.minimum, step.from, got, step.want)
			}
		}
		if again := must(s.bills.Run(t.Context()))(t); again != 0 {
			t.Error("there are still steps to take")
		}
	})
}

func TestAfterDowntimeStepsAreTakenInOrderAndOnce(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.China, "p")
		s.settle(t, acmeID+1, company.Outside, "q")
		for month := calendar.Month(202608); month <= 202610; month = month.Add(1) {
			s.on(month.Last())
			s.use(t, "p", max(month.First(), 20260810), 2, 12_000)
			s.use(t, "q", month.Last(), 0, 10_001)
		}
		s.on(20261107)
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if _, err := s.bills.Run(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if got := s.state(t, acmeID); got != "2/2 -168.00 3" {
			t.Errorf("the company in China is %s, want suspended after 5 days and three bills of 56", got)
		}
		bills := must(s.bills.Bills(t.Context(), acmeID))(t)
		if len(bills) != 3 || bills[0].Month != 202608 || bills[2].Total != 5600 || bills[2].DeductedAt.IsZero() {
			t.Errorf("%+v", bills)
		}
		if got := s.state(t, acmeID+1); got != "0/0 0.00 0" {
			t.Errorf("the company whose bills round to nothing is %s", got)
		}
		again := must(s.bills.Run(t.Context()))(t)
		if again != 0 {
			t.Errorf("%d companies have still steps to take", again)
		}
	})
}

func TestASuspensionByHandWinsAndItsEndGivesTheStatusOfTheBalance(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		s.use(t, "p", 20260810, 3, 11_000)
		owner := account.Caller{Reseller: s.reseller, Role: account.ResellerOwner}
		must(s.desk.Freeze(t.Context(), owner, acmeID, company.Freeze{Reason: "unpaid"}))(t)
		s.run(t, 20260901)
		if got := s.mails(t); got != "bill.issue company.freeze to somebody else" {
			t.Errorf("mails are %q", got)
		}
		s.run(t, 20260906)
		if got := s.state(t, acmeID) + " " + s.mails(t); got != "3/1 -14.99 1 bill.deduct" {
			t.Errorf("short while frozen it is %s", got)
		}
		must(s.desk.Unfreeze(t.Context(), owner, acmeID))(t)
		if got := s.state(t, acmeID); got != "1/1 -14.99 1" {
			t.Errorf("unfrozen it is %s", got)
		}
		must(s.desk.Freeze(t.Context(), owner, acmeID, company.Freeze{Reason: "again"}))(t)
		s.topUp(t, acmeID, "100", "a")
		if got := s.state(t, acmeID); got != "3/0 85.01 2" {
			t.Errorf("topped up while frozen it is %s", got)
		}
	})
}

func TestWhatMovesAfterClosingIsAnAdjustmentOfTheNextBill(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p", "q")
		s.on(20260831)
		s.use(t, "p", 20260810, 3, 11_000)
		wrong := s.use(t, "q", 20260812, 3, 2_000)
		s.run(t, 20260901)
		before := must(s.bills.Daily(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 20260812, 1))(t)
		s.send(t, usage.Event{Source: "test", ID: "r", Type: usage.Retract, Project: "q", Target: wrong})
		s.use(t, "p", 20260815, 3, 500)
		remade := must(s.bills.Recompute(t.Context(), acmeID, 202608))(t)
		if !remade.Same || remade.Owed.String() != "-22.48" || !slices.Equal(remade.Moved, []calendar.Day{20260812, 20260815}) {
			t.Errorf("made again: %v, %v, %v", remade.Same, remade.Owed, remade.Moved)
		}
		s.run(t, 20261001)
		s.run(t, 20261101)
		bills := must(s.bills.Bills(t.Context(), acmeID))(t)
		var said []string
		for _, b := range bills {
			said = append(said, fmt.Sprint(b.Month, " ", b.Used, " ", b.Adjustments, " ", b.Total))
		}
		if want := []string{"2026-08 44.97 [] 44.97", "2026-09 0.00 [{2026-08 [2026-08-12 2026-08-15] -22.48}] -22.48", "2026-10 0.00 [] 0.00"}; !slices.Equal(said, want) {
			t.Errorf("bills are %q, want %q", said, want)
		}
		for _, b := range bills {
			if remade := must(s.bills.Recompute(t.Context(), acmeID, b.Month))(t); !remade.Same || remade.Owed != 0 || remade.Moved != nil {
				t.Errorf("%s made again: %+v", b.Month, remade)
			}
		}
		after := must(s.bills.Daily(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 20260812, 1))(t)
		if !reflect.DeepEqual(before, after) || before.Rows[1].Amount != 2998 {
			t.Errorf("a day of a closed month was %+v, and is %+v", before, after)
		}
		if got := s.state(t, acmeID); got != "2/2 -22.49 2" {
			t.Errorf("given back, it is %s", got)
		}
	})
}

func TestTheBalanceIsWhatPostingsAddUpTo(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside)
		var group sync.WaitGroup
		for i := range 40 {
			group.Go(func() {
				kind, amount := billing.TopUp, "0.10"
				if i%4 == 3 {
					kind, amount = billing.Adjustment, "-0.05"
				}
				if _, _, err := s.bills.Post(t.Context(), operator, acmeID, posting(kind, amount, fmt.Sprint(i/2))); err != nil && fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		group.Wait()
		has := must(s.bills.Account(t.Context(), acmeID, 100))(t)
		sum := billing.Money(0)
		for i, p := range has.Postings {
			if sum += p.Amount; p.Number != int64(len(has.Postings)-i) {
				t.Errorf("posting %d has the number %d", i, p.Number)
			}
		}
		if sum != has.Balance || len(has.Postings) != 30 || sum.String() != "1.50" {
			t.Errorf("%d postings of %s make a balance of %s", len(has.Postings), sum, has.Balance)
		}
		_, again, err := s.bills.Post(t.Context(), operator, acmeID, posting(billing.TopUp, "0.10", "0"))
		if err != nil || !again {
			t.Errorf("the same again: %v, %v", again, err)
		}
		for want, p := range map[fault.Kind]billing.Posting{fault.Conflict: posting(billing.TopUp, "0.11", "0"), fault.Invalid: posting(billing.TopUp, "-1", "z")} {
			if _, _, err := s.bills.Post(t.Context(), operator, acmeID, p); fault.KindOf(err) != want {
				t.Errorf("%+v: %v", p, err)
			}
		}
		if _, _, err := s.bills.Post(t.Context(), operator, 9, posting(billing.TopUp, "1", "z")); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a company that does not exist: %v", err)
		}
		if _, err := db.console.writer.ExecContext(t.Context(), "update posting_line set amount = amount + 1 where account = 'balance' and number = 1"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.bills.Account(t.Context(), acmeID, 1); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a ledger that was altered: %v", err)
		}
	})
}

func TestAPlanIsNeverChangedAndALaterOneTakesItsPlace(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		terms := billing.List(company.Outside)
		terms.Rates["rtc.hdp"] = billing.Rate{Model: billing.Flat, Per: 1000, Tiers: []billing.Tier{{Price: price("10")}}}
		first := must(s.bills.SetPlan(t.Context(), operator, acmeID, 202609, terms))(t)
		terms.Free = nil
		second := must(s.bills.SetPlan(t.Context(), operator, acmeID, 202609, terms))(t)
		again := must(s.bills.SetPlan(t.Context(), operator, acmeID, 202609, terms))(t)
		if first.Number != 1 || second.Number != 2 || again.Number != 2 {
			t.Errorf("versions are %d and %d, and the second once more is %d", first.Number, second.Number, again.Number)
		}
		for from, terms := range map[calendar.Month]billing.Terms{202607: terms, 202608: billing.List(company.China)} {
			if _, err := s.bills.SetPlan(t.Context(), operator, acmeID, from, terms); fault.KindOf(err) != fault.Invalid {
				t.Errorf("from %s: %v", from, err)
			}
		}
		if _, err := s.bills.SetPlan(t.Context(), operator, 9, 202609, terms); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of no company: %v", err)
		}
		s.use(t, "p", 20260810, 3, 11_000)
		s.on(20260902)
		s.use(t, "p", 20260901, 3, 11_000)
		effect, err := s.bills.Preview(t.Context(), operator, acmeID, terms)
		if err != nil || effect.WasTotal.String() != "14.99" || effect.WouldTotal.String() != "110.00" || len(effect.Was) != 1 || len(effect.Would) != 1 {
			t.Errorf("the last month's effect is %+v, %v", effect, err)
		}
		s.run(t, 20261001)
		var totals []string
		for _, b := range must(s.bills.Bills(t.Context(), acmeID))(t) {
			totals = append(totals, fmt.Sprint(b.Plan, " ", b.Total))
		}
		if want := []string{"0 14.99", "2 110.00"}; !slices.Equal(totals, want) {
			t.Errorf("bills are %v, want %v", totals, want)
		}
		priced, err := s.bills.Plans(t.Context(), operator, acmeID)
		if plans := priced.Plans; err != nil || len(plans) != 2 || len(plans[0].Free) != 2 || len(plans[1].Free) != 0 {
			t.Errorf("%+v, %v", plans, err)
		}
	})
}

func TestPricesAreReadAndSetByWhoMay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside, "p")
		terms := billing.List(company.Outside)
		for _, c := range []struct {
			who      account.Caller
			reads    fault.Kind
			earliest calendar.Month
			sets     fault.Kind // from the present month on
			later    fault.Kind // from the next one on
		}{
			{operator, 0, 202608, 0, 0},
			{account.Caller{Role: account.ResellerOwner, Reseller: s.reseller}, 0, 202609, fault.Invalid, 0},
			{account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 0, 0, fault.Forbidden, fault.Forbidden},
			{account.Caller{Role: account.ResellerSupport, Reseller: s.reseller}, fault.Forbidden, 0, fault.Forbidden, fault.Forbidden},
			{account.Caller{Role: account.ResellerOwner, Reseller: s.reseller + 1}, fault.NotFound, 0, fault.NotFound, fault.NotFound},
			{account.Caller{Role: account.CompanyFinance, Company: acmeID}, 0, 0, fault.Forbidden, fault.Forbidden},
			{account.Caller{Role: account.CompanyAdmin, Company: acmeID + 1}, fault.NotFound, 0, fault.NotFound, fault.NotFound},
			{account.Caller{Role: account.CompanyEngineer, Company: acmeID}, fault.Forbidden, 0, fault.Forbidden, fault.Forbidden},
			{account.Caller{Role: account.CompanyVisitor, Reseller: s.reseller, Company: acmeID}, fault.Forbidden, 0, fault.Forbidden, fault.Forbidden},
			{account.Caller{}, fault.Forbidden, 0, fault.Forbidden, fault.Forbidden},
		} {
			priced, err := s.bills.Plans(t.Context(), c.who, acmeID)
			if fault.KindOf(err) != c.reads || priced.Earliest != c.earliest {
				t.Errorf("%s of %d reads versions from %s on: %v", c.who.Role, c.who.Reseller, priced.Earliest, err)
			}
			for from, want := range map[calendar.Month]fault.Kind{202608: c.sets, 202609: c.later} {
				if _, err := s.bills.SetPlan(t.Context(), c.who, acmeID, from, terms); fault.KindOf(err) != want {
					t.Errorf("%s of %d sets prices from %s on: %v", c.who.Role, c.who.Reseller, from, err)
				}
			}
			if _, err := s.bills.Preview(t.Context(), c.who, acmeID, terms); fault.KindOf(err) != c.later {
				t.Errorf("%s of %d sees an effect: %v", c.who.Role, c.who.Reseller, err)
			}
			if _, _, err := s.bills.Post(t.Context(), c.who, acmeID, posting(billing.TopUp, "1", "r")); (err == nil) != c.who.Operates() {
				t.Errorf("%s posts: %v", c.who.Role, err)
			}
		}
	})
}

func TestDailyBillsAreOfTheHolderOfThatDay(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260831)
		s.settle(t, acmeID, company.Outside, "p", "q")
		s.settle(t, acmeID+1, company.China, "r")
		s.use(t, "p", 20260828, 3, 10_500)
		s.use(t, "r", 20260829, 3, 11_000)
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Alder"}, account.User{Email: "theo@alder.example", Name: "Theo", Language: "en"}))(t)
		s.hand(t, acmeID+1, 20260829, other)
		for _, c := range []struct {
			reseller int64
			day      calendar.Day
			want     string
		}{
			{s.reseller, 20260828, "200001 p 7.50 USD, 200001 q 0.00 USD"},
			{s.reseller, 20260829, "200001 p 0.00 USD, 200001 q 0.00 USD"},
			{other, 20260829, "200002 r 105.00 CNY"}, {other, 20260828, ""},
		} {
			page := must(s.bills.Daily(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: c.reseller}, c.day, 1))(t)
			var rows []string
			for _, r := range page.Rows {
				rows = append(rows, fmt.Sprint(r.Company, " ", r.Project, " ", r.Amount, " ", r.Currency))
			}
			if got := strings.Join(rows, ", "); got != c.want || page.All != len(rows) {
				t.Errorf("reseller %d on %s: %s (%d), want %s", c.reseller, c.day, got, page.All, c.want)
			}
		}
		if _, err := s.bills.Daily(t.Context(), account.Caller{Role: account.ResellerFinance, Reseller: s.reseller}, 20260830, 1); fault.KindOf(err) != fault.Invalid {
			t.Errorf("yesterday: %v", err)
		}
	})
}

func price(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// hand takes a company from its reseller from a day on, and gives it to another
// one, if any.
func (s *till) hand(t *testing.T, id int64, day calendar.Day, to int64) {
	t.Helper()
	hands := company.NewMembership(s.Companies(), s.Usage(), s.clock)
	err := hands.Detach(t.Context(), account.Command(), id, day)
	if err == nil && to != 0 {
		err = hands.Attach(t.Context(), account.Command(), id, to, day)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
