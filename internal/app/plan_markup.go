package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"reseller-console/internal/billing"
	"reseller-console/internal/calendar"
)

type markupCommand struct {
	Set    markupSet    `cmd:"" help:"Add a version of a reseller's standard markup, or of a company's own, which prices follow from a month on."`
	End    markupEnd    `cmd:"" help:"End a reseller's standard markup: companies keep the prices of the month before."`
	Follow markupFollow `cmd:"" help:"Let a company follow its reseller's standard markup, or none."`
	List   markupList   `cmd:"" help:"List the versions of a reseller's standard markups."`
	Show   markupShow   `cmd:"" help:"Print a reseller's standard markup as JSON that set reads."`
	Source markupSource `cmd:"" help:"Tell where a company's prices come from."`
}

type markupSet struct {
	ofReseller
	planFile
	Currency billing.Currency `default:"USD" enum:"USD,CNY" help:"USD or CNY; default ${default}."`
	Company  int64            `help:"CID of the company whose own markup it is; the standard if not given." placeholder:"CID"`
}

// Run is called by kong.
func (c *markupSet) Run(ctx context.Context, p Process) error {
	v := billing.RuleVersion{Reseller: c.Reseller, Company: c.Company, Currency: c.Currency, Source: billing.Marked}
	var err error
	if v.From, err = c.read(p, &v.Rule); err != nil {
		return err
	}
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		if err := c.holds(ctx, bills); err != nil {
			return err
		}
		if c.Preview {
			return previewMarkup(ctx, p.Stdout, bills, v)
		}
		return setMarkup(ctx, p.Stdout, bills, v)
	})
}

// holds refuses a company that the named reseller does not hold.
func (c *markupSet) holds(ctx context.Context, bills *billing.Service) error {
	if c.Company == 0 {
		return nil
	}
	holder, err := bills.Holder(ctx, clerk, c.Company)
	if err == nil && holder != c.Reseller {
		err = fmt.Errorf("reseller %d does not hold company %d", c.Reseller, c.Company)
	}
	return err
}

func previewMarkup(ctx context.Context, to io.Writer, bills *billing.Service, v billing.RuleVersion) error {
	var companies []int64
	if v.Company != 0 {
		companies = []int64{v.Company}
	}
	e, err := bills.PreviewRule(ctx, clerk, v, companies)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(to, "companies: %d\nthe last month brought %s, and would have brought %s\nits margin was %s, and would have been %s\n",
		len(e.Companies), e.Was.Revenue.In(e.Currency), e.Would.Revenue.In(e.Currency), e.Was.Margin().In(e.Currency), e.Would.Margin().In(e.Currency))
	return err
}

// setMarkup adds a version; all prices have followed it when it returns.
func setMarkup(ctx context.Context, to io.Writer, bills *billing.Service, v billing.RuleVersion) error {
	kept, err := bills.SetRule(ctx, clerk, v)
	if err == nil {
		err = bills.Follow(ctx)
	}
	if err != nil {
		return err
	}
	whose := fmt.Sprintf("reseller %d in %s", kept.Reseller, kept.Currency)
	if kept.Company != 0 {
		whose = fmt.Sprintf("company %d", kept.Company)
	}
	_, err = fmt.Fprintf(to, "markup %d of %s: %s from %s on\n", kept.Number, whose, kept.Source, kept.From.First())
	return err
}

type markupEnd struct {
	ofReseller
	From     string           `required:"" help:"First month, 2006-01, without it: the present one or a later one." placeholder:"MONTH"`
	Currency billing.Currency `default:"USD" enum:"USD,CNY" help:"USD or CNY; default ${default}."`
}

// Run is called by kong.
func (c *markupEnd) Run(ctx context.Context, p Process) error {
	from, err := parseMonth("--from", c.From)
	if err != nil {
		return err
	}
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		return setMarkup(ctx, p.Stdout, bills, billing.RuleVersion{Reseller: c.Reseller, Currency: c.Currency, From: from, Source: billing.ByHand})
	})
}

