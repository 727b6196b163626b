package billing

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json"

	"reseller-console/internal/calendar"
	"reseller-console/internal/company"
)

// Follower is a company with all that its prices come from.
type Follower struct {
	Company  int64
	Reseller int64 // that holds it now; 0 if none does
	Area     company.Area
	From     calendar.Month // the first month whose prices may have to follow
	Plans    Plans
	Own      RuleVersions // of the company, whoever held it
	Standard RuleVersions // of the reseller, in the company's currency
	Buys     Plans        // of the reseller, in the company's currency
}

// FollowsFrom is the first month whose prices follow the markup of a reseller
// that a company comes to: the running one, if the company was made in it and
// has no prices of its own yet, else the next one, since of the running one it
// has been told the prices.
func FollowsFrom(created, today calendar.Day, priced bool) calendar.Month {
	if !priced && created.Month() == today.Month() {
		return today.Month()
	}
	return today.Month().Add(1)
}

// decides returns what decides about the prices of a month: what was set for
// the company, else its reseller's standard markup.
func (f *Follower) decides(month calendar.Month) RuleVersion {
	own := f.Own.On(month)
	if own.Source == Marked || own.Source == ByHand {
		return own
	}
	if standard := f.Standard.On(month); standard.Source != "" {
		return standard
	}
	return own
}

// rule returns what decides about the prices of a month, and whether they follow
// it: a markup of the reseller that holds the company.
func (f *Follower) rule(month calendar.Month) (by RuleVersion, follows bool) {
	by = f.decides(month)
	return by, by.Source == Marked && by.Reseller == f.Reseller
}

// months are those from From on in which prices may change, in order.
func (f *Follower) months() []calendar.Month {
	all := []calendar.Month{f.From}
	for _, plans := range []Plans{f.Plans, f.Buys} {
		for _, p := range plans {
			all = append(all, max(f.From, p.From))
		}
	}
	for _, rules := range []RuleVersions{f.Own, f.Standard} {
		for _, v := range rules {
			all = append(all, max(f.From, v.From))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Missing returns the versions that the company's plan lacks for its prices to
// be, in each month from From on, those of the markup that decides. In months
// without a markup they stay what they were; what was set by hand begins in its
// month, unless a markup's has taken its place.
func (f *Follower) Missing() ([]Plan, error) {
	list := List(f.Area)
	plans, terms := slices.Clip(f.Plans), f.Plans.On(f.From.Add(-1), list).Terms
	for _, month := range f.months() {
		by, follows := f.rule(month)
		if follows {
			terms = by.On(f.Buys.On(month, list).Terms)
		} else if newest := plans.from(month); newest != nil && newest.Rule == 0 {
			terms = newest.Terms
		}
		same, err := alike(plans.On(month, list).Terms, terms)
		if err != nil {
			return nil, err
		}
		if !same {
			plans = append(plans, Plan{Company: f.Company, Number: len(plans) + 1, From: month, Rule: by.ID, Terms: terms})
		}
	}
	return plans[len(f.Plans):], nil
}

// from is the newest of the versions that begin with a month; nil: there is none.
func (p Plans) from(month calendar.Month) *Plan {
	for i := range slices.Backward(p) {
		if p[i].From == month {
			return &p[i]
		}
	}
	return nil
}

// alike reports whether two values say the same.
func alike[T any](a, b T) (bool, error) {
	one, err := json.Marshal(a, json.Deterministic(true))
	if err != nil {
		return false, err
	}
	other, err := json.Marshal(b, json.Deterministic(true))
	return bytes.Equal(one, other), err
}

// Origin says where the prices of a month come from.
type Origin struct {
	Source Source
	Since  calendar.Month // first month of the version that applies; 0: of the list
	Rule   RuleVersion    // of Marked and Standard
}

// Follows reports whether the prices follow a markup.
func (o *Origin) Follows() bool { return o.Source == Marked || o.Source == Standard }

// Origin returns where the prices of a month come from: from the markup that
// decides, if they are what it makes them.
func (f *Follower) Origin(month calendar.Month) (Origin, error) {
	list := List(f.Area)
	plan := f.Plans.On(month, list)
	o := Origin{Source: Kept, Since: plan.From}
	by, follows := f.rule(month)
	if follows {
		same, err := alike(plan.Terms, by.On(f.Buys.On(month, list).Terms))
		if err != nil {
			return o, err
		}
		if same {
			o.Source, o.Rule = Marked, by
			if by.Company == 0 {
				o.Source = Standard
			}
			return o, nil
		}
	}
	switch {
	case plan.Number == 0:
		o.Source = Listed
	case plan.Rule == 0 || by.Source == ByHand && by.Company != 0:
		o.Source = ByHand
	}
	return o, nil
}

// next is the first month after one in which other prices begin to apply; 0:
// none do.
func (p Plans) next(month calendar.Month) calendar.Month {
	first := calendar.Month(0)
	for _, v := range p {
		if v.From > month && (first == 0 || v.From < first) {
			first = v.From
		}
	}
	return first
}
