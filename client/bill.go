package client

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// DailyBill is a project's part in the bill of a day.
type DailyBill struct {
	Company  int64       `json:"companyId"`
	Project  string      `json:"projectId"`
	Amount   json.Number `json:"amount"`   // exact, with at most two places
	Currency string      `json:"currency"` // CNY or USD
}

// DailyBills yields the bill of a UTC day, a row for each project of the
// reseller's companies, by company and project. The zero day is the newest there
// is: two days ago. A later one is an Error with status 400. An error ends the
// list.
func (c *Client) DailyBills(ctx context.Context, day time.Time) iter.Seq2[DailyBill, error] {
	return func(yield func(DailyBill, error) bool) {
		query := url.Values{}
		if !day.IsZero() {
			query.Set("period", day.Format("20060102"))
		}
		for page, more := 1, true; more; page++ {
			var list struct {
				HasMore  bool
				Elements []DailyBill
			}
			query.Set("pageNumber", strconv.Itoa(page))
			if _, err := c.get(ctx, "/v1/resellers/companies/daily-bills", query, &list); err != nil {
				yield(DailyBill{}, err)
				return
			}
			for _, row := range list.Elements {
				if !yield(row, nil) {
					return
				}
			}
			more = list.HasMore
		}
	}
}
