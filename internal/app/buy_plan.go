package app

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"reseller-console/internal/account"
	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

type buyPlanCommand struct {
	Set  buyPlanSet  `cmd:"" help:"Add a version of what a reseller buys by, in the currency of the terms, which applies from a month on."`
	List buyPlanList `cmd:"" help:"List the versions of what a reseller buys by."`
	Show buyPlanShow `cmd:"" help:"Print what a reseller buys by in a currency, as JSON that set reads."`
}

// ofReseller are the settings of commands about the money of one reseller.
type ofReseller struct {
	storage
	clocked
	Reseller int64 `arg:"" help:"Number of the reseller."`
}

type buyPlanSet struct {
	ofReseller
	planFile
}

// Run is called by kong.
func (c *buyPlanSet) Run(ctx context.Context, p Process) error {
	var terms billing.Terms
	from, err := c.read(p, &terms)
	if err != nil {
		return err
	}
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		if c.Preview {
			was, would, err := bills.PreviewBuy(ctx, account.Command(), c.Reseller, terms)
			return c.previewed(p, terms.Currency, was, would, err)
		}
		plan, err := bills.SetBuyPlan(ctx, account.Command(), c.Reseller, from, terms)
		if err != nil {
			return err
		}
		if err := bills.Follow(ctx); err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.Stdout, "plan %d of reseller %d in %s applies from %s on\n", plan.Number, c.Reseller, plan.Currency, plan.From.First())
		return err
	})
}

type buyPlanList struct {
	ofReseller
	shown
}

// listedBuyPlan is a version as it is listed.
type listedBuyPlan struct {
	Currency billing.Currency `json:"currency"`
	listedPlan
}

// Run is called by kong.
func (c *buyPlanList) Run(ctx context.Context, p Process) error {
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		plans, err := bills.BuyPlans(ctx, account.Command(), c.Reseller)
		if err != nil {
			return err
		}
		all := make([]listedBuyPlan, len(plans))
		for i := range plans {
			all[i] = listedBuyPlan{plans[i].Currency, listPlan(&plans[i])}
		}
		return show(p, c.shown, all, "CURRENCY NUMBER FROM CREATED RATES", func(v listedBuyPlan) []any {
			return []any{v.Currency, v.Number, v.From, v.Created.Format(time.RFC3339), v.Rates}
		})
	})
}

type buyPlanShow struct {
	ofReseller
	Currency billing.Currency `default:"USD" enum:"USD,CNY" help:"USD or CNY; default ${default}."`
	Month    string           `help:"Month, 2006-01, that it is for; the present one if not given." placeholder:"MONTH"`
}

// Run is called by kong.
func (c *buyPlanShow) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("--month", cmp.Or(c.Month, calendar.DayOf(c.now()).Month().String()))
	if err != nil {
		return err
	}
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		plans, err := bills.BuyPlans(ctx, account.Command(), c.Reseller)
		if err != nil {
			return err
		}
		return printJSON(p, plans.In(c.Currency).On(month, billing.ListIn(c.Currency)).Terms)
	})
}
