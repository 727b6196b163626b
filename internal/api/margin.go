package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

const marginsPath = "/v1/resellers/margins"

// marginPage is how many rows a page of margins has.
const marginPage = 1000

func (a *resellerAPI) registerMargins() {
	register(a, huma.Operation{
		OperationID: "margins", Method: http.MethodGet, Path: marginsPath, Tags: []string{tagBills},
		Summary: "What is earned",
		Description: "What companies are billed, what that costs the reseller by the prices that it buys by, and what is left, in up to 12 months: by company, product or month, 1000 rows on a page. " +
			"Only days count on which the reseller held the company, as in the bills of days: all who held it in turn together have its bill.\n\n" +
			"Amounts of several currencies are never added: each row is of one, and `totals` has one for each. Months that are billed are `final`: they stay what they are. " +
			"What earlier months cost more or less than was billed is part of the month on whose bill it is, and of no product.",
	}, a.margins)
}

type marginsIn struct {
	From       string `query:"from" pattern:"^[0-9]{4}-[0-9]{2}$" doc:"First month, as 2026-08; that of to if it is left out."`
	To         string `query:"to" pattern:"^[0-9]{4}-[0-9]{2}$" doc:"Last month, as 2026-08; the present one if it is left out."`
	By         string `query:"by" enum:"company,product,month" default:"company" doc:"What a row stands for."`
	Currency   string `query:"currency" enum:"CNY,USD" doc:"Only amounts in it; all if it is left out."`
	PageNumber int    `query:"pageNumber" minimum:"1" maximum:"1000000" default:"1" doc:"From 1."`
}

// percentage is a number with at most one place.
type percentage decimal.Decimal

// MarshalJSON implements json.Marshaler.
func (p percentage) MarshalJSON() ([]byte, error) { return []byte(decimal.Decimal(p).String()), nil }

// Schema implements huma.SchemaProvider.
func (percentage) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Description: "Margin in percent of the revenue, with at most one place; not there without revenue."}
}

// money is a decimal amount.
type money struct{ amount }

// Schema implements huma.SchemaProvider.
func (money) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Description: "Decimal, with at most two places."}
}

// EarnedJSON is what was earned in one currency.
type EarnedJSON struct {
	Currency string      `json:"currency" enum:"CNY,USD"`
	Revenue  money       `json:"revenue"`
	Cost     money       `json:"cost"`
	Margin   money       `json:"margin"`
	Percent  *percentage `json:"marginPercent,omitzero"`
	Status   string      `json:"status" enum:"provisional,final" doc:"provisional: bills have yet to be issued."`
}

// MarginJSON is what a company, a product or a month has brought.
type MarginJSON struct {
	Company  int64  `json:"companyId,omitzero" doc:"By company. Without it the row is of those that are no longer the reseller's."`
	Name     string `json:"companyName,omitzero"`
	Product  string `json:"productId,omitzero" doc:"By product. Without it the row is what earlier months cost more or less than was billed."`
	Month    string `json:"month,omitzero" doc:"By month."`
	Unsold   bool   `json:"withoutSellingPrice,omitzero" doc:"Something was used that the company has no price for."`
	Unbought bool   `json:"withoutBuyingPrice,omitzero" doc:"Something was used that the reseller has no price for."`
	EarnedJSON
}

type marginList struct {
	From       string       `json:"from"`
	To         string       `json:"to"`
	By         string       `json:"by" enum:"company,product,month"`
	Totals     []EarnedJSON `json:"totals" nullable:"false" doc:"One for each currency."`
	TotalSize  int          `json:"totalSize" doc:"Rows on all pages."`
	PageSize   int          `json:"pageSize" doc:"Rows on this page."`
	PageNumber int          `json:"pageNumber" doc:"From 1."`
	HasMore    bool         `json:"hasMore"`
	Elements   []MarginJSON `json:"elements" nullable:"false"`
}

type marginsOut struct{ Body marginList }

func (a *resellerAPI) margins(ctx context.Context, v visit, in *marginsIn) (*marginsOut, error) {
	q := billing.MarginQuery{To: calendar.DayOf(a.Clock()).Month(), Currency: billing.Currency(in.Currency)}
	var err error
	if in.To != "" {
		if q.To, err = parseMonth("to", in.To); err != nil {
			return nil, err
		}
	}
	q.From = q.To
	if in.From != "" {
		if q.From, err = parseMonth("from", in.From); err != nil {
			return nil, err
		}
	}
	found, err := a.Bills.Margins(ctx, v.caller, q)
	if err != nil {
		return nil, err
	}
	return &marginsOut{listMargins(found, in)}, nil
}

// parseMonth reads 2006-01.
func parseMonth(name, text string) (calendar.Month, error) {
	first, err := calendar.ParseDay(text + "-01")
	if err != nil {
		return 0, fault.Wrap(fault.Invalid, err, "%s: there is no month %s.", name, text).With(name, "a month like 2026-08", text)
	}
	return first.Month(), nil
}

func listMargins(m *billing.Margins, in *marginsIn) marginList {
	all := m.Rows[billing.By(in.By)]
	from := min((in.PageNumber-1)*marginPage, len(all))
	rows := all[from:min(from+marginPage, len(all))]
	list := marginList{
		From: m.From.String(), To: m.To.String(), By: in.By, Totals: make([]EarnedJSON, len(m.Totals)),
		TotalSize: len(all), PageSize: len(rows), PageNumber: in.PageNumber, HasMore: from+len(rows) < len(all), Elements: make([]MarginJSON, len(rows)),
	}
	for i := range m.Totals {
		list.Totals[i] = earned(&m.Totals[i])
	}
	for i := range rows {
		row := &rows[i]
		list.Elements[i] = MarginJSON{Company: row.Company, Name: row.Name, Product: row.Product, Unsold: row.Unsold, Unbought: row.Unbought, EarnedJSON: earned(row)}
		if row.Month != 0 {
			list.Elements[i].Month = row.Month.String()
		}
	}
	return list
}

func earned(row *billing.MarginRow) EarnedJSON {
	e := EarnedJSON{Currency: string(row.Currency), Revenue: money{amount(row.Revenue)}, Cost: money{amount(row.Cost)}, Margin: money{amount(row.Margin())}, Status: "final"}
	if row.Provisional {
		e.Status = "provisional"
	}
	if percent, there := row.Percent(); there {
		e.Percent = new(percentage(percent))
	}
	return e
}
