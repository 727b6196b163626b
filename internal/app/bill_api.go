package app

import (
	"context"
	"fmt"
	"time"

	"reseller-console/client"
	"reseller-console/internal/calendar"
)

type apiBills struct {
	remote
	shown
	Day string `help:"Day, 2006-01-02 in UTC; the newest there is, two days ago, if not given." placeholder:"DAY"`
}

// Run is called by kong.
func (c *apiBills) Run(ctx context.Context, p Process) error {
	var day time.Time
	if c.Day != "" {
		parsed, err := calendar.ParseDay(c.Day)
		if err != nil {
			return fmt.Errorf("--day: %w", err)
		}
		day = parsed.Start()
	}
	return c.with(ctx, p, func(api *client.Client) error {
		var all []client.DailyBill
		for row, err := range api.DailyBills(ctx, day) {
			if err != nil {
				return err
			}
			all = append(all, row)
		}
		return show(p, c.shown, all, "COMPANY PROJECT AMOUNT CURRENCY", func(b client.DailyBill) []any {
			return []any{b.Company, b.Project, b.Amount, b.Currency}
		})
	})
}
