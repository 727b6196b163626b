package billing

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/shopspring/decimal"

	"reseller-console/internal/calendar"
)

// draw makes plans and use at random.
type draw struct{ *rand.Rand }

func newDraw(seed uint64) draw { return draw{rand.New(rand.NewPCG(seed, 17))} }

const drawnMonth = calendar.Month(202602)

func (d draw) rate() Rate {
	r := Rate{Model: []Model{Flat, Graduated, Volume, Package}[d.IntN(4)], Per: []int64{1, 10, 1000, 1_000_000}[d.IntN(4)]}
	price := func() decimal.Decimal { return decimal.New(d.Int64N(20_000_000), -int32(d.IntN(7))).Truncate(6) }
	if r.Model == Package {
		r.Per = 1 + d.Int64N(5000)
	}
	if bound := int64(0); r.Model == Graduated || r.Model == Volume {
		for range d.IntN(4) {
			bound += 1 + d.Int64N(20_000)
			r.Tiers = append(r.Tiers, Tier{bound, price()})
		}
	}
	r.Tiers = append(r.Tiers, Tier{Price: price()})
	for i := range r.Tiers {
		r.Tiers[i].Price = decimal.Min(r.Tiers[i].Price, decimal.NewFromInt(maxPriceOfN))
	}
	return r
}

func (d draw) terms(t *testing.T) Terms {
	t.Helper()
	terms := Terms{Currency: USD, Rates: map[string]Rate{}}
	var free Allowance
	for _, at := range d.Perm(len(items)) {
		if d.IntN(3) > 0 {
			terms.Rates[items[at].ID] = d.rate()
		}
		if d.IntN(2) > 0 {
			free.Items = append(free.Items, items[at].ID)
		}
	}
	if free.Units = d.Int64N(20_000); free.Units > 0 {
		terms.Free = []Allowance{free}
	}
	if err := terms.Check(USD); err != nil {
		t.Fatal(err)
	}
	return terms
}

func (d draw) row(day calendar.Day, project string) Row {
	r := Row{day, project, make(Quantities, len(items))}
	for i := range items {
		if d.IntN(4) == 0 {
			r.Quantities[i] = d.Int64N(1 << (1 + d.IntN(18)))
		}
	}
	return r
}

func (d draw) use() *Use {
	u := &Use{}
	for day := drawnMonth.First(); day <= drawnMonth.Last(); day = day.Add(1) {
		for _, project := range []string{"a", "b", "c"} {
			if d.IntN(3) > 0 {
				u.Rows = append(u.Rows, d.row(day, project))
			}
		}
	}
	return u
}

// corrected is another use after late events and retractions.
func (d draw) corrected(u *Use) *Use {
	now := &Use{}
	for _, r := range u.Rows {
		switch d.IntN(12) {
		case 0: // all of it was retracted
		case 1:
			now.Rows = append(now.Rows, d.row(r.Day, r.Project))
		default:
			now.Rows = append(now.Rows, r)
		}
	}
	return now
}

func TestDaysAddUpToTheMonthAndProjectsToTheDay(t *testing.T) {
	t.Parallel()
	negative := 0
	for seed := range uint64(60) {
		d := newDraw(seed)
		terms, use := d.terms(t), d.use()
		for _, u := range []*Use{use, d.corrected(use)} {
			sum := Money(0)
			for day := drawnMonth.First(); day <= drawnMonth.Last(); day = day.Add(1) {
				shares, err := terms.DayBill(u, day)
				if err != nil {
					t.Fatal(err)
				}
				before := sum
				for _, share := range shares {
					sum += share
				}
				if through, err := terms.CostThrough(u, day); err != nil || sum != through {
					t.Fatalf("seed %d: days through %s add up to %s, want %s (%v)", seed, day, sum, through, err)
				}
				if sum < before {
					negative++
				}
			}
			_, total, err := terms.Cost(u.through(drawnMonth.Last()))
			if err != nil || sum != total {
				t.Fatalf("seed %d: days are %s, the month is %s (%v)", seed, sum, total, err)
			}
		}
	}
	if negative == 0 {
		t.Error("no day was below 0, which lower prices for more must give")
	}
}

