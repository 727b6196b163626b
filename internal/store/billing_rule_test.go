package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// plus is a markup of so many percent.
func plus(percent int64) billing.Rule {
	return billing.Rule{Markup: billing.Markup{Percent: decimal.NewFromInt(percent), Places: 2}, Free: true, GraceDays: 30}
}

func (s *till) owner() account.Caller {
	return account.Caller{User: 1, Name: "Mara", Reseller: s.reseller, Role: account.ResellerOwner}
}

// mark sets a markup of a company, or the standard in USD.
func (s *till) mark(t *testing.T, id int64, from calendar.Month, source billing.Source, rule billing.Rule) billing.RuleVersion {
	t.Helper()
	return must(s.bills.SetRule(t.Context(), s.owner(), billing.RuleVersion{Company: id, Currency: billing.USD, From: from, Source: source, Rule: rule}))(t)
}

// hdp is what 1,000 minutes of HDP cost a company in months, and why.
func (s *till) hdp(t *testing.T, id int64, months ...calendar.Month) string {
	t.Helper()
	plans := must(s.bills.Plans(t.Context(), operator, id))(t)
	f := must(s.Billing().Followers(t.Context(), []int64{id}))(t)
	var all []string
	for _, month := range months {
		plan, origin := plans.On(month), must(f[0].Origin(month))(t)
		all = append(all, fmt.Sprint(plan.Rates["rtc.hdp"].Tiers[0].Price, " ", origin.Source))
	}
	return strings.Join(all, ", ")
}

func TestCompaniesFollowTheStandardMarkupUntilTheirPricesAreSetByHand(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		for id := int64(acmeID); id < acmeID+3; id++ {
			s.settle(t, id, company.Outside)
		}
		s.settle(t, acmeID+3, company.China)
		must(s.bills.SetPlan(t.Context(), s.owner(), acmeID+1, 202609, buying(billing.USD, "13")))(t)
		s.mark(t, 0, 202609, billing.Marked, plus(20))
		s.mark(t, acmeID+2, 202610, billing.Marked, plus(100))
		must(s.bills.SetBuyPlan(t.Context(), operator, s.reseller, 202608, buying(billing.USD, "10")))(t)
		must(s.bills.SetBuyPlan(t.Context(), operator, s.reseller, 202611, buying(billing.USD, "20")))(t)
		for id, want := range map[int64]string{
			acmeID:     "14.99 list, 12 standard, 12 standard, 24 standard",
			acmeID + 1: "14.99 list, 13 hand, 13 hand, 13 hand",
			acmeID + 2: "14.99 list, 12 standard, 20 markup, 40 markup",
			acmeID + 3: "105 list, 105 list, 105 list, 105 list",
		} {
			if got := s.hdp(t, id, 202608, 202609, 202610, 202611); got != want {
				t.Errorf("%d: %s, want %s", id, got, want)
			}
		}
		must(s.bills.SetPlan(t.Context(), s.owner(), acmeID, 202610, buying(billing.USD, "12")))(t)
		s.mark(t, acmeID+1, 202610, billing.Standard, billing.Rule{})
		for id, want := range map[int64]string{acmeID: "12 standard, 12 hand, 12 hand", acmeID + 1: "13 hand, 12 standard, 24 standard"} {
			if got := s.hdp(t, id, 202609, 202610, 202611); got != want {
				t.Errorf("%d: %s, want %s", id, got, want)
			}
		}
		trail := must(account.NewTrail(s.Audit()).List(t.Context(), s.owner(), account.AuditFilter{Company: acmeID, Limit: 100}))(t)
		var acts []string
		for _, e := range slices.Backward(trail) {
			acts = append(acts, string(e.Action)+" "+e.Target)
		}
		if got := strings.Join(acts[len(acts)-5:], ", "); got != "plan.follow plan 2026-09, plan.follow plan 2026-09, plan.follow plan 2026-11, plan.create plan 2026-10, plan.follow plan 2026-11" {
			t.Errorf("the trail has %s", got)
		}
	})
}

