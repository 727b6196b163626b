// Package billing turns what companies used into what they owe: prices, free
// allowances, daily bills, the month's bill, the ledger, and the status that a
// balance gives.
//
// It owns every rule about money. It does not own figures (package usage), nor
// what a suspended company may do (package company). Amounts are exact: no
// binary floating point is anywhere in this package, which a test proves.
//
// Source of the rules: docs/billing.md; prices of the list of December 2019.
package billing

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"reseller-console/internal/company"
	"reseller-console/internal/fault"
)

// Currency is what a company pays in: its area decides, for ever.
type Currency string

// The currencies. Both have two places.
const (
	CNY Currency = "CNY"
	USD Currency = "USD"
)

// CurrencyOf returns the currency of an area.
func CurrencyOf(a company.Area) Currency {
	if a == company.China {
		return CNY
	}
	return USD
}

// AreaOf returns the area whose companies pay in a currency.
func AreaOf(c Currency) company.Area {
	if c == CNY {
		return company.China
	}
	return company.Outside
}

// Money is an amount in hundredths of its currency.
type Money int64

// maxMoney bounds amounts that somebody types: a thousand billion.
const maxMoney = Money(100_000_000_000_000)

// ParseMoney reads a decimal number of at most two places, like 12.5 or -3.
func ParseMoney(text string) (Money, error) {
	d, err := decimal.NewFromString(text)
	m := Money(0)
	if err == nil && !strings.ContainsAny(text, "eE") && d.Equal(d.Truncate(2)) {
		m, err = round(d)
	} else {
		err = fmt.Errorf("%q is no amount", text)
	}
	if err != nil || m > maxMoney || m < -maxMoney {
		return 0, fault.New(fault.Invalid, "An amount is a number with at most two places, like 12.50, not %.40q.", text)
	}
	return m, nil
}

// String writes the amount with its two places: "12.50".
func (m Money) String() string { return m.Decimal().StringFixed(2) }

// Decimal is the amount as a number.
func (m Money) Decimal() decimal.Decimal { return decimal.New(int64(m), -2) }

// Exact writes an amount or a price with all places that say something, two at
// least.
func Exact(d decimal.Decimal) string {
	text := d.String()
	if _, places, _ := strings.Cut(text, "."); len(places) >= 2 {
		return text
	}
	return d.StringFixed(2)
}

// In is the amount with its currency: "12.50 USD".
func (m Money) In(c Currency) string { return m.String() + " " + string(c) }

// MarshalText implements encoding.TextMarshaler.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Money) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMoney(string(text))
	return err
}

// round rounds half up to two places; what is not below 0 only is rounded.
func round(amount decimal.Decimal) (Money, error) {
	cents := amount.Round(2).Shift(2).BigInt()
	if !cents.IsInt64() {
		return 0, fmt.Errorf("the amount %s is too large for the books", amount)
	}
	return Money(cents.Int64()), nil
}
