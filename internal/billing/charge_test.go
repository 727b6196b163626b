package billing

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestChargesAddUpToTheBillsOfDaysAndProjects(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		d := newDraw(seed)
		terms, use := d.terms(t), d.use()
		charges, err := terms.Charges(use, drawnMonth, []string{"a", "idle"})
		if err != nil {
			t.Fatal(err)
		}
		sums, counted := map[rowKey]Money{}, make(Quantities, len(items))
		for _, c := range charges {
			sums[rowKey{c.Day, c.Project}] += c.Amount
			if c.Item == nil {
				continue
			}
			counted[itemAt[c.Item.ID]] += c.Counted
		}
		for day := drawnMonth.First(); day <= drawnMonth.Last(); day = day.Add(1) {
			bill, err := terms.DayBill(use, day, []string{"a", "idle"})
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

func TestWhatUsesUpTheAllowanceOfOthersIsChargedToAllAlike(t *testing.T) {
	t.Parallel()
	terms := Terms{Currency: USD, Rates: map[string]Rate{"rtc.hd": {Flat, 1, []Tier{{Price: decimal.NewFromInt(1)}}}},
		Free: []Allowance{{10, []string{"rtc.audio", "rtc.hd"}}}}
	row := func(day int, item string, minutes int64) Row {
		r := Row{drawnMonth.First().Add(day), "a", make(Quantities, len(items))}
		r.Quantities[itemAt[item]] = minutes * 60
		return r
	}
	u := &Use{Rows: []Row{row(0, "rtc.hd", 10), row(1, "rtc.audio", 6)}} // without a price, and first in the allowance
	charges, err := terms.Charges(u, drawnMonth, []string{"a", "idle"})
	if err != nil {
		t.Fatal(err)
	}
	if len(charges) != 3 || charges[0].Amount != 0 || charges[1].Amount != 300 || charges[1].Item.ID != "rtc.audio" ||
		charges[2].Amount != 300 || charges[2].Project != "idle" || charges[2].Item != nil {
		t.Errorf("charges are %+v", charges)
	}
}