func TestWhoComesToAResellerFollowsItsMarkup(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Other"}, account.User{Email: "o@other.example", Name: "O", Language: "en"}))(t)
		s.mark(t, 0, 202609, billing.Marked, plus(20))
		of := func(id int64, from calendar.Month, percent int64) {
			c := account.Caller{User: 2, Reseller: other, Role: account.ResellerOwner}
			must(s.bills.SetRule(t.Context(), c, billing.RuleVersion{Company: id, Currency: billing.USD, From: from, Source: billing.Marked, Rule: plus(percent)}))(t)
		}
		of(0, 202609, 100)
		s.on(20260910)
		if err := s.create(t, acmeID, company.Company{Reseller: s.reseller}); err != nil {
			t.Fatal(err)
		}
		if err := s.create(t, acmeID+1, company.Company{}); err != nil {
			t.Fatal(err)
		}
		s.attach(t, acmeID+1)
		s.run(t, 20260911)
		for id := int64(acmeID); id < acmeID+2; id++ {
			if got := s.hdp(t, id, 202609, 202610); got != "17.99 standard, 17.99 standard" {
				t.Errorf("made this month: %s", got)
			}
		}
		s.mark(t, acmeID, 202611, billing.Marked, plus(50))
		s.on(20261010)
		s.hand(t, acmeID, 20261010, other)
		s.run(t, 20261010)
		if got := s.hdp(t, acmeID, 202610, 202611, 202612); got != "17.99 kept, 29.98 standard, 29.98 standard" {
			t.Errorf("it moved: %s", got)
		}
		of(acmeID, 202612, 200)
		s.on(20261011)
		s.hand(t, acmeID, 20261011, s.reseller)
		s.run(t, 20261011)
		if got := s.hdp(t, acmeID, 202610, 202611, 202612); got != "17.99 standard, 17.99 standard, 17.99 standard" {
			t.Errorf("it moved back: %s", got)
		}
		sources := must(s.bills.Sources(t.Context(), s.owner(), []int64{acmeID}))(t)
		if got := sources[acmeID].Own; len(got) != 2 {
			t.Errorf("its reseller reads %+v", got)
		}
		if sources = must(s.bills.Sources(t.Context(), account.Caller{Reseller: other, Role: account.ResellerFinance}, []int64{acmeID}))(t); len(sources) > 0 {
			t.Errorf("another one reads %+v", sources)
		}
	})
}

// create makes a company by the clock.
func (s *till) create(t *testing.T, id int64, c company.Company) error {
	t.Helper()
	c.ID, c.Name, c.Country, c.Area, c.CreatedAt = id, "Acme", "DE", company.Outside, s.clock()
	_, err := s.desk.CreateCompany(t.Context(), c, account.User{Email: fmt.Sprintf("%d@acme.example", id), Name: "Ann", Language: "en"})
	return err
}

func (s *till) attach(t *testing.T, id int64) {
	t.Helper()
	err := company.NewMembership(s.Companies(), s.Usage(), s.clock).Attach(t.Context(), account.Command(), id, s.reseller, calendar.DayOf(s.clock()))
	if err != nil {
		t.Fatal(err)
	}
}

func TestAMarkupThatIsNotRightIsRefused(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		s.settle(t, acmeID, company.Outside)
		if err := s.create(t, acmeID+1, company.Company{}); err != nil {
			t.Fatal(err)
		}
		finance, stranger := s.owner(), s.owner()
		finance.Role, stranger.Reseller = account.ResellerFinance, s.reseller+1
		good := billing.RuleVersion{Currency: billing.USD, From: 202609, Source: billing.Marked, Rule: plus(1)}
		with := func(change func(*billing.RuleVersion)) billing.RuleVersion {
			v := good
			change(&v)
			return v
		}
		for name, c := range map[string]struct {
			caller account.Caller
			v      billing.RuleVersion
			want   fault.Kind
		}{
			"by finance":            {finance, good, fault.Forbidden},
			"of the running month":  {s.owner(), with(func(v *billing.RuleVersion) { v.From = 202608 }), fault.Invalid},
			"of no currency":        {s.owner(), with(func(v *billing.RuleVersion) { v.Currency = "EUR" }), fault.Invalid},
			"a standard's standard": {s.owner(), with(func(v *billing.RuleVersion) { v.Source = billing.Standard }), fault.Invalid},
			"of 2000 percent":       {s.owner(), with(func(v *billing.RuleVersion) { v.Rule = plus(2000) }), fault.Invalid},
			"of another's company":  {stranger, with(func(v *billing.RuleVersion) { v.Company = acmeID }), fault.NotFound},
			"of nobody's company":   {operator, with(func(v *billing.RuleVersion) { v.Company = acmeID + 1 }), fault.Invalid},
			"of no reseller":        {operator, with(func(v *billing.RuleVersion) { v.Reseller = 99 }), fault.NotFound},
		} {
			if _, err := s.bills.SetRule(t.Context(), c.caller, c.v); fault.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		first := s.mark(t, 0, 202609, billing.Marked, plus(20))
		if again := s.mark(t, 0, 202610, billing.Marked, plus(20)); again.ID != first.ID {
			t.Errorf("what changes nothing is kept: %+v", again)
		}
		if _, _, err := s.bills.Rules(t.Context(), account.Caller{Reseller: s.reseller, Role: account.ResellerSupport}, 0); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("support reads markups: %v", err)
		}
	})
}

