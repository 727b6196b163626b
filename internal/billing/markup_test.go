package billing

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

func TestAMarkupRoundsEachPriceOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		price, percent string
		places         int
		want           string
	}{
		{"3.99", "20", 4, "4.788"},
		{"0.99", "12.5", 2, "1.11"}, // 1.11375
		{"0.99", "12.5", 3, "1.114"},
		{"1.05", "10", 2, "1.16"}, // 1.155, half up
		{"14.99", "-100", 6, "0"},
		{"0.000001", "49", 6, "0.000001"},
		{"0.000001", "50", 6, "0.000002"},
		{"7", "0", 0, "7"},
	} {
		base := Terms{Rates: map[string]Rate{"rtc.hd": {Graduated, 1000, []Tier{{10, decimal.RequireFromString(c.price)}, {0, decimal.Zero}}}}}
		marked := Markup{decimal.RequireFromString(c.percent), c.places}.On(base)
		if got := marked.Rates["rtc.hd"]; got.Tiers[0].Price.String() != c.want || got.Tiers[0].UpTo != 10 || got.Model != Graduated || !got.Tiers[1].Price.IsZero() {
			t.Errorf("%s and %s %% is %+v, want %s", c.price, c.percent, got, c.want)
		}
		if base.Rates["rtc.hd"].Tiers[0].Price.String() != c.price {
			t.Error("the terms that it starts from have changed")
		}
	}
}

func TestAMarkupOfTheListCanBeBilledBy(t *testing.T) {
	t.Parallel()
	for _, area := range []company.Area{company.China, company.Outside} {
		list := List(area)
		marked := Markup{decimal.RequireFromString("33.3333"), 6}.On(list)
		if err := marked.Check(list.Currency); err != nil || len(marked.Rates) != len(list.Rates) || len(marked.Free) != len(list.Free) {
			t.Errorf("%v: %+v", err, marked)
		}
	}
}

func TestAMarkupThatCannotBeAppliedIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		percent string
		places  int
		want    fault.Kind
	}{{"20", 4, 0}, {"-100", 0, 0}, {"1000", 6, 0}, {"-100.0001", 4, fault.Invalid}, {"1000.1", 4, fault.Invalid}, {"0.00001", 4, fault.Invalid}, {"1", -1, fault.Invalid}, {"1", 7, fault.Invalid}} {
		if err := (Markup{decimal.RequireFromString(c.percent), c.places}).Check(); fault.KindOf(err) != c.want {
			t.Errorf("%s to %d places: %v", c.percent, c.places, err)
		}
	}
	for _, text := range []string{"", "1e9", "twelve", "0.000000000000000000001"} {
		if d, err := ParseDecimal(text); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is read as %s", text, fmt.Sprint(d))
		}
	}
}
