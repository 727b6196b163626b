package billing

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/shopspring/decimal"

	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

// Model is how a rate makes an amount of a quantity.
type Model string

// The models.
const (
	Flat      Model = "flat"      // one price for all
	Graduated Model = "graduated" // each tier's price for what is within it
	Volume    Model = "volume"    // the price of the tier that the whole quantity reaches, for all of it
	Package   Model = "package"   // whole packages of Per units, begun ones too
)

// Tier is a price up to a quantity.
type Tier struct {
	UpTo  int64           `json:"upTo,omitzero"` // in minutes or numbers, that included; 0, in the last tier only: no bound
	Price decimal.Decimal `json:"price"`         // of Per units, at most six places
}

// Rate is the price of an item.
type Rate struct {
	Model Model  `json:"model"`
	Per   int64  `json:"per"` // how many minutes, or number, a price is of: a power of ten up to a million; any size of a package
	Tiers []Tier `json:"tiers"`
}

// Allowance is a number of units that cost nothing each month, used up by items
// in their order. It is not carried over.
type Allowance struct {
	Units int64    `json:"units"`
	Items []string `json:"items"`
}

// Terms is what a price plan says. The zero value prices nothing.
type Terms struct {
	Currency  Currency        `json:"currency"`
	Rates     map[string]Rate `json:"rates"` // by the id of an item; one without a rate costs nothing
	Free      []Allowance     `json:"free"`
	Minimum   Money           `json:"minimum"`   // the balance below which a company is short
	GraceDays int             `json:"graceDays"` // how long it is served then
}

// Plan is a version of a company's price plan, or of what a reseller buys by.
// Versions are never changed: a later one takes the place of an earlier one
// from its month on.
type Plan struct {
	Company   int64          // 0: it is a reseller's
	Reseller  int64          // 0: it is a company's
	Number    int            // from 1; 0 is the default list
	From      calendar.Month // the first month that is billed by it
	CreatedAt time.Time
	Rule      int64 // id of the version of a markup that made it; 0: it was set by hand
	Terms
}

// Says reports whether the plan has that first month and those terms, in JSON.
func (p *Plan) Says(from calendar.Month, terms []byte) (bool, error) {
	own, err := json.Marshal(p.Terms, json.Deterministic(true))
	return p.From == from && bytes.Equal(own, terms), err
}

// Plans are all versions of a company, or of a reseller and currency, by Number.
type Plans []Plan

// In returns the versions of one currency.
func (p Plans) In(c Currency) Plans {
	var some Plans
	for _, v := range p {
		if v.Currency == c {
			some = append(some, v)
		}
	}
	return some
}

// On returns the plan that a month goes by: of the versions that have
// begun the one that begins last, and of those the newest; else the list.
func (p Plans) On(month calendar.Month, list Terms) Plan {
	best := Plan{Terms: list}
	for _, v := range p {
		if v.From <= month && v.From >= best.From {
			best = v
		}
	}
	return best
}

// The bounds of what a plan may say.
const (
	maxPer      = 1_000_000
	maxUnits    = 1_000_000_000_000
	maxPlaces   = 6
	maxGrace    = 366
	maxTiers    = 50
	maxFree     = 10
	maxPriceOfN = 1_000_000
)

// Check refuses terms that could not be billed by, with all that is wrong as
// fault.Invalid. The currency is that of the company's area.
func (t *Terms) Check(c Currency) error {
	wrong := fault.New(fault.Invalid, "The price plan cannot be used.")
	if t.Currency != c {
		wrong.With("currency", string(c)+", which the company's area decides", string(t.Currency))
	}
	for _, id := range slices.Sorted(maps.Keys(t.Rates)) {
		if _, known := itemAt[id]; !known {
			wrong.With("rates."+id, "an item that has figures: plan items lists them", id)
			continue
		}
		rate := t.Rates[id]
		rate.check(wrong, "rates."+id)
	}
	if len(t.Free) > maxFree {
		wrong.With("free", fmt.Sprintf("at most %d allowances", maxFree), len(t.Free))
	}
	for i := range t.Free {
		t.Free[i].check(wrong, fmt.Sprintf("free[%d]", i))
	}
	if t.GraceDays < 0 || t.GraceDays > maxGrace {
		wrong.With("graceDays", "0 to 366", t.GraceDays)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

func (r *Rate) check(wrong *fault.Error, where string) {
	power := int64(1)
	for power < r.Per && power < maxPer {
		power *= 10
	}
	switch {
	case !slices.Contains([]Model{Flat, Graduated, Volume, Package}, r.Model):
		wrong.With(where+".model", "flat, graduated, volume or package", string(r.Model))
	case r.Per < 1 || r.Per > maxUnits || r.Model != Package && r.Per != power:
		wrong.With(where+".per", "1, 10, 100 and so on up to 1000000; of a package, its size", r.Per)
	case len(r.Tiers) == 0 || len(r.Tiers) > maxTiers || (r.Model == Flat || r.Model == Package) && len(r.Tiers) != 1:
		wrong.With(where+".tiers", "one price; of graduated and volume 1 to 50 tiers", len(r.Tiers))
	}
	last := int64(0)
	for i, tier := range r.Tiers {
		at := fmt.Sprintf("%s.tiers[%d]", where, i)
		if tier.Price.IsNegative() || tier.Price.GreaterThan(decimal.NewFromInt(maxPriceOfN)) || !tier.Price.Equal(tier.Price.Truncate(maxPlaces)) {
			wrong.With(at+".price", "0 to 1000000 with at most six places", tier.Price.String())
		}
		open := tier.UpTo == 0
		if open != (i == len(r.Tiers)-1) || !open && (tier.UpTo <= last || tier.UpTo > maxUnits) {
			wrong.With(at+".upTo", "more than that of the tier before; none in the last", tier.UpTo)
		}
		last = tier.UpTo
	}
}

func (a *Allowance) check(wrong *fault.Error, where string) {
	if a.Units < 1 || a.Units > maxUnits {
		wrong.With(where+".units", "1 or more", a.Units)
	}
	seen := map[string]bool{}
	for i, id := range a.Items {
		if _, known := itemAt[id]; !known || seen[id] {
			wrong.With(fmt.Sprintf("%s.items[%d]", where, i), "an item that has figures, once", id)
		}
		seen[id] = true
	}
}

// highest is the price of the dearest tier.
func (r *Rate) highest() decimal.Decimal {
	top := decimal.Zero
	for _, tier := range r.Tiers {
		top = decimal.Max(top, tier.Price)
	}
	return top
}

// unitPlaces is how many places the price of one unit has: a plan's price has six,
// and may be of a million units.
const unitPlaces = 12

// UnitPrice is the price of one unit at the dearest tier, without any allowance;
// of packages whose price cannot be divided exactly, rounded to twelve places.
func (r *Rate) UnitPrice() decimal.Decimal {
	return r.highest().DivRound(decimal.NewFromInt(r.Per), unitPlaces)
}

// Wrong lists the fields that an error says are wrong.
func Wrong(err error) []string {
	var all []string
	for _, f := range fault.Readable(err).Fields {
		all = append(all, f.Location)
	}
	return all
}