func TestAPreviewOfAMarkupIsOfThoseWhoWouldFollowIt(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		for i, p := range []string{"p", "q", "r"} {
			s.settle(t, acmeID+int64(i), company.Outside, p)
		}
		s.on(20260831)
		for _, p := range []string{"p", "q", "r"} {
			s.use(t, p, 20260810, 3, 12_000)
		}
		must(s.bills.SetPlan(t.Context(), s.owner(), acmeID+2, 202609, buying(billing.USD, "20")))(t)
		must(s.bills.SetBuyPlan(t.Context(), operator, s.reseller, 202608, buying(billing.USD, "10")))(t)
		for _, day := range []calendar.Day{20260901, 20260902} {
			s.on(day)
			v := billing.RuleVersion{Currency: billing.USD, From: 202610, Source: billing.Marked, Rule: plus(100)}
			e := must(s.bills.PreviewRule(t.Context(), s.owner(), v, nil))(t)
			if got := fmt.Sprint(e.Month, len(e.Companies), e.Was, e.Would); got != "2026-08 2 {59.96 40.00} {80.00 40.00}" {
				t.Errorf("the standard: %s", got)
			}
			e = must(s.bills.PreviewRule(t.Context(), s.owner(), v, []int64{acmeID + 2}))(t)
			if got := fmt.Sprint(e.Month, len(e.Companies), e.Was, e.Would); got != "2026-08 1 {29.98 20.00} {40.00 20.00}" {
				t.Errorf("its own: %s", got)
			}
			s.run(t, day)
		}
	})
}

