package client

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// MarginsBy is what a Margin is of.
type MarginsBy string

// What margins can be of.
const (
	MarginsByCompany MarginsBy = "company"
	MarginsByProduct MarginsBy = "product"
	MarginsByMonth   MarginsBy = "month"
)

// Margin is what a company, a product or a month has brought in a currency.
type Margin struct {
	Company  int64       `json:"companyId,omitzero"`     // by company; 0: those that are no longer the reseller's
	Name     string      `json:"companyName,omitzero"`   // of the company
	Product  string      `json:"productId,omitzero"`     // by product; empty: adjustments of earlier months
	Month    string      `json:"month,omitzero"`         // by month: 2006-01
	Currency string      `json:"currency"`               // CNY or USD
	Revenue  json.Number `json:"revenue"`                // what was billed, exact, with at most two places
	Cost     json.Number `json:"cost"`                   // what that costs
	Margin   json.Number `json:"margin"`                 // what is left
	Percent  json.Number `json:"marginPercent,omitzero"` // of the revenue; empty without any
	Status   string      `json:"status"`                 // final or provisional
	Unsold   bool        `json:"withoutSellingPrice,omitzero"`
	Unbought bool        `json:"withoutBuyingPrice,omitzero"`
}

// MarginQuestion says what margins are asked for.
type MarginQuestion struct {
	From, To time.Time // any time in the first and the last month; zero: the last one, and the present one
	By       MarginsBy // empty: MarginsByCompany
	Currency string    // empty: each by itself
}

// Margins yields what has been earned in up to 12 months, by currency. An error
// ends the list.
func (c *Client) Margins(ctx context.Context, q MarginQuestion) iter.Seq2[Margin, error] {
	return func(yield func(Margin, error) bool) {
		query := q.values()
		for page, more := 1, true; more; page++ {
			var list struct {
				HasMore  bool
				Elements []Margin
			}
			query.Set("pageNumber", strconv.Itoa(page))
			if _, err := c.get(ctx, "/v1/resellers/margins", query, &list); err != nil {
				yield(Margin{}, err)
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

func (q MarginQuestion) values() url.Values {
	query := url.Values{}
	for name, month := range map[string]time.Time{"from": q.From, "to": q.To} {
		if !month.IsZero() {
			query.Set(name, month.UTC().Format("2006-01"))
		}
	}
	if q.By != "" {
		query.Set("by", string(q.By))
	}
	if q.Currency != "" {
		query.Set("currency", q.Currency)
	}
	return query
}
