package invoice

import (
	"encoding/csv"
	"io"

	"reseller-console/internal/locale"
	"reseller-console/internal/sheet"
)

// focusColumns are those of the FinOps Open Cost and Usage Specification 1.2
// (focus.finops.org): all that it wants of a provider without commitments,
// regions, resources and other currencies, in its alphabetical order.
var focusColumns = []string{
	"BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
	"ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart",
	"ConsumedQuantity", "ConsumedUnit", "ContractedCost", "ContractedUnitPrice", "EffectiveCost",
	"InvoiceId", "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit",
	"ProviderName", "PublisherName", "RegionId", "RegionName", "ServiceCategory", "ServiceName", "ServiceSubcategory",
	"SkuId", "SkuMeter", "SkuPriceDetails", "SkuPriceId", "SubAccountId", "SubAccountName",
}

// focusRow is a row by column; what is not in it is null.
type focusRow map[string]string

// text adds what somebody has written: a program that opens the file must not
// take it for a formula.
func (r focusRow) text(column, value string) { r[column] = sheet.Disarm(value) }

// FOCUSFile is a file of charges that is being written, of one bill or of many:
// a row for each day, project and item, and one for each correction of an
// earlier month. BilledCost adds up to the bills.
type FOCUSFile struct {
	rows  *csv.Writer
	words *locale.Words
	cells []string
}

// NewFOCUS begins a file.
func NewFOCUS(to io.Writer) *FOCUSFile {
	f := &FOCUSFile{csv.NewWriter(to), locale.For("en"), make([]string, len(focusColumns))}
	_ = f.rows.Write(focusColumns) // Close tells
	return f
}

// Add writes the charges of a bill.
func (f *FOCUSFile) Add(d Document) error {
	for i := range d.Charges {
		f.write(f.charge(d, &d.Charges[i]))
	}
	for i := range d.Adjustments {
		f.write(f.correction(d, &d.Adjustments[i]))
	}
	return f.rows.Error()
}

// Close writes what is left, and tells the first thing that went wrong.
func (f *FOCUSFile) Close() error {
	f.rows.Flush()
	return f.rows.Error()
}

func (f *FOCUSFile) write(r focusRow) {
	for i, column := range focusColumns {
		f.cells[i] = r[column]
	}
	_ = f.rows.Write(f.cells)
}