func TestABillOfADayIsTheSameHoweverOftenAndInWhateverOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		d := newDraw(seed)
		terms, use := d.terms(t), d.use()
		day := use.Rows[len(use.Rows)/2].Day
		first, err := terms.DayBill(use, day)
		if err != nil {
			t.Fatal(err)
		}
		mixed := &Use{slices.Clone(use.Rows)}
		d.Shuffle(len(mixed.Rows), func(i, j int) { mixed.Rows[i], mixed.Rows[j] = mixed.Rows[j], mixed.Rows[i] })
		again, err := terms.DayBill(mixed, day)
		if err != nil || !maps.Equal(first, again) {
			t.Errorf("seed %d: %v, then %v (%v)", seed, first, again, err)
		}
	}
}

func TestAnAmountIsSplitByLargestRemainders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount Money
		values map[string]int64
		want   string
	}{
		{100, map[string]int64{"a": 1, "b": 1, "c": 1}, "map[a:34 b:33 c:33]"},
		{101, map[string]int64{"c": 1, "b": 1, "a": 1}, "map[a:34 b:34 c:33]"},
		{10, map[string]int64{"a": 1, "b": 2, "c": 4}, "map[a:1 b:3 c:6]"},
		{1, map[string]int64{"b": 5, "a": 5}, "map[a:1 b:0]"},
		{-100, map[string]int64{"a": 1, "b": 1, "c": 1}, "map[a:-34 b:-33 c:-33]"},
		{7, map[string]int64{"a": 0, "b": 3}, "map[a:0 b:7]"},
		{3, map[string]int64{"a": 0, "b": 0}, "map[a:2 b:1]"},
		{0, map[string]int64{"a": 0, "b": 9}, "map[a:0 b:0]"},
		{0, nil, "map[]"},
	} {
		values := map[string]*big.Rat{}
		for project, n := range c.values {
			values[project] = big.NewRat(n, 1)
		}
		got := map[string]int64{}
		for project, share := range split(c.amount, values) {
			got[project] = int64(share)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%d over %v is %v, want %s", c.amount, c.values, got, c.want)
		}
	}
}

func TestUseIsKeptWhole(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		use := newDraw(seed).use()
		text, err := json.Marshal(use)
		if err != nil {
			t.Fatal(err)
		}
		var back Use
		if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(&back, use) {
			t.Errorf("seed %d: another use came back (%v)", seed, err)
		}
		if days := use.differs(&back); days != nil {
			t.Errorf("it differs on %v", days)
		}
	}
	for _, text := range []string{`{"items":["rtc.sd"],"projects":["p"],"rows":[[20260201,0,1]]}`, `{"items":[],"projects":["p"],"rows":[[20260201,1]]}`, `{"rows":[[1]]}`} {
		if err := json.Unmarshal([]byte(text), new(Use)); err == nil {
			t.Errorf("%s was read", text)
		}
	}
}

func TestTwoUsesDifferOnTheDaysThatDo(t *testing.T) {
	t.Parallel()
	one := Row{20260203, "a", used("rtc.hd", 5)}
	other := Row{20260203, "a", used("rtc.hd", 6)}
	more := Row{20260207, "b", used("rtc.hd", 1)}
	for _, c := range []struct {
		a, b []Row
		want []calendar.Day
	}{
		{[]Row{one}, []Row{one}, nil}, {[]Row{one}, []Row{other}, []calendar.Day{20260203}},
		{[]Row{one}, []Row{one, more}, []calendar.Day{20260207}}, {[]Row{one, more}, nil, []calendar.Day{20260203, 20260207}},
	} {
		if got := (&Use{c.a}).differs(&Use{c.b}); !slices.Equal(got, c.want) {
			t.Errorf("%v and %v differ on %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