// The oracle knows nothing of how versions are laid down: it asks the markup that
// decides for the prices of each month to come.
func TestWhateverIsDoneToPricesFollowersHaveThoseOfTheirMarkup(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260810)
		other := must(s.desk.CreateReseller(t.Context(), company.Reseller{Name: "Other"}, account.User{Email: "o@other.example", Name: "O", Language: "en"}))(t)
		d := rand.New(rand.NewPCG(7, 28))
		companies, today := []int64{}, calendar.Day(20260810)
		for range 120 {
			from := today.Month().Add(1 + d.IntN(4))
			holder := []int64{s.reseller, other}[d.IntN(2)]
			c := account.Caller{User: 1, Reseller: holder, Role: account.ResellerOwner}
			id := acmeID + d.Int64N(6)
			var err error
			switch d.IntN(9) {
			case 0, 1:
				_, err = s.bills.SetRule(t.Context(), c, billing.RuleVersion{Currency: billing.USD, From: from, Source: billing.Marked, Rule: plus(10 * d.Int64N(5))})
			case 2:
				_, err = s.bills.SetRule(t.Context(), c, billing.RuleVersion{Company: id, From: from, Source: []billing.Source{billing.Marked, billing.Standard, billing.ByHand}[d.IntN(3)], Rule: plus(7 * d.Int64N(5))})
			case 3:
				_, err = s.bills.SetPlan(t.Context(), c, id, from, buying(billing.USD, fmt.Sprint(d.IntN(4))))
			case 4:
				_, err = s.bills.SetBuyPlan(t.Context(), operator, holder, from.Add(-1), buying(billing.USD, fmt.Sprint(10+d.IntN(4))))
			case 5:
				if err = s.create(t, id, company.Company{Reseller: holder}); err == nil {
					companies = append(companies, id)
				}
			case 6:
				if slices.Contains(companies, id) {
					s.hand(t, id, today, holder)
				}
			case 7:
				today = today.Add(d.IntN(20))
				s.on(today)
			case 8:
				if d.IntN(3) == 0 {
					_, err = s.bills.SetRule(t.Context(), c, billing.RuleVersion{Currency: billing.USD, From: from, Source: billing.ByHand})
				}
			}
			if kind := fault.KindOf(err); err != nil && kind != fault.NotFound && kind != fault.Conflict {
				t.Fatal(err)
			}
			if d.IntN(2) > 0 {
				continue
			}
			var sweeps sync.WaitGroup // as on two nodes
			for range 2 {
				sweeps.Go(func() {
					if err := s.bills.Follow(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			sweeps.Wait()
			s.checkFollowers(t, companies, today.Month().Add(1))
		}
	})
}

func (s *till) checkFollowers(t *testing.T, companies []int64, from calendar.Month) {
	t.Helper()
	if left := must(s.Billing().Unfollowed(t.Context(), 0, 100))(t); len(left) > 0 {
		t.Fatalf("%v have yet to follow", left)
	}
	for _, f := range must(s.Billing().Followers(t.Context(), companies))(t) {
		for i, p := range f.Plans {
			if p.Number != i+1 {
				t.Fatalf("%d has a version %d as its %d", f.Company, p.Number, i+1)
			}
		}
		for month := from; month < from.Add(6); month = month.Add(1) {
			rule := f.Own.On(month)
			if rule.Source != billing.Marked && rule.Source != billing.ByHand {
				rule = f.Standard.On(month)
			}
			if rule.Source != billing.Marked || f.Reseller == 0 {
				continue
			}
			list := billing.ListIn(billing.USD)
			want := rule.On(f.Buys.On(month, list).Terms)
			if got := f.Plans.On(month, list); fmt.Sprint(got.Terms) != fmt.Sprint(want) {
				t.Fatalf("company %d of %d in %s: %v, want %v", f.Company, f.Reseller, month, got.Terms.Rates, want.Rates)
			}
		}
	}
}

func TestAMarkupThatWasSetOnTheLastDayIsFollowedOnTheFirst(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, db *DB) {
		s := newTill(t, db, 20260831)
		s.settle(t, acmeID, company.Outside, "p")
		v := billing.RuleVersion{Reseller: s.reseller, Currency: billing.USD, From: 202609, Source: billing.Marked, Rule: plus(20), CreatedAt: s.clock()}
		act := s.owner().Did("markup.set", s.clock()) // whoever has set it died before anything followed
		must(s.Billing().AddRule(t.Context(), act, v))(t)
		s.on(20260901)
		s.use(t, "p", 20260901, 3, 11_000)
		s.on(20261001)
		s.run(t, 20261001)
		bills := must(s.Billing().Bills(t.Context(), acmeID, []calendar.Month{202609}))(t)
		if len(bills) != 1 || bills[0].Total.String() != "17.99" || bills[0].Plan != 1 {
			t.Errorf("%+v", bills)
		}
	})
}

// What 10,000 companies cost that follow one markup, and a look when nothing is
// to be done.
func BenchmarkFollow(b *testing.B) {
	db, err := Open(b.Context(), Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // it is thrown away
	const companies = 10_000
	err = db.console.write(b.Context(), func(tx *transaction) error {
		if _, err := tx.ExecContext(b.Context(), "insert into reseller (id, name, created_at) values (1, 'R', 0)"); err != nil {
			return err
		}
		for id := 200_001; id <= 200_000+companies; id++ {
			_, err := tx.ExecContext(b.Context(), `insert into company (id, reseller, name, name_fold, country, area, app_limit, member_limit, industry, interest, environment, created_at)
				values ($1, 1, 'C', 'c', 'DE', 'Non-CN', 1, 1, 1, 1, 1, 0)`, id)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	now := calendar.Day(20260810).Start()
	s := billing.NewService(billing.Config{Store: db.Billing(), Figures: db.Usage(), Clock: func() time.Time { return now }, OpenFrom: 60})
	percent := int64(0)
	for name, do := range map[string]func() error{
		"set": func() error {
			percent++
			_, err := s.SetRule(b.Context(), operator, billing.RuleVersion{Reseller: 1, Currency: billing.USD, From: 202609, Source: billing.Marked, Rule: plus(percent % 100)})
			return err
		},
		"follow": func() error {
			percent++
			if _, err := s.SetRule(b.Context(), operator, billing.RuleVersion{Reseller: 1, Currency: billing.USD, From: 202609, Source: billing.Marked, Rule: plus(percent % 100)}); err != nil {
				return err
			}
			return s.Follow(b.Context())
		},
		"nothing": func() error { return s.Follow(b.Context()) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
		})
		if err := s.Follow(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