type markupFollow struct {
	ofAccount
	What billing.Source `arg:"" enum:"standard,hand" help:"standard, or hand: it follows none."`
	From string         `required:"" help:"First month, 2006-01: the present one or a later one." placeholder:"MONTH"`
}

// Run is called by kong.
func (c *markupFollow) Run(ctx context.Context, p Process) error {
	from, err := parseMonth("--from", c.From)
	if err != nil {
		return err
	}
	return c.with(ctx, func(bills *billing.Service) error {
		return setMarkup(ctx, p.Stdout, bills, billing.RuleVersion{Company: c.Company, From: from, Source: c.What})
	})
}

type markupList struct {
	ofReseller
	shown
}

// listedMarkup is a version as it is listed.
type listedMarkup struct {
	Currency billing.Currency `json:"currency"`
	Number   int              `json:"number"`
	From     string           `json:"from"`
	Created  time.Time        `json:"created"`
	Source   billing.Source   `json:"source"`
	Percent  string           `json:"percent,omitzero"`
	Items    int              `json:"items"`
}

// Run is called by kong.
func (c *markupList) Run(ctx context.Context, p Process) error {
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		versions, _, err := bills.Rules(ctx, clerk, c.Reseller)
		if err != nil {
			return err
		}
		all := make([]listedMarkup, len(versions))
		for i, v := range versions {
			all[i] = listedMarkup{Currency: v.Currency, Number: v.Number, From: v.From.String(), Created: v.CreatedAt, Source: v.Source, Items: len(v.Items)}
			if v.Source == billing.Marked {
				all[i].Percent = v.Percent.String()
			}
		}
		return show(p, c.shown, all, "CURRENCY NUMBER FROM CREATED SOURCE PERCENT ITEMS", func(v listedMarkup) []any {
			return []any{v.Currency, v.Number, v.From, v.Created.Format(time.RFC3339), v.Source, cmp.Or(v.Percent, "-"), v.Items}
		})
	})
}

type markupShow struct {
	ofReseller
	Currency billing.Currency `default:"USD" enum:"USD,CNY" help:"USD or CNY; default ${default}."`
	Month    string           `help:"Month, 2006-01, that it is for; the next one if not given." placeholder:"MONTH"`
}

// Run is called by kong. Where there is none, what is printed adds nothing.
func (c *markupShow) Run(ctx context.Context, p Process) error {
	month, err := parseMonth("--month", cmp.Or(c.Month, calendar.DayOf(c.now()).Month().Add(1).String()))
	if err != nil {
		return err
	}
	return c.withBilling(ctx, c.clocked, func(bills *billing.Service) error {
		versions, _, err := bills.Rules(ctx, clerk, c.Reseller)
		if err != nil {
			return err
		}
		v := versions.Of(0, c.Currency).On(month)
		if v.Source != billing.Marked {
			v.Rule = billing.NoRule(c.Currency)
		}
		return printJSON(p, v.Rule)
	})
}

type markupSource struct{ ofAccount }

// originJSON is where prices come from.
type originJSON struct {
	Source billing.Source `json:"source"`
	Since  string         `json:"since,omitzero"`
	Markup *billing.Rule  `json:"markup,omitzero"`
}

func originOf(o *billing.Origin) *originJSON {
	j := &originJSON{Source: o.Source}
	if o.Since != 0 {
		j.Since = o.Since.String()
	}
	if o.Follows() {
		j.Markup = &o.Rule.Rule
	}
	return j
}

// Run is called by kong.
func (c *markupSource) Run(ctx context.Context, p Process) error {
	return c.with(ctx, func(bills *billing.Service) error {
		sources, err := bills.Sources(ctx, clerk, []int64{c.Company})
		if err != nil {
			return err
		}
		source, there := sources[c.Company]
		if !there {
			return fmt.Errorf("there is no company %d", c.Company)
		}
		told := struct {
			Now  *originJSON `json:"now"`
			Next *originJSON `json:"next,omitzero"`
		}{Now: originOf(&source.Now)}
		if source.Next != nil {
			told.Next = originOf(source.Next)
		}
		return printJSON(p, told)
	})
}
