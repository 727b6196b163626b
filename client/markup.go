package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// By what prices are made.
const (
	PricesByMarkup   = "markup"   // one of its own
	PricesByStandard = "standard" // of a company: the reseller's standard markup
	PricesByHand     = "hand"     // nothing that they follow
)

// MarkupRule is by how much prices are above those that the reseller buys by.
// Numbers are exact, as decimal text.
type MarkupRule struct {
	Percent   string                `json:"percent,omitzero"` // -100 to 1000, at most four places
	Places    int                   `json:"places"`           // that prices are rounded to: 0 to 6
	Items     map[string]ItemMarkup `json:"items,omitzero"`
	Free      bool                  `json:"free"`             // whether what is free when the reseller buys is free for companies
	Minimum   string                `json:"minimum,omitzero"` // balance below which a company is short
	GraceDays int                   `json:"graceDays"`        // how long it is served then: 0 to 366
}

// ItemMarkup is the rule of one item: either another percentage or a price.
type ItemMarkup struct {
	Percent string     `json:"percent,omitzero"`
	Rate    *PriceRate `json:"rate,omitzero"`
}

// PriceRate is a price of an item.
type PriceRate struct {
	Model string      `json:"model"` // flat, graduated, volume or package
	Per   int64       `json:"per"`   // how many minutes, or number, a price is of
	Tiers []PriceTier `json:"tiers"`
}

// PriceTier is a price up to a quantity; 0 in the last one: no bound.
type PriceTier struct {
	UpTo  int64  `json:"upTo,omitzero"`
	Price string `json:"price"`
}

// Markup is a version of a markup that prices follow.
type Markup struct {
	Currency string       `json:"currency"`        // CNY or USD
	Number   int          `json:"number,omitzero"` // 0 in a preview
	From     string       `json:"from"`            // first month: 2006-01
	Created  time.Time    `json:"created,omitzero"`
	Source   string       `json:"source"` // PricesByMarkup, PricesByStandard or PricesByHand
	Rule     *MarkupRule  `json:"markup,omitzero"`
	Effect   MarkupEffect `json:"effect,omitzero"` // of a preview
}

// MarkupEffect is what the last whole month brought, and would have brought.
type MarkupEffect struct {
	Month       string      `json:"month"`
	Companies   int         `json:"companies"` // that would follow
	Cost        json.Number `json:"cost"`
	Revenue     json.Number `json:"revenue"`
	RevenueThen json.Number `json:"revenueThen"`
}

// Markups returns all versions of the standard markups, by currency.
func (c *Client) Markups(ctx context.Context) ([]Markup, error) {
	var list struct{ Rows []Markup }
	_, err := c.get(ctx, "/v1/resellers/markups", nil, &list)
	return list.Rows, err
}

// NewMarkup is a version to set.
type NewMarkup struct {
	From    time.Time   // any time in its first month
	Source  string      // PricesByMarkup, PricesByHand or, of a company, PricesByStandard
	Rule    *MarkupRule // of PricesByMarkup
	Preview bool        // keep nothing; tell the effect
}

// SetMarkup sets the standard markup in a currency; with PricesByHand it ends.
func (c *Client) SetMarkup(ctx context.Context, currency string, m NewMarkup) (Markup, error) {
	return c.setMarkup(ctx, "/v1/resellers/markups/"+url.PathEscape(currency), m)
}

// SetCompanyMarkup chooses what a company's prices follow.
func (c *Client) SetCompanyMarkup(ctx context.Context, company int64, m NewMarkup) (Markup, error) {
	return c.setMarkup(ctx, companyMarkup(company), m)
}

func companyMarkup(company int64) string {
	return fmt.Sprintf("/v1/resellers/companies/%d/markup", company)
}

func (c *Client) setMarkup(ctx context.Context, path string, m NewMarkup) (set Markup, err error) {
	text, err := json.Marshal(struct {
		From   string      `json:"from"`
		Source string      `json:"source"`
		Markup *MarkupRule `json:"markup,omitzero"`
	}{m.From.UTC().Format("2006-01"), m.Source, m.Rule})
	if err != nil {
		return set, fmt.Errorf("client: %w", err)
	}
	if m.Preview {
		path += "?preview=true"
	}
	_, err = c.read(ctx, Request{Method: http.MethodPut, Target: path, Body: text}, &set)
	return set, err
}

// PriceOrigin is where prices come from.
type PriceOrigin struct {
	Source string      `json:"source"`         // list, hand, standard, markup or kept
	Since  string      `json:"since,omitzero"` // 2006-01; empty: of the list
	Rule   *MarkupRule `json:"markup,omitzero"`
}

// CompanyMarkup is where a company's prices come from.
type CompanyMarkup struct {
	Company int64        `json:"companyId"`
	Now     PriceOrigin  `json:"now"`
	Next    *PriceOrigin `json:"next,omitzero"`
	Chosen  []Markup     `json:"chosen"` // for the company, in that order; none: it follows the standard
}

// CompanyMarkup returns where a company's prices come from.
func (c *Client) CompanyMarkup(ctx context.Context, company int64) (CompanyMarkup, error) {
	var m CompanyMarkup
	_, err := c.get(ctx, companyMarkup(company), nil, &m)
	return m, err
}
