package billing

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

func TestChargesAddUpToTheBillsOfDaysAndProjects(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		d := newDraw(seed)
		terms, use := d.terms(t), d.use()
		charges, err := terms.Charges(use, drawnMonth)
		if err != nil {
			t.Fatal(err)
		}
		sums, counted := map[rowKey]Money{}, make(Quantities, len(items))
		for _, c := range charges {
			sums[rowKey{c.Day, c.Project}] += c.Amount
			counted[itemAt[c.Item.ID]] += c.Counted
		}
		for day := drawnMonth.First(); day <= drawnMonth.Last(); day = day.Add(1) {
			bill, err := terms.DayBill(use, day)
			if err != nil {
				t.Fatal(err)
			}
			for project, amount := range bill {
				if sums[rowKey{day, project}] != amount {
					t.Fatalf("seed %d: charges of %s on %s are %s, its bill %s", seed, project, day, sums[rowKey{day, project}], amount)
				}
			}
		}
		for i, n := range use.through(drawnMonth.Last()) {
			if counted[i] != n {
				t.Fatalf("seed %d: %s counts %d, the month %d", seed, items[i].ID, counted[i], n)
			}
		}
	}
}

func TestWhatUsesUpTheAllowanceOfOthersIsChargedToThoseThatUsedItAlike(t *testing.T) {
	t.Parallel()
	terms := Terms{Currency: USD, Rates: map[string]Rate{"rtc.hd": {Flat, 1, []Tier{{Price: decimal.NewFromInt(1)}}}},
		Free: []Allowance{{10, []string{"rtc.audio", "rtc.hd"}}}}
	row := func(day int, project, item string, minutes int64) Row {
		r := Row{drawnMonth.First().Add(day), project, make(Quantities, len(items))}
		r.Quantities[itemAt[item]] = minutes * 60
		return r
	}
	u := &Use{Rows: []Row{row(0, "a", "rtc.hd", 10), // of the day after without a price, and first in the allowance
		row(1, "b", "rtc.audio", 1), row(1, "c", "rtc.audio", 5)}}
	charges, err := terms.Charges(u, drawnMonth)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range charges {
		got = append(got, c.Project+" "+c.Item.ID+" "+c.Amount.String())
	}
	if want := []string{"a rtc.hd 0.00", "b rtc.audio 3.00", "c rtc.audio 3.00"}; !slices.Equal(got, want) {
		t.Errorf("charges are %v, want %v", got, want)
	}
}
