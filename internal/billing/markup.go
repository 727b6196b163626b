package billing

import (
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/fault"
)

// Markup makes prices of others: what something is sold by of what it is
// bought by.
type Markup struct {
	Percent decimal.Decimal `json:"percent"` // added to each price: -100 to 1000, at most four places
	Places  int             `json:"places"`  // that prices are rounded to, half up: 0 to 6
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
	m.check(wrong)
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

func (m Markup) check(wrong *fault.Error) {
	checkPercent(wrong, "percent", m.Percent)
	if m.Places < 0 || m.Places > maxPlaces {
		wrong.With("places", "0 to 6", m.Places)
	}
}

func checkPercent(wrong *fault.Error, where string, percent decimal.Decimal) {
	if percent.LessThan(decimal.NewFromInt(minPercent)) || percent.GreaterThan(decimal.NewFromInt(maxPercent)) || !percent.Equal(percent.Truncate(percentPlaces)) {
		wrong.With(where, "-100 to 1000 with at most four places", percent.String())
	}
}

// On returns terms like others but for their prices. A price is exact until it
// is rounded once, here.
func (m Markup) On(base Terms) Terms {
	marked := base
	marked.Rates = make(map[string]Rate, len(base.Rates))
	for item, rate := range base.Rates {
		marked.Rates[item] = m.rate(rate)
	}
	return marked
}

func (m Markup) rate(base Rate) Rate {
	factor := m.Percent.Add(decimal.NewFromInt(100)).Shift(-2)
	tiers := make([]Tier, len(base.Tiers))
	for i, t := range base.Tiers {
		tiers[i] = Tier{t.UpTo, t.Price.Mul(factor).Round(int32(m.Places))} // #nosec G115 -- 0 to 6
	}
	return Rate{base.Model, base.Per, tiers}
}
