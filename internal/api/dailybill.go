package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/shopspring/decimal"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
	"reseller-console/internal/fault"
)

func (a *resellerAPI) registerDailyBills() {
	register(a, huma.Operation{
		OperationID: "dailyBills", Method: http.MethodGet, Path: companiesPath + "/daily-bills", Tags: []string{tagBills},
		Summary: "Bills of a day",
		Description: "A row for each project of the companies that the reseller holds, by company and project, zeros included, 1000 on a page. " +
			"A company's rows add up to what the month has cost it through the day, less what it had cost through the day before; the days of a month add up to its bill.\n\n" +
			"Amounts are there two days later (UTC). They move with late events and corrections until the month's bill is issued on the 1st, and never again: what moves later is adjusted on the next bill. " +
			"An amount can be below 0, where more use lowers the price of all.",
	}, a.dailyBills)
}

type dailyBillsIn struct {
	Period     string `query:"period" pattern:"^[0-9]{8}$" doc:"UTC day as yyyyMMdd; if it is left out, the newest there is: two days ago."`
	PageNumber int    `query:"pageNumber" minimum:"1" maximum:"1000000" doc:"From 1; 1 if it is left out."`
	PageNumer  int    `query:"pageNumer" minimum:"1" maximum:"1000000" deprecated:"true" doc:"The same, as older clients spell it."`
}

// amount is an exact decimal number.
type amount billing.Money

// MarshalJSON implements json.Marshaler.
func (m amount) MarshalJSON() ([]byte, error) { return []byte(decimal.New(int64(m), -2).String()), nil }

// Schema implements huma.SchemaProvider.
func (amount) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Description: "Decimal, with at most two places. 0: no usage, or all of it within the free allowance."}
}

// DailyBillJSON is a project's part in a day's bill.
type DailyBillJSON struct {
	Company  int64  `json:"companyId"`
	Project  string `json:"projectId"`
	Amount   amount `json:"amount"`
	Currency string `json:"currency" enum:"CNY,USD"`
}

type dailyBillList struct {
	TotalSize  int             `json:"totalSize" doc:"Rows on all pages."`
	PageSize   int             `json:"pageSize" doc:"Rows on this page."`
	PageNumber int             `json:"pageNumber" doc:"From 1."`
	HasMore    bool            `json:"hasMore"`
	Elements   []DailyBillJSON `json:"elements" nullable:"false"`
}

type dailyBillsOut struct{ Body dailyBillList }

func (a *resellerAPI) dailyBills(ctx context.Context, v visit, in *dailyBillsIn) (*dailyBillsOut, error) {
	day := a.Bills.NewestDay()
	if in.Period != "" {
		at, err := time.Parse("20060102", in.Period)
		if err != nil {
			return nil, fault.Wrap(fault.Invalid, err, "period: there is no day %s.", in.Period).With("period", "a UTC day like 20260831", in.Period)
		}
		day = calendar.DayOf(at)
	}
	page := max(1, in.PageNumer)
	if in.PageNumber > 0 {
		page = in.PageNumber
	}
	found, err := a.Bills.Daily(ctx, v.caller, day, page)
	if err != nil {
		return nil, err
	}
	list := dailyBillList{
		TotalSize: found.All, PageSize: len(found.Rows), PageNumber: page, HasMore: page*billing.DailyPage < found.All,
		Elements: make([]DailyBillJSON, len(found.Rows)),
	}
	for i, row := range found.Rows {
		list.Elements[i] = DailyBillJSON{row.Company, row.Project, amount(row.Amount), string(row.Currency)}
	}
	return &dailyBillsOut{list}, nil
}
