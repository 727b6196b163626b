package billing

import (
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/fault"
)

// Markup makes prices of others: what something is sold by of what it is
// bought by.
type Markup struct {
	Percent decimal.Decimal // added to each price: -100 to 1000, at most four places
	Places  int             // that prices are rounded to, half up: 0 to 6
}

// The bounds of a markup.
const (
	minPercent    = -100
	maxPercent    = 1000
	percentPlaces = 4
)

// ParseDecimal reads a number of at most 20 characters, without an exponent.
func ParseDecimal(text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 20 || strings.ContainsAny(text, "eE") {
		return d, fault.New(fault.Invalid, "%.40q is no number like 12.5.", text)
	}
	return d, nil
}

// Check refuses a markup that cannot be applied, as fault.Invalid.
func (m Markup) Check() error {
	wrong := fault.New(fault.Invalid, "The markup cannot be used.")
	if m.Percent.LessThan(decimal.NewFromInt(minPercent)) || m.Percent.GreaterThan(decimal.NewFromInt(maxPercent)) || !m.Percent.Equal(m.Percent.Truncate(percentPlaces)) {
		wrong.With("percent", "-100 to 1000 with at most four places", m.Percent.String())
	}
	if m.Places < 0 || m.Places > maxPlaces {
		wrong.With("places", "0 to 6", m.Places)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// On returns terms like others but for their prices. A price is exact until it
// is rounded once, here.
func (m Markup) On(base Terms) Terms {
	marked := base
	marked.Rates = make(map[string]Rate, len(base.Rates))
	factor := m.Percent.Add(decimal.NewFromInt(100)).Shift(-2)
	for item, rate := range base.Rates {
		tiers := make([]Tier, len(rate.Tiers))
		for i, t := range rate.Tiers {
			tiers[i] = Tier{t.UpTo, t.Price.Mul(factor).Round(int32(m.Places))} // #nosec G115 -- 0 to 6
		}
		marked.Rates[item] = Rate{rate.Model, rate.Per, tiers}
	}
	return marked
}
