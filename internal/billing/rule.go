package billing

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Rule is a markup that is kept: by how much prices are above those that the
// reseller buys by, whatever these will be.
type Rule struct {
	Markup                        // of all items that have no rule of their own
	Items     map[string]ItemRule `json:"items,omitzero"` // by the id of an item
	Free      bool                `json:"free"`           // whether what is free when bought is free when sold
	Minimum   Money               `json:"minimum"`        // as Terms has them
	GraceDays int                 `json:"graceDays"`
}

// ItemRule is the rule of one item: another percentage, or a price of its own
// that does not follow.
type ItemRule struct {
	Percent *decimal.Decimal `json:"percent,omitzero"`
	Rate    *Rate            `json:"rate,omitzero"`
}

// NoRule is the rule that changes nothing: what somebody begins with who types
// one for companies of a currency.
func NoRule(c Currency) Rule {
	return Rule{Markup: Markup{Places: 4}, Free: true, GraceDays: ListIn(c).GraceDays}
}

// Check refuses a rule that no prices could be made by, with all that is wrong
// as fault.Invalid.
func (r *Rule) Check() error {
	wrong := fault.New(fault.Invalid, "The markup cannot be used.")
	r.check(wrong)
	for _, id := range slices.Sorted(maps.Keys(r.Items)) {
		item, where := r.Items[id], "items."+id
		if _, known := itemAt[id]; !known || (item.Percent == nil) == (item.Rate == nil) {
			wrong.With(where, "an item that has figures, with either a percentage or a price", id)
			continue
		}
		if item.Percent != nil {
			checkPercent(wrong, where+".percent", *item.Percent)
		} else {
			item.Rate.check(wrong, where+".rate")
		}
	}
	if r.GraceDays < 0 || r.GraceDays > maxGrace {
		wrong.With("graceDays", "0 to 366", r.GraceDays)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// On returns the terms that follow from what is bought by. No price exceeds
// what a plan may say, a million.
func (r *Rule) On(base Terms) Terms {
	t := Terms{Currency: base.Currency, Rates: make(map[string]Rate, len(base.Rates)), Minimum: r.Minimum, GraceDays: r.GraceDays}
	for id, rate := range base.Rates {
		m := r.Markup
		if item := r.Items[id]; item.Percent != nil {
			m.Percent = *item.Percent
		}
		t.Rates[id] = bounded(m.rate(rate))
	}
	for id, item := range r.Items {
		if item.Rate != nil {
			t.Rates[id] = *item.Rate
		}
	}
	if r.Free {
		t.Free = base.Free
	}
	return t
}

func bounded(r Rate) Rate {
	for i := range r.Tiers {
		r.Tiers[i].Price = decimal.Min(r.Tiers[i].Price, decimal.NewFromInt(maxPriceOfN))
	}
	return r
}

// Source says by what prices are made.
type Source string

// The sources.
const (
	Marked   Source = "markup"   // by a rule of its own
	Standard Source = "standard" // of a company: by its reseller's standard markup
	ByHand   Source = "hand"     // by nobody but who sets them
	Listed   Source = "list"     // of a company's prices: nothing was ever set
	Kept     Source = "kept"     // of a company's prices: a markup made them that it follows no longer
)

// RuleVersion says by what prices are made from a month on: those of a company,
// or of all companies of a reseller that follow its standard. Versions are only
// added.
type RuleVersion struct {
	ID        int64
	Reseller  int64
	Company   int64 // 0: the reseller's standard
	Currency  Currency
	Number    int // from 1, of the company with this reseller, or of the standard in a currency
	From      calendar.Month
	CreatedAt time.Time
	Source    Source // Marked or ByHand; of a company Standard too
	Rule             // of Marked
}

// RuleVersions are all of one company, or of one standard, in the order in
// which they were set.
type RuleVersions []RuleVersion

// On returns what prices are made by in a month: what was set last counts, from
// its month on. Before anything begins it is the zero value.
func (all RuleVersions) On(month calendar.Month) RuleVersion {
	for _, v := range slices.Backward(all) {
		if v.From <= month {
			return v
		}
	}
	return RuleVersion{}
}

// Of returns the versions of a company, or of the standard (0) in a currency.
func (all RuleVersions) Of(company int64, c Currency) RuleVersions {
	return slices.DeleteFunc(slices.Clone(all), func(v RuleVersion) bool { return v.Company != company || v.Currency != c })
}

// Changes reports whether a version that is set after v changes anything.
func (v *RuleVersion) Changes(next *RuleVersion) (bool, error) {
	if v.Source != next.Source && (v.ID != 0 || next.Source != Standard) || v.From > next.From {
		return true, nil
	}
	same, err := alike(v.Rule, next.Rule)
	return !same, err
}

// checkSource refuses what cannot be said of a company or of a standard.
func (v *RuleVersion) checkSource() error {
	if v.Source == Marked {
		return v.Rule.Check()
	}
	v.Rule = Rule{}
	if v.Source == ByHand || v.Source == Standard && v.Company != 0 {
		return nil
	}
	return fault.New(fault.Invalid, "Prices are made by a markup of their own, by the reseller's standard markup, or by hand.").
		With("source", fmt.Sprint(Marked, ", ", ByHand, " or, of a company, ", Standard), string(v.Source))
}
