package app

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"reseller-console/client"
)

type apiMargins struct {
	remote
	shown
	From     string           `help:"First month, 2006-01; the last one if not given." placeholder:"MONTH"`
	To       string           `help:"Last month, 2006-01; the present one if not given." placeholder:"MONTH"`
	By       client.MarginsBy `default:"company" enum:"company,product,month" help:"What a row is of: company, product or month; default ${default}."`
	Currency string           `enum:",CNY,USD" default:"" help:"Only amounts in CNY or USD; each by itself if not given."`
}

// marginOf names what a row is of.
func marginOf(m *client.Margin) string {
	if m.Company != 0 {
		return strconv.FormatInt(m.Company, 10)
	}
	return cmp.Or(m.Product, m.Month, "-")
}

// Run is called by kong.
func (c *apiMargins) Run(ctx context.Context, p Process) error {
	question := client.MarginQuestion{By: c.By, Currency: c.Currency}
	for _, m := range []struct {
		name, text string
		into       *time.Time
	}{{"--from", c.From, &question.From}, {"--to", c.To, &question.To}} {
		if m.text == "" {
			continue
		}
		month, err := parseMonth(m.name, m.text)
		if err != nil {
			return err
		}
		*m.into = month.First().Start()
	}
	return c.with(ctx, p, func(api *client.Client) error {
		var all []client.Margin
		for row, err := range api.Margins(ctx, question) {
			if err != nil {
				return err
			}
			all = append(all, row)
		}
		return show(p, c.shown, all, "OF NAME REVENUE COST MARGIN PERCENT CURRENCY STATUS", func(m client.Margin) []any {
			return []any{marginOf(&m), cmp.Or(m.Name, "-"), m.Revenue, m.Cost, m.Margin, cmp.Or(m.Percent, "-"), m.Currency, m.Status}
		})
	})
}
