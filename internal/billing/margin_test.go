package billing

import (
	"fmt"
	"slices"
	"testing"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// parts are portions of some companies in a month, as they were held by
// resellers 1 and 2 in turn, and 3 nobody; and what they moved by later.
func (d draw) parts(t *testing.T) map[int64][]*portion {
	t.Helper()
	all := map[int64][]*portion{}
	for id := int64(1); id <= 4; id++ {
		sell, use := d.terms(t), d.use()
		sell.Currency = CurrencyOf(company.Outside)
		billed := portion{month: drawnMonth, on: drawnMonth, use: use, sell: &sell}
		moved := portion{month: drawnMonth, on: drawnMonth.Add(1), use: d.corrected(use), before: use, sell: &sell}
		first := calendar.Day(0)
		days := map[int64][]company.Holding{}
		for first <= drawnMonth.Last() {
			last := max(first, drawnMonth.First()).Add(d.IntN(20))
			holder := 1 + d.Int64N(3)
			days[holder] = append(days[holder], company.Holding{Reseller: holder, From: first, To: last})
			first = last.Add(1)
		}
		for holder, of := range days {
			held := &Held{Company: id, Name: fmt.Sprint("C", id), Area: company.Outside, Now: d.IntN(2) == 0, Days: of}
			for _, p := range []portion{billed, moved} {
				p.held = held
				all[holder] = append(all[holder], &p)
			}
		}
	}
	return all
}

// marginsOf are those of some portions.
func marginsOf(t *testing.T, parts []*portion, buy *Terms) *Margins {
	t.Helper()
	held := map[int64]Held{}
	for _, p := range parts {
		held[p.held.Company] = *p.held
	}
	var all []Held
	for _, h := range held {
		all = append(all, h)
	}
	m := newMarginSums(MarginQuery{From: drawnMonth, To: drawnMonth.Add(1)}, all)
	for _, p := range parts {
		terms := buy
		if terms == nil {
			terms = p.sell
		}
		if err := m.add(p, terms); err != nil {
			t.Fatal(err)
		}
	}
	return m.margins()
}

func sumOf(rows []MarginRow) (sum Amounts) {
	for _, r := range rows {
		sum.Revenue += r.Revenue
		sum.Cost += r.Cost
	}
	return sum
}

func TestCompaniesProductsAndMonthsAddUpToTheSameMargin(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		d := newDraw(seed)
		buy := d.terms(t)
		for holder, parts := range d.parts(t) {
			m, want := marginsOf(t, parts, &buy), Amounts{}
			for _, p := range parts {
				points := p.points()
				revenue, err := p.sell.costOf(points)
				if err != nil {
					t.Fatal(err)
				}
				cost, err := buy.costOf(points)
				if err != nil {
					t.Fatal(err)
				}
				want.Revenue += revenue
				want.Cost += cost
			}
			for name, rows := range map[string][]MarginRow{"companies": m.Rows[ByCompany], "products": m.Rows[ByProduct], "months": m.Rows[ByMonth], "totals": m.Totals} {
				if got := sumOf(rows); got != want {
					t.Errorf("seed %d, reseller %d: %s add up to %v, want %v", seed, holder, name, got, want)
				}
			}
		}
	}
}

func TestAllWhoHeldACompanyTogetherHaveItsBillByProduct(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		d := newDraw(seed)
		byProduct, want := map[MarginKey]Amounts{}, map[MarginKey]Amounts{}
		buy := d.terms(t)
		billed := map[int64]bool{}
		for _, parts := range d.parts(t) {
			for _, r := range marginsOf(t, parts, &buy).Rows[ByProduct] {
				byProduct[r.MarginKey] = Amounts{byProduct[r.MarginKey].Revenue + r.Revenue, byProduct[r.MarginKey].Cost + r.Cost}
			}
			for _, p := range parts {
				if p.before != nil || billed[p.held.Company] {
					continue
				}
				billed[p.held.Company] = true
				for terms, add := range map[*Terms]func(*Amounts, Money){p.sell: func(a *Amounts, m Money) { a.Revenue += m }, &buy: func(a *Amounts, m Money) { a.Cost += m }} {
					lines, sum, err := terms.Cost(p.use.through(drawnMonth.Last()))
					if err != nil {
						t.Fatal(err)
					}
					for product, share := range apportion(lines, sum) {
						of := want[MarginKey{Currency: USD, Product: product}]
						add(&of, share)
						want[MarginKey{Currency: USD, Product: product}] = of
					}
				}
			}
		}
		for key, amounts := range want {
			if byProduct[key] != amounts {
				t.Errorf("seed %d: %s is %v, want %v", seed, key.Product, byProduct[key], amounts)
			}
		}
	}
}

