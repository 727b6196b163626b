package budget

import (
	"slices"
	"testing"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

func TestTheDayOnWhichALimitIsExceededIsExact(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		today                          calendar.Day
		limit, used, yesterday, before int64
		want                           calendar.Day
	}{
		"a week of 100 a day":             {20260815, 2350, 1400, 1400, 700, 20260824},
		"to the last unit":                {20260815, 2300, 1400, 1400, 700, 20260824}, // 2,300 on the 23rd is not more
		"one unit less":                   {20260815, 2299, 1400, 1400, 700, 20260823},
		"today":                           {20260815, 1450, 1410, 1400, 700, 20260815},
		"on the last day":                 {20260815, 3099, 1400, 1400, 700, 20260831},
		"in the next month":               {20260815, 3100, 1400, 1400, 700, 0},
		"not for thousands of years":      {20260815, MaxLimit, 7, 7, 0, 0},
		"it is exceeded already":          {20260815, 1399, 1400, 1400, 700, 0},
		"nothing was used":                {20260815, 10, 5, 5, 5, 0},
		"corrections took more than came": {20260815, 10, 5, 5, 9, 0},
		"two whole days tell nothing":     {20260803, 1000, 900, 900, 0, 0},
		"three do":                        {20260804, 1000, 900, 900, 0, 20260804},
		"a third of a unit a day":         {20260804, 10, 9, 9, 8, 20260807}, // 9⅓, 9⅔, 10, 10⅓
	} {
		_, pace := spans(c.today)
		got := exceedsOn(c.today, c.limit, c.used, c.yesterday, c.before, pace)
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTheSpansOfAForecastAreOfItsMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today calendar.Day
		days  []calendar.Day
		pace  int
	}{
		{20260801, []calendar.Day{20260801, 20260731, 20260731}, 0},
		{20260804, []calendar.Day{20260804, 20260803, 20260731}, 3},
		{20260808, []calendar.Day{20260808, 20260807, 20260731}, 7},
		{20260831, []calendar.Day{20260831, 20260830, 20260823}, 7},
	} {
		if days, pace := spans(c.today); !slices.Equal(days, c.days) || pace != c.pace {
			t.Errorf("%s: %v, %d", c.today, days, pace)
		}
	}
}

func TestThresholdsAreReachedExactly(t *testing.T) {
	t.Parallel()
	b := Budget{Measure: Money, Currency: billing.USD, Limit: 333, Thresholds: []int{50, 80, 100, 1000}}
	for used, want := range map[int64][]int{166: nil, 167: {50}, 266: {50}, 267: {50, 80}, 332: {50, 80}, 333: {50, 80, 100}, 3330: {50, 80, 100, 1000}, -5: nil} {
		if got := b.reached(used); !slices.Equal(got, want) {
			t.Errorf("%s of %s reaches %v, want %v", b.Amount(used), b.Amount(b.Limit), got, want)
		}
	}
}
