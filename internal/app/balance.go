package app

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"reseller-console/internal/billing"
)

type balanceCommand struct {
	TopUp  balanceTopUp  `cmd:"" name:"top-up" help:"Add money received to a company's balance."`
	Adjust balanceAdjust `cmd:"" help:"Grant a company an amount, or take one back if negative."`
	Show   balanceShow   `cmd:"" help:"Print a company's balance and its latest postings."`
}

// posted are the settings of commands that post to a ledger.
type posted struct {
	ofAccount
	Reference string `help:"Name of the posting: what was posted under the same one before is not posted again; a random one if not given." placeholder:"TEXT"`
	Note      string `help:"What it is for." placeholder:"TEXT"`
}

func (c posted) post(ctx context.Context, p Process, kind billing.Kind, amount string) error {
	money, err := billing.ParseMoney(amount)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		done, again, err := bills.Post(ctx, clerk, c.Company, billing.Posting{Kind: kind, Amount: money, Note: c.Note, Reference: cmp.Or(c.Reference, uuid.NewString())})
		if err != nil {
			return err
		}
		has, err := bills.Account(ctx, c.Company, 0)
		if err != nil {
			return err
		}
		before := ""
		if again {
			before = " before, not again"
		}
		_, err = fmt.Fprintf(p.Stdout, "posted %s as %s%s; the balance is %s\n", done.Amount, done.Reference, before, has.Balance.In(has.Currency))
		return err
	})
}

type balanceTopUp struct {
	posted
	Amount string `arg:"" help:"Amount in the company's currency, like 100 or 99.90."`
}

// Run is called by kong.
func (c *balanceTopUp) Run(ctx context.Context, p Process) error {
	return c.post(ctx, p, billing.TopUp, c.Amount)
}

type balanceAdjust struct {
	posted
	Amount string `required:"" help:"Amount in the company's currency, like 5 or, as --amount=-5, less than 0." placeholder:"AMOUNT"`
}

// Run is called by kong.
func (c *balanceAdjust) Run(ctx context.Context, p Process) error {
	return c.post(ctx, p, billing.Adjustment, c.Amount)
}

type balanceShow struct {
	ofAccount
	shown
	Limit int `default:"100" help:"How many postings are printed at most; default ${default}."`
}

// listedPosting is a posting as it is printed.
type listedPosting struct {
	Number    int64         `json:"number"`
	At        time.Time     `json:"at"`
	Kind      billing.Kind  `json:"kind"`
	Amount    billing.Money `json:"amount"`
	Reference string        `json:"reference"`
	Note      string        `json:"note"`
}

// Run is called by kong.
func (c *balanceShow) Run(ctx context.Context, p Process) error {
	return c.with(ctx, func(bills *billing.Service) error {
		has, err := bills.Account(ctx, c.Company, max(0, c.Limit))
		if err != nil {
			return err
		}
		postings := make([]listedPosting, len(has.Postings))
		for i, e := range has.Postings {
			postings[i] = listedPosting{e.Number, e.At, e.Kind, e.Amount, e.Reference, e.Note}
		}
		if c.Output == "json" {
			return showJSON(p, struct {
				Balance  billing.Money    `json:"balance"`
				Currency billing.Currency `json:"currency"`
				Postings []listedPosting  `json:"postings"`
			}{has.Balance, has.Currency, postings})
		}
		if _, err := fmt.Fprintf(p.Stdout, "balance %s\n", has.Balance.In(has.Currency)); err != nil {
			return err
		}
		return show(p, c.shown, postings, "NUMBER AT KIND AMOUNT REFERENCE NOTE", func(e listedPosting) []any {
			return []any{e.Number, e.At.Format(time.RFC3339), e.Kind, e.Amount, e.Reference, e.Note}
		})
	})
}
