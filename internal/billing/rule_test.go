package billing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func percentOf(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func marking(percent string, places int) Rule {
	return Rule{Markup: Markup{*percentOf(percent), places}}
}

func TestARuleMakesPricesOfThoseThatAreBoughtBy(t *testing.T) {
	t.Parallel()
	base := Terms{Currency: USD, Minimum: -5, GraceDays: 9, Free: []Allowance{{10, []string{"rtc.hd"}}}, Rates: map[string]Rate{
		"rtc.audio": flat("0.99"),
		"rtc.hd":    {Graduated, 1000, []Tier{{1000, decimal.RequireFromString("3.99")}, {0, decimal.RequireFromString("2.995")}}},
		"rtc.hdp":   {Package, 500, []Tier{{0, decimal.RequireFromString("600000")}}},
	}}
	own := flat("7")
	for name, c := range map[string]struct {
		rule Rule
		want string
	}{
		"a fifth":               {marking("20", 6), "rtc.audio 1.188, rtc.hd 4.788 3.594, rtc.hdp 720000"},
		"half up, once":         {marking("0.05", 2), "rtc.audio 0.99, rtc.hd 3.99 3, rtc.hdp 600300"},
		"whole":                 {marking("50", 0), "rtc.audio 1, rtc.hd 6 4, rtc.hdp 900000"},
		"for nothing":           {marking("-100", 4), "rtc.audio 0, rtc.hd 0 0, rtc.hdp 0"},
		"a million at the most": {marking("100", 4), "rtc.audio 1.98, rtc.hd 7.98 5.99, rtc.hdp 1000000"},
		"another percentage":    {Rule{Markup: Markup{*percentOf("10"), 3}, Items: map[string]ItemRule{"rtc.hd": {Percent: percentOf("100")}}}, "rtc.audio 1.089, rtc.hd 7.98 5.99, rtc.hdp 660000"},
		"a price of its own":    {Rule{Markup: Markup{*percentOf("10"), 3}, Items: map[string]ItemRule{"rtc.hd": {Rate: &own}}}, "rtc.audio 1.089, rtc.hd 7, rtc.hdp 660000"},
		"of what has no price":  {Rule{Markup: Markup{*percentOf("0"), 3}, Items: map[string]ItemRule{"rtm.dau": {Rate: &own}, "miniApp.audio": {Percent: percentOf("5")}}}, "rtc.audio 0.99, rtc.hd 3.99 2.995, rtc.hdp 600000, rtm.dau 7"},
	} {
		if err := c.rule.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		before := fmt.Sprint(base)
		got := c.rule.On(base)
		if text := pricesOf(got); text != c.want || fmt.Sprint(base) != before {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
		if err := got.Check(USD); err != nil || got.Free != nil || got.Minimum != 0 || got.GraceDays != 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	keeps := Rule{Free: true, Minimum: 7, GraceDays: 3}
	if got := keeps.On(base); len(got.Free) != 1 || got.Minimum != 7 || got.GraceDays != 3 {
		t.Errorf("%+v", got)
	}
}

// pricesOf writes the prices of terms by item.
func pricesOf(t Terms) string {
	var all []string
	for _, i := range Items() {
		if rate, sold := t.Rates[i.ID]; sold {
			text := i.ID
			for _, tier := range rate.Tiers {
				text += " " + tier.Price.String()
			}
			all = append(all, text)
		}
	}
	return strings.Join(all, ", ")
}

func TestARuleThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	bad := flat("-1")
	for want, rule := range map[string]Rule{
		"percent":         marking("1000.5", 2),
		"places":          marking("1", 7),
		"percent, places": marking("0.00001", -1),
		"graceDays":       {GraceDays: 367},
		"items.rtc.audio": {Items: map[string]ItemRule{"rtc.audio": {}}},
		"items.cheese":    {Items: map[string]ItemRule{"cheese": {Percent: percentOf("1")}}},
		"items.rtc.hd":    {Items: map[string]ItemRule{"rtc.hd": {Percent: percentOf("1"), Rate: &bad}}},
		"items.rtc.audio.percent, items.rtc.hd.rate.tiers[0].price": {Items: map[string]ItemRule{"rtc.hd": {Rate: &bad}, "rtc.audio": {Percent: percentOf("-101")}}},
	} {
		err := rule.Check()
		if got := strings.Join(Wrong(err), ", "); got != want || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// story is what is done to the prices of a company, at random.
type story struct {
	draw
	present calendar.Month
	f       Follower
	ids     int64
	unswept bool
}

func (s *story) month() calendar.Month { return s.present.Add(1 + s.IntN(6)) }

func (s *story) prices() Terms {
	return Terms{Currency: USD, Rates: map[string]Rate{"rtc.hd": {Flat, 1000, []Tier{{0, decimal.New(s.Int64N(9), 0)}}}}}
}

func (s *story) rule() Rule {
	return marking([]string{"0", "50", "100"}[s.IntN(3)], 2)
}

// due notes that prices have yet to follow, as the stores do.
func (s *story) due(from calendar.Month) {
	if !s.unswept || from < s.f.From {
		s.f.From = from
	}
	s.unswept = true
}

func (s *story) sweep(t *testing.T) {
	t.Helper()
	if !s.unswept {
		return
	}
	plans, err := s.f.Missing()
	if err != nil {
		t.Fatal(err)
	}
	s.f.Plans = append(s.f.Plans, plans...)
	s.unswept = false
	if again, err := s.f.Missing(); err != nil || len(again) > 0 {
		t.Fatalf("once more: %+v, %v", again, err)
	}
}

func (s *story) act() {
	s.ids++
	v := RuleVersion{ID: s.ids, Reseller: 1, From: s.month(), Source: Marked, Rule: s.rule()}
	switch s.IntN(6) {
	case 0:
		if v.Source = []Source{Marked, Marked, ByHand}[s.IntN(3)]; v.Source != Marked {
			v.Rule = Rule{}
		}
		s.f.Standard = append(s.f.Standard, v)
	case 1:
		v.Company = 9
		s.f.Own = append(s.f.Own, v)
	case 2:
		v.Company, v.Source, v.Rule = 9, Standard, Rule{}
		s.f.Own = append(s.f.Own, v)
	case 3:
		s.f.Buys = append(s.f.Buys, Plan{Number: len(s.f.Buys) + 1, From: v.From, Terms: s.prices()})
	case 4:
		v.Company, v.Source, v.Rule = 9, ByHand, Rule{}
		s.f.Own = append(s.f.Own, v)
		s.f.Plans = append(s.f.Plans, Plan{Number: len(s.f.Plans) + 1, From: v.From, Terms: s.prices()})
	case 5:
		s.present = s.present.Add(1)
		return
	}
	s.due(v.From)
}

func TestPricesOfFollowersAreThoseOfTheirMarkupWhateverHappensAndInWhateverOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		s := story{draw: newDraw(seed), present: 202611, f: Follower{Company: 9, Reseller: 1, Area: company.Outside}}
		for range 30 {
			s.act()
			if s.IntN(3) > 0 {
				continue
			}
			s.sweep(t)
			list := List(company.Outside)
			for month := s.present.Add(1); month < s.present.Add(9); month = month.Add(1) {
				plan := s.f.Plans.On(month, list)
				by, follows := s.f.rule(month)
				if want := by.On(s.f.Buys.On(month, list).Terms); follows && pricesOf(plan.Terms) != pricesOf(want) {
					t.Fatalf("seed %d: in %s %s, want %s", seed, month, pricesOf(plan.Terms), pricesOf(want))
				}
				before := s.f.Plans.On(month.Add(-1), list)
				begins := slices.ContainsFunc(s.f.Plans, func(p Plan) bool { return p.From == month && p.Rule == 0 })
				if !follows && !begins && pricesOf(plan.Terms) != pricesOf(before.Terms) {
					t.Fatalf("seed %d: in %s %s, which nobody has set: before it was %s", seed, month, pricesOf(plan.Terms), pricesOf(before.Terms))
				}
			}
		}
	}
}

func TestSettingPricesByHandEndsFollowingUntilItIsChosenAgain(t *testing.T) {
	t.Parallel()
	hand := func(price string) Terms { return Terms{Currency: USD, Rates: map[string]Rate{"rtc.hd": flat(price)}} }
	f := Follower{Company: 9, Reseller: 1, Area: company.Outside, From: 202612,
		Buys:     Plans{{Number: 1, From: 202601, Terms: hand("10")}, {Number: 2, From: 202703, Terms: hand("20")}},
		Standard: RuleVersions{{ID: 1, Reseller: 1, From: 202612, Source: Marked, Rule: marking("50", 2)}},
	}
	follow := func(from calendar.Month) string {
		f.From = from
		plans, err := f.Missing()
		if err != nil {
			t.Fatal(err)
		}
		f.Plans = append(f.Plans, plans...)
		var all []string
		for _, month := range []calendar.Month{202611, 202612, 202701, 202703, 202705} {
			o, err := f.Origin(month)
			if err != nil {
				t.Fatal(err)
			}
			on := f.Plans.On(month, List(f.Area))
			all = append(all, fmt.Sprint(on.Rates["rtc.hd"].Tiers[0].Price, " ", o.Source))
		}
		return strings.Join(all, ", ")
	}
	if got := follow(202612); got != "3.99 list, 15 standard, 15 standard, 30 standard, 30 standard" {
		t.Errorf("at first: %s", got)
	}
	f.Own = append(f.Own, RuleVersion{ID: 2, Reseller: 1, Company: 9, From: 202701, Source: ByHand})
	f.Plans = append(f.Plans, Plan{Number: len(f.Plans) + 1, From: 202701, Terms: hand("12")})
	if got := follow(202701); got != "3.99 list, 15 standard, 12 hand, 12 hand, 12 hand" {
		t.Errorf("by hand: %s", got)
	}
	f.Own = append(f.Own, RuleVersion{ID: 3, Reseller: 1, Company: 9, From: 202703, Source: Standard})
	if got := follow(202703); got != "3.99 list, 15 standard, 12 hand, 30 standard, 30 standard" {
		t.Errorf("chosen again: %s", got)
	}
	f.Standard = append(f.Standard, RuleVersion{ID: 4, Reseller: 1, From: 202705, Source: ByHand})
	f.Buys = append(f.Buys, Plan{Number: 3, From: 202705, Terms: hand("40")})
	if got := follow(202705); got != "3.99 list, 15 standard, 12 hand, 30 standard, 30 kept" {
		t.Errorf("ended: %s", got)
	}
}

func TestWhoComesFollowsFromTheNextMonthUnlessMadeInThisOne(t *testing.T) {
	t.Parallel()
	for want, f := range map[calendar.Month]calendar.Month{
		202611: FollowsFrom(20261101, 20261130, false),
		202612: FollowsFrom(20261031, 20261130, false),
		202701: FollowsFrom(20261201, 20261201, true),
	} {
		if f != want {
			t.Errorf("from %s, want %s", f, want)
		}
	}
}
