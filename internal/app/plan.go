package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

type planCommand struct {
	Set   planSet   `cmd:"" help:"Add a version of a company's price plan, which applies from a month on."`
	List  planList  `cmd:"" help:"List the versions of a company's price plan."`
	Show  planShow  `cmd:"" help:"Print what a company is billed by, as JSON that set reads."`
	Items planItems `cmd:"" help:"List what can have a price."`

	Markup markupCommand `cmd:"" help:"Manage the markups that companies' prices follow."`
}

// planFile are the settings of commands that add a version of a plan.
type planFile struct {
	From    string `required:"" help:"First month, 2006-01, that it applies to: the present one or a later one." placeholder:"MONTH"`
	Preview bool   `help:"Change nothing; print what the last month cost, and what it would have cost."`
	File    string `arg:"" help:"JSON file with what it says; - for standard input."`
}

// read reads from when on it applies, and the file.
func (c *planFile) read(p Process, into any) (from calendar.Month, err error) {
	if from, err = parseMonth("--from", c.From); err != nil {
		return 0, err
	}
	var text []byte
	if c.File == "-" {
		text, err = io.ReadAll(p.Stdin)
	} else {
		text, err = os.ReadFile(c.File)
	}
	if err == nil {
		err = json.Unmarshal(text, into, json.RejectUnknownMembers(true))
	}
	if err != nil {
		return 0, fmt.Errorf("the plan cannot be read: %w", err)
	}
	return from, nil
}

// previewed prints what a preview has found.
func (c *planFile) previewed(p Process, currency billing.Currency, was, would billing.Money, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "the last month cost %s, and would have cost %s\n", was.In(currency), would.In(currency))
	return err
}

type planSet struct {
	ofAccount
	planFile
}

// Run is called by kong.
func (c *planSet) Run(ctx context.Context, p Process) error {
	var terms billing.Terms
	from, err := c.read(p, &terms)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		if c.Preview {
			effect, err := bills.Preview(ctx, clerk, c.Company, terms)
			return c.previewed(p, terms.Currency, effect.WasTotal, effect.WouldTotal, err)
		}
		plan, err := bills.SetPlan(ctx, clerk, c.Company, from, terms)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.Stdout, "plan %d of company %d applies from %s on\n", plan.Number, c.Company, plan.From.First())
		return err
	})
}

type planList struct {
	ofAccount
	shown
}

// listedPlan is a version as it is listed.
type listedPlan struct {
	Number  int       `json:"number"`
	From    string    `json:"from"`
	Created time.Time `json:"created"`
	Rates   int       `json:"rates"`
}

// Run is called by kong.
func (c *planList) Run(ctx context.Context, p Process) error {
	return c.with(ctx, func(bills *billing.Service) error {
		priced, err := bills.Plans(ctx, clerk, c.Company)
		if err != nil {
			return err
		}
		all := make([]listedPlan, len(priced.Plans))
		for i := range priced.Plans {
			all[i] = listPlan(&priced.Plans[i])
		}
		return show(p, c.shown, all, "NUMBER FROM CREATED RATES", func(v listedPlan) []any {
			return []any{v.Number, v.From, v.Created.Format(time.RFC3339), v.Rates}
		})
	})
}

func listPlan(p *billing.Plan) listedPlan {
	return listedPlan{p.Number, p.From.String(), p.CreatedAt, len(p.Rates)}
}

type planShow struct {
	ofAccount
	Month string `help:"Month, 2006-01, that is billed by it; the present one if not given." placeholder:"MONTH"`
}

// Run is called by kong.
func (c *planShow) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("--month", cmp.Or(c.Month, calendar.DayOf(c.now()).Month().String()))
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		priced, err := bills.Plans(ctx, clerk, c.Company)
		if err != nil {
			return err
		}
		return printJSON(p, priced.On(month).Terms)
	})
}

// printJSON prints a value in lines, its names in order.
func printJSON(p Process, value any) error {
	text, err := json.Marshal(value, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Stdout, string(text))
	return err
}

type planItems struct{}

// Run is called by kong.
func (planItems) Run(p Process) (err error) {
	for _, i := range billing.Items() {
		unit := "number"
		if i.Timed() {
			unit = "minute"
		}
		_, printErr := fmt.Fprintf(p.Stdout, "%s\t%s\n", i.ID, unit)
		err = errors.Join(err, printErr)
	}
	return err
}