func TestDaysOnWhichACompanyWasHeldAreBilledAsDailyBillsAre(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		for holder, parts := range newDraw(seed).parts(t) {
			for _, p := range parts {
				if p.before != nil {
					continue
				}
				got, err := p.sell.costOf(p.points())
				if err != nil {
					t.Fatal(err)
				}
				want := Money(0)
				for day := drawnMonth.First(); day <= drawnMonth.Last(); day = day.Add(1) {
					if (company.Place{Holdings: p.held.Days}).HolderOn(day) != holder {
						continue
					}
					bill, err := p.sell.DayBill(p.use, day)
					if err != nil {
						t.Fatal(err)
					}
					for _, share := range bill {
						want += share
					}
				}
				if got != want {
					t.Errorf("seed %d: the days %v of company %d are %s, want %s", seed, p.held.Days, p.held.Company, got, want)
				}
			}
		}
	}
}

func TestWhoSellsAsBoughtEarnsNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(30) {
		for _, parts := range newDraw(seed).parts(t) {
			m := marginsOf(t, parts, nil)
			for _, r := range slices.Concat(m.Rows[ByCompany], m.Rows[ByProduct], m.Rows[ByMonth], m.Totals) {
				if r.Margin() != 0 || r.Unsold != r.Unbought {
					t.Errorf("seed %d: %+v", seed, r)
				}
			}
		}
	}
}

func TestWhatIsNoLongerTheResellersIsOneLineWithoutName(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		d := newDraw(seed)
		buy := d.terms(t)
		for _, parts := range d.parts(t) {
			gone := map[int64]bool{}
			for _, p := range parts {
				gone[p.held.Company] = !p.held.Now
			}
			for _, r := range marginsOf(t, parts, &buy).Rows[ByCompany] {
				if gone[r.Company] || (r.Company == 0) != (r.Name == "") {
					t.Errorf("seed %d: %+v", seed, r)
				}
			}
		}
	}
}

func TestAMarginInPercentIsOfTheRevenue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amounts Amounts
		want    string
	}{
		{Amounts{10000, 8000}, "20"}, {Amounts{300, 200}, "33.3"}, {Amounts{10000, 12345}, "-23.5"},
		{Amounts{0, 100}, ""}, {Amounts{-100, 50}, ""}, {Amounts{100, 0}, "100"}, {Amounts{1, 1_000_000_000_000_000}, "-99999999999999900"},
	} {
		got := ""
		if percent, there := c.amounts.Percent(); there {
			got = percent.String()
		}
		if got != c.want {
			t.Errorf("%v is %s percent, want %s", c.amounts, got, c.want)
		}
	}
}

func TestMarginsAreOfAYearAtMost(t *testing.T) {
	t.Parallel()
	s := NewService(Config{Clock: calendar.Day(20260815).Start})
	for _, c := range []struct {
		q     MarginQuery
		wrong string
	}{
		{MarginQuery{From: 202509, To: 202608}, ""}, {MarginQuery{From: 202608, To: 202608, Currency: CNY}, ""},
		{MarginQuery{From: 202508, To: 202608}, "from"}, {MarginQuery{From: 202608, To: 202607}, "from"},
		{MarginQuery{From: 202608, To: 202609}, "to"}, {MarginQuery{From: 202608, To: 202608, Currency: "EUR"}, "currency"},
	} {
		err := s.checkMargins(c.q)
		if wrong := fault.Readable(err); (c.wrong == "") != (err == nil) || err != nil && wrong.Fields[0].Location != c.wrong {
			t.Errorf("%v: %v", c.q, err)
		}
	}
}
